"""A search's clauses as the database takes them: conditions on columns, facets, words, and bounds of the ordinal.

What a clause means is said by its columns; facets and words are how the rows are found fast: those without any fail
the columns, too. A negated clause is the contrary of its columns, and of such facets as nothing has that they let
through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, false, func, not_, or_, select, true

from vm_lsp.execution.model import Kind, Status
from vm_lsp.history import facets, words
from vm_lsp.history.documents import named
from vm_lsp.history.tables import DOCUMENT, EXECUTION, SERVER, SESSION
from vm_lsp.search.query import (
    Before,
    ByUser,
    Clause,
    Condition,
    Faster,
    Has,
    InFile,
    InSession,
    OfKind,
    OnHost,
    OnLines,
    Possession,
    Since,
    Slower,
    Text,
    WithStatus,
)

MOST_PLACES = 200  # documents or sessions that are facets each; of more, the columns alone decide
MOST_LINES = 200  # lines of one filter that are facets each
LONGEST_BUCKET = 40  # of durations: half a millennium in milliseconds
OUT_OF_ORDER = 1000  # executions of several servers that may have been stored in another order than asked for

NOT = "NOT "
EACH = facets.any_of([facets.EVERY])
MATCHED = true()  # the columns of what the full text says alone

_C = EXECUTION.c
NOTHING = _C.ordinal < 0  # which, unlike a plain false, no plan walks a table for
Choice = TypeVar("Choice", Kind, Status)


@dataclass(frozen=True, slots=True)
class Translated:
    """A condition: whatever `columns` lets through FTS5 finds by `match`, and what it finds by `sure` passes `columns`.

    Either is None where no index knows such.
    `least` and `below` bound the ordinal; `texts` says that it is about the full text's columns, or needs none.
    """

    columns: ColumnElement[bool] = field(default_factory=true)
    match: str | None = None
    sure: str | None = None
    least: int | None = None
    below: int | None = None
    texts: bool = False


def translated(connection: Connection, clause: Clause) -> Translated:
    """Return a clause as the database of `connection` takes it."""
    condition = _turned(clause) if clause.negated else clause.condition
    if condition is not None:
        return _translated(connection, condition)
    match clause.condition:
        case InFile(pattern):
            return _in_documents(connection, not_(named(pattern)))
        case ByUser(name) if _servers_of(connection, SERVER.c.user_name, name):
            return Translated(NOTHING)
        case OnHost(name) if _servers_of(connection, SERVER.c.host, name):
            return Translated(NOTHING)
    found = _translated(connection, clause.condition)
    contrary = found.sure and f"{NOT}{found.sure}"
    if found.columns is MATCHED:
        return Translated(MATCHED, contrary, texts=True)
    return Translated(not_(func.coalesce(found.columns, false())), contrary, texts=found.texts)


def _turned(clause: Clause) -> Condition | None:
    """Return the contrary of a clause as a condition of its own, where there is one."""
    match clause.condition:
        case OfKind(kinds):
            return OfKind(tuple(kind for kind in Kind if kind not in kinds))
        case WithStatus(statuses):
            return WithStatus(tuple(status for status in Status if status not in statuses))
        case Since(moment):
            return Before(moment)
        case Before(moment):
            return Since(moment)
    return None


def _translated(connection: Connection, condition: Condition) -> Translated:
    match condition:
        case Text():
            return _text(connection, condition)
        case OfKind(kinds):
            return _one_of("kind", kinds)
        case WithStatus(statuses):
            return _one_of("status", statuses)
        case Has(things):
            return _having(things)
        case OnLines(first, last):
            return _lines(first, last)
        case Slower(ms):
            return _bucketed(_C.wall_ms > ms, range(facets.duration(ms), LONGEST_BUCKET + 1), facets.duration(ms))
        case Faster(ms):
            return _bucketed(_C.wall_ms < ms, range(facets.duration(ms) + 1), facets.duration(ms))
        case ByUser(name):
            return _exactly(_C.user_name == name, [facets.hashed("user_name", name)])
        case OnHost(name):
            return _exactly(_C.host == name, [facets.hashed("host", name)])
        case _:
            return _looked_up(connection, condition)


def _looked_up(connection: Connection, condition: InFile | InSession | Since | Before) -> Translated:
    """Translate what another table or an index has to be asked about first."""
    match condition:
        case InFile(pattern):
            return _in_documents(connection, named(pattern))
        case InSession(beginning):
            ids = select(SESSION.c.id).where(SESSION.c.id >= beginning, SESSION.c.id < f"{beginning}~")
            return _places(connection, _C.session_id, ids, lambda found: facets.named("session", found))
        case Since(moment):
            near = select(_C.ordinal).where(_C.queued_at >= moment).order_by(_C.queued_at).limit(OUT_OF_ORDER)
            least = connection.scalar(select(func.min(near.subquery().c.ordinal)))
            return Translated(_C.queued_at >= moment if least else NOTHING, least=least)
        case Before(moment):
            near = select(_C.ordinal).where(_C.queued_at < moment).order_by(_C.queued_at.desc()).limit(OUT_OF_ORDER)
            most = connection.scalar(select(func.max(near.subquery().c.ordinal)))
            return Translated(_C.queued_at < moment if most else NOTHING, below=most and most + 1)


def _in_documents(connection: Connection, those: ColumnElement[bool]) -> Translated:
    """Translate what ran from those documents: by their facets, or by the others' where only those are few."""
    found = _places(connection, _C.document_id, select(DOCUMENT.c.id).where(those), facets.document)
    if found.match != EACH:
        return found
    others = connection.scalars(select(DOCUMENT.c.id).where(not_(those)).limit(MOST_PLACES + 1)).all()
    if not others:
        return Translated()
    if len(others) <= MOST_PLACES:
        return Translated(_C.document_id.not_in(others), NOT + facets.any_of(map(facets.document, others)))
    of_one = select(func.min(_C.ordinal), func.max(_C.ordinal)).where(_C.document_id == DOCUMENT.c.id)
    oldest, newest = (of_one.with_only_columns(end).scalar_subquery() for end in of_one.selected_columns)
    ends = connection.execute(select(func.min(oldest), func.max(newest)).select_from(DOCUMENT).where(those)).one()
    return replace(found, least=ends[0], below=ends[1] and ends[1] + 1)


def _servers_of(connection: Connection, column: ColumnElement[Any], name: str) -> bool:
    """Whether every server that ever wrote here was of this user, or on this machine: all its runs are."""
    others = select(SERVER.c.id).where(column.is_distinct_from(name)).limit(1)
    return connection.scalar(others) is None


def _places(connection: Connection, column: ColumnElement[Any], ids: Any, facet: Any) -> Translated:
    found = connection.scalars(ids.limit(MOST_PLACES + 1)).all()
    if len(found) > MOST_PLACES:
        return Translated(column.in_(ids), EACH)  # in order: by the column's index they would have to be sorted
    if not found:
        return Translated(NOTHING)
    return _exactly(column.in_(found), map(facet, found))


def _one_of(name: str, values: tuple[Choice, ...]) -> Translated:
    if not values:
        return Translated(NOTHING)
    return _exactly(_C[name].in_([value.value for value in values]), (facets.named(name, value) for value in values))


def _having(things: tuple[Possession, ...]) -> Translated:
    columns = {
        Possession.CONSOLE: _C.console_count > 0,
        Possession.ERROR: _C.error_name.is_not(None),
        Possession.VALUE: func.coalesce(_C.result_type, "undefined") != "undefined",
        Possession.PIN: _C.pinned.is_(True),
    }
    return _exactly(or_(*(columns[thing] for thing in things)), map(facets.having, things))


def _exactly(columns: ColumnElement[bool], wanted: Iterable[str]) -> Translated:
    match = facets.any_of(wanted)
    return Translated(columns, match, sure=match)


def _bucketed(columns: ColumnElement[bool], buckets: range, edge: int) -> Translated:
    """Translate a duration: those in the bucket at the edge may be on either side of it."""
    inside = [facets.bucket(bucket) for bucket in buckets if bucket != edge]
    return Translated(columns, facets.any_of(map(facets.bucket, buckets)), facets.any_of(inside) if inside else None)


def _lines(first: int, last: int) -> Translated:
    columns = and_(_C.start_line <= last, _C.end_line >= first)
    if last - first >= MOST_LINES:
        return Translated(columns)
    lines = [facets.line(line) for line in range(first, last + 1)]
    return Translated(columns, facets.any_of([*lines, facets.MANY_LINES]), sure=facets.any_of(lines))


def _text(connection: Connection, text: Text) -> Translated:
    pieces = words.punctuated(text)
    columns = words.holds(text) if pieces else true()
    known = words.in_letters(text)
    if connection.dialect.name != "sqlite":
        return Translated(and_(columns, words.tsvector(text)) if known else columns, texts=True)
    match = [words.fts5(connection, text)] if known else []
    match += [facets.holding(piece) for piece in pieces]
    said = f"({' AND '.join(match)})"
    sure = None if known or len(pieces) > 1 else facets.surely(pieces[0])
    if known and not pieces:
        return Translated(MATCHED, said, sure=said, texts=True)
    return Translated(columns, said, sure, texts=True)
