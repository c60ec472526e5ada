"""Stops, closes, failures and deaths that come at the worst moment: no lie, nothing left behind, no session lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from tests.core.bench import Bench
from tests.core.conftest import Open
from tests.core.processes import family, family_of, kill, kill_all_at_once
from vm_lsp.core import SessionTarget
from vm_lsp.errors import CancelledRunError, InternalError, PersistenceError, SessionNotReadyError, VmError
from vm_lsp.execution.model import Event, Execution, Outcome, SessionInfo, SessionStatus, Status
from vm_lsp.sessions import run as run_module


def nobody_is_left() -> bool:
    return [process for process in family() if process.status() != psutil.STATUS_ZOMBIE] == []


async def test_a_workspace_cannot_replace_a_module_of_pythons(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "select.py", "quickjs.py"):
        (bench.folder / name).write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(bench.folder)
    assert await bench.preview("1 + 1") == "2"


async def test_a_session_closed_while_it_starts_stays_closed_and_leaves_nothing(bench: Bench) -> None:
    starting = asyncio.Event()
    told: list[SessionStatus] = []

    def listen(info: SessionInfo) -> None:
        told.append(info.status)
        starting.set()

    bench.core.on_session(listen)
    run = bench.begin("1")
    await starting.wait()
    await bench.core.close_session(SessionTarget(uri=bench.uri))
    with pytest.raises(SessionNotReadyError):
        await run
    assert told == [SessionStatus.STARTING, SessionStatus.CLOSED]
    assert nobody_is_left()


async def test_a_core_that_closes_while_a_session_starts_leaves_nothing(bench: Bench) -> None:
    run = bench.begin("for(;;){}")
    await asyncio.sleep(0)
    began = time.monotonic()
    await asyncio.gather(bench.core.close(), bench.core.close())
    assert time.monotonic() - began < 3
    with pytest.raises(VmError):
        await run
    assert nobody_is_left()


async def test_a_stop_in_answer_to_the_news_that_it_is_busy_is_not_lost(bench: Bench) -> None:
    await bench.run("1")
    stops: list[asyncio.Task[object]] = []

    def listen(info: SessionInfo) -> None:
        if info.status is SessionStatus.BUSY:
            stops.append(asyncio.ensure_future(bench.stop()))

    bench.core.on_session(listen)
    began = time.monotonic()
    execution = await bench.run("for(;;){}")
    assert time.monotonic() - began < 1
    assert (execution.status, execution.rolled_back) == (Status.CANCELLED, True)
    await asyncio.gather(*stops)


class BrokenWindow:
    """A publisher with a defect."""

    def started(self, execution: Execution) -> None:
        raise RuntimeError("a defect")

    def event(self, event: Event) -> None:
        raise RuntimeError("a defect")

    def ended(self, execution: Execution) -> None:
        raise RuntimeError("a defect")


async def test_a_window_that_breaks_does_not_break_the_run_it_shows(bench: Bench) -> None:
    bench.core.subscribe(BrokenWindow())
    bench.core.on_session(lambda info: 1 / 0)
    assert await bench.preview("console.log('x'); 'A'") == "'A'"
    assert await bench.preview("'B'") == "'B'"


async def test_a_defect_in_the_store_rolls_the_run_back_and_the_next_answers_for_itself(bench: Bench) -> None:
    await bench.run("var n = 1")

    async def broken(execution: Execution, events: Sequence[Event]) -> None:
        raise ZeroDivisionError

    whole, bench.history.finish = bench.history.finish, broken  # type: ignore[method-assign]  # a store with a defect
    with pytest.raises(InternalError):
        await bench.run("n = 2; 'A'")
    bench.history.finish = whole  # type: ignore[method-assign]  # and without it again
    assert await bench.preview("n") == "1"
    assert len(bench.history.abandoned) == 1


async def test_a_caller_that_gives_up_a_restart_leaves_a_session_that_works(bench: Bench) -> None:
    await bench.run("1")
    restart = asyncio.create_task(bench.core.restart_session(SessionTarget(uri=bench.uri)))
    await asyncio.sleep(0.02)
    restart.cancel()
    assert await bench.preview("1 + 1") == "2"


async def test_a_caller_that_gives_up_a_close_leaves_no_process(bench: Bench) -> None:
    await bench.run("1")
    close = asyncio.create_task(bench.core.close_session(SessionTarget(uri=bench.uri)))
    await asyncio.sleep(0)
    close.cancel()
    await bench.core.close()
    assert nobody_is_left()


async def test_a_standby_that_does_not_take_over_cannot_hold_up_a_stop(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "TAKE_OVER_S", 0.3)
    run = await bench.begin_and_print("console.log('on'); for(;;){}")
    for process in family():
        if process.pid != bench.session.pid:
            process.suspend()
    began = time.monotonic()
    assert (await bench.stop()).outcome is Outcome.STATE_LOST
    assert time.monotonic() - began < 3
    assert not (await run).rolled_back
    assert await bench.preview("1 + 1") == "2"


async def test_a_stop_ends_a_startup_file_that_hangs(bench: Bench) -> None:
    (bench.folder / "start.js").write_text("console.log('on'); for(;;){}")
    (bench.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]')
    request = bench.request("1")
    run = asyncio.create_task(bench.core.execute(request))
    await bench.watcher.printed("on")
    began = time.monotonic()
    assert (await bench.stop(execution_id=request.id)).outcome is Outcome.DEQUEUED
    assert time.monotonic() - began < 1
    with pytest.raises(CancelledRunError, match="while the session was starting"):
        await run
    (bench.folder / "start.js").write_text("var started = true")
    assert await bench.preview("started") == "true"


async def test_a_stop_while_the_session_starts_takes_one_run_out_and_lets_the_others_go_on(bench: Bench) -> None:
    first, second = (asyncio.create_task(bench.run(text)) for text in ("1", "2"))
    await asyncio.sleep(0)
    assert (await bench.stop()).outcome is Outcome.DEQUEUED
    assert (await first).status is Status.CANCELLED
    assert (await second).status is Status.OK


async def test_a_failed_write_in_a_startup_file_is_no_fault_of_the_file(bench: Bench) -> None:
    (bench.folder / "start.js").write_text("var started = true")
    (bench.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]')
    bench.history.failing = {"update"}
    with pytest.raises(PersistenceError):
        await bench.run("1")
    bench.history.failing = set()
    assert await bench.preview("started") == "true"


async def test_a_stop_that_comes_while_the_ending_is_written_rolls_the_run_back(bench: Bench) -> None:
    await bench.run("var n = 1")
    writing, go_on = bench.history.hold_finish()
    run = bench.begin("n = 2")
    await writing.wait()
    stop = asyncio.create_task(bench.stop())
    await asyncio.sleep(0)
    go_on.set()
    assert (await stop).outcome is Outcome.ROLLED_BACK
    execution = await run
    assert (execution.status, execution.rolled_back, execution.result) == (Status.CANCELLED, True, None)
    assert bench.types(execution) == ["input_echo", "exception"]
    assert bench.history.executions[execution.id] == execution
    assert await bench.preview("n") == "1"


async def test_processes_that_die_while_the_ending_is_written_do_not_make_it_a_lie(bench: Bench) -> None:
    await bench.run("var n = 1")
    writing, go_on = bench.history.hold_finish()
    run = bench.begin("n = 2")
    await writing.wait()
    grown = await asyncio.to_thread(family_of, 3)  # the active one and the standbys of both generations
    newest = max(grown, key=lambda process: (process.create_time(), process.pid))
    kill_all_at_once([bench.process, newest])
    go_on.set()
    execution = await run
    assert execution.error is not None
    assert (execution.error.name, execution.rolled_back) == ("WorkerCrashed", True)
    assert bench.history.executions[execution.id] == execution
    assert await bench.preview("n") == "1"


async def test_a_request_whose_reader_died_is_not_run_twice(bench: Bench) -> None:
    await bench.run("var n = 0")
    active = bench.process
    standby = next(process for process in family() if process.pid != active.pid)
    # Nothing reads the pipe while the loop is blocked: the server hears of both deaths at once.
    kill(active)
    third = [one for one in family_of(2, without=active) if one.pid != standby.pid]
    third[0].suspend()
    kill(standby)
    run = bench.begin("n += 1")
    await asyncio.sleep(0.05)
    third[0].resume()
    assert (await run).status is Status.OK
    assert await bench.preview("n") == "1"


async def test_a_standby_killed_while_idle_is_replaced_before_the_next_run(bench: Bench) -> None:
    await bench.run("var n = 1")
    standby = next(process for process in family() if process.pid != bench.session.pid)
    kill(standby)
    await asyncio.to_thread(psutil.wait_procs, [standby], 5)
    run = await bench.begin_and_print("n = 2; console.log('on'); for(;;){}")
    assert (await bench.stop()).outcome is Outcome.ROLLED_BACK
    await run
    assert await bench.preview("n") == "1"


async def test_trust_that_is_withdrawn_reaches_the_queue(bench: Bench) -> None:
    await bench.run("var n = 0")
    running = await bench.begin_and_print("console.log('on'); for(;;){}")
    waiting = bench.begin("n = 1")
    await bench.queued(1)
    bench.core.trust(False)
    assert (await waiting).status is Status.CANCELLED
    await bench.stop()
    await running
    bench.core.trust(True)
    assert await bench.preview("n") == "0"


async def test_records_that_fail_together_leave_no_gap_in_the_numbers(bench: Bench) -> None:
    await bench.run("1")
    bench.history.failing = {"create"}
    await asyncio.gather(*(bench.run("2") for _ in range(3)), return_exceptions=True)
    bench.history.failing = set()
    assert (await bench.run("3")).number == 2


async def test_a_closed_session_is_closed_once(open_bench: Open, tmp_path: Path) -> None:
    bench = await open_bench()
    await bench.run("1")
    first, second = await asyncio.gather(
        bench.core.close_session(SessionTarget(uri=bench.uri)),
        bench.core.close_session(SessionTarget(uri=bench.uri)),
        return_exceptions=True,
    )
    assert isinstance(first, SessionInfo)
    assert first.status is SessionStatus.CLOSED
    assert isinstance(second, VmError | SessionInfo)
    assert nobody_is_left()
