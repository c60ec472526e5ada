"""A session: a queue, a state, and three verbs: run, interrupt, close.

State changes in one place, `_to`, which tells whoever listens.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from vm_lsp.errors import SessionNotReadyError, VmError
from vm_lsp.execution.model import (
    Ending,
    Interruption,
    Outcome,
    SessionInfo,
    SessionStatus,
    Status,
    WhenBusy,
    new_id,
)
from vm_lsp.sessions.endings import describe
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

    def __init__(self, workspace_uri: str | None, template: Template, listener: Listener) -> None:
        self.id = new_id()
        self.workspace_uri = workspace_uri
        self.template = template
        self.starting = asyncio.Lock()  # held while the startup files run
        self.prepared = False  # whether they have
        self._listener = listener
        self._status = SessionStatus.STARTING
        self._created_at = datetime.now(UTC)
        self._closed_at: datetime | None = None
        self._last_error: str | None = None
        self._numbers = 0
        self._turns = Turns()
        self._run: Run | None = None
        self._worker: WorkerProcess | None = None
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
        """Start the worker. Raises `WorkerFailedError`, `SessionNotReadyError`; the session is `crashed` then."""
        limits, runtime = self.template.limits, self.template.runtime
        options = WorkerOptions(limits.mem_mb, limits.cpu_ms, runtime.strict, runtime.console, launcher.checkpoints)
        self._listener(self.info)
        try:
            self._worker = await launcher.launch(options)
        except VmError as failed:
            self._end(SessionStatus.CRASHED, failed.message)
            raise
        self._to(SessionStatus.READY)
        self._attend()

    # --- the queue ---------------------------------------------------------------------------------------------------

    def enter(self, execution_id: str, when_busy: WhenBusy) -> tuple[Ticket, int]:
        """Take a place in the queue; return it and the execution's number. Raises `SessionBusyError`."""
        if self.over:
            raise SessionNotReadyError("The session has ended in between. Run it again to start a new one.")
        ticket = self._turns.enter(execution_id, when_busy)
        self._numbers += 1
        return ticket, self._numbers

    def leave(self, ticket: Ticket) -> None:
        """Give the place back: the run's record has its end."""
        self._turns.leave(ticket)
        if self._turns.current is None and self._status is SessionStatus.BUSY:
            self._to(SessionStatus.READY)

    def take_back(self, number: int) -> None:
        """Reuse the number of an execution that could not be recorded."""
        if number == self._numbers:
            self._numbers -= 1

    # --- the run -----------------------------------------------------------------------------------------------------

    async def run(self, ticket: Ticket, job: Job, on_output: OnOutput) -> RunEnd:
        """Run `job` to its end. Where the end says `uncommitted`, `keep` or `undo` must follow."""
        if ticket.taken_out or self._worker is None or self.over:
            error = describe(Ending.CANCELLED, Outcome.DEQUEUED, self.template.limits)
            return RunEnd(Status.CANCELLED, error=error, outcome=Outcome.DEQUEUED)
        ticket.begun = True
        self._to(SessionStatus.BUSY)
        await self._dismiss()
        self._run = Run(job, self.template.limits, self._worker, on_output)
        end = await self._run.drive()
        ticket.outcome = end.outcome
        if not end.uncommitted:
            await self._settle(end.outcome is Outcome.STATE_LOST, end.error.message if end.error else "")
        return end

    def stop_run(self) -> None:
        """Stop the run that is on, because its record can't be written."""
        if self._run:
            self._run.stop(Ending.CANCELLED)

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
            self._run.stop(Ending.CANCELLED)
        await ticket.left.wait()
        return Interruption(ticket.outcome or Outcome.IDLE, ticket.execution_id)

    async def close(self) -> None:
        """End the queue, the run that is on, and every process; bounded, and safe to call twice."""
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
        if self._attendant:
            self._attendant.cancel()
            await asyncio.gather(self._attendant, return_exceptions=True)
            self._attendant = None

    async def _watch_idle(self) -> None:
        assert self._worker is not None
        while await self._worker.next_report() is not None:
            self._listener(self.info)  # a standby took over: the state is the same, the pid is not
        self._attendant = None
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
