"""Processes die: one, both, ten in a row, at any moment. No session is lost that had a state to go back to."""

from __future__ import annotations

import asyncio
import random

import psutil
import pytest

from tests.core.bench import BOUND, Bench
from tests.core.processes import family, kill, kill_all_at_once
from vm_lsp.execution.model import Execution, Interruption, Outcome, SessionStatus, Status


async def test_the_active_process_killed_while_idle_costs_nothing(bench: Bench) -> None:
    await bench.run("let x = 1")
    old = bench.session.pid
    kill(bench.process)
    assert await bench.preview("x") == "1"
    assert bench.session.pid != old


async def test_the_active_process_killed_in_a_run_rolls_that_run_back(bench: Bench) -> None:
    await bench.run("let x = 1")
    run = await bench.begin_and_print("x = 2; console.log('on'); for(;;){}")
    kill(bench.process)
    execution = await run
    assert execution.error is not None
    assert (execution.status, execution.error.name, execution.rolled_back) == (Status.ERROR, "WorkerCrashed", True)
    assert await bench.preview("x") == "1"


async def test_when_both_processes_die_the_run_says_so_and_the_next_starts_a_new_session(bench: Bench) -> None:
    await bench.run("let x = 1")
    run = await bench.begin_and_print("console.log('on'); for(;;){}")
    first = bench.session.id
    kill_all_at_once(family())
    execution = await run
    assert execution.error is not None
    assert (execution.error.name, execution.rolled_back) == ("WorkerCrashed", False)
    assert bench.session.status is SessionStatus.CRASHED
    assert await bench.preview("typeof x") == "'undefined'"
    assert bench.session.id != first


async def test_when_both_die_while_idle_the_next_run_starts_a_new_session(bench: Bench) -> None:
    await bench.run("let x = 1")
    crashed = asyncio.Event()
    bench.core.on_session(lambda info: crashed.set() if info.status is SessionStatus.CRASHED else None)
    kill_all_at_once(family())
    await asyncio.wait_for(crashed.wait(), BOUND)
    assert await bench.preview("typeof x") == "'undefined'"


@pytest.mark.parametrize("times", [2, 10, 100])
async def test_kills_in_a_row_do_not_lose_the_session(bench: Bench, times: int) -> None:
    await bench.run("let x = 41")
    session = bench.session.id
    for _ in range(times):
        run = await bench.begin_and_print("x = 0; console.log('on'); for(;;){}")
        bench.watcher.seen.clear()
        assert (await bench.stop()).outcome is Outcome.ROLLED_BACK
        await run
    assert await bench.preview("x + 1") == "42"
    assert bench.session.id == session


async def test_no_process_is_left_over_by_many_kills(bench: Bench) -> None:
    await bench.run("1")
    for _ in range(5):
        run = await bench.begin_and_print("console.log('on'); for(;;){}")
        bench.watcher.seen.clear()
        await bench.stop()
        await run
    await bench.run("1")
    alive = [process for process in family() if process.status() != psutil.STATUS_ZOMBIE]
    assert len(alive) == 2


TRIALS = 320


async def test_a_campaign_of_kills_between_the_start_and_the_answer_never_loses_or_contradicts(bench: Bench) -> None:
    """Kill the active process, or order a stop, at a random moment of a run; answers, rows and the state must agree."""
    chance = random.Random(20260)
    bench.history.linger = lambda: chance.choice((0, 0.002, 0.004))
    await bench.run("var n = 0")
    session = bench.session.id
    lasts = await _milliseconds_of_a_run(bench)
    expected, kept, undone = 1, 0, 0
    for trial in range(TRIALS):
        execution, answers = await _run_and_disturb(bench, chance, chance.uniform(0, lasts / 1000))
        if execution.status is Status.OK:
            expected, kept = expected + 1, kept + 1
        else:
            undone += 1
            assert execution.rolled_back, (trial, execution.error)
        for answer in answers:
            told_undone = answer.outcome is Outcome.ROLLED_BACK
            assert answer.outcome in (Outcome.ROLLED_BACK, Outcome.IDLE, Outcome.DEQUEUED)
            assert told_undone == execution.rolled_back, (trial, answer, execution)
        assert await bench.preview("n") == str(expected), (trial, execution)
        assert bench.history.executions[execution.id] == execution
        types = bench.types(execution)
        assert sum(kind in ("value", "exception") for kind in types) == 1
        assert types[-1] == ("value" if execution.status is Status.OK else "exception")
    assert bench.session.id == session
    assert kept > 10, "the kills came all too early"
    assert undone > 10, "the kills came all too late"


SCRIPT = "n += 1; for (let i = 0; i < 20000; i++);"


async def _milliseconds_of_a_run(bench: Bench) -> float:
    began = asyncio.get_running_loop().time()
    await bench.run(SCRIPT)
    return (asyncio.get_running_loop().time() - began) * 1000 * 1.5


async def _run_and_disturb(bench: Bench, chance: random.Random, after: float) -> tuple[Execution, list[Interruption]]:
    """Run the script, and disturb it after some seconds, if it still runs then: by a kill, a stop, or both."""
    run = bench.begin(SCRIPT)
    way = chance.choice(("kill", "stop", "both"))
    stops: list[asyncio.Task[Interruption]] = []

    def disturb() -> None:
        if way != "stop":
            kill(bench.process)
        if way != "kill":
            stops.append(asyncio.create_task(bench.stop()))

    handle = asyncio.get_running_loop().call_later(after, disturb)
    execution = await run
    handle.cancel()
    return execution, await asyncio.gather(*stops)
