"""The database as the writer thread drives it: made ready, written to, closed; and read from other threads.

Making ready is setting a broken file aside, bringing the schema up to date, taking this server's lock, and ending what
dead servers left. The next write does it again after it failed, and after the file was moved away or found broken
under our feet.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError

from vm_lsp import __version__
from vm_lsp.errors import PersistenceError, ValidationError
from vm_lsp.execution.identity import Identity
from vm_lsp.execution.model import Notice, new_id
from vm_lsp.execution.store import HistoryState
from vm_lsp.history import recovery, schema
from vm_lsp.history.applying import apply
from vm_lsp.history.changes import ShrinkFile, Write, WriteFailedError, coalesced
from vm_lsp.history.engine import BUSY_TIMEOUT_MS, WRITES, connect, file_of, parse_url
from vm_lsp.history.faults import cause_of, is_corruption, shown
from vm_lsp.history.files import DatabaseFile
from vm_lsp.history.servers import AdvisoryLocks, FileLocks, Locks, NoLocks
from vm_lsp.history.statements import StageError
from vm_lsp.history.tables import SERVER

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Database:
    """One server's way into the history at `url`. Raises `WriteFailedError` for a URL it can't use.

    `identity` is whose server it is, for a history that a team shares.
    """

    def __init__(self, url: str, notify: Callable[[Notice], None], identity: Identity) -> None:
        self._url = parse_url(url)
        self._notify = notify
        self._identity = identity
        self._server_id = new_id()
        self._engine = connect(self._url)
        path = file_of(self._url)
        self._file = None if path is None else DatabaseFile(path)
        self._locks = _locks_for(self._engine, self._file)
        # In memory there is one connection, which the writer and the readers take in turns.
        self._turn: AbstractContextManager[object] = threading.Lock() if self._in_memory else nullcontext()
        self._ready = False
        self._broken = False
        self.readable = False

    def open(self) -> None:
        """Make the database ready; does nothing while it is.

        Raises:
            WriteFailedError: with stage ``open``; the next call tries again.
        """
        if self._ready and self._locks.held and not (self._file and self._file.replaced):
            return
        self._ready = False
        try:
            self._make_file()
            with self._locks.starting():
                self._make_ready()
        except (SQLAlchemyError, OSError) as fault:
            self._engine.dispose()
            raise WriteFailedError("open", cause_of(fault, self._url), everybody=True) from fault
        self._ready = True

    def write(self, changes: Sequence[Write]) -> None:
        """Write all the changes in one transaction, or none. Raises `WriteFailedError`."""
        self.open()
        with self._writing() as connection:
            for change in coalesced(changes):
                apply(connection, change, self._server_id)
        if any(isinstance(change, ShrinkFile) for change in changes):
            self._empty_journal()

    def _empty_journal(self) -> None:
        """Cut SQLite's journal, which may still hold what was deleted; while somebody reads there, the next one does.

        Outside every transaction, and without waiting for readers (https://www.sqlite.org/pragma.html, wal_checkpoint).
        """
        if self._file is None:
            return
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                for pragma in ("busy_timeout=0", "wal_checkpoint(TRUNCATE)", f"busy_timeout={BUSY_TIMEOUT_MS}"):
                    connection.exec_driver_sql(f"PRAGMA {pragma}")
        except SQLAlchemyError as fault:
            logger.info("The journal was not cut: %s", cause_of(fault, self._url))

    def mend(self, abandoned: Mapping[str, bool]) -> None:
        """End these runs, whose true endings could not be written. Raises `WriteFailedError`."""
        self.open()
        with self._writing() as connection:
            recovery.end_abandoned(connection, abandoned)

    def read(self, question: Callable[[Connection], Answer]) -> Answer:
        """Return the answer to `question`, asked in a transaction of its own on any thread.

        Raises:
            PersistenceError: the database could not be read (stage ``read``).
            ValidationError: a number in the question is larger than any database holds.
        """
        try:
            with self._turn, self._engine.connect() as connection:
                return question(connection)
        except (OverflowError, DataError) as huge:
            raise ValidationError("A number in the question is larger than any in the history.") from huge
        except SQLAlchemyError as fault:
            raise PersistenceError("read", self._newer_schema() or cause_of(fault, self._url)) from fault

    def _newer_schema(self) -> str | None:
        """Return why nothing can be read where a newer server has changed the tables, None where it isn't that."""
        try:
            with self._turn, self._engine.connect() as connection:
                schema.check(connection)
        except WriteFailedError as refused:
            return refused.cause
        except SQLAlchemyError:  # whatever is wrong, it is what was in the way of the question
            return None
        return None

    def close(self) -> None:
        """Say goodbye, end what is still open, and let go of everything. What fails is left to the next server."""
        try:
            if self._ready:
                with self._writing() as connection:
                    recovery.end_server(connection, self._server_id)
        except WriteFailedError as failed:
            logger.warning("The history was closed without a goodbye: %s", failed.cause)
        self._ready = self.readable = False
        self._engine.dispose()
        self._locks.release()

    @property
    def state(self) -> HistoryState:
        """Where this is, without a password, and the schema it has."""
        if self._file is not None:
            return HistoryState(str(self._file.path), schema.HEAD)
        return HistoryState("memory" if self._in_memory else shown(self._url), schema.HEAD)

    @property
    def _in_memory(self) -> bool:
        return self._file is None and self._url.get_backend_name() == "sqlite"

    def _make_file(self) -> None:
        if self._file is not None and self._url.query.get("mode") != "ro":
            self._file.make()

    def _make_ready(self) -> None:
        try:
            self._prepare()
            self._enrol()
        except WriteFailedError:
            if not self._broken:
                raise
            self._prepare()
            self._enrol()

    def _prepare(self) -> None:
        if self._file is not None and self._file.replaced:
            self._engine.dispose()  # its connections still write to the file that is gone
            self._warn(f"The history in {self._file.path} was moved or deleted meanwhile; a new one goes on there.")
        elif self._broken:
            self._set_aside()
        try:
            schema.make_current(self._engine)
        except SQLAlchemyError as fault:
            raise WriteFailedError("open", self._learn_from(fault), everybody=True) from fault
        self._broken = False
        self.readable = True
        if self._file is not None:
            self._file.recognise()

    def _set_aside(self) -> None:
        self._engine.dispose()
        if self._file is None:
            return
        aside = self._file.set_aside()
        self._file.make()
        self._warn(
            f"The history in {self._file.path} was damaged and could not be read. It was set aside as {aside.name} "
            "and a new one was started."
        )

    def _warn(self, message: str) -> None:
        self._notify(Notice("warning", message))

    def _enrol(self) -> None:
        self._locks.hold(self._server_id)
        with self._writing() as connection:
            if connection.scalar(select(SERVER.c.id).where(SERVER.c.id == self._server_id)) is None:
                connection.execute(insert(SERVER), self._card())
            dead = recovery.dead_servers(connection, self._server_id, self._locks.alive)
            for server_id in dead:
                recovery.end_server(connection, server_id)
        for server_id in dead:
            self._locks.forget(server_id)

    def _card(self) -> dict[str, object]:
        return {
            "id": self._server_id,
            "pid": os.getpid(),
            "version": __version__,
            "started_at": datetime.now(UTC),
            "user_name": self._identity.user,
            "host": self._identity.host,
        }

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that has the right to write from its beginning."""
        try:
            with self._turn, self._engine.connect() as connection, self._begin(connection):
                self._check_schema(connection)
                yield connection
        except StageError as failed:
            fault = failed.__cause__ or failed
            raise WriteFailedError(failed.stage, self._learn_from(fault)) from fault
        except SQLAlchemyError as fault:
            raise WriteFailedError(None, self._learn_from(fault)) from fault

    def _check_schema(self, connection: Connection) -> None:
        try:
            schema.check(connection)
        except WriteFailedError:
            self._ready = False  # so that the next write looks whether it is to be upgraded
            raise

    def _begin(self, connection: Connection) -> AbstractContextManager[object]:
        try:
            return connection.execution_options(**{WRITES: True}).begin()
        except SQLAlchemyError as fault:
            raise WriteFailedError(None, self._learn_from(fault), everybody=True) from fault

    def _learn_from(self, fault: BaseException) -> str:
        """Note what a failure says about the database, so that the next write starts afresh; return its words."""
        if is_corruption(fault):
            self._ready, self._broken = False, True
        elif isinstance(fault, DBAPIError) and fault.connection_invalidated:
            self._ready = False  # a server that went away took our lock along
        if isinstance(fault, DBAPIError) and not self._in_memory:
            self._engine.dispose()
        return cause_of(fault, self._url)


def _locks_for(engine: Engine, file: DatabaseFile | None) -> Locks:
    if engine.dialect.name == "postgresql":
        return AdvisoryLocks(engine)
    return NoLocks() if file is None else FileLocks(file.path)
