"""The retention of the settings, carried out in the background."""

from __future__ import annotations

import asyncio

import pytest

from tests.history.places import Place
from tests.history.runs import a_session, history_at, stored
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.keeping import Forgotten, Retention, retention_of
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, keeper, pruning
from vm_lsp.history.pruning import Pruning
from vm_lsp.settings import History as Settings

BOUND = 10.0
TWO = Retention(executions=2)


class Watched:
    """A keeper that tells when it has pruned, and fails the first `failures` times."""

    def __init__(self, history: History, failures: int = 0) -> None:
        self._history = history
        self._failures = failures
        self.pruned: asyncio.Queue[int] = asyncio.Queue()

    async def prune(self, retention: Retention, dry_run: bool = False, spare: int | None = None) -> Forgotten:
        if self._failures:
            self._failures -= 1
            self.pruned.put_nowait(-1)
            raise PersistenceError("open", "forced")
        forgotten = await self._history.keeper.prune(retention, dry_run)
        self.pruned.put_nowait(forgotten.executions)
        return forgotten


async def _next(watched: Watched) -> int:
    async with asyncio.timeout(BOUND):
        return await watched.pruned.get()


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "EVERY", 0.01)


@pytest.mark.usefixtures("often")
async def test_it_prunes_again_and_again(history: History) -> None:
    await stored(history, a_session(), "1", "2", "3", "4")
    watched = Watched(history)
    background = Pruning(watched, TWO, first_after=0)
    background.begin()

    assert await _next(watched) == 2
    await stored(history, a_session(), "5")
    while await _next(watched) == 0:
        pass
    assert [run.input for run in (await history.reader.list(HistoryQuery())).items] == ["5", "4"]
    await background.end()


@pytest.mark.usefixtures("often")
async def test_what_fails_is_tried_again(history: History) -> None:
    await stored(history, a_session(), "1", "2", "3")
    watched = Watched(history, failures=2)
    background = Pruning(watched, TWO, first_after=0)
    background.begin()

    assert [await _next(watched) for _ in range(3)] == [-1, -1, 1]
    await background.end()


async def test_without_a_retention_nothing_is_begun(history: History) -> None:
    background = Pruning(Watched(history), Retention(), first_after=0)
    before = asyncio.all_tasks()
    background.begin()

    assert asyncio.all_tasks() == before
    await background.end()


async def test_an_opened_history_begins_it_and_a_close_ends_it(where: Place) -> None:
    history = History(Settings(retention_days=1), where.url, lambda _: None)
    before = asyncio.all_tasks()
    await history.open()
    [begun] = asyncio.all_tasks() - before
    async with asyncio.timeout(BOUND):
        await history.close()

    assert begun.cancelled()


async def test_a_close_stops_it_between_two_changes(where: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = history_at(where.url)
    await stored(filled, a_session(), *map(str, range(50)))
    monkeypatch.setattr(keeper, "FEWEST", 1)
    monkeypatch.setattr(keeper, "MOST", 1)
    pruning_it = asyncio.create_task(filled.keeper.prune(TWO))
    await asyncio.sleep(0)
    async with asyncio.timeout(BOUND):
        pruning_it.cancel()
        await asyncio.wait([pruning_it])
        await filled.close()

    left = where.ask("SELECT count(*) FROM execution")[0][0]
    assert 2 < left <= 50
    assert where.ask("SELECT count(*) FROM execution_event") == [(left,)]


def test_settings_say_the_retention() -> None:
    assert retention_of(Settings(retention_days=3, max_size_mb=2)) == Retention(3, None, 2 * 2**20)
    assert retention_of(Settings()) == Retention()
