"""The worker without a server: what it says, how it fails, how it comes back, how it ends."""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.worker.alone import BOUND, LoneWorker
from vm_lsp.worker.framing import MARK, encode
from vm_lsp.worker.wire import (
    ClearTimers,
    Commit,
    Committed,
    ConsoleOutput,
    Done,
    Execute,
    Prepared,
    Promoted,
    Ready,
    Waiting,
)


@pytest.fixture
def worker() -> Iterator[LoneWorker]:
    lone = LoneWorker()
    yield lone
    lone.close()


def members(worker: LoneWorker) -> list[psutil.Process]:
    return psutil.Process(worker.process.pid).children(recursive=True)


def test_it_says_who_it_is_when_it_is_ready(worker: LoneWorker) -> None:
    ready = worker.reports[0]
    assert isinstance(ready, Ready)
    assert (ready.generation, ready.checkpoints) == (0, True)
    assert "quickjs" in ready.engine
    assert ready.pid in [process.pid for process in members(worker)]


def test_console_output_comes_before_the_value(worker: LoneWorker) -> None:
    assert worker.preview("console.log('hello'); 42") == "42"
    said = [report for report in worker.reports if isinstance(report, ConsoleOutput | Done)]
    assert [type(report) for report in said] == [ConsoleOutput, Done]


def test_console_output_comes_while_the_run_goes_on(worker: LoneWorker) -> None:
    worker.begin("console.log('hello'); for(;;){}")
    assert worker.expect(ConsoleOutput).text == "hello"


def test_a_thrown_error_comes_with_its_place(worker: LoneWorker) -> None:
    exception = worker.run("1;\n  throw new TypeError('no')").exception
    assert exception is not None
    assert (exception.name, exception.message) == ("TypeError", "no")
    assert (exception.frames[0].place.line, exception.frames[0].place.column) == (1, 8)


def test_an_endless_loop_ends_by_a_kill_and_the_state_before_it_is_there(worker: LoneWorker) -> None:
    worker.run("var x = 1")
    worker.begin("x = 2; for(;;){}")
    worker.kill()
    assert worker.expect(Promoted).generation == 1
    assert worker.preview("x") == "1"


def test_a_memory_bomb_says_that_it_was_one(worker: LoneWorker) -> None:
    worker.begin("let all = []; for(;;) all.push('x'.repeat(1000) + all.length)")
    assert worker.expect(Done).out_of_memory


def test_deep_recursion_is_an_exception(worker: LoneWorker) -> None:
    exception = worker.run("(function f() { f() })()").exception
    assert exception is not None
    assert "stack" in exception.message.lower()
    assert worker.preview("1 + 1") == "2"


def test_a_kill_after_done_and_before_commit_brings_the_new_state_first_and_the_old_one_after_it(
    worker: LoneWorker,
) -> None:
    worker.run("var x = 1")
    worker.begin("x = 2")
    worker.expect(Prepared)
    worker.kill()
    assert worker.expect(Promoted).generation == 2
    worker.kill()
    assert worker.expect(Promoted).generation == 1
    assert worker.preview("x") == "1"


def test_a_promoted_successor_can_be_kept_instead(worker: LoneWorker) -> None:
    worker.run("var x = 1")
    worker.begin("x = 2")
    worker.expect(Prepared)
    worker.kill()
    worker.expect(Promoted)
    worker.send(Commit(2))
    assert worker.expect(Committed).generation == 2
    worker.kill()
    assert worker.expect(Promoted).generation == 2
    assert worker.preview("x") == "2"


def test_when_all_of_them_die_the_pipe_ends_and_the_warden_too(worker: LoneWorker) -> None:
    worker.begin("for(;;){}")
    family = members(worker)
    for process in family:
        process.suspend()
    for process in family:
        process.kill()
    assert worker.next() is None
    assert worker.process.wait(BOUND) == 0


def test_a_request_to_a_process_that_is_gone_is_not_taken_by_its_successor(worker: LoneWorker) -> None:
    worker.run("var x = 1")
    gone = worker.pid
    worker.kill()
    worker.expect(Promoted)
    worker.write(encode(Execute("stale", "repl", "x = 99", "file:///a.js", 0, 0, "null", {}, 1000), to=gone))
    assert worker.preview("x") == "1"


def test_half_a_request_followed_by_a_whole_one_is_skipped(worker: LoneWorker) -> None:
    worker.write(encode(Commit(7), to=worker.pid)[:-3])
    assert worker.preview("1 + 1") == "2"


def test_noise_on_the_wire_is_skipped(worker: LoneWorker) -> None:
    worker.write(b"GET / HTTP/1.1\r\n\r\n")
    assert worker.preview("1 + 1") == "2"


def test_framed_nonsense_costs_the_process_that_reads_it_and_nothing_else(worker: LoneWorker) -> None:
    worker.run("var x = 1")
    worker.write(MARK + (2).to_bytes(4, "big") + b"{}")
    worker.expect(Promoted)
    assert worker.preview("x") == "1"


def test_timers_can_be_cleared_while_it_waits_for_them(worker: LoneWorker) -> None:
    worker.begin("var n = 0; setInterval(() => n++, 1); 7")
    worker.expect(Waiting)
    worker.send(ClearTimers("x"))
    done = worker.expect(Done)
    assert done.timers_cleared
    worker.commit()
    assert worker.preview("n >= 0") == "true"


def test_without_checkpoints_it_runs_and_says_that_it_has_none() -> None:
    worker = LoneWorker(checkpoints=False)
    try:
        worker.begin("1")
        prepared = worker.expect(Prepared)
        assert (prepared.standby_pid, prepared.reason) == (None, "this platform has no fork")
    finally:
        worker.close()


@pytest.mark.parametrize("busy", [False, True])
def test_when_the_server_hangs_up_every_process_ends(busy: bool) -> None:
    worker = LoneWorker()
    if busy:
        worker.begin("for(;;){}")
        worker.kill()
        worker.expect(Promoted)
        worker.begin("for(;;){}")
    family = members(worker)
    worker.close()
    _, alive = psutil.wait_procs(family, BOUND)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


def test_dead_processes_leave_no_zombies(worker: LoneWorker) -> None:
    for _ in range(5):
        worker.begin("for(;;){}")
        worker.kill()
        worker.expect(Promoted)
    worker.run("1")
    assert [process.status() for process in members(worker)].count(psutil.STATUS_ZOMBIE) <= 1
    assert len(members(worker)) <= 3


WITHOUT_ADOPTION = """
import sys
import vm_lsp.worker.main as main
main.adopt_orphans = lambda: None
sys.exit(main.main(sys.argv[1:]))
"""


def test_a_promoted_process_ends_with_the_server_also_where_nobody_adopts_orphans() -> None:
    worker = LoneWorker(program=("-c", WITHOUT_ADOPTION))
    worker.kill()
    worker.expect(Promoted)
    worker.begin("for(;;){}")
    promoted = os.pidfd_open(worker.pid)
    worker.close()
    ended, _, _ = select.select([promoted], [], [], BOUND)
    os.close(promoted)
    assert ended


def test_a_warden_that_can_tell_nobody_of_a_death_still_ends_the_others() -> None:
    worker = LoneWorker()
    assert worker.process.stderr is not None
    worker.process.stderr.close()
    worker.kill()
    worker.expect(Promoted)
    worker.begin("for(;;){}")
    promoted = os.pidfd_open(worker.pid)
    worker.close()
    ended, _, _ = select.select([promoted], [], [], BOUND)
    os.close(promoted)
    assert ended


@pytest.mark.parametrize("busy", [False, True])
def test_without_warden_and_server_no_chain_of_successors_goes_on(busy: bool) -> None:
    worker = LoneWorker()
    if busy:
        worker.begin("for(;;){}")
    group = worker.process.pid
    worker.process.kill()
    worker.close()
    if busy:
        worker.kill()
    assert group_is_gone(group)


def group_is_gone(group: int) -> bool:
    """Wait until no process of a group is left but zombies that nobody has reaped yet."""
    deadline = time.monotonic() + BOUND
    while time.monotonic() < deadline:
        members = [process for process in psutil.process_iter(["status"]) if _group_of(process.pid) == group]
        if all(process.info["status"] == psutil.STATUS_ZOMBIE for process in members):
            return True
    return False


def _group_of(pid: int) -> int | None:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None
