"""A line's past: what each top-level statement came to, run by run, found by the statement's text.

`remember` fills `execution_statement` in the transaction that ends a run, the others read it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, insert, select

from vm_lsp.execution.model import Execution, Position, Range, SourceStatement, Statement, Status
from vm_lsp.execution.store import PastValue
from vm_lsp.history.prepared import Prepared
from vm_lsp.history.rows import Columns
from vm_lsp.history.statement_key import statement_key
from vm_lsp.history.tables import DOCUMENT, EXECUTION, EXECUTION_STATEMENT

LONGEST_PREVIEW = 300  # characters

_VALUES = (
    select(EXECUTION_STATEMENT, EXECUTION.c.id, EXECUTION.c.number, EXECUTION.c.queued_at)
    .join(EXECUTION, EXECUTION.c.ordinal == EXECUTION_STATEMENT.c.ordinal)
    .where(
        EXECUTION_STATEMENT.c.document_id
        == select(DOCUMENT.c.id).where(DOCUMENT.c.uri == bindparam("uri")).scalar_subquery(),
        EXECUTION_STATEMENT.c.key == bindparam("key"),
        EXECUTION_STATEMENT.c.type.is_not(None),
    )
    .order_by(EXECUTION_STATEMENT.c.ordinal.desc())
    .limit(bindparam("limit"))
)
_FORGET = Prepared(delete(EXECUTION_STATEMENT).where(EXECUTION_STATEMENT.c.ordinal == bindparam("of")))
_REMEMBER = Prepared(insert(EXECUTION_STATEMENT))


def remember(
    connection: Connection,
    numbers: tuple[int, int],
    execution: Execution,
    statements: Sequence[SourceStatement],
    shown: Sequence[Statement],
) -> None:
    """Write what became of each statement that ran, in place of what was written before.

    `numbers` are the execution's ordinal and its document's id, `shown` its events of values.
    """
    ordinal, document_id = numbers
    _FORGET.run(connection, {"of": ordinal})
    if rows := list(_rows(execution, statements, shown)):
        known = {"ordinal": ordinal, "document_id": document_id}
        _REMEMBER.run_for_each(connection, [known | row for row in rows])


def values_of(connection: Connection, uri: str, statement: str, limit: int) -> tuple[PastValue, ...]:
    """Return what the statement with this text came to in `uri`, newest first."""
    of_it = {"uri": uri, "key": statement_key(statement), "limit": limit}
    return tuple(_value_of(row) for row in connection.execute(_VALUES, of_it).mappings())


def known(connection: Connection, uri: str, statements: Sequence[str]) -> bool:
    """Return whether any of these statements of `uri` has run."""
    return connection.scalar(running(uri, statements).limit(1)) is not None


def running(uri: str, statements: Sequence[str]) -> Select[tuple[int]]:
    """Return a query for the ordinals of the runs of these statements of `uri`."""
    return select(EXECUTION_STATEMENT.c.ordinal).where(
        EXECUTION_STATEMENT.c.document_id == select(DOCUMENT.c.id).where(DOCUMENT.c.uri == uri).scalar_subquery(),
        EXECUTION_STATEMENT.c.key.in_([statement_key(statement) for statement in statements]),
    )


def _value_of(row: RowMapping) -> PastValue:
    start = Position(row["start_line"], row["start_character"])
    end = Position(row["end_line"], row["end_character"])
    return PastValue(
        execution_id=row["id"],
        number=row["number"],
        ran_at=row["queued_at"],
        range=Range(start, end),
        type=row["type"],
        preview=row["preview"],
        failed=row["failed"],
    )


def _rows(execution: Execution, statements: Sequence[SourceStatement], shown: Sequence[Statement]) -> Iterator[Columns]:
    starts = [statement.range.start for statement in statements]
    values = {bisect_right(starts, value.range.start) - 1: value for value in shown}
    thrower = _thrower(execution, starts)
    finished = execution.status is Status.OK
    ran = len(statements) if finished else thrower + 1 if thrower is not None else max(values, default=-1) + 1
    for position, statement in enumerate(statements[:ran]):
        columns = {**_place(statement), "position": position, "key": statement_key(statement.text)}
        if position == thrower and execution.error is not None:
            said = f"{execution.error.name}: {execution.error.message}"
            yield {**columns, **_outcome(execution.error.name, said), "failed": True}
        elif position in values:
            yield {**columns, **_outcome(values[position].type, values[position].preview), "failed": False}
        elif execution.result is not None and finished and position == ran - 1:
            yield {**columns, **_outcome(execution.result.type, execution.result.preview), "failed": False}
        else:
            yield {**columns, **_outcome(None, None), "failed": False}


def _thrower(execution: Execution, starts: Sequence[Position]) -> int | None:
    """Return which statement threw: the one that the outermost call of this text stands in."""
    if execution.status is not Status.ERROR or execution.error is None or not starts:
        return None
    for frame in reversed(execution.error.frames):
        if frame.uri == execution.uri and (place := Position(frame.line, frame.column)) >= starts[0]:
            return bisect_right(starts, place) - 1
    return 0 if len(starts) == 1 else None


def _outcome(kind: str | None, preview: str | None) -> Columns:
    return {"type": kind, "preview": preview and preview[:LONGEST_PREVIEW]}


def _place(statement: SourceStatement) -> Columns:
    start, end = statement.range.start, statement.range.end
    return {
        "start_line": start.line,
        "start_character": start.character,
        "end_line": end.line,
        "end_character": end.character,
    }
