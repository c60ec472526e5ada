"""What runs write, as SQL on the writer's connection; which part failed is told by its stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from vm_lsp.execution.json import parse
from vm_lsp.execution.model import (
    Console,
    Event,
    EventType,
    Execution,
    Payload,
    SessionInfo,
    SourceStatement,
    Statement,
)
from vm_lsp.history import past, payloads, search
from vm_lsp.history.documents import document_columns
from vm_lsp.history.prepared import Prepared
from vm_lsp.history.rows import (
    Columns,
    event_columns,
    execution_columns,
    session_columns,
    template_columns,
)
from vm_lsp.history.tables import DOCUMENT, EXECUTION, EXECUTION_EVENT, SESSION, TEMPLATE
from vm_lsp.history.texts import utf8_length

# A session's server and creation never change; its count only grows, also when an older state arrives late.
SESSION_NEWS = ("workspace_uri", "status", "closed_at", "last_error", "pid", "template_id")

_COUNT = Prepared(
    update(SESSION)
    .where(SESSION.c.id == bindparam("session"))
    .values(
        execution_count=case(
            (SESSION.c.execution_count < bindparam("counted"), bindparam("counted")), else_=SESSION.c.execution_count
        )
    )
)
_CREATE = Prepared(
    insert(EXECUTION).values(
        document_id=select(DOCUMENT.c.id).where(DOCUMENT.c.uri == bindparam("document_uri")).scalar_subquery()
    )
)
_UNMEASURED = {"pinned": False, "console_count": 0, "stored_bytes": 0}
_ADD_EVENT = Prepared(insert(EXECUTION_EVENT))
_SAID = Prepared(
    select(EXECUTION_EVENT.c.type, EXECUTION_EVENT.c.payload)
    .where(EXECUTION_EVENT.c.execution_id == bindparam("execution"))
    .order_by(EXECUTION_EVENT.c.seq)
)
_TOLD = (EventType.CONSOLE, EventType.STATEMENT)
_UPDATE = Prepared(update(EXECUTION).where(EXECUTION.c.id == bindparam("key")))
_CUT = Prepared(
    delete(EXECUTION_EVENT).where(
        EXECUTION_EVENT.c.execution_id == bindparam("execution"), EXECUTION_EVENT.c.seq >= bindparam("first")
    )
)


class StageError(Exception):
    """A statement failed at `stage`; the cause is its ``__cause__``, or the message where no database error is."""

    def __init__(self, stage: str, message: str = "") -> None:
        super().__init__(message)
        self.stage = stage


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Tell failures inside apart: they become `StageError` of that name."""
    try:
        yield
    except (SQLAlchemyError, ValueError) as fault:
        raise StageError(name, str(fault)) from fault


def save_session(connection: Connection, session: SessionInfo, server_id: str) -> None:
    """Insert the session with its template, or bring its row up to date."""
    now = datetime.now(UTC)
    _insert_template(connection.dialect.name).run(connection, template_columns(session.template, now))
    _upsert_session(connection.dialect.name).run(connection, session_columns(session, server_id))


def create(connection: Connection, execution: Execution, session: SessionInfo | None, server_id: str) -> None:
    """Insert the execution and count it in its session."""
    numbered = {"session": execution.session_id, "counted": execution.number}
    if _COUNT.run(connection, numbered).rowcount == 0 and session is not None:
        save_session(connection, session, server_id)
        _COUNT.run(connection, numbered)
    add_document(connection, execution.uri)
    _CREATE.run(connection, {**execution_columns(execution), **_UNMEASURED, "document_uri": execution.uri})
    search.index(connection, execution.id, "")


def add_document(connection: Connection, uri: str) -> None:
    """Insert a document, unless it is there."""
    _insert_document(connection.dialect.name).run(connection, document_columns(uri))


def start(connection: Connection, execution: Execution) -> None:
    """Write the row of an execution whose turn has come. Raises ValueError where there is none."""
    _overwrite(connection, execution.id, execution_columns(execution))
    search.index(connection, execution.id, "")


def add_events(connection: Connection, events: Sequence[Event]) -> None:
    """Append events."""
    if events:
        _ADD_EVENT.run_for_each(connection, event_columns(events))


def finish(
    connection: Connection, execution: Execution, events: Sequence[Event], statements: Sequence[SourceStatement] = ()
) -> None:
    """Replace the events from the first given one on, write the final row, and make it all findable."""
    with stage("add_event"):
        if events:
            _CUT.run(connection, {"execution": execution.id, "first": events[0].seq})
        add_events(connection, events)
    with stage("update"):
        derive_from(connection, execution, statements)


def derive_from(connection: Connection, execution: Execution, statements: Sequence[SourceStatement]) -> None:
    """Write an execution's row with all that follows from it and its events: counts, full text, statements' past."""
    numbers, told = measure(connection, execution)
    past.remember(connection, numbers, execution, statements, [one for one in told if isinstance(one, Statement)])


def measure(connection: Connection, execution: Execution) -> tuple[tuple[int, int], list[Payload]]:
    """Write an execution's row with its counts and make it findable.

    Returns its ordinal and its document's id, and its output and statements' values.
    """
    said = [(one["type"], one["payload"]) for one in _SAID.run(connection, {"execution": execution.id}).rows]
    told = [payloads.payload(EventType(kind), parse(payload)) for kind, payload in said if kind in _TOLD]
    output = [payload.text for payload in told if isinstance(payload, Console)]
    columns = execution_columns(execution)
    texts = [columns["input"], columns["result"] or "", columns["error"] or "", *(payload for _, payload in said)]
    measured = {"console_count": len(output), "stored_bytes": sum(map(utf8_length, texts))}
    _overwrite(connection, execution.id, columns | measured)
    return search.index(connection, execution.id, "\n".join(output)), told


def _overwrite(connection: Connection, execution_id: str, columns: Columns) -> None:
    if _UPDATE.run(connection, {"key": execution_id, **columns}).rowcount != 1:
        raise ValueError(f"there is no execution {execution_id}")


@cache
def _insert_document(dialect: str) -> Prepared:
    return Prepared(_insert(dialect)(DOCUMENT).on_conflict_do_nothing())


@cache
def _insert_template(dialect: str) -> Prepared:
    return Prepared(_insert(dialect)(TEMPLATE).on_conflict_do_nothing())


@cache
def _upsert_session(dialect: str) -> Prepared:
    upsert = _insert(dialect)(SESSION)
    known, given = SESSION.c.execution_count, upsert.excluded.execution_count
    news: dict[str, Any] = {name: upsert.excluded[name] for name in SESSION_NEWS}
    news["execution_count"] = case((given > known, given), else_=known)
    return Prepared(upsert.on_conflict_do_update(index_elements=[SESSION.c.id], set_=news))


def _insert(dialect: str) -> Any:
    return postgresql.insert if dialect == "postgresql" else sqlite.insert
