"""The one thread that writes: changes in batches, a batch in one transaction, and an answer to each caller.

Whatever fails a batch fails only those it concerns: the others are written one by one. A caller that went away does
not take his change back; if it fails then, the log says so.
"""

from __future__ import annotations

import asyncio
import logging
import math
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from vm_lsp.errors import PersistenceError
from vm_lsp.history.changes import AbandonExecution, Change, OpenDatabase, WriteFailedError
from vm_lsp.history.inbox import Inbox, Job

if TYPE_CHECKING:  # importing the database layer takes a while, and is the thread's business
    from vm_lsp.history.database import Database

logger = logging.getLogger(__name__)

QUEUE_LIMIT = 1000  # changes on their way; who has one more waits
MEND_EVERY = 1.0  # seconds between attempts to end what was abandoned

Message = TypeVar("Message")
Verdict = tuple[Job, PersistenceError | None]


class Writer:
    """Owns the thread and, on it, the database that `make` makes. Used from one event loop."""

    def __init__(self, make: Callable[[], Database]) -> None:
        self._make = make
        self._database: Database | None = None
        self._inbox = Inbox()
        self._room = asyncio.Semaphore(QUEUE_LIMIT)
        self._unsettled: set[Job] = set()
        self._abandoned: dict[str, bool] = {}  # and whether each was rolled back; the thread's own
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def write(self, change: Change) -> None:
        """Return when the change is committed. Raises `PersistenceError` with the stage of the change."""
        self._loop = asyncio.get_running_loop()
        await self._room.acquire()
        done = self._loop.create_future()
        job = Job(change, done)
        if not self._put(job):
            self._room.release()
            raise PersistenceError(change.stage, "the history is closed")
        self._unsettled.add(job)
        await done

    async def database(self) -> Database:
        """Return the database to read from, opened if it was not. Raises `PersistenceError` (stage ``open``)."""
        readable = self._readable()
        if readable is None:
            try:
                await self.write(OpenDatabase())
            except PersistenceError:
                # What can't be written to may still be read: somebody else may be writing, or the disk be full.
                if self._readable() is None:
                    raise
            readable = self._readable()
        if readable is None:
            raise PersistenceError(OpenDatabase.stage, "the history is closed")
        return readable

    def abandon(self, execution_id: str, rolled_back: bool) -> None:
        """End that execution as soon as a write works."""
        if not self._put(Job(AbandonExecution(execution_id, rolled_back), None)):
            logger.warning("Execution %s has no ending; the next server gives it one.", execution_id)

    async def close(self, bound: float) -> None:
        """Write what is there and end the thread, within `bound` seconds; who still waits then is told so."""
        self._inbox.close()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join, bound)
        self._settle(
            [
                (job, PersistenceError(job.change.stage, "the history was closed before it was written"))
                for job in self._unsettled
            ]
        )

    def _readable(self) -> Database | None:
        return self._database if self._database is not None and self._database.readable else None

    def _put(self, job: Job) -> bool:
        if not self._inbox.put(job):
            return False
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="vm-lsp history", daemon=True)
            self._thread.start()
        return True

    def _settle(self, verdicts: Sequence[Verdict]) -> None:
        """Tell the callers, on their event loop."""
        for job, failed in verdicts:
            if job not in self._unsettled or job.done is None:
                continue
            self._unsettled.remove(job)
            self._room.release()
            if job.done.cancelled():
                if failed:
                    logger.warning("%s", failed)
            elif failed:
                job.done.set_exception(failed)
            else:
                job.done.set_result(None)

    # From here on: the thread.

    def _run(self) -> None:
        while (batch := self._inbox.take(MEND_EVERY if self._abandoned else math.inf)) is not None:
            given_up = (job.change for job in batch if isinstance(job.change, AbandonExecution))
            self._abandoned |= {change.execution_id: change.rolled_back for change in given_up}
            verdicts = self._verdicts(batch)
            self._deliver(verdicts)
            if not any(failed for _, failed in verdicts):
                self._mend()
        self._mend()
        if self._database is not None:
            self._database.close()

    def _verdicts(self, batch: Sequence[Job]) -> list[Verdict]:
        try:
            self._write([job.change for job in batch])
        except WriteFailedError as failed:
            if failed.everybody or len(batch) == 1:
                return [(job, _error(job, failed)) for job in batch]
            return [verdict for job in batch for verdict in self._verdicts([job])]
        return [(job, None) for job in batch]

    def _write(self, changes: Sequence[Change]) -> None:
        writes = [change for change in changes if not isinstance(change, OpenDatabase | AbandonExecution)]
        self._attempt(lambda database: database.write(writes) if writes else database.open())

    def _attempt(self, task: Callable[[Database], None]) -> None:
        try:
            if self._database is None:
                self._database = self._make()
            task(self._database)
        except WriteFailedError:
            raise
        except Exception as defect:  # whatever it is, those who wait must hear of it and the thread must go on
            logger.exception("A defect of the history")
            raise WriteFailedError(None, f"{type(defect).__name__}: {defect}") from defect

    def call_on_loop(self, listener: Callable[[Message], None], message: Message) -> bool:
        """Call `listener` on the event loop; return False where that is gone, and all who listened there with it."""
        try:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(listener, message)
        except RuntimeError:  # what asyncio raises for a closed loop
            return False
        return self._loop is not None

    def _deliver(self, verdicts: Sequence[Verdict]) -> None:
        if not self.call_on_loop(self._settle, verdicts):
            for _, failed in verdicts:
                if failed:
                    logger.warning("%s", failed)

    def _mend(self) -> None:
        if not self._abandoned:
            return
        try:
            self._attempt(lambda database: database.mend(self._abandoned))
        except WriteFailedError as failed:
            logger.info("Still no ending for %d runs: %s", len(self._abandoned), failed.cause)
        else:
            self._abandoned.clear()


def _error(job: Job, failed: WriteFailedError) -> PersistenceError:
    stage = job.change.stage if failed.everybody or failed.stage is None else failed.stage
    return PersistenceError(stage, failed.cause)
