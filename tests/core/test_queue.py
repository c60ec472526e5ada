"""One run at a time in a session; the others wait in order, or are told that it is busy."""

from __future__ import annotations

import asyncio

import pytest

from tests.core.bench import Bench
from tests.core.processes import family, kill_all_at_once
from vm_lsp.core import SessionTarget
from vm_lsp.errors import SessionBusyError
from vm_lsp.execution.model import Outcome, Status, WhenBusy


async def test_queued_runs_have_their_record_at_once_and_run_in_order(bench: Bench) -> None:
    await bench.run("var order = ''")
    running = await bench.begin_and_print("console.log('on'); setTimeout(() => order += '0', 50)")
    waiting = [bench.begin(f"order += '{name}'") for name in "abc"]
    await bench.queued(3)
    assert (await asyncio.gather(running, *waiting))[-1].number == 5
    assert await bench.preview("order") == "'0abc'"


async def test_a_run_that_will_not_wait_is_refused(bench: Bench) -> None:
    running = await bench.begin_and_print("console.log('on'); for(;;){}")
    with pytest.raises(SessionBusyError):
        await bench.run("1", when_busy=WhenBusy.REJECT)
    await bench.stop()
    assert (await running).status is Status.CANCELLED


async def test_the_thirty_third_waiting_run_is_refused(bench: Bench) -> None:
    running = await bench.begin_and_print("console.log('on'); for(;;){}")
    waiting = [bench.begin("1") for _ in range(32)]
    await bench.queued(32)
    with pytest.raises(SessionBusyError):
        await bench.run("1")
    await bench.stop()
    assert all(run.status is Status.OK for run in await asyncio.gather(*waiting))
    assert (await running).status is Status.CANCELLED


async def test_a_stop_touches_the_running_one_only_and_naming_a_queued_one_takes_it_out(bench: Bench) -> None:
    await bench.run("var n = 0")
    running = await bench.begin_and_print("console.log('on'); for(;;){}")
    first, second = bench.begin("n += 1"), bench.begin("n += 10")
    records = await bench.queued(2)
    answer = await bench.stop(execution_id=records[0].id)
    assert (answer.outcome, answer.execution_id) == (Outcome.DEQUEUED, records[0].id)
    taken_out = await first
    assert (taken_out.status, taken_out.started_at, bench.types(taken_out)) == (Status.CANCELLED, None, ["exception"])
    assert not running.done()
    await bench.stop()
    await asyncio.gather(running, second)
    assert await bench.preview("n") == "10"


@pytest.mark.parametrize("verb", ["restart_session", "close_session"])
async def test_restart_and_close_end_the_queue_as_cancelled(bench: Bench, verb: str) -> None:
    running = await bench.begin_and_print("console.log('on'); for(;;){}")
    waiting = bench.begin("1")
    await bench.queued(1)
    await getattr(bench.core, verb)(SessionTarget(uri=bench.uri))
    assert [run.status for run in await asyncio.gather(running, waiting)] == [Status.CANCELLED, Status.CANCELLED]
    assert await bench.preview("1 + 1") == "2"


async def test_a_lost_state_ends_the_queue_too(bench: Bench) -> None:
    running = await bench.begin_and_print("console.log('on'); for(;;){}")
    waiting = bench.begin("1")
    await bench.queued(1)
    kill_all_at_once(family())
    assert (await running).status is Status.ERROR
    assert (await waiting).status is Status.CANCELLED
