"""One recorded execution's passage: wait for the turn, run, conclude.

An execution is over in two phases. When the worker is done, its state is forked while the terminal event and the row
are written; only when both are safe is the run committed and anybody told. A write that fails rolls the run back; a
process that dies in between is seen here, and the row is put right before the answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from vm_lsp.errors import InternalError, PersistenceError
from vm_lsp.execution.json import marshal
from vm_lsp.execution.kinds import TRAITS
from vm_lsp.execution.model import (
    Ending,
    ExceptionInfo,
    Execution,
    InputEcho,
    Metrics,
    Outcome,
    SourceStatement,
    Value,
)
from vm_lsp.execution.recorder import Recorder
from vm_lsp.execution.source import Source, statements_of
from vm_lsp.sessions.endings import describe, status_of
from vm_lsp.sessions.run import Fate, Job, RunEnd
from vm_lsp.sessions.session import Session
from vm_lsp.sessions.turns import Ticket

log = logging.getLogger(__name__)

UNDEFINED = Value("undefined", "undefined", json=None)
OUTCOME_OF = {Fate.REVERTED: Outcome.ROLLED_BACK, Fate.LOST: Outcome.STATE_LOST}


class Passage:
    """Leads one execution from its record to its end; used once."""

    def __init__(self, session: Session, ticket: Ticket, recorder: Recorder) -> None:
        self._session = session
        self._ticket = ticket
        self._recorder = recorder

    async def through(self, taken: Source) -> Execution:
        """Run `taken` when its turn comes, and return the finished execution.

        Raises:
            PersistenceError: a write failed. The run is rolled back by then.
            InternalError: a defect of ours; the run is rolled back likewise.
        """
        uri = self._recorder.execution.uri
        parsing = asyncio.create_task(asyncio.to_thread(statements_of, taken, uri))  # while the worker is busy
        try:
            if await self._ticket.turn():
                await self._recorder.start(self._session.stop_run)
                if TRAITS[self._recorder.execution.kind].echoes:
                    self._recorder.emit(InputEcho(taken.text))
            end = await self._session.run(self._ticket, self._job(taken), self._recorder.emit)
            return await self._conclude(end, await parsing)
        except PersistenceError as failed:
            await self._undo(failed.message)
            raise failed.after(lost=self._ticket.outcome is Outcome.STATE_LOST) from failed.__cause__
        except Exception as defect:
            log.exception("execution %s", self._recorder.execution.id)
            await self._undo(str(defect))
            raise InternalError("A defect of vm-lsp ended the run; it was rolled back. The log has more.") from defect
        except BaseException:
            await self._undo("The server is closing.")
            raise
        finally:
            parsing.cancel()

    async def _conclude(self, end: RunEnd, statements: Sequence[SourceStatement]) -> Execution:
        ended = _ended(self._recorder.execution, end)
        await self._recorder.finish(ended, end.error or end.value or UNDEFINED, statements)
        if end.uncommitted:
            await self._settle(end)
        self._recorder.show_end()
        return self._recorder.execution

    async def _settle(self, end: RunEnd) -> None:
        """Commit the run, or roll it back for a stop that came after its script's end, and put the row right."""
        if self._ticket.stop_asked and end.outcome is None:
            back = await self._session.undo()
            await self._amend(end, Ending.CANCELLED, Outcome.ROLLED_BACK if back else Outcome.STATE_LOST)
            return
        fate = await self._session.keep()
        if fate is not Fate.KEPT:
            await self._amend(end, Ending.WORKER_CRASHED, OUTCOME_OF[fate])

    async def _amend(self, end: RunEnd, ending: Ending, outcome: Outcome) -> None:
        self._ticket.outcome = outcome
        error = self._describe(ending, outcome)
        undone = replace(end, status=status_of(ending), value=None, result_range=None, error=error, outcome=outcome)
        await self._recorder.amend(_ended(self._recorder.execution, undone), error)

    async def _undo(self, reason: str) -> None:
        """Roll back what is not settled, and leave the record's end to the store."""
        if self._session.unsettled:
            back = await self._session.undo()
            self._ticket.outcome = Outcome.ROLLED_BACK if back else Outcome.STATE_LOST
        outcome = self._ticket.outcome or Outcome.ROLLED_BACK
        await self._recorder.give_up(replace(self._describe(Ending.CANCELLED, outcome), message=reason), outcome)

    def _describe(self, ending: Ending, outcome: Outcome) -> ExceptionInfo:
        return describe(ending, outcome, self._session.template.limits)

    def _job(self, taken: Source) -> Job:
        execution = self._recorder.execution
        return Job(
            execution_id=execution.id,
            kind=execution.kind.value,
            text=taken.text,
            uri=execution.uri,
            start=taken.start,
            args=marshal(execution.args, "null"),
            env=dict(execution.env or {}),
            around=taken.around,
            commonjs=taken.commonjs,
        )


def _ended(execution: Execution, end: RunEnd) -> Execution:
    now = datetime.now(UTC)
    begun = execution.started_at
    wall_ms = end.wall_ms if end.wall_ms is not None or begun is None else (now - begun).total_seconds() * 1000
    return replace(
        execution,
        status=end.status,
        ended_at=now,
        result=None if end.error else end.value or UNDEFINED,
        result_range=end.result_range,
        error=end.error,
        rolled_back=end.rolled_back,
        metrics=Metrics(wall_ms=wall_ms, cpu_ms=end.cpu_ms, output_bytes=end.output_bytes, heap_bytes=end.heap_bytes),
    )
