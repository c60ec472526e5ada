"""Which executions go: by a retention, or because a person says so. Questions only; `forgetting` deletes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Subquery, and_, false, func, or_, select

from vm_lsp.errors import ValidationError
from vm_lsp.execution.keeping import Retention
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history.changes import Tally
from vm_lsp.history.choosing import chosen
from vm_lsp.history.forgetting import FINAL, SIZES, counted
from vm_lsp.history.tables import EXECUTION
from vm_lsp.search import parse

EVERYTHING = "to delete all, say so by `all` (`--all` in a shell)."

_LOOSE = EXECUTION.c.pinned == false()


@dataclass(frozen=True, slots=True)
class Going:
    """Those that go: how many there are, and the ordinals of so many after an ordinal, in order."""

    counts: Callable[[Connection], Tally]
    batch: Callable[[Connection, int, int], Sequence[int]]


def outdated(connection: Connection, retention: Retention) -> Going:
    """Return what a retention doesn't keep, as of now: what comes meanwhile is for the next time."""
    limits = [limit for limit in (_old(connection, retention.days), _surplus(connection, retention)) if limit]
    last = max((limit for limit, _ in limits), default=0)
    these = and_(_LOOSE, EXECUTION.c.ordinal <= last, or_(false(), *(condition for _, condition in limits)))

    def batch(connection: Connection, after: int, many: int) -> Sequence[int]:
        next_ones = select(EXECUTION.c.ordinal).where(these, EXECUTION.c.ordinal > after)
        return connection.scalars(next_ones.order_by(EXECUTION.c.ordinal).limit(many)).all()

    return Going(lambda connection: _tally(connection, these), batch)


def found_by(connection: Connection, query: HistoryQuery) -> Going:
    """Return all that a query finds now, pinned or not.

    Raises:
        ValidationError: the search can't be read, or is there and names nothing: it would find everything.
    """
    if query.search is not None and not parse(query.search).clauses:
        raise ValidationError(
            f"{query.search!r} is an empty search, which finds everything: {EVERYTHING}", {"key": "search"}
        )
    last = connection.scalar(select(func.max(EXECUTION.c.ordinal))) or 0
    chosen(connection, query)  # so that what is wrong with it is told before anything is deleted

    def batch(connection: Connection, after: int, many: int) -> Sequence[int]:
        found = chosen(connection, query)
        next_ones = found.rows.with_only_columns(found.ordinal, maintain_column_froms=True)
        next_ones = next_ones.where(found.ordinal > after, found.ordinal <= last)
        return connection.scalars(next_ones.order_by(found.ordinal).limit(many)).all()

    def counts(connection: Connection) -> Tally:
        found = chosen(connection, query)
        rows = found.rows.with_only_columns(*SIZES).where(FINAL).subquery()
        return _totals(connection, rows)

    return Going(counts, batch)


def single(ordinal: int) -> Going:
    """Return one execution."""
    return Going(
        lambda connection: counted(
            connection.execute(select(*SIZES).where(EXECUTION.c.ordinal == ordinal)).mappings().all()
        ),
        lambda _, after, __: (ordinal,) if after < ordinal else (),
    )


def _old(connection: Connection, days: int | None) -> tuple[int, ColumnElement[bool]] | None:
    """Return the last of the old ones, and the condition that tells them from younger ones before it."""
    if days is None:
        return None
    before = EXECUTION.c.queued_at < datetime.now(UTC) - timedelta(days=days)
    last = connection.scalar(select(func.max(EXECUTION.c.ordinal)).where(before))
    return None if last is None else (last, before)


def _surplus(connection: Connection, retention: Retention) -> tuple[int, ColumnElement[bool]] | None:
    """Return the newest of those that are too many, or beyond the size; all before it are, too."""
    many, large = _beyond_count(connection, retention.executions), _beyond_size(connection, retention.size)
    last = max(many, large)
    return (last, EXECUTION.c.ordinal <= last) if last else None


def _beyond_count(connection: Connection, kept: int | None) -> int:
    if kept is None:
        return 0
    newest = select(EXECUTION.c.ordinal).where(_LOOSE).order_by(EXECUTION.c.ordinal.desc())
    return connection.scalar(newest.limit(1).offset(kept)) or 0


def _beyond_size(connection: Connection, kept: int | None) -> int:
    if kept is None:
        return 0
    newest_first = func.sum(EXECUTION.c.stored_bytes).over(order_by=EXECUTION.c.ordinal.desc())
    sizes = select(EXECUTION.c.ordinal, newest_first.label("so_far")).where(_LOOSE).subquery()
    return connection.scalar(select(func.max(sizes.c.ordinal)).where(sizes.c.so_far > kept)) or 0


def _tally(connection: Connection, conditions: ColumnElement[bool]) -> Tally:
    return _totals(connection, select(*SIZES).where(conditions, FINAL).subquery())


def _totals(connection: Connection, rows: Subquery) -> Tally:
    counts = (func.count(), func.sum(rows.c.event_count), func.sum(rows.c.stored_bytes))
    times = (func.min(rows.c.queued_at), func.max(rows.c.queued_at))
    executions, events, size, oldest, newest = connection.execute(select(*counts, *times)).one()
    return Tally(executions, int(events or 0), int(size or 0), oldest, newest)
