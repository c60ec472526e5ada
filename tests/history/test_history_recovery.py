"""Nothing in a history runs for ever: what a dead server left is ended, what a living one runs is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import Popen

import pytest

from tests.history.other_server import begin, kill, said, start
from tests.history.places import Place
from tests.history.runs import a_run, a_session, an_event, ended, history_at, printed, stored
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.model import EventType, ExceptionInfo, Execution, SessionStatus, Status, System, Value
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, writer

Server = Popen[str]


@pytest.fixture
def working_server(where: Place) -> Iterator[Server]:
    other = start(where.url, "work_until_killed")
    begin(other)
    yield other
    kill(other)


async def _assert_ended(history: History, run: Execution) -> None:
    events = await history.reader.events(run.id)
    warning, terminal = events[-2:]
    assert (run.status, run.error and run.error.name, run.ended_at is not None) == (
        Status.CANCELLED,
        "ServerDied",
        True,
    )
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert isinstance(warning.payload, System)
    assert warning.payload.level == "warning"
    assert (terminal.type, terminal.payload) == (EventType.EXCEPTION, run.error)


async def _until_ended(history: History, execution_id: str) -> Execution:
    async with asyncio.timeout(10):
        while not (run := await history.reader.get(execution_id)).status.final:
            await history.reader.list(HistoryQuery(limit=1))
    return run


def _session_states(where: Place) -> list[tuple[str, bool]]:
    return where.ask("SELECT status, closed_at IS NOT NULL FROM session ORDER BY created_at")


async def test_what_a_server_killed_in_mid_write_left_is_ended(where: Place, working_server: Server) -> None:
    endless = said(working_server).split()[0]
    kill(working_server)
    history = history_at(where.url)
    await history.open()
    run = await history.reader.get(endless)
    [queued] = (await history.reader.list(HistoryQuery(search="queued"))).items
    events = await history.reader.events(endless)
    await _assert_ended(history, run)
    await _assert_ended(history, queued)
    await history.close()

    assert sum(event.type is EventType.CONSOLE for event in events) >= 20
    assert len(await asyncio.to_thread(_session_states, where)) == 1
    assert _session_states(where) == [("closed", True)]


async def test_what_was_ended_is_ended_once_and_found_by_its_texts(where: Place, working_server: Server) -> None:
    endless = said(working_server).split()[0]
    kill(working_server)
    first, second = history_at(where.url), history_at(where.url)
    await asyncio.gather(first.open(), second.open())
    events = await second.reader.events(endless)
    by_console = await first.reader.list(HistoryQuery(search="hello"))
    await first.close()
    await second.close()

    assert [event.type for event in events].count(EventType.EXCEPTION) == 1
    assert [run.id for run in by_console.items] == [endless]


async def test_what_a_living_server_runs_is_left_alone(where: Place, working_server: Server) -> None:
    endless = said(working_server).split()[0]
    history = history_at(where.url)
    await history.open()
    statuses = [run.status for run in (await history.reader.list(HistoryQuery())).items]
    before = len(await history.reader.events(endless))
    async with asyncio.timeout(10):
        while len(await history.reader.events(endless)) == before:
            await history.reader.list(HistoryQuery(limit=1))
    await history.close()

    assert statuses == [Status.QUEUED, Status.RUNNING]
    assert _session_states(where) == [("ready", False)]


async def test_servers_of_one_process_know_each_other_too(where: Place) -> None:
    first, second, session = history_at(where.url), history_at(where.url), a_session()
    await first.store.save_session(session)
    run = a_run(session)
    await first.store.create(run)
    await second.open()
    seen = await second.reader.get(run.id)
    await first.close()
    await second.close()

    assert seen == run


async def test_a_server_that_closes_ends_what_it_still_has_open(where: Place) -> None:
    first, session = history_at(where.url), a_session()
    await first.store.save_session(session)
    run = a_run(session)
    await first.store.create(run)
    await first.close()
    second = history_at(where.url)
    await _assert_ended(second, await second.reader.get(run.id))
    await second.close()

    assert _session_states(where) == [("closed", True)]


async def test_a_server_that_only_read_leaves_no_trace(where: Place) -> None:
    history = history_at(where.url)
    await history.reader.list(HistoryQuery())
    await history.close()

    assert where.ask("SELECT count(*) FROM server") == [(0,)]


async def test_a_server_that_only_read_leaves_no_lock(path: Path) -> None:
    history = history_at(path)
    await history.reader.list(HistoryQuery())
    await history.close()

    assert [file.name for file in path.parent.rglob("*.lock")] == ["start.lock"]


async def test_an_abandoned_execution_is_ended_when_a_write_works(
    history: History, where: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MEND_EVERY", 0.02)
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    await history.store.add_events(printed(run, 1, 2))
    where.forbid("UPDATE", "execution")
    with pytest.raises(PersistenceError):
        await history.store.finish(ended(run), [an_event(run, 3, Value("number", "42", json=42))])
    history.store.abandon(run.id, rolled_back=True)
    await history.store.save_session(session)
    still = await history.reader.get(run.id)
    where.allow("execution")
    mended = await _until_ended(history, run.id)

    assert still == run
    assert mended.rolled_back
    await _assert_ended(history, mended)


@pytest.mark.parametrize("rolled_back", [True, False])
async def test_an_ending_that_nobody_was_told_of_is_replaced(history: History, rolled_back: bool) -> None:
    session = a_session()
    [run] = await stored(history, session, "1")
    assert run.status is Status.OK
    history.store.abandon(run.id, rolled_back=rolled_back)
    for status in (SessionStatus.BUSY, SessionStatus.READY):  # what is abandoned is ended before the second write
        await history.store.save_session(replace(session, status=status))

    mended = await history.reader.get(run.id)
    assert (mended.status, mended.result, mended.rolled_back) == (Status.CANCELLED, None, rolled_back)
    await _assert_ended(history, mended)


async def test_an_abandoned_execution_without_a_record_is_left_alone(history: History) -> None:
    session = a_session()
    history.store.abandon(a_run(session).id, rolled_back=True)
    await history.store.save_session(session)

    assert (await history.reader.list(HistoryQuery())).items == ()


async def test_an_ending_that_comes_after_all_replaces_the_one_given(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    history.store.abandon(run.id, rolled_back=True)
    given = await _until_ended(history, run.id)
    stopped = replace(run, status=Status.CANCELLED, error=ExceptionInfo("Cancelled", "stopped"))
    value = Value("number", "42", json=42)
    await history.store.finish(stopped, [an_event(run, 1, value)])

    assert given.error != stopped.error
    assert await history.reader.get(run.id) == stopped
    assert [event.payload for event in await history.reader.events(run.id)] == [value]
