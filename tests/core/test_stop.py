"""Stop always works and never costs the session: whatever runs, it ends, and everything from before is there."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.core.bench import Bench
from tests.core.conftest import Open
from vm_lsp.execution.model import Console, Event, Outcome, Status

ENDLESS = {
    "a loop": "for(;;){}",
    "a native fill": "new Array(2**31).fill(0)",
    "a catastrophic pattern": '/^(a+)+$/.test("a".repeat(40)+"b")',
    "a long sort": "Array.from({length: 5e6}, (_, i) => (i * 7919) % 5000011).sort((a, b) => a - b)",
    "a long string": 'for(;;) "a".repeat(2**29).split("")',
    "endless promises": "(function again() { Promise.resolve().then(again) })()",
}
ROOMY = {"limits": {"memMb": 2048}}  # so that it is the stop that ends the run, not the memory limit


@pytest.mark.parametrize("script", ENDLESS.values(), ids=ENDLESS.keys())
async def test_stopping_takes_effect_within_300_ms_and_keeps_what_was_there(open_bench: Open, script: str) -> None:
    bench = await open_bench(ROOMY)
    await bench.run("let before = { kept: true }")
    run = await bench.begin_and_print(f"before.kept = false; console.log('on'); {script}")
    began = time.monotonic()
    answer = await bench.stop(execution_id=None)
    took = time.monotonic() - began
    execution = await run
    assert took < 0.3
    assert answer.outcome is Outcome.ROLLED_BACK
    assert answer.execution_id == execution.id
    assert execution.status is Status.CANCELLED
    assert execution.error is not None
    assert execution.error.name == "Cancelled"
    assert execution.rolled_back
    assert bench.types(execution) == ["input_echo", "statement", "console", "exception"]
    assert await bench.preview("before") == "{ kept: true }"


async def test_stopping_endless_timers_clears_them_and_keeps_all_state(bench: Bench) -> None:
    run = await bench.begin_and_print("var n = 0; setInterval(() => { n++; console.log('on') }, 1)")
    began = time.monotonic()
    assert (await bench.stop()).outcome is Outcome.CLEARED
    assert time.monotonic() - began < 0.3
    execution = await run
    assert (execution.status, execution.rolled_back) == (Status.CANCELLED, False)
    first = await bench.preview("n")
    assert int(first) > 0
    assert await bench.preview("n") == first


async def test_a_timer_callback_that_never_returns_is_rolled_back(bench: Bench) -> None:
    await bench.run("let x = 1")
    run = await bench.begin_and_print("x = 2; setTimeout(() => { console.log('on'); for(;;){} })")
    assert (await bench.stop()).outcome is Outcome.ROLLED_BACK
    assert (await run).rolled_back
    assert await bench.preview("x") == "1"


async def test_stopping_when_nothing_runs_says_idle(bench: Bench) -> None:
    assert (await bench.stop()).outcome is Outcome.IDLE
    await bench.run("1")
    assert (await bench.stop(uri=bench.uri)).outcome is Outcome.IDLE


async def test_stopping_another_execution_than_the_running_one_says_mismatch(bench: Bench) -> None:
    run = await bench.begin_and_print("console.log('on'); for(;;){}")
    answer = await bench.stop(execution_id="of no run")
    assert answer.outcome is Outcome.MISMATCH
    assert not run.done()
    await bench.stop(execution_id=answer.execution_id)
    assert (await run).status is Status.CANCELLED


async def test_a_run_can_be_stopped_before_its_session_has_started(bench: Bench) -> None:
    request = bench.request("for(;;){}")
    run = asyncio.create_task(bench.core.execute(request))
    await asyncio.sleep(0)
    assert (await bench.stop(execution_id=request.id)).outcome is Outcome.DEQUEUED
    execution = await run
    assert execution.status is Status.CANCELLED
    assert bench.types(execution) == ["exception"]
    assert await bench.preview("1 + 1") == "2"


async def test_two_stops_at_once_get_the_same_true_answer(bench: Bench) -> None:
    run = await bench.begin_and_print("console.log('on'); for(;;){}")
    answers = await asyncio.gather(bench.stop(), bench.stop())
    assert [answer.outcome for answer in answers] == [Outcome.ROLLED_BACK, Outcome.ROLLED_BACK]
    assert (await run).rolled_back


async def test_what_was_printed_before_the_stop_is_in_the_history(bench: Bench) -> None:
    run = await bench.begin_and_print("for (let i = 0; i < 50; i++) console.log(i); console.log('on'); for(;;){}")
    await bench.stop()
    execution = await run
    stored = bench.history.kept_events[execution.id]
    payloads = [event.payload for event in stored if isinstance(event, Event)]
    texts = [payload.text for payload in payloads if isinstance(payload, Console)]
    assert texts == [*(str(i) for i in range(50)), "on"]
    assert [event.seq for event in stored] == list(range(1, len(stored) + 1))


async def test_without_fork_a_stop_says_that_the_state_is_lost_and_the_next_run_starts_anew(open_bench: Open) -> None:
    from vm_lsp.sessions.process import Launcher

    bench = await open_bench(launcher=Launcher(checkpoints=False))
    await bench.run("let x = 1")
    run = await bench.begin_and_print("console.log('on'); for(;;){}")
    lost = bench.session.id
    assert (await bench.stop()).outcome is Outcome.STATE_LOST
    execution = await run
    assert execution.error is not None
    assert "state is lost" in execution.error.message
    assert not execution.rolled_back
    assert bench.session.status == "crashed"
    assert await bench.preview("typeof x") == "'undefined'"
    assert bench.session.id != lost
