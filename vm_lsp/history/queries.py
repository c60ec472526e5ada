"""The reader's questions as SQL.

A list is ordered by the ordinal and its cursor is the ordinal of the page's last execution: rows that arrive later are
newer than every cursor, so a page neither repeats nor skips anything.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, tuple_

from vm_lsp.errors import ExecutionNotFoundError, ValidationError
from vm_lsp.execution.model import Event, Execution, Position, Range
from vm_lsp.execution.store import HistoryPage, HistoryQuery
from vm_lsp.history import past, search
from vm_lsp.history.rows import event_of, execution_of
from vm_lsp.history.tables import EXECUTION, EXECUTION_EVENT, SESSION
from vm_lsp.history.texts import well_formed

CURSOR = "after:"


def page_of(connection: Connection, query: HistoryQuery) -> HistoryPage:
    """Return the page of executions the query asks for. Raises `ValidationError` for a cursor that is none of ours."""
    chosen = select(EXECUTION).where(*_conditions(connection, query))
    ordinal: ColumnElement[int] = EXECUTION.c.ordinal
    if query.search and query.search.strip():
        chosen = search.narrowed(chosen, query.search, connection.dialect.name)
        ordinal = search.SEARCH.c.rowid
    ordered = chosen.order_by(ordinal if query.oldest_first else ordinal.desc())
    rows = connection.execute(ordered.limit(query.limit + 1)).mappings().all()
    items = tuple(execution_of(row) for row in rows[: query.limit])
    more = len(rows) > query.limit
    return HistoryPage(items, cursor_at(rows[query.limit - 1]["ordinal"]) if more else None)


def execution(connection: Connection, execution_id: str) -> Execution:
    """Return one execution. Raises `ExecutionNotFoundError`."""
    row = connection.execute(select(EXECUTION).where(EXECUTION.c.id == well_formed(execution_id))).mappings().first()
    if row is None:
        raise ExecutionNotFoundError(
            f"The history holds no execution {execution_id!r}; `vm.history.list` shows those it holds.",
            {"executionId": execution_id},
        )
    return execution_of(row)


def events(connection: Connection, execution_id: str, after_seq: int, limit: int | None) -> tuple[Event, ...]:
    """Return an execution's events above `after_seq`. Raises `ExecutionNotFoundError`."""
    of_it = select(EXECUTION_EVENT).where(
        EXECUTION_EVENT.c.execution_id == well_formed(execution_id), EXECUTION_EVENT.c.seq > after_seq
    )
    rows = connection.execute(of_it.order_by(EXECUTION_EVENT.c.seq).limit(limit)).mappings().all()
    if not rows:
        execution(connection, execution_id)
    return tuple(event_of(row) for row in rows)


def cursor_at(ordinal: int) -> str:
    """Return the cursor of a page that ends with this ordinal: opaque to everybody but `ordinal_at`."""
    return base64.urlsafe_b64encode(f"{CURSOR}{ordinal}".encode()).decode()


def ordinal_at(cursor: str) -> int:
    """Return the ordinal a cursor stands at. Raises `ValidationError` for one that is none of ours."""
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, UnicodeError):
        text = ""
    digits = text.removeprefix(CURSOR)
    if digits == text or not (digits.isascii() and digits.isdecimal() and len(digits) < 19):
        raise ValidationError("`cursor` is none that a list has answered with.", {"key": "cursor"})
    return int(digits)


def _conditions(connection: Connection, query: HistoryQuery) -> list[ColumnElement[bool]]:
    wanted: dict[str, Any] = {
        "session_id": query.session_id and well_formed(query.session_id),
        "uri": query.uri,
        "kind": query.kind and query.kind.value,
        "status": query.status and query.status.value,
    }
    conditions = [EXECUTION.c[name] == value for name, value in wanted.items() if value is not None]
    if query.workspace_uri is not None:
        in_it = select(SESSION.c.id).where(SESSION.c.workspace_uri == query.workspace_uri)
        conditions.append(EXECUTION.c.session_id.in_(in_it))
    if query.uri is not None and query.statements and past.runs_of(connection, query.uri, query.statements):
        conditions.append(EXECUTION.c.ordinal.in_(past.running(query.uri, query.statements)))
    elif query.range is not None:
        conditions += _overlaps(query.range)
    if query.cursor is not None:
        ordinal, end = EXECUTION.c.ordinal, ordinal_at(query.cursor)
        conditions.append(ordinal > end if query.oldest_first else ordinal < end)
    return conditions


def _overlaps(place: Range) -> list[ColumnElement[bool]]:
    """Let through executions of a text that shares a character with `place`, or touches it where that is empty."""
    starts = tuple_(EXECUTION.c.start_line, EXECUTION.c.start_character)
    ends = tuple_(EXECUTION.c.end_line, EXECUTION.c.end_character)
    first, last = _pair(place.start), _pair(place.end)
    if place.empty:
        return [starts <= last, ends >= first]
    return [starts < last, ends > first]


def _pair(position: Position) -> Any:
    return tuple_(position.line, position.character)
