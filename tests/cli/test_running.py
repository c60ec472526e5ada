"""One run of a command, its exit code, and Ctrl-C meanwhile. The core is a fake: what it does is another's test."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import pytest

from tests.cli.runs import execution
from vm_lsp.cli.running import AbandonedError, Ran, run
from vm_lsp.errors import SessionBusyError
from vm_lsp.execution.model import (
    Document,
    ExceptionInfo,
    Execution,
    ExecutionRequest,
    Interruption,
    InterruptTarget,
    Kind,
    Outcome,
    Status,
)

REQUEST = ExecutionRequest(Kind.REPL, Document("untitled:x", text="for(;;){}"))


class StoppableCore:
    """Runs until it is interrupted; `deaf` interrupts never answer."""

    def __init__(self, deaf: bool = False) -> None:
        self.running = asyncio.Event()
        self.interrupting = asyncio.Event()
        self.stopped = asyncio.Event()
        self.targets: list[InterruptTarget] = []
        self.publishers: list[Any] = []
        self._deaf = deaf

    def subscribe(self, publisher: Any) -> Any:
        self.publishers.append(publisher)
        return lambda: self.publishers.remove(publisher)

    async def execute(self, request: ExecutionRequest) -> Execution:
        self.running.set()
        await self.stopped.wait()
        return execution(request.document.text or "", status=Status.CANCELLED)

    async def interrupt(self, target: InterruptTarget) -> Interruption:
        self.targets.append(target)
        self.interrupting.set()
        if not self._deaf:
            self.stopped.set()
        await self.stopped.wait()
        return Interruption(Outcome.ROLLED_BACK, target.execution_id)


async def press(core: StoppableCore, times: int) -> None:
    await core.running.wait()
    for _ in range(times):
        signal.raise_signal(signal.SIGINT)
        await core.interrupting.wait()


async def test_ctrl_c_interrupts_the_run_and_waits_for_its_outcome() -> None:
    core = StoppableCore()
    ran, _ = await asyncio.gather(run(core, REQUEST), press(core, 1))
    assert core.targets == [InterruptTarget(execution_id=REQUEST.id)]
    assert ran.interruption == Interruption(Outcome.ROLLED_BACK, REQUEST.id)
    assert ran.exit_code == 130


async def test_whoever_asked_is_told_of_ctrl_c() -> None:
    core, told = StoppableCore(), []
    await asyncio.gather(run(core, REQUEST, pressed=lambda: told.append("^C")), press(core, 1))
    assert told == ["^C"]


async def test_a_second_ctrl_c_stops_waiting() -> None:
    core = StoppableCore(deaf=True)
    with pytest.raises(AbandonedError):
        await asyncio.gather(run(core, REQUEST), press(core, 2))


async def test_after_a_run_ctrl_c_is_what_it_was_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    core = StoppableCore()
    core.stopped.set()
    await run(core, REQUEST)
    assert signal.getsignal(signal.SIGINT) is before


async def test_publishers_leave_when_the_run_is_over() -> None:
    core = StoppableCore()
    core.stopped.set()
    await run(core, REQUEST, object())
    assert core.publishers == []


async def test_our_own_failure_goes_through() -> None:
    class Busy(StoppableCore):
        async def execute(self, request: ExecutionRequest) -> Execution:
            raise SessionBusyError("busy")

    with pytest.raises(SessionBusyError):
        await run(Busy(), REQUEST)


@pytest.mark.parametrize(
    ("status", "error", "interruption", "code"),
    [
        (Status.OK, None, None, 0),
        (Status.ERROR, "TypeError", None, 1),
        (Status.ERROR, "MemoryLimitExceeded", None, 1),
        (Status.ERROR, "WorkerCrashed", None, 2),
        (Status.TIMEOUT, "TimeLimitExceeded", None, 124),
        (Status.CANCELLED, "Cancelled", Outcome.ROLLED_BACK, 130),
        (Status.OK, None, Outcome.CLEARED, 130),
        (Status.OK, None, Outcome.IDLE, 0),
        (Status.CANCELLED, "Cancelled", None, 2),
    ],
)
def test_exit_codes(status: Status, error: str | None, interruption: Outcome | None, code: int) -> None:
    ended = execution("x", status=status, error=ExceptionInfo(error, "") if error else None)
    assert Ran(ended, Interruption(interruption) if interruption else None).exit_code == code
