"""One PostgreSQL cluster below a temporary folder, on a free port of the loopback, stopped by its own `pg_ctl`."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.postgres.programs import folder

PASSWORD: Final = "s3cret-Pass/word@1"
"""Of the only role; no error, log or history may ever show it."""
_ROLE: Final = "keeper"
_QUICK: Final = "-c fsync=off -c full_page_writes=off"


class Cluster:
    """Starts when made; `stop` and `start` are for tests that lose it, `close` ends and removes it."""

    def __init__(self) -> None:
        # PostgreSQL refuses to run as root: there the files and the process are the account's that Debian makes for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._home = Path(tempfile.mkdtemp(prefix="vm-lsp-postgres-"))
        self._home.chmod(0o755)
        self._data = self._home / "data"
        self._names = (f"history_{number}" for number in itertools.count(1))
        self.port = _free_port()
        if self._user:
            shutil.chown(self._home, self._user)
        self._initialise()
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -p {self.port} {_QUICK}"
        self._run("pg_ctl", "-w", "-t", "30", "-l", str(self._home / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it as a machine that loses power does: nobody is told."""
        self._run("pg_ctl", "-w", "-t", "30", "-m", "immediate", "stop")

    def start_again(self) -> None:
        """Start it if it is stopped."""
        if not self._running:
            self.start()

    @property
    def _running(self) -> bool:
        return (self._data / "postmaster.pid").exists()

    def close(self) -> None:
        """Stop it for good and remove its files."""
        self.stop()
        shutil.rmtree(self._home)

    def new_database(self) -> str:
        """Make an empty database; return its SQLAlchemy URL, with the password in it."""
        name = next(self._names)
        self.ask("postgres", f"CREATE DATABASE {name}")
        quoted = PASSWORD.replace("/", "%2F").replace("@", "%40")
        return f"postgresql://{_ROLE}:{quoted}@127.0.0.1:{self.port}/{name}"

    def ask(self, database: str, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement behind everybody's back; return its rows."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=_ROLE, password=PASSWORD, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def _initialise(self) -> None:
        secret = self._home / "password"
        secret.write_text(PASSWORD)
        if self._user:
            shutil.chown(secret, self._user)
        self._run(
            "initdb", "--auth=scram-sha-256", "-U", _ROLE, "--pwfile", str(secret), "-E", "UTF8", "--locale=C.UTF-8"
        )
        secret.unlink()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(folder() / program), "-D", str(self._data), *arguments]
        subprocess.run(command, check=True, user=self._user, cwd=self._home, stdout=subprocess.DEVNULL, timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
