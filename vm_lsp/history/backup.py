"""A copy of an SQLite history, made by SQLite's backup API from one reader's view of it, while servers write.

See https://www.sqlite.org/backup.html. The copy is checked before it gets its name, so that a file of that name is a
whole one however the making of it ends.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
import uuid
from pathlib import Path

from sqlalchemy import URL, Connection

from vm_lsp.errors import ValidationError
from vm_lsp.execution.keeping import Backup
from vm_lsp.history.engine import file_of
from vm_lsp.history.faults import SECRET_KEYS

PAGES = 1000  # copied at a time

_EXECUTIONS = "SELECT count(*) FROM execution"
_SCHEMA = "SELECT version_num FROM alembic_version"


def back_up(connection: Connection, target: Path) -> Backup:
    """Copy what `connection` reads into the new file `target`, for its owner's eyes only.

    Raises:
        ValidationError: there is a file already, it can't be written, the copy is not sound, or there is nothing to
            copy this way.
    """
    url = connection.engine.url
    if url.get_backend_name() != "sqlite":
        raise ValidationError(f"PostgreSQL copies its databases itself: {dump_command(url, target)}")
    if file_of(url) is None:
        raise ValidationError("The history is off, so it is in memory only and there is nothing to back up.")
    if target.exists() or target.is_symlink():
        raise ValidationError(f"{target} is there already, and a backup overwrites nothing: give another name.")
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    try:
        found = _made(connection, partial)
        _name(partial, target)
    except (OSError, sqlite3.Error) as fault:
        raise ValidationError(
            f"The backup could not be written to {target}: {fault}. Nothing was left there."
        ) from fault
    finally:
        partial.unlink(missing_ok=True)
    return Backup(str(target), *found, target.stat().st_size)


def dump_command(url: URL, target: Path) -> str:
    """Return the command that makes a copy of a PostgreSQL database; it asks for the password, or finds it itself."""
    query = {name: value for name, value in url.query.items() if name.lower() not in SECRET_KEYS}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    where = plain.render_as_string(hide_password=False)
    return f"pg_dump --format=custom --file={shlex.quote(str(target))} --dbname={shlex.quote(where)}"


def _made(connection: Connection, partial: Path) -> tuple[str, int]:
    """Copy into `partial`, and return the copy's schema and how many executions it has. Raises `sqlite3.Error`."""
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    executions = int(connection.exec_driver_sql(_EXECUTIONS).scalar_one())  # from here on it sees one state
    copy = sqlite3.connect(partial, isolation_level=None)
    try:
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.backup(copy, pages=PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        [(verdict, *_)] = copy.execute("PRAGMA quick_check(1)").fetchall()
        [[schema]], [[copied]] = copy.execute(_SCHEMA).fetchall(), copy.execute(_EXECUTIONS).fetchall()
    finally:
        copy.close()
    expected = connection.exec_driver_sql(_SCHEMA).scalar_one()
    if (verdict, schema, copied) != ("ok", expected, executions):
        raise sqlite3.DatabaseError(f"the copy is not sound ({verdict}, {copied} of {executions} runs)")
    return str(schema), int(copied)


def _name(partial: Path, target: Path) -> None:
    """Give the copy its name, unless somebody took that meanwhile. Raises OSError."""
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    try:
        target.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as on many a stick
        if target.exists():
            raise FileExistsError(f"{target} was made meanwhile") from None
        partial.rename(target)
