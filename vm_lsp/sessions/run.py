"""One run's way through the worker: driven to its end, stopped on the way, then kept or undone.

The run is a transaction. `drive` returns with the state still uncommitted, or rolled back already; `keep` and `undo`
decide. Whatever process dies in between, `WorkerProcess.committed` says which generation is the true one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from vm_lsp.errors import VmError
from vm_lsp.execution.model import (
    Console,
    Ending,
    ExceptionInfo,
    Outcome,
    Position,
    Range,
    Statement,
    Status,
    System,
    Value,
)
from vm_lsp.modules.loading import Loaded
from vm_lsp.modules.resolving import Asking
from vm_lsp.sessions import mapping
from vm_lsp.sessions.endings import describe, status_of
from vm_lsp.sessions.limits import Meter, OutputBudget, first_breach
from vm_lsp.sessions.process import WorkerProcess
from vm_lsp.settings import Limits
from vm_lsp.worker import wire

log = logging.getLogger(__name__)

START_S = 10.0  # from the request to `Started`
TAKE_OVER_S = 5.0  # from a kill to `Promoted`, and from `Commit` to `Committed`: a fork of a large heap takes its time
CLEAR_S = 0.15  # from `ClearTimers` to `Done`; a timer callback that is busy longer is killed

OnOutput = Callable[[Console | Statement | System], None]
Load = Callable[[str, str, Asking], Awaitable[Loaded]]


@dataclass(frozen=True, slots=True)
class Job:
    """What the worker is to run: a text that starts at `start` in `uri`; `args` is JSON text.

    `around` is what would run where the text is only a piece of something.
    `commonjs`: whether the text finds `require`, `module` and `exports`.
    """

    execution_id: str
    kind: str
    text: str
    uri: str
    start: Position
    args: str
    env: dict[str, str]
    around: Range | None = None
    commonjs: bool = True


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended. `uncommitted`: the worker waits for `keep` or `undo`. `outcome`: what a stop did, if one did."""

    status: Status
    value: Value | None = None
    error: ExceptionInfo | None = None
    result_range: Range | None = None
    cpu_ms: float | None = None
    wall_ms: float | None = None
    heap_bytes: int | None = None
    output_bytes: int = 0
    uncommitted: bool = False
    outcome: Outcome | None = None

    @property
    def rolled_back(self) -> bool:
        """Whether the session is as it was before the run."""
        return self.outcome is Outcome.ROLLED_BACK


class Fate(Enum):
    """What became of a run that was to be kept."""

    KEPT = auto()
    REVERTED = auto()  # processes died: the session is as before the run
    LOST = auto()  # all of them died


class Phase(Enum):
    """How far a run is."""

    SENT = auto()
    RUNNING = auto()
    WAITING = auto()  # the script has ended, timers are pending
    OVER = auto()


class Run:
    """One execution in the worker."""

    def __init__(self, job: Job, limits: Limits, worker: WorkerProcess, on_output: OnOutput, load: Load) -> None:
        self.job = job
        self._load = load
        self._loading: asyncio.Task[None] | None = None
        self._limits = limits
        self._worker = worker
        self._on_output = on_output
        self._budget = OutputBudget(limits)
        self._phase = Phase.SENT
        self._stopped_for: Ending | None = None
        self._broken = ""  # the limit it was stopped for
        self._killed = False
        self._meter: Meter | None = None
        self._watch: asyncio.Task[None] | None = None
        self._late: list[asyncio.TimerHandle] = []  # what happens if the worker takes too long

    async def drive(self) -> RunEnd:
        """Run it to its end, whatever that is."""
        self._send()
        try:
            while True:
                report = await self._worker.next_report(self._patience())
                if (end := self._take(report)) is not None:
                    return end
        finally:
            self._phase = Phase.OVER
            for pending in (self._watch, self._loading, *self._late):
                if pending:
                    pending.cancel()

    def stop(self, reason: Ending) -> None:
        """End it, for the first reason that is given; nothing happens once it is over."""
        if self._stopped_for is not None or self._phase is Phase.OVER:
            return
        self._stopped_for = reason
        if self._phase is Phase.RUNNING:
            self._kill()
        elif self._phase is Phase.WAITING:
            self._worker.send(wire.ClearTimers(self.job.execution_id))
            self._late.append(asyncio.get_running_loop().call_later(CLEAR_S, self._kill))
        # SENT: `Started` comes first; a worker killed before would run the request's leftovers or lose them.

    async def keep(self) -> Fate:
        """Commit: after KEPT no death of one process brings the state before the run back."""
        wanted = self._worker.committed + 1
        while (report := await self._worker.next_report(TAKE_OVER_S)) is not None:
            match report:
                case wire.Prepared():
                    if report.standby_pid is None:
                        log.warning("no checkpoint of generation %s: %s", wanted, report.reason)
                    self._worker.send(wire.Commit(wanted))
                case wire.Promoted(generation=generation) if generation == wanted:
                    self._worker.send(wire.Commit(wanted))
                case wire.Promoted():
                    return Fate.REVERTED
                case wire.Committed():
                    self._worker.committed = wanted
                    return Fate.KEPT
        return Fate.LOST

    async def undo(self) -> bool:
        """Roll back what `drive` left uncommitted; return whether the state before the run is there."""
        self._kill()
        while (report := await self._worker.next_report(TAKE_OVER_S)) is not None:
            if isinstance(report, wire.Promoted) and self._is_back(report):
                return True
        return False

    def _send(self) -> None:
        job = self.job
        limit = self._limits.max_output_kb * 1024
        start = job.start
        around = mapping.wire_span(job.around) if job.around else None
        self._worker.send(
            wire.Execute(
                execution_id=job.execution_id,
                kind=job.kind,
                text=job.text,
                uri=job.uri,
                line=start.line,
                column=start.character,
                args=job.args,
                env=job.env,
                max_output_bytes=limit,
                around=around,
                commonjs=job.commonjs,
            )
        )

    def _patience(self) -> float | None:
        return START_S if self._phase is Phase.SENT else None

    def _take(self, report: wire.Report | None) -> RunEnd | None:
        match report:
            case None:
                return self._ended_by_force(Outcome.STATE_LOST)
            case wire.Started() | wire.Load() | wire.Waiting() | wire.Done() if (
                report.execution_id != self.job.execution_id
            ):
                log.warning("worker %s speaks of another run: %s", self._worker.pid, report.tag)
            case wire.Started():
                self._begin()
            case wire.ConsoleOutput():
                self._output(mapping.console(report), report.text)
            case wire.StatementValue():
                self._output(mapping.statement(report), report.preview)
            case wire.Unhandled():
                self._on_output(mapping.unhandled(report))
            case wire.Remark():
                self._on_output(System("warning", report.message))
            case wire.Load() if not self._killed:
                self._loading = asyncio.create_task(self._answer(report))  # the worker waits: there is one at a time
            case wire.Waiting() if not self._killed:
                self._phase = Phase.WAITING
            case wire.Done() if not self._killed:
                return self._done(report)
            case wire.Promoted():
                return self._after_promotion(report)
        return None

    def _begin(self) -> None:
        self._phase = Phase.RUNNING
        if self._stopped_for is not None:
            self._kill()
            return
        self._meter = Meter(self._worker.active)
        self._watch = asyncio.create_task(self._enforce(self._meter))

    async def _answer(self, asked: wire.Load) -> None:
        """Load a module for the worker; why that can't be is an exception of the script that asked."""
        execution_id = self.job.execution_id
        try:
            found = await self._load(asked.specifier, asked.referrer, Asking(asked.asking))
        except VmError as refused:
            self._worker.send(wire.NotLoaded(execution_id, refused.code, refused.message))
        else:
            self._worker.send(wire.Loaded(execution_id, found.uri, found.text, found.format))

    async def _enforce(self, meter: Meter) -> None:
        breach = await first_breach(meter, self._limits)
        if self._stopped_for is None:
            self._broken = breach.limit
        self.stop(breach.ending)

    def _output(self, shown: Console | Statement, text: str) -> None:
        if self._stopped_for is Ending.OUTPUT_LIMIT:
            return  # what comes after the limit was broken is no part of the run
        fits = self._budget.spend(text)
        self._on_output(shown)
        if not fits:
            self.stop(Ending.OUTPUT_LIMIT)

    def _done(self, done: wire.Done) -> RunEnd | None:
        if done.out_of_memory:
            self._stopped_for = self._stopped_for or Ending.MEMORY_LIMIT
            self._kill()
            return None
        if done.timers_cleared and self._stopped_for:
            return self._end(done, self._stopped_for)
        return self._end(done, None)

    def _end(self, done: wire.Done, ending: Ending | None) -> RunEnd:
        error = None if done.exception is None else mapping.exception(done.exception)
        value = None if done.value is None or ending else mapping.value(done.value)
        return RunEnd(
            status=status_of(ending) if ending else Status.ERROR if error else Status.OK,
            value=value,
            error=describe(ending, Outcome.CLEARED, self._limits, self._broken) if ending else error,
            result_range=None if done.place is None else mapping.span(done.place),
            cpu_ms=done.cpu_ms,
            wall_ms=self._meter.wall_ms if self._meter else None,
            heap_bytes=done.heap_bytes,
            output_bytes=self._budget.bytes,
            uncommitted=True,
            outcome=Outcome.CLEARED if ending else None,
        )

    def _after_promotion(self, report: wire.Promoted) -> RunEnd | None:
        if not self._is_back(report):
            return None
        if self._phase is Phase.SENT and self._stopped_for is None:
            self._send()  # the process died before it read the request: nothing has run
            return None
        return self._ended_by_force(Outcome.ROLLED_BACK)

    def _is_back(self, report: wire.Promoted) -> bool:
        if report.generation == self._worker.committed:
            return True
        self._worker.kill_active()  # it has a state that nobody was told of
        return False

    def _kill(self) -> None:
        self._killed = True
        self._worker.kill_active()
        if self._phase is not Phase.OVER:  # a standby that does not take over must not hold up the stop
            self._late.append(asyncio.get_running_loop().call_later(TAKE_OVER_S, self._worker.kill_all))

    def _ended_by_force(self, outcome: Outcome) -> RunEnd:
        ending = self._stopped_for or Ending.WORKER_CRASHED
        detail = self._broken or self._worker.complaint or self._worker.cause_of_death
        return RunEnd(
            status=status_of(ending),
            error=describe(ending, outcome, self._limits, detail),
            cpu_ms=self._meter.cpu_ms if self._meter else None,
            wall_ms=self._meter.wall_ms if self._meter else None,
            output_bytes=self._budget.bytes,
            outcome=outcome,
        )
