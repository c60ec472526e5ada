"""The reader's questions as SQL.

A list is ordered by the ordinal and its cursor is the ordinal of the page's last execution: rows that arrive later are
newer than every cursor, so a page neither repeats nor skips anything.
"""

from __future__ import annotations

import base64
import binascii

from sqlalchemy import Connection, select

from vm_lsp.errors import ExecutionNotFoundError, ValidationError
from vm_lsp.execution.model import Event, Execution
from vm_lsp.execution.store import HistoryPage, HistoryQuery
from vm_lsp.history.choosing import chosen
from vm_lsp.history.rows import event_of, execution_of
from vm_lsp.history.tables import EXECUTION, EXECUTION_EVENT
from vm_lsp.history.texts import well_formed

CURSOR = "after:"


def page_of(connection: Connection, query: HistoryQuery) -> HistoryPage:
    """Return the page of executions the query asks for.

    Raises:
        ValidationError: the cursor is none of ours, or the search can't be read.
    """
    found = chosen(connection, query)
    page = found.rows.order_by(found.ordinal if query.oldest_first else found.ordinal.desc())
    if query.cursor is not None:
        end = ordinal_at(query.cursor)
        page = page.where(found.ordinal > end if query.oldest_first else found.ordinal < end)
    rows = connection.execute(page.limit(query.limit + 1)).mappings().all()
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


def ordinal_of(connection: Connection, execution_id: str) -> int:
    """Return where an execution stands among all. Raises `NoResultFound` for one that isn't there."""
    these = select(EXECUTION.c.ordinal).where(EXECUTION.c.id == well_formed(execution_id))
    ordinal: int = connection.execute(these).scalar_one()
    return ordinal


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
