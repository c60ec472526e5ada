"""The writer's inbox: jobs in order, handed out when they are worth a transaction."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections import deque
from dataclasses import dataclass

from vm_lsp.history.changes import Change

BATCH_ROWS = 50  # so many rows are worth a transaction of their own
LINGER = 0.01  # seconds that mere events wait for company; the end of their run waits for them
TRANSACTION_ROWS = 1000  # no more in one, so that other servers get their turn


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A change, and the future its caller awaits, if anybody does."""

    change: Change
    done: asyncio.Future[None] | None


class Inbox:
    """Filled from the event loop, emptied by the writer thread.

    What somebody waits for is handed out at once, with all that came before it. Events without an ending linger: until
    `BATCH_ROWS` are there, or `LINGER` has passed since the last ones were handed out.
    """

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()
        self._rows = 0
        self._pressing = 0
        self._due = 0.0  # when lingering events may go; the first ones may at once
        self._closed = False
        self._news = threading.Condition()

    def put(self, job: Job) -> bool:
        """Add a job; return False where the inbox is closed and nobody will come for it."""
        with self._news:
            if self._closed:
                return False
            self._jobs.append(job)
            self._weigh(job, 1)
            self._news.notify()
        return True

    def take(self, patience: float = math.inf) -> list[Job] | None:
        """Return the next batch; an empty one after `patience` seconds without one; None when closed and empty."""
        deadline = time.monotonic() + patience
        with self._news:
            while not self._worth_it():
                now = time.monotonic()
                if now >= deadline:
                    return []
                until = min(deadline, self._due) if self._jobs else deadline
                self._news.wait(None if until == math.inf else until - now)
            return self._batch() if self._jobs else None

    def close(self) -> None:
        """Take nothing more in; what is there is still handed out, then None."""
        with self._news:
            self._closed = True
            self._news.notify()

    def _worth_it(self) -> bool:
        lingered_enough = bool(self._jobs) and time.monotonic() >= self._due
        return self._closed or self._pressing > 0 or self._rows >= BATCH_ROWS or lingered_enough

    def _batch(self) -> list[Job]:
        batch: list[Job] = []
        rows = 0
        while self._jobs and (not batch or rows + self._jobs[0].change.rows <= TRANSACTION_ROWS):
            job = self._jobs.popleft()
            self._weigh(job, -1)
            rows += job.change.rows
            batch.append(job)
        if any(job.change.lingers for job in batch):
            self._due = time.monotonic() + LINGER
        return batch

    def _weigh(self, job: Job, sign: int) -> None:
        self._rows += sign * job.change.rows
        self._pressing += sign * (not job.change.lingers)
