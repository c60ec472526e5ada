"""No failed write is silent: the command fails and names the stage, the run is rolled back, the session goes on."""

from __future__ import annotations

import time

import pytest

from tests.core.bench import Bench
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.model import Outcome, Status


async def test_a_record_that_cannot_be_created_keeps_the_run_from_starting(bench: Bench) -> None:
    await bench.run("var n = 1")
    bench.history.failing = {"create"}
    with pytest.raises(PersistenceError) as failed:
        await bench.run("n = 2")
    assert failed.value.details["stage"] == "create"
    bench.history.failing = set()
    again = await bench.run("n")
    assert again.result is not None
    assert (again.result.preview, again.number) == ("1", 2)


async def test_an_event_that_cannot_be_stored_stops_the_run_at_once_and_rolls_it_back(bench: Bench) -> None:
    await bench.run("var n = 1")
    bench.history.failing = {"add_event"}
    began = time.monotonic()
    with pytest.raises(PersistenceError) as failed:
        await bench.run("n = 2; console.log('x'); for(;;){}")
    assert time.monotonic() - began < 1
    assert failed.value.details["stage"] == "add_event"
    bench.history.failing = set()
    assert await bench.preview("n") == "1"


@pytest.mark.parametrize("stage", ["add_event", "update"])
async def test_an_ending_that_cannot_be_stored_rolls_the_finished_run_back(bench: Bench, stage: str) -> None:
    await bench.run("var n = 1")
    bench.history.failing = {stage}
    with pytest.raises(PersistenceError) as failed:
        await bench.run("n = 2")
    assert failed.value.details["stage"] == stage
    assert "rolled back" in failed.value.message
    lost = bench.watcher.ends[-1]
    assert (lost.status, lost.rolled_back) == (Status.CANCELLED, True)
    assert bench.history.abandoned == [lost.id]
    bench.history.failing = set()
    assert await bench.preview("n") == "1"


async def test_a_stop_is_answered_truly_when_its_ending_cannot_be_stored(bench: Bench) -> None:
    await bench.run("var n = 1")
    run = await bench.begin_and_print("n = 2; console.log('on'); for(;;){}")
    bench.history.failing = {"update"}
    assert (await bench.stop()).outcome is Outcome.ROLLED_BACK
    with pytest.raises(PersistenceError):
        await run
    bench.history.failing = set()
    assert await bench.preview("n") == "1"


async def test_a_queued_run_whose_start_cannot_be_stored_never_runs(bench: Bench) -> None:
    await bench.run("var n = 1")
    first = await bench.begin_and_print("console.log('on'); for(;;){}")
    second = bench.begin("n = 2")
    await bench.queued(1)
    bench.history.failing = {"update"}
    await bench.stop()
    for run in (first, second):
        with pytest.raises(PersistenceError):
            await run
    bench.history.failing = set()
    assert await bench.preview("n") == "1"


async def test_a_session_that_cannot_be_stored_runs_nothing_and_is_tried_again(bench: Bench) -> None:
    bench.history.failing = {"session"}
    with pytest.raises(PersistenceError) as failed:
        await bench.run("1")
    assert failed.value.details["stage"] == "session"
    bench.history.failing = set()
    assert await bench.preview("1") == "1"
