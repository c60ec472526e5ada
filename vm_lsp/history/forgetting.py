"""What keeping and forgetting do to the tables, each change in a transaction of the writer's own, and never a long one.

What is deleted here is overwritten in SQLite's file, too, not only marked as free.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, exists, select, text, update

from vm_lsp.execution.model import SessionStatus, Status
from vm_lsp.history import search
from vm_lsp.history.changes import (
    ForgetExecutions,
    ForgetUnused,
    MergeWords,
    PinExecution,
    ShrinkFile,
    Tally,
    Upkeep,
)
from vm_lsp.history.tables import DOCUMENT, EXECUTION, SERVER, SESSION, TEMPLATE
from vm_lsp.history.texts import well_formed

MOST_UNUSED = 500  # rows of a kind in one change
MOST_PAGES = 100  # given back in one change
MERGED_PAGES = 64  # written in one change

FINAL = EXECUTION.c.status.in_([status.value for status in Status if status.final])
SIZES = (EXECUTION.c.ordinal, EXECUTION.c.event_count, EXECUTION.c.stored_bytes, EXECUTION.c.queued_at)

_MERGE = text("INSERT INTO execution_search (execution_search, rank) VALUES ('merge', :pages)")
_INCREMENTAL = 2  # https://www.sqlite.org/pragma.html#pragma_auto_vacuum


def carry_out(connection: Connection, change: Upkeep) -> None:
    """Do what a change says, and note in it what became of it."""
    match change:
        case ForgetExecutions(ordinals, spare_pinned, told):
            _note(told, _forget(connection, ordinals, spare_pinned))
        case ForgetUnused(documents, told):
            _note(told, Tally(_forget_documents(connection) if documents else _forget_sessions(connection)))
        case MergeWords(first, told):
            _note(told, Tally(int(_merge(connection, first))))
        case ShrinkFile(spare, told):
            _note(told, Tally(size=_shrink(connection, spare)))
        case PinExecution(execution_id, pinned, told):
            _note(told, Tally(_pin(connection, well_formed(execution_id), pinned)))


def counted(rows: Sequence[RowMapping]) -> Tally:
    """Return the counts of rows of `SIZES`."""
    times = [row["queued_at"] for row in rows]
    return Tally(
        len(rows),
        sum(row["event_count"] for row in rows),
        sum(row["stored_bytes"] for row in rows),
        min(times, default=None),
        max(times, default=None),
    )


def _note(told: Tally, found: Tally) -> None:
    """Say it once: a change that is tried again tells of its last time."""
    told.executions = told.events = told.size = 0
    told.oldest = told.newest = None
    told.add(found)


def _forget(connection: Connection, ordinals: Sequence[int], spare_pinned: bool) -> Tally:
    these = select(*SIZES).where(EXECUTION.c.ordinal.in_(ordinals), FINAL)
    if spare_pinned:
        these = these.where(~EXECUTION.c.pinned)
    rows = connection.execute(these).mappings().all()
    going = [row["ordinal"] for row in rows]
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        search.forget(connection, going)
    connection.execute(delete(EXECUTION).where(EXECUTION.c.ordinal.in_(going)))
    return counted(rows)


def _forget_documents(connection: Connection) -> int:
    _keep_out(connection, DOCUMENT)
    return _delete(connection, DOCUMENT, ~exists().where(EXECUTION.c.document_id == DOCUMENT.c.id))


def _forget_sessions(connection: Connection) -> int:
    """Delete closed sessions without executions, then templates without sessions, and servers that are gone."""
    _keep_out(connection, TEMPLATE)
    closed = SESSION.c.status == SessionStatus.CLOSED.value
    sessions = _delete(connection, SESSION, closed & ~exists().where(EXECUTION.c.session_id == SESSION.c.id))
    templates = _delete(connection, TEMPLATE, ~exists().where(SESSION.c.template_id == TEMPLATE.c.id))
    gone = SERVER.c.ended_at.is_not(None) & ~exists().where(SESSION.c.server_id == SERVER.c.id)
    return sessions + templates + _delete(connection, SERVER, gone)


def _delete(connection: Connection, table: Table, unused: ColumnElement[bool]) -> int:
    found = connection.scalars(select(table.c.id).where(unused).limit(MOST_UNUSED)).all()
    if found:
        connection.execute(delete(table).where(table.c.id.in_(found)))
    return len(found)


def _keep_out(connection: Connection, table: Table) -> None:
    """Let nobody begin to refer to a row of `table` that is about to go; SQLite has one writer in any case.

    A writer who already inserted there is waited for (PostgreSQL, "Explicit Locking": it conflicts with ROW EXCLUSIVE).
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))


def _merge(connection: Connection, first: bool) -> bool:
    """Return whether there is more to merge (https://www.sqlite.org/fts5.html, 6.8: by how many rows it changed)."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        return False
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    before = driver.total_changes
    connection.execute(_MERGE, {"pages": -MERGED_PAGES if first else MERGED_PAGES})
    return bool(driver.total_changes - before >= 2)


def _pin(connection: Connection, execution_id: str, pinned: bool) -> int:
    found = connection.execute(update(EXECUTION).where(EXECUTION.c.id == execution_id).values(pinned=pinned)).rowcount
    if found:
        search.mark_again(connection, execution_id)
    return found


def _shrink(connection: Connection, spare: int | None) -> int:
    """Return how many bytes were given back: none where the file was made by a version that didn't prepare it."""
    if connection.dialect.name != "sqlite" or _pragma(connection, "auto_vacuum") != _INCREMENTAL:
        return 0
    free = _pragma(connection, "freelist_count")
    surplus = free if spare is None else free - _pragma(connection, "page_count") // spare
    if surplus <= 0:
        return 0
    driver = connection.connection.driver_connection
    if driver is not None:  # it works row by row, of no columns, which SQLAlchemy takes for no rows
        driver.execute(f"PRAGMA incremental_vacuum({min(surplus, MOST_PAGES)})").fetchall()
    return (free - _pragma(connection, "freelist_count")) * _pragma(connection, "page_size")


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
