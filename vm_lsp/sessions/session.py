"""A session: a queue, a state, and three verbs: run, interrupt, close.

State changes in one place, `_to`, which tells whoever listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

from vm_lsp.errors import SessionNotReadyError
from vm_lsp.execution.model import (
    Ending,
    Interruption,
    Outcome,
    SessionInfo,
    SessionStatus,
    WhenBusy,
    new_id,
)
from vm_lsp.modules.loading import Loader, OpenText
from vm_lsp.sessions.endings import describe, status_of
from vm_lsp.sessions.process import Launcher, WorkerProcess
from vm_lsp.sessions.run import Fate, Job, OnOutput, Run, RunEnd
from vm_lsp.sessions.turns import Ticket, Turns
from vm_lsp.settings import Template
from vm_lsp.worker.wire import WorkerOptions

log = logging.getLogger(__name__)

CLOSE_S = 5.0  # for the run that is on to reach its record's end
ENDED = (SessionStatus.CRASHED, SessionStatus.CLOSED)

Listener = Callable[[SessionInfo], None]


class Session:
    """One workspace folder's JavaScript state, and whose turn it is to work on it."""

    def __init__(self, workspace_uri: str | None, template: Template, listener: Listener, open_text: OpenText) -> None:
        self.id = new_id()
        self.workspace_uri = workspace_uri
        self.template = template
        self._loader = Loader(workspace_uri, template.resolver, open_text)
        self.preparing = asyncio.Lock()  # held while the startup files run
        self.prepared = False  # whether they have
        self._listener = listener
        self._status = SessionStatus.STARTING
        self._created_at = datetime.now(UTC)
        self._closed_at: datetime | None = None
        self._last_error: str | None = None
        self._numbers = 0
        self._numbering = asyncio.Lock()
        self._turns = Turns()
        self._run: Run | None = None
        self._worker: WorkerProcess | None = None
        self._launch: asyncio.Task[WorkerProcess] | None = None
        self._attendant: asyncio.Task[None] | None = None

    @property
    def info(self) -> SessionInfo:
        """The session as others may see it."""
        return SessionInfo(
            id=self.id,
            workspace_uri=self.workspace_uri,
            status=self._status,
            created_at=self._created_at,
            execution_count=self._numbers,
            template=self.template,
            closed_at=self._closed_at,
            last_error=self._last_error,
            pid=self._worker.pid if self._worker and not self.over else None,
        )

    @property
    def over(self) -> bool:
        """Whether nothing can run in it any more."""
        return self._status in ENDED

    @property
    def busy(self) -> bool:
        """Whether a run is on or about to be."""
        return self._turns.current is not None

    @property
    def running_id(self) -> str | None:
        """The execution whose turn it is."""
        return self._turns.current.execution_id if self._turns.current else None

    def has(self, execution_id: str) -> bool:
        """Whether that execution runs or waits here."""
        return self.running_id == execution_id or self._turns.waits(execution_id)

    async def start(self, launcher: Launcher) -> None:
        """Start the worker.

        Raises:
            WorkerFailedError, SessionNotReadyError: it did not start; the session is `crashed`.
            SessionNotReadyError: the session was closed meanwhile.
        """
        limits, runtime = self.template.limits, self.template.runtime
        options = WorkerOptions(
            limits.mem_mb, limits.cpu_ms, runtime.strict, runtime.console, launcher.checkpoints, runtime.esm
        )
        self._listener(self.info)
        self._launch = asyncio.create_task(launcher.launch(options))
        try:
            self._worker = await self._launch
        except asyncio.CancelledError:
            if self.over:
                raise SessionNotReadyError("The session was closed while it was starting.") from None
            self._end(SessionStatus.CRASHED, "Starting it was given up.")
            raise
        except Exception as failed:
            self._end(SessionStatus.CRASHED, str(failed))
            raise
        finally:
            self._launch.cancel()  # where we were the one that was cancelled
        self._to(SessionStatus.READY)
        self._attend()

    # --- the queue ---------------------------------------------------------------------------------------------------

    def enter(self, execution_id: str, when_busy: WhenBusy) -> Ticket:
        """Take a place in the queue.

        Raises:
            SessionBusyError: another run is on and this one would not wait, or the queue is full.
            SessionNotReadyError: the session has ended.
        """
        if self.over:
            raise SessionNotReadyError("The session has ended in between. Run it again to start a new one.")
        return self._turns.enter(execution_id, when_busy)

    @contextlib.asynccontextmanager
    async def numbered(self) -> AsyncIterator[int]:
        """Give the next number to an execution, which keeps it if it gets its record in the block."""
        async with self._numbering:
            self._numbers += 1
            try:
                yield self._numbers
            except BaseException:
                self._numbers -= 1
                raise

    def leave(self, ticket: Ticket) -> None:
        """Give the place back: the run's record has its end."""
        self._turns.leave(ticket)
        if self._turns.current is None and self._status is SessionStatus.BUSY:
            self._to(SessionStatus.READY)

    def take_all_out(self) -> None:
        """Take every waiting run out of the queue."""
        self._turns.take_all_out()

    # --- the run -----------------------------------------------------------------------------------------------------

    async def run(self, ticket: Ticket, job: Job, on_output: OnOutput) -> RunEnd:
        """Run `job` to its end. Where the end says `uncommitted`, `keep` or `undo` must follow."""
        if ticket.taken_out:
            return self._never_ran(Ending.CANCELLED, Outcome.DEQUEUED)
        if self._worker is None or self.over:
            return self._never_ran(Ending.WORKER_CRASHED, Outcome.STATE_LOST)
        self._run = Run(job, self.template.limits, self._worker, on_output, self._loader.load)
        ticket.begun = True
        self._to(SessionStatus.BUSY)
        await self._dismiss()
        end = await self._run.drive()
        ticket.outcome = end.outcome
        if not end.uncommitted:
            await self._settle(end.outcome is Outcome.STATE_LOST, end.error.message if end.error else "")
        return end

    def stop_run(self) -> None:
        """Stop the run that is on, because its record can't be written."""
        if self._run:
            self._run.stop(Ending.CANCELLED)

    @property
    def unsettled(self) -> bool:
        """Whether a run is neither kept nor rolled back."""
        return self._run is not None

    async def keep(self) -> Fate:
        """Commit the run that has just ended."""
        assert self._run is not None
        fate = await self._run.keep()
        await self._settle(fate is Fate.LOST, "The engine's processes all died.")
        return fate

    async def undo(self) -> bool:
        """Roll back the run that has just ended; return whether the state before it is there."""
        assert self._run is not None
        back = await self._run.undo()
        await self._settle(not back, "The engine's processes all died.")
        return back

    # --- stopping ----------------------------------------------------------------------------------------------------

    async def interrupt(self, execution_id: str | None = None) -> Interruption:
        """Stop the run that is on (or take the named one out of the queue), and answer when its record has its end."""
        if execution_id and (waiting := self._turns.take_out(execution_id)):
            await waiting.left.wait()
            return Interruption(Outcome.DEQUEUED, execution_id)
        ticket = self._turns.current
        if ticket is None:
            return Interruption(Outcome.IDLE)
        if execution_id and ticket.execution_id != execution_id:
            return Interruption(Outcome.MISMATCH, ticket.execution_id)
        if not ticket.begun:
            ticket.take_out()
        elif self._run:
            ticket.stop_asked = True
            self._run.stop(Ending.CANCELLED)
        await ticket.left.wait()
        return Interruption(ticket.outcome or Outcome.IDLE, ticket.execution_id)

    async def close(self) -> None:
        """End the queue, the run that is on, and every process; bounded, and safe to call twice."""
        if self._launch and not self._launch.done():
            self._end(SessionStatus.CLOSED, self._last_error)
            self._launch.cancel()
        self._turns.take_all_out()
        if (ticket := self._turns.current) is not None:
            try:
                await asyncio.wait_for(self.interrupt(ticket.execution_id), CLOSE_S)
            except TimeoutError:
                log.error("execution %s did not end within %s s", ticket.execution_id, CLOSE_S)
        if self._status is not SessionStatus.CLOSED:
            self._end(SessionStatus.CLOSED, self._last_error)
        await self._release()

    async def fail(self, error: str) -> None:
        """End the session as `crashed`: it can't be what its template says."""
        if not self.over:
            self._end(SessionStatus.CRASHED, error)
        await self._release()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _never_ran(self, ending: Ending, outcome: Outcome) -> RunEnd:
        return RunEnd(status_of(ending), error=describe(ending, outcome, self.template.limits), outcome=outcome)

    async def _settle(self, lost: bool, error: str) -> None:
        self._run = None
        if lost:
            self._turns.take_all_out()
            await self.fail(error)
        else:
            self._attend()

    def _attend(self) -> None:
        """Watch the worker while no run does."""
        if not self.over:
            self._attendant = asyncio.create_task(self._watch_idle())

    async def _dismiss(self) -> None:
        if self._attendant and self._attendant is not asyncio.current_task():
            self._attendant.cancel()
            await asyncio.gather(self._attendant, return_exceptions=True)
            self._attendant = None

    async def _watch_idle(self) -> None:
        assert self._worker is not None
        while await self._worker.next_report() is not None:
            self._listener(self.info)  # a standby took over: the state is the same, the pid is not
        await self._settle(True, "The engine's processes died while nothing was running.")

    async def _release(self) -> None:
        await self._dismiss()
        if self._worker:
            await self._worker.close()

    def _end(self, status: SessionStatus, error: str | None) -> None:
        self._last_error = error
        self._closed_at = datetime.now(UTC)
        self._to(status)

    def _to(self, status: SessionStatus) -> None:
        if status is self._status:
            return
        log.info("session %s: %s -> %s", self.id, self._status, status)
        self._status = status
        self._listener(self.info)
