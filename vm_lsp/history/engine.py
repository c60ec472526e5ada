"""Connections: the engine for a URL, and what every SQLite connection is told first.

Transactions begin explicitly, and those that write begin with the write lock (BEGIN IMMEDIATE): SQLite lets nobody
wait who finds out in the middle of a transaction that he wants to write.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from vm_lsp.history.changes import WriteFailedError

BUSY_TIMEOUT_MS = 5000
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")
WRITES = "vm_lsp_writes"
POSTGRES = "postgresql+psycopg"


def parse_url(text: str) -> URL:
    """Return the URL, naming the one driver we use for PostgreSQL. Raises `WriteFailedError` for other databases."""
    try:
        url = make_url(text)
    except ArgumentError as malformed:
        raise WriteFailedError("open", "the database URL is malformed", everybody=True) from malformed
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername=POSTGRES)
    if url.drivername not in ("sqlite", "sqlite+pysqlite", POSTGRES):
        raise WriteFailedError("open", f"{url.drivername} is neither sqlite nor postgresql", everybody=True)
    return url


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite URL, None where the database lives in memory or on a server."""
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name in ("", ":memory:") or url.query.get("mode") == "memory":
        return None
    if name.startswith("file:"):
        return Path(unquote(name.removeprefix("file:")))
    return Path(name).absolute()


def connect(url: URL) -> Engine:
    """Return an engine; nothing is connected yet. Raises `WriteFailedError` where the driver is not installed."""
    try:
        engine = create_engine(url, **_options(url))
    except ModuleNotFoundError as missing:
        cause = "the PostgreSQL driver is missing: pip install 'vm-lsp[postgres]'"
        raise WriteFailedError("open", cause, everybody=True) from missing
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {"pool_pre_ping": True}
    if file_of(url) is None:
        return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    return {}


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    if connection.execute("PRAGMA page_count").fetchone() == (0,):
        # Only a file that is empty yet can be told to give back, later, what is free in it.
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
