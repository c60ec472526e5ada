"""What is derived from an execution and its events, made again where it is wrong; the rest is nobody's to invent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from vm_lsp.execution.model import Statement
from vm_lsp.history import past
from vm_lsp.history.deriving import valued_statements
from vm_lsp.history.rows import execution_of
from vm_lsp.history.statements import add_document, measure
from vm_lsp.history.tables import DOCUMENT, EXECUTION, EXECUTION_STATEMENT

_ROW = select(EXECUTION).where(EXECUTION.c.id == bindparam("key"))
_PLACE = (
    update(EXECUTION)
    .where(EXECUTION.c.id == bindparam("key"))
    .values(document_id=select(DOCUMENT.c.id).where(DOCUMENT.c.uri == bindparam("place")).scalar_subquery())
)
_STATEMENTS = select(EXECUTION_STATEMENT.c.position).where(EXECUTION_STATEMENT.c.ordinal == bindparam("of")).limit(1)


def repair(connection: Connection, execution_ids: Sequence[str]) -> None:
    """Make everything derived of these executions again; those that were deleted meanwhile are left out.

    Statements that are known stay: those that left no value could not be found again.
    """
    for execution_id in execution_ids:
        row = connection.execute(_ROW, {"key": execution_id}).mappings().first()
        if row is None:
            continue
        execution = execution_of(row)
        add_document(connection, execution.uri)
        connection.execute(_PLACE, {"key": execution_id, "place": execution.uri})
        numbers, told = measure(connection, execution)
        if connection.scalar(_STATEMENTS, {"of": numbers[0]}) is None:
            values = [payload for payload in told if isinstance(payload, Statement)]
            past.remember(connection, numbers, execution, tuple(valued_statements(connection, execution)), values)
