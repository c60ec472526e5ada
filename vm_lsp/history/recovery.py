"""Endings for runs that got none: their server died, or the ending could not be written.

Each gets a ``system`` event that says so, the terminal exception ``ServerDied`` and the status ``cancelled``, so that
nothing in a history is running for ever. What a living server runs is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select, update

from vm_lsp.execution.model import (
    Ending,
    Event,
    EventType,
    ExceptionInfo,
    SessionStatus,
    Status,
    System,
)
from vm_lsp.history.rows import execution_of
from vm_lsp.history.statements import finish
from vm_lsp.history.tables import EXECUTION, EXECUTION_EVENT, SERVER, SESSION

UNFINISHED = tuple(status.value for status in Status if not status.final)
DIED = "The server that ran this is gone; the run ended without a result."
LOST = "The end of this run could not be written to the history at the time; the run was rolled back."
LOST_WITH_STATE = "The end of this run could not be written to the history at the time; its session's state was lost."
TERMINAL = (EventType.VALUE.value, EventType.EXCEPTION.value)


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


def end_abandoned(connection: Connection, abandoned: Mapping[str, bool]) -> None:
    """End those of our own runs whose true ending could not be written; the values say which were rolled back.

    An ending that was written and then turned out wrong is replaced; what has no record is left alone.
    """
    known = select(EXECUTION.c.id).where(EXECUTION.c.id.in_(abandoned))
    for execution_id in connection.scalars(known).all():
        reason = LOST if abandoned[execution_id] else LOST_WITH_STATE
        _end(connection, execution_id, reason, datetime.now(UTC), abandoned[execution_id])


def _end(connection: Connection, execution_id: str, reason: str, now: datetime, rolled_back: bool = False) -> None:
    row = connection.execute(select(EXECUTION).where(EXECUTION.c.id == execution_id)).mappings().one()
    seq = connection.scalar(
        select(func.coalesce(func.max(EXECUTION_EVENT.c.seq), 0)).where(
            EXECUTION_EVENT.c.execution_id == execution_id, EXECUTION_EVENT.c.type.not_in(TERMINAL)
        )
    )
    first = (seq or 0) + 1
    error = ExceptionInfo(Ending.SERVER_DIED.value, reason)
    said = [
        Event(execution_id, first, now, EventType.SYSTEM, System("warning", reason)),
        Event(execution_id, first + 1, now, EventType.EXCEPTION, error),
    ]
    former = execution_of(row)
    ended = replace(
        former,
        status=Status.CANCELLED,
        ended_at=now,
        result=None,
        result_range=None,
        error=error,
        rolled_back=rolled_back,
        metrics=replace(former.metrics, event_count=first + 1),
    )
    finish(connection, ended, said)
