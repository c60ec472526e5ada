"""What is derived from rows and events made again, by today's code, after an upgrade of the database.

Migrations change tables; the full text, the facets, the counts and the statements' past follow from what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select

from vm_lsp.execution.json import parse
from vm_lsp.execution.model import EventType, Execution, Position, Range, SourceStatement, Statement
from vm_lsp.history import payloads
from vm_lsp.history.documents import name_documents
from vm_lsp.history.rows import execution_of
from vm_lsp.history.statements import derive_from
from vm_lsp.history.tables import EXECUTION, EXECUTION_EVENT

BATCH = 200  # executions read at once

_LINE_END = re.compile(r"\r\n|\r|\n")
_NEXT = select(EXECUTION).where(EXECUTION.c.ordinal > bindparam("after")).order_by(EXECUTION.c.ordinal).limit(BATCH)
_VALUES = (
    select(EXECUTION_EVENT.c.payload)
    .where(EXECUTION_EVENT.c.execution_id == bindparam("id"), EXECUTION_EVENT.c.type == EventType.STATEMENT.value)
    .order_by(EXECUTION_EVENT.c.seq)
)


def derive(connection: Connection) -> None:
    """Make everything derived again, in the transaction of `connection`."""
    name_documents(connection)
    last = 0
    while rows := connection.execute(_NEXT, {"after": last}).mappings().all():
        for row in rows:
            execution = execution_of(row)
            derive_from(connection, execution, tuple(valued_statements(connection, execution)))
        last = rows[-1]["ordinal"]


def valued_statements(connection: Connection, execution: Execution) -> Iterator[SourceStatement]:
    """Yield the statements that left a value, in order: where the others stood is not known any more."""
    places = []
    for payload in connection.scalars(_VALUES, {"id": execution.id}):
        value = payloads.payload(EventType.STATEMENT, parse(payload))
        if isinstance(value, Statement):
            places.append(value.range)
    last = execution.result_range
    if last is not None and last.start not in [place.start for place in places]:
        places.append(last)
    for place in places:
        yield SourceStatement(place, _text_at(execution, place))


def _text_at(execution: Execution, place: Range) -> str:
    origin = execution.range.start if execution.range else Position(0, 0)
    starts = [0, *(end.end() for end in _LINE_END.finditer(execution.input))]
    start, end = (_index(execution.input, starts, origin, position) for position in (place.start, place.end))
    return execution.input[start:end]


def _index(text: str, starts: list[int], origin: Position, position: Position) -> int:
    row = min(max(position.line - origin.line, 0), len(starts) - 1)
    column = position.character - (origin.character if row == 0 else 0)
    line = text[starts[row] : starts[row + 1] if row + 1 < len(starts) else None]
    before = line.encode("utf-16-le", "surrogatepass")[: 2 * max(column, 0)].decode("utf-16-le", "surrogatepass")
    return starts[row] + len(before)
