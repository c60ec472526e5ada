"""Which executions a query lets through, as one SELECT that no size of the history makes slow.

On SQLite everything a query names, its own filters and those of its search, becomes one MATCH of the full text index,
walked in the order of the ordinal: the page's rows are the first that pass. PostgreSQL combines indexes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Join, Select, literal_column, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from vm_lsp.execution.model import Position, Range
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import facets, past
from vm_lsp.history.search import SEARCH
from vm_lsp.history.tables import DOCUMENT, EXECUTION, SESSION
from vm_lsp.history.texts import well_formed
from vm_lsp.history.translating import NOT, Translated, translated
from vm_lsp.search import parse
from vm_lsp.search.query import Clause, OfKind, OnLines, WithStatus


class InThisOrder(Join):
    """A join that SQLite walks from left to right, as it does CROSS JOIN (https://www.sqlite.org/optoverview.html, 7).

    The more conditions a query has the fewer rows SQLite expects of their indexes, until it would sort those instead.
    """

    inherit_cache = True


@compiles(InThisOrder, "sqlite")
def _as_cross_join(join: InThisOrder, compiler: SQLCompiler, **kwargs: Any) -> str:
    kwargs.pop("from_linter", None)  # which only looks for joins without a condition
    left, right = (compiler.process(side, **{**kwargs, "asfrom": True}) for side in (join.left, join.right))
    condition = "" if join.onclause is None else f" ON {compiler.process(join.onclause, **kwargs)}"
    return f"{left} CROSS JOIN {right}{condition}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of `execution` in no order yet, and the column to order and to bound them by."""

    rows: Select[Any]
    ordinal: ColumnElement[int]


def chosen(connection: Connection, query: HistoryQuery) -> Chosen:
    """Return the executions that a query lets through, wherever its page is. Raises `ValidationError`."""
    asked = list(parse(query.search).clauses) if query.search else []
    asked += _clauses(query)
    parts = [*_named(connection, query), *(translated(connection, clause) for clause in asked)]
    parts += _places(connection, query)
    matched = connection.dialect.name == "sqlite" and any(part.match or part.texts for part in parts)
    rows = select(EXECUTION).where(*(part.columns for part in parts))
    ordinal: ColumnElement[int] = EXECUTION.c.ordinal
    if matched or any(part.texts for part in parts):
        rows = rows.select_from(InThisOrder(SEARCH, EXECUTION, SEARCH.c.rowid == EXECUTION.c.ordinal))
        ordinal = SEARCH.c.rowid
    if matched:
        match = _match([part.match for part in parts if part.match])
        rows = rows.where(literal_column("execution_search").bool_op("MATCH")(match))
    rows = rows.where(*(ordinal >= part.least for part in parts if part.least is not None))
    rows = rows.where(*(ordinal < part.below for part in parts if part.below is not None))
    return Chosen(rows, ordinal)


def _match(expressions: list[str]) -> str:
    """Return one FTS5 expression of all; its NOT needs something to be taken from."""
    wanted = [expression for expression in expressions if not expression.startswith(NOT)]
    unwanted = [expression.removeprefix(NOT) for expression in expressions if expression.startswith(NOT)]
    found = " AND ".join(wanted) or facets.any_of([facets.EVERY])
    return f"({found}) {NOT}({' OR '.join(unwanted)})" if unwanted else found


def _clauses(query: HistoryQuery) -> list[Clause]:
    """Return the query's own filters that a search has, too."""
    clauses = []
    if query.kind is not None:
        clauses.append(Clause(OfKind((query.kind,))))
    if query.status is not None:
        clauses.append(Clause(WithStatus((query.status,))))
    return clauses


def _named(connection: Connection, query: HistoryQuery) -> list[Translated]:
    """Return the filters that name a thing exactly: a session, a workspace, a document."""
    parts = []
    if query.session_id is not None:
        session = well_formed(query.session_id)
        parts.append(_exactly(EXECUTION.c.session_id == session, facets.named("session", session)))
    if query.workspace_uri is not None:
        workspace = well_formed(query.workspace_uri)
        in_it = select(SESSION.c.id).where(SESSION.c.workspace_uri == workspace)
        parts.append(_exactly(EXECUTION.c.session_id.in_(in_it), facets.hashed("w", workspace)))
    if query.uri is not None:
        uri = well_formed(query.uri)
        document = connection.scalar(select(DOCUMENT.c.id).where(DOCUMENT.c.uri == uri))
        parts.append(_exactly(EXECUTION.c.document_id == (document or 0), facets.document(document or 0)))
    return parts


def _exactly(columns: ColumnElement[bool], facet: str) -> Translated:
    return Translated(columns, facets.any_of([facet]))


def _places(connection: Connection, query: HistoryQuery) -> list[Translated]:
    """Return where in its document a run must have stood: its statements', wherever those are now, or its lines."""
    if query.uri is not None and query.statements and past.known(connection, query.uri, query.statements):
        return [Translated(EXECUTION.c.ordinal.in_(past.running(query.uri, query.statements)))]
    if query.range is None:
        return []
    lines = translated(connection, Clause(OnLines(query.range.start.line, query.range.end.line)))
    return [lines, *(Translated(condition) for condition in _overlaps(query.range))]


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
