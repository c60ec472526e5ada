"""The recorder: gives events their numbers, shows them, and sees to it that they are stored. First error wins.

Events are shown when they happen and stored in batches while the run goes on; `finish` stores what is left together
with the row. A write that fails is never silent: `on_failure` is called at once, and every later step raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from vm_lsp.errors import PersistenceError
from vm_lsp.execution.broadcast import broadcast
from vm_lsp.execution.model import (
    Console,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    InputEcho,
    Metrics,
    Outcome,
    Payload,
    SourceStatement,
    Statement,
    Status,
    System,
    Value,
)
from vm_lsp.execution.store import Publisher, Store

BATCH_S = 0.1

TYPES: dict[type, EventType] = {
    InputEcho: EventType.INPUT_ECHO,
    Console: EventType.CONSOLE,
    Statement: EventType.STATEMENT,
    System: EventType.SYSTEM,
    Value: EventType.VALUE,
    ExceptionInfo: EventType.EXCEPTION,
}


class Recorder:
    """Records one execution, from its row's creation to its end."""

    def __init__(self, store: Store, publishers: Iterable[Publisher], execution: Execution) -> None:
        self.execution = execution
        self._store = store
        self._publishers = publishers
        self._seq = 0
        self._unsaved: list[Event] = []
        self._timer: asyncio.TimerHandle | None = None  # until the next batch is written
        self._writer: asyncio.Task[None] | None = None
        self._terminal: Event | None = None
        self._failure: PersistenceError | None = None
        self._on_failure: Callable[[], None] = lambda: None

    async def create(self) -> None:
        """Store the new row, then show it. Raises `PersistenceError` (stage ``create``)."""
        await self._store.create(self.execution)
        self._show_start()

    async def start(self, on_failure: Callable[[], None]) -> None:
        """Note that it runs now; `on_failure` is called when a write fails while it does."""
        self._on_failure = on_failure
        if self.execution.status is Status.RUNNING:
            return
        self.execution = replace(self.execution, status=Status.RUNNING, started_at=datetime.now(UTC))
        await self._store.update(self.execution)
        self._show_start()

    def emit(self, payload: Payload) -> None:
        """Record an event that is not the last."""
        event = self._next(payload)
        self._unsaved.append(event)
        self._show(event)
        if self._timer is None and self._writer is None and self._failure is None:
            self._timer = asyncio.get_running_loop().call_later(BATCH_S, self._begin_write)

    async def finish(
        self, ended: Execution, terminal: Value | ExceptionInfo, statements: Sequence[SourceStatement] = ()
    ) -> Execution:
        """Store the terminal event and the final row, and return that; `show_end` follows when the run is committed.

        `statements` are those of the text that ran.

        Raises:
            PersistenceError: this write or an earlier one failed; the row is left to the store to mend.
        """
        await self._end_writing()
        if self._failure:
            raise self._failure
        events = [*self._unsaved, self._next(terminal)]
        self._unsaved = []
        self.execution = _counted(ended, self._seq)
        await self._store.finish(self.execution, events, statements)
        self._terminal = events[-1]
        return self.execution

    async def amend(self, ended: Execution, terminal: ExceptionInfo) -> Execution:
        """Put another ending in the place of one that was stored and turned out wrong before anybody was told."""
        self._seq -= 1
        return await self.finish(ended, terminal)

    def show_end(self) -> None:
        """Show the terminal event and the end: store and worker have committed it."""
        if self._terminal:
            self._show(self._terminal)
        broadcast(self._publishers, lambda publisher: publisher.ended(self.execution))

    async def give_up(self, error: ExceptionInfo, outcome: Outcome) -> None:
        """Leave the row to the store to mend, and show that the run came to nothing."""
        await self._end_writing()
        rolled_back = outcome is Outcome.ROLLED_BACK
        self._store.abandon(self.execution.id, rolled_back)
        self.execution = replace(
            self.execution,
            status=Status.CANCELLED,
            result=None,
            result_range=None,
            error=error,
            ended_at=datetime.now(UTC),
            rolled_back=rolled_back,
        )
        broadcast(self._publishers, lambda publisher: publisher.ended(self.execution))

    def _begin_write(self) -> None:
        self._timer = None
        self._writer = asyncio.create_task(self._write())

    async def _end_writing(self) -> None:
        """Let a batch that is under way come to its end; what is left goes with the row."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._writer:
            await self._writer

    async def _write(self) -> None:
        """Store what piles up, a batch at a time, until nothing is left."""
        try:
            while self._unsaved and self._failure is None:
                batch, self._unsaved = self._unsaved, []
                await self._store.add_events(batch)
        except PersistenceError as failed:
            self._failure = failed
            self._on_failure()
        finally:
            self._writer = None

    def _next(self, payload: Payload) -> Event:
        self._seq += 1
        return Event(self.execution.id, self._seq, datetime.now(UTC), TYPES[type(payload)], payload)

    def _show(self, event: Event) -> None:
        broadcast(self._publishers, lambda publisher: publisher.event(event))

    def _show_start(self) -> None:
        broadcast(self._publishers, lambda publisher: publisher.started(self.execution))


def _counted(ended: Execution, events: int) -> Execution:
    metrics: Metrics = replace(ended.metrics, event_count=events)
    return replace(ended, metrics=metrics)
