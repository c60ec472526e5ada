"""Who is alive: every server holds an operating system's lock, which is gone when the server is, however it died.

So neither a process id that somebody else has now nor a heartbeat that came late can mislead a recovery. On SQLite
the locks are files in a folder beside the database; on PostgreSQL they are advisory locks, which end with their
connection; a database in memory has no others to know about.
"""

from __future__ import annotations

import hashlib
import math
import os
import selectors
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

START_WAIT = 10.0  # seconds, for another server that is opening the same database
ASK_EVERY = 1.0  # seconds that a quiet connection is believed to be there
START = "start"

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:  # how Windows says that somebody has it
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # flock, not lockf: a POSIX record lock is lost when any descriptor of the file is closed.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class Locks(Protocol):
    """How servers on one database know of each other; used on the writer thread only."""

    def starting(self) -> AbstractContextManager[None]:
        """Let one server at a time look at the schema and bury the dead. Raises TimeoutError after `START_WAIT`."""

    def hold(self, server_id: str) -> None:
        """Take this server's own lock anew, and keep it until `release`. Called while the start is locked."""

    @property
    def held(self) -> bool:
        """Whether this server's lock is still there: who has lost it can be taken for dead."""

    def alive(self, server_id: str) -> bool:
        """Whether another server still holds its lock."""

    def forget(self, server_id: str) -> None:
        """Remove what a dead server's lock left behind."""

    def release(self) -> None:
        """Give this server's lock back; safe to call twice."""


class NoLocks:
    """The locks of a database that nobody else can see."""

    def starting(self) -> AbstractContextManager[None]:
        """Nobody else can start here."""
        return nullcontext()

    def hold(self, server_id: str) -> None:
        """Nobody asks."""

    @property
    def held(self) -> bool:
        """Nobody takes it away."""
        return True

    def alive(self, server_id: str) -> bool:
        """Nobody else was ever here."""
        return False

    def forget(self, server_id: str) -> None:
        """Nothing is left behind."""

    def release(self) -> None:
        """Nothing is held."""


class FileLocks:
    """One locked file per server in a folder beside the database, readable by its owner only."""

    def __init__(self, database: Path) -> None:
        self._folder = database.with_name(f"{database.name}.servers")
        self._held: int | None = None
        self._mine: Path | None = None

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Wait for the lock of the start, and hold it meanwhile."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = self._open(START)
        try:
            _wait_for(lambda: _try_lock(descriptor))
            yield
        finally:
            os.close(descriptor)

    def hold(self, server_id: str) -> None:
        """Lock this server's file."""
        self.release()
        self._held, self._mine = self._open(server_id), self._path(server_id)
        if not _try_lock(self._held):
            raise OSError(f"{self._mine} is locked by somebody else")

    @property
    def held(self) -> bool:
        """Whether it is locked; the system takes it from nobody who lives."""
        return self._held is not None

    def alive(self, server_id: str) -> bool:
        """Whether somebody holds that server's file. Taking it to find out harms nobody: the start is locked."""
        if not self._path(server_id).exists():
            return False
        descriptor = self._open(server_id)
        try:
            return not _try_lock(descriptor)
        finally:
            os.close(descriptor)

    def forget(self, server_id: str) -> None:
        """Remove the file."""
        self._path(server_id).unlink(missing_ok=True)

    def release(self) -> None:
        """Remove and unlock this server's file."""
        if self._held is not None:
            os.close(self._held)
        if self._mine is not None:
            self._mine.unlink(missing_ok=True)
        self._held = self._mine = None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def _open(self, name: str) -> int:
        # Not inheritable (PEP 446): a worker that outlives its server must not keep the server alive.
        return os.open(self._path(name), os.O_RDWR | os.O_CREAT, 0o600)


class AdvisoryLocks:
    """PostgreSQL's session-level advisory locks, held by a connection that does nothing else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: Connection | None = None
        self._asked = -math.inf  # when its connection answered last

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Wait for the lock of the start, and hold it meanwhile."""
        connection = self._connect()
        try:
            _wait_for(lambda: _try_advisory(connection, START))
            yield
        finally:
            _hang_up(connection)

    def hold(self, server_id: str) -> None:
        """Take the lock on a connection of its own, from a former one too that the database has not missed yet."""
        self.release()
        self._held = self._connect()
        if not _try_advisory(self._held, server_id):
            self._held.execute(_END_HOLDER, _halves(server_id))
            _wait_for(lambda: _try_advisory(self._connection, server_id))

    @property
    def held(self) -> bool:
        """Whether its connection still answers: one round trip a second, and when something came without being asked.

        A server that ends a connection says so before it hangs up (PostgreSQL, "Protocol Flow", termination).
        """
        if self._held is None:
            return False
        now = time.monotonic()
        if now - self._asked < ASK_EVERY and not _spoken_to(self._held):
            return True
        try:
            self._held.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        self._asked = now
        return True

    def alive(self, server_id: str) -> bool:
        """Whether another connection holds that server's lock."""
        connection = self._connect()
        try:
            return not _try_advisory(connection, server_id)
        finally:
            _hang_up(connection)

    def forget(self, server_id: str) -> None:
        """An advisory lock leaves nothing behind."""

    def release(self) -> None:
        """Close the connection that holds the lock."""
        if self._held is not None:
            _hang_up(self._held)
            self._held = None

    @property
    def _connection(self) -> Connection:
        assert self._held is not None, "asked while the lock is being taken"
        return self._held

    def _connect(self) -> Connection:
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def _wait_for(attempt: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_WAIT
    while not attempt():
        if time.monotonic() > deadline:
            raise TimeoutError(f"another server has been opening the history for {START_WAIT:.0f} s")
        time.sleep(0.01)


def _try_advisory(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(name)}))


# How pg_locks shows a lock of 64 bits (PostgreSQL, "The pg_locks view"): its halves as unsigned numbers.
_END_HOLDER = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 "
    "AND classid::bigint = :high AND objid::bigint = :low AND pid <> pg_backend_pid() "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def _halves(name: str) -> dict[str, int]:
    unsigned = _key(name) % 2**64
    return {"high": unsigned >> 32, "low": unsigned % 2**32}


def _spoken_to(connection: Connection) -> bool:
    """Whether the database has sent something that nobody asked for, such as its goodbye."""
    driver: Any = connection.connection.driver_connection
    if driver.closed:
        return True
    with selectors.DefaultSelector() as listening:
        listening.register(driver.fileno(), selectors.EVENT_READ)
        return bool(listening.select(timeout=0))


def _hang_up(connection: Connection) -> None:
    """End the connection for good: given back to the pool it would keep its locks."""
    connection.invalidate()
    connection.close()


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"vm-lsp {name}".encode()).digest()[:8], signed=True)
