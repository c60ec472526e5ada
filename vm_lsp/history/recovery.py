"""Endings for runs that got none: their server died, or the ending could not be written.

Each gets a ``system`` event that says so, the terminal exception ``ServerDied`` and the status ``cancelled``, so that
nothing in a history is running for ever. What a living server runs is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select, update

from vm_lsp.execution.model import (
    Ending,
    Event,
    EventType,
    ExceptionInfo,
    Payload,
    SessionStatus,
    Status,
    System,
)
from vm_lsp.history import search
from vm_lsp.history.rows import error_columns
from vm_lsp.history.statements import add_events
from vm_lsp.history.tables import EXECUTION, EXECUTION_EVENT, SERVER, SESSION

UNFINISHED = tuple(status.value for status in Status if not status.final)
DIED = "The server that ran this is gone; the run ended without a result."
LOST = "The end of this run could not be written to the history at the time; the run was rolled back."


def dead_servers(connection: Connection, mine: str, alive: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the ids of servers that neither said goodbye nor live."""
    others = select(SERVER.c.id).where(SERVER.c.ended_at.is_(None), SERVER.c.id != mine)
    return tuple(server for server in connection.scalars(others) if not alive(server))


def end_server(connection: Connection, server_id: str) -> None:
    """End everything a server left open, and the server."""
    now = datetime.now(UTC)
    mine = select(SESSION.c.id).where(SESSION.c.server_id == server_id)
    running = select(EXECUTION.c.id).where(EXECUTION.c.session_id.in_(mine), EXECUTION.c.status.in_(UNFINISHED))
    for execution_id in connection.scalars(running).all():
        _end(connection, execution_id, DIED, now)
    still_open = (SESSION.c.server_id == server_id, SESSION.c.status != SessionStatus.CLOSED.value)
    closed = {"status": SessionStatus.CLOSED.value, "closed_at": now, "pid": None}
    connection.execute(update(SESSION).where(*still_open).values(**closed))
    connection.execute(update(SERVER).where(SERVER.c.id == server_id).values(ended_at=now))
    # One that only read, as the command line does, leaves no trace.
    connection.execute(delete(SERVER).where(SERVER.c.id == server_id, ~mine.exists()))


def end_abandoned(connection: Connection, execution_ids: Iterable[str]) -> None:
    """End those of our own runs whose ending could not be written; what has an ending or no record is left alone."""
    unfinished = select(EXECUTION.c.id).where(EXECUTION.c.id.in_(execution_ids), EXECUTION.c.status.in_(UNFINISHED))
    for execution_id in connection.scalars(unfinished).all():
        _end(connection, execution_id, LOST, datetime.now(UTC), rolled_back=True)


def _end(connection: Connection, execution_id: str, reason: str, now: datetime, rolled_back: bool = False) -> None:
    seq = connection.scalar(
        select(func.coalesce(func.max(EXECUTION_EVENT.c.seq), 0)).where(EXECUTION_EVENT.c.execution_id == execution_id)
    )
    error = ExceptionInfo(Ending.SERVER_DIED.value, reason)
    said: tuple[tuple[EventType, Payload], ...] = (
        (EventType.SYSTEM, System("warning", reason)),
        (EventType.EXCEPTION, error),
    )
    add_events(
        connection,
        [Event(execution_id, (seq or 0) + place, now, kind, what) for place, (kind, what) in enumerate(said, 1)],
    )
    ending = {"status": Status.CANCELLED.value, "ended_at": now, "rolled_back": rolled_back, **error_columns(error)}
    connection.execute(update(EXECUTION).where(EXECUTION.c.id == execution_id).values(**ending))
    search.index(connection, execution_id)
