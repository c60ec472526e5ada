"""Keep and forget: deletion, pins and retention, and what goes with an execution."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.history.places import Place
from tests.history.runs import (
    a_run,
    a_session,
    an_event,
    ended,
    history_at,
    now,
    printed,
    sqlite,
    statement,
    stored,
)
from vm_lsp.errors import ExecutionNotFoundError, ValidationError
from vm_lsp.execution.keeping import Deletion, Forgotten, Retention
from vm_lsp.execution.model import Execution, SessionInfo, SessionStatus, Value
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, keeper

EVERYTHING = Deletion(query=HistoryQuery())


async def _texts(history: History, search: str | None = None) -> list[str]:
    page = await history.reader.list(HistoryQuery(limit=500, search=search, oldest_first=True))
    return [run.input for run in page.items]


async def _aged(history: History, session: SessionInfo, *days: int) -> list[Execution]:
    """Store one finished run per number of days it is old."""
    await history.store.save_session(session)
    runs = []
    for number, age in enumerate(days, 1):
        run = replace(a_run(session, number, f"{age} days"), queued_at=now() - timedelta(days=age))
        await history.store.create(run)
        await history.store.finish(ended(run), [an_event(run, 1, Value("number", "42"))])
        runs.append(run)
    return runs


async def test_one_execution_goes_with_all_that_is_its_own(history: History, where: Place) -> None:
    session = a_session()
    [first, _] = await stored(history, session, "needle", "kept")
    await history.store.finish(first, printed(first, 1, 3), [statement("needle", 0)])

    forgotten = await history.keeper.delete(Deletion(execution_id=first.id))

    assert (forgotten.executions, forgotten.events) == (1, first.metrics.event_count)
    assert (forgotten.oldest, forgotten.newest, forgotten.dry_run) == (first.queued_at, first.queued_at, False)
    assert await _texts(history) == ["kept"]
    assert await _texts(history, "needle") == []
    for table, left in (("execution_event", 1), ("execution_statement", 0), ("execution_search", 1)):
        assert where.ask(f"SELECT count(*) FROM {table}") == [(left,)]
    with pytest.raises(ExecutionNotFoundError):
        await history.keeper.delete(Deletion(execution_id=first.id))


async def test_a_search_takes_all_it_finds_in_small_changes(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "FEWEST", 2)
    monkeypatch.setattr(keeper, "MOST", 2)
    await stored(history, a_session(), *(f"{word} {n}" for n in range(5) for word in ("secret", "plain")))

    would = await history.keeper.delete(Deletion(query=HistoryQuery(search="secret")), dry_run=True)
    assert (would.executions, would.events, would.dry_run) == (5, 0, True)
    assert len(await _texts(history)) == 10
    forgotten = await history.keeper.delete(Deletion(query=HistoryQuery(search="secret", limit=1)))

    assert (forgotten.executions, forgotten.size) == (5, would.size)
    assert forgotten.size > 0
    assert await _texts(history) == [f"plain {n}" for n in range(5)]


async def test_a_workspace_goes_and_the_others_stay(history: History) -> None:
    await stored(history, a_session("file:///one"), "1", "2")
    await stored(history, a_session("file:///two"), "3")

    forgotten = await history.keeper.delete(Deletion(query=HistoryQuery(workspace_uri="file:///one")))

    assert forgotten.executions == 2
    assert await _texts(history) == ["3"]


@pytest.mark.parametrize("search", ["", " ", '""', '"', '-"" ""', "\0", "\u200b", "\u0301", '"\0"*'])
async def test_a_search_that_names_nothing_never_deletes_everything(history: History, search: str) -> None:
    await stored(history, a_session(), "1", "2")
    for dry_run in (True, False):
        with contextlib.suppress(ValidationError):
            assert (await history.keeper.delete(Deletion(query=HistoryQuery(search=search)), dry_run)).executions == 0
    assert await _texts(history) == ["1", "2"]


async def test_a_search_that_cant_be_read_deletes_nothing(history: History) -> None:
    await stored(history, a_session(), "1")
    with pytest.raises(ValidationError):
        await history.keeper.delete(Deletion(query=HistoryQuery(search="status:nonsense")))
    assert await _texts(history) == ["1"]


async def test_what_goes_on_stays_whoever_wants_it_gone(history: History) -> None:
    session = a_session()
    await stored(history, session, "over")
    going = a_run(session, 2, "going on")
    await history.store.create(going)

    forgotten = await history.keeper.delete(EVERYTHING)
    assert forgotten.executions == 1
    assert await _texts(history) == ["going on"]
    with pytest.raises(ValidationError, match="still going"):
        await history.keeper.delete(Deletion(execution_id=going.id))
    await history.store.finish(ended(going), [an_event(going, 1, Value("number", "42"))])
    assert (await history.keeper.delete(EVERYTHING)).executions == 1


async def test_what_nothing_refers_to_goes_too(where: Place) -> None:
    first = history_at(where.url)
    session = a_session()
    await stored(first, session, "old")
    await first.close()
    second = history_at(where.url)
    alive = a_session()
    await stored(second, alive, "new")

    await second.keeper.delete(Deletion(query=HistoryQuery(session_id=session.id)))
    assert where.ask("SELECT id FROM session") == [(alive.id,)]
    assert where.ask("SELECT count(*) FROM server") == [(1,)]
    await second.keeper.delete(EVERYTHING)
    assert where.ask("SELECT count(*) FROM document") == [(0,)]
    assert where.ask("SELECT id FROM session") == [(alive.id,)]  # it is open: its next run belongs to it

    [again] = await stored(second, alive, "again")
    await second.store.save_session(replace(alive, status=SessionStatus.CLOSED, closed_at=now()))
    await second.keeper.delete(Deletion(execution_id=again.id))
    assert where.ask("SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM template)") == [(0, 0)]
    await stored(second, alive, "and again")
    assert await _texts(second) == ["and again"]
    await second.close()


async def test_a_pin_is_found_and_outlives_the_retention_but_not_a_deletion(history: History) -> None:
    [first, _, third] = await stored(history, a_session(), "1", "2", "3")
    await history.keeper.pin(first.id, pinned=True)

    assert (await history.reader.get(first.id)).pinned
    assert await _texts(history, "has:pin") == ["1"]
    assert (await history.keeper.prune(Retention(executions=1))).executions == 1
    assert await _texts(history) == ["1", "3"]
    await history.keeper.pin(first.id, pinned=False)
    assert await _texts(history, "has:pin") == []
    assert await _texts(history, "1") == ["1"]
    await history.keeper.pin(third.id, pinned=True)
    assert (await history.keeper.delete(EVERYTHING)).executions == 2
    with pytest.raises(ExecutionNotFoundError):
        await history.keeper.pin(first.id, pinned=True)


async def test_a_pin_set_while_a_run_goes_on_is_there_when_it_ends(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    await history.keeper.pin(run.id, pinned=True)
    await history.store.finish(ended(run), [an_event(run, 1, Value("number", "42"))])

    assert (await history.reader.get(run.id)).pinned
    assert await _texts(history, "has:pin") == [run.input]


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        (Retention(), ["40 days", "30 days", "3 days", "2 days", "0 days"]),
        (Retention(days=10), ["3 days", "2 days", "0 days"]),
        (Retention(executions=2), ["2 days", "0 days"]),
        (Retention(size=0), []),
        (Retention(size=10**9), ["40 days", "30 days", "3 days", "2 days", "0 days"]),
        (Retention(days=1, executions=4), ["0 days"]),
        (Retention(days=35, executions=3), ["3 days", "2 days", "0 days"]),
    ],
)
async def test_a_retention_bounds_age_count_and_size(history: History, kept: Retention, left: list[str]) -> None:
    await _aged(history, a_session(), 40, 30, 3, 2, 0)

    would = await history.keeper.prune(kept, dry_run=True)
    assert len(await _texts(history)) == 5
    forgotten = await history.keeper.prune(kept)

    assert await _texts(history) == left
    assert would.executions == forgotten.executions == 5 - len(left)
    assert (would.events, would.size, would.oldest) == (forgotten.events, forgotten.size, forgotten.oldest)


async def test_the_size_kept_is_that_of_the_newest(history: History, where: Place) -> None:
    await stored(history, a_session(), *("x" * 1000 for _ in range(10)))
    [(each,)] = where.ask("SELECT DISTINCT stored_bytes FROM execution")

    forgotten = await history.keeper.prune(Retention(size=3 * each))

    assert forgotten == Forgotten(7, 0, 7 * each, forgotten.oldest, forgotten.newest, forgotten.freed)
    assert [run.number for run in (await history.reader.list(HistoryQuery())).items] == [10, 9, 8]


async def test_runs_are_stored_between_the_changes_of_a_deletion(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "FEWEST", 5)
    monkeypatch.setattr(keeper, "MOST", 5)
    session = a_session()
    await stored(history, session, *map(str, range(100)))
    deleting = asyncio.create_task(history.keeper.delete(EVERYTHING))
    left_when_stored = []
    for number in range(101, 111):
        run = a_run(session, number, "meanwhile")
        await history.store.create(run)
        await history.store.finish(ended(run), [an_event(run, 1, Value("number", "42"))])
        left_when_stored.append(deleting.done())

    deleted = (await deleting).executions
    assert not all(left_when_stored)
    assert await _texts(history) == ["meanwhile"] * (110 - deleted)
    assert 100 <= deleted <= 101  # the first one may have been there when it began


async def test_the_file_gets_smaller_and_holds_nothing_of_what_is_gone(history: History, path: Path) -> None:
    await stored(history, a_session(), *(f"'hunter2{n:05}' + '{'filler ' * 300}'" for n in range(300)))
    await history.reader.list(HistoryQuery())
    with sqlite(path) as database:
        database.execute("PRAGMA wal_checkpoint")
    before = _size(path)

    forgotten = await history.keeper.delete(EVERYTHING)

    assert forgotten.freed > before / 2
    assert _size(path) <= before - forgotten.freed
    assert b"hunter2" not in _bytes(path)


async def test_one_that_is_deleted_leaves_no_word_in_the_file(history: History, path: Path) -> None:
    runs = await stored(history, a_session(), *(f"word{n} * {n}" for n in range(300)), "mypassword")
    assert await _texts(history, "mypassword") == ["mypassword"]

    await history.keeper.delete(Deletion(execution_id=runs[-1].id))

    assert b"mypassword" not in _bytes(path)
    assert await _texts(history, '"word17"') == ["word17 * 17"]


def _size(path: Path) -> int:
    return path.stat().st_size


def _bytes(path: Path) -> bytes:
    """Return what is in a database's file and its journal."""
    return path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()
