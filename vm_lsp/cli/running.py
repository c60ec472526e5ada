"""One run from start to end, and Ctrl-C meanwhile."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from vm_lsp.core import Core
from vm_lsp.execution.model import Ending, Execution, ExecutionRequest, Interruption, InterruptTarget, Outcome, Status
from vm_lsp.execution.store import Publisher

EXIT_OK, EXIT_FAILED, EXIT_OURS, EXIT_TIMEOUT, EXIT_CTRL_C = 0, 1, 2, 124, 130


class AbandonedError(Exception):
    """Ctrl-C was pressed again while the first one was taking effect."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished execution, and what Ctrl-C did to it, None where it was not pressed."""

    execution: Execution
    interruption: Interruption | None = None

    @property
    def exit_code(self) -> int:
        """The contract's exit code of run and eval."""
        execution = self.execution
        if self.interruption and self.interruption.outcome not in (Outcome.IDLE, Outcome.MISMATCH):
            return EXIT_CTRL_C
        if execution.status is Status.TIMEOUT:
            return EXIT_TIMEOUT
        if execution.status is Status.OK:
            return EXIT_OK
        ours = execution.error is not None and execution.error.name in (Ending.WORKER_CRASHED, Ending.SERVER_DIED)
        return EXIT_OURS if ours or execution.status is Status.CANCELLED else EXIT_FAILED


async def run(
    core: Core, request: ExecutionRequest, *publishers: Publisher, pressed: Callable[[], None] = lambda: None
) -> Ran:
    """Execute `request`, shown to `publishers`; Ctrl-C stops it through the core, a second one gives up on it.

    `pressed` is called at each Ctrl-C.

    Raises:
        VmError: we failed or refused.
        AbandonedError: Ctrl-C was pressed twice.
    """
    stopping = _Stopping(core, request.id)
    unsubscribe = [core.subscribe(publisher) for publisher in publishers]
    running = asyncio.create_task(core.execute(request))
    try:
        with _ctrl_c(pressed, lambda: stopping.press(running)):
            execution = await running
            return Ran(execution, await stopping.answer())
    except asyncio.CancelledError as cancelled:
        raise AbandonedError from cancelled
    finally:
        stopping.give_up()
        for leave in unsubscribe:
            leave()


class _Stopping:
    """What Ctrl-C does to one execution: the first press interrupts it, the second stops waiting for that."""

    def __init__(self, core: Core, execution_id: str) -> None:
        self._core, self._id = core, execution_id
        self._interrupt: asyncio.Task[Interruption] | None = None

    def press(self, running: asyncio.Task[Execution]) -> None:
        if self._interrupt is None:
            self._interrupt = asyncio.create_task(self._core.interrupt(InterruptTarget(execution_id=self._id)))
        else:
            running.cancel()

    async def answer(self) -> Interruption | None:
        return await self._interrupt if self._interrupt else None

    def give_up(self) -> None:
        if self._interrupt:
            self._interrupt.cancel()  # nothing to cancel where it has answered


@contextmanager
def _ctrl_c(*calls: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def handler(_signal: int, _frame: FrameType | None) -> None:
        for call in calls:
            loop.call_soon_threadsafe(call)

    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
