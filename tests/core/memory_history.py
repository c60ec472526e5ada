"""A history in plain lists, which fails when it is told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from vm_lsp.errors import ExecutionNotFoundError, PersistenceError
from vm_lsp.execution.model import Event, Execution, SessionInfo, SourceStatement
from vm_lsp.execution.store import HistoryPage, HistoryQuery, HistoryState


class MemoryHistory:
    """Store, reader and history in one. `failing` names the stages that raise."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.sessions: dict[str, SessionInfo] = {}
        self.executions: dict[str, Execution] = {}
        self.kept_events: defaultdict[str, list[Event]] = defaultdict(list)
        self.abandoned: list[str] = []
        self.linger: Callable[[], float] = lambda: 0.0  # how long a write of an ending takes
        self._held: tuple[asyncio.Event, asyncio.Event] | None = None

    @property
    def store(self) -> MemoryHistory:
        return self

    @property
    def reader(self) -> MemoryHistory:
        return self

    @property
    def keeper(self) -> MemoryHistory:
        return self

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def state(self) -> HistoryState:
        return HistoryState("memory", "none")

    async def save_session(self, session: SessionInfo) -> None:
        self._may_fail("session")
        self.sessions[session.id] = session

    async def create(self, execution: Execution) -> None:
        self._may_fail("create")
        self.executions[execution.id] = execution

    async def update(self, execution: Execution) -> None:
        self._may_fail("update")
        self.executions[execution.id] = execution

    async def add_events(self, events: Sequence[Event]) -> None:
        self._may_fail("add_event")
        self.kept_events[events[0].execution_id].extend(events)

    async def finish(
        self, execution: Execution, events: Sequence[Event], statements: Sequence[SourceStatement] = ()
    ) -> None:
        await asyncio.sleep(self.linger())
        if self._held:
            (writing, go_on), self._held = self._held, None
            writing.set()
            await go_on.wait()
        self._may_fail("add_event")
        self._may_fail("update")
        kept = self.kept_events[execution.id]
        self.kept_events[execution.id] = [event for event in kept if event.seq < events[0].seq] + list(events)
        self.executions[execution.id] = execution

    def abandon(self, execution_id: str, rolled_back: bool) -> None:
        self.abandoned.append(execution_id)

    async def list(self, query: HistoryQuery) -> HistoryPage:
        newest_first = tuple(reversed(self.executions.values()))
        return HistoryPage(newest_first[: query.limit])

    async def get(self, execution_id: str) -> Execution:
        if execution_id not in self.executions:
            raise ExecutionNotFoundError(execution_id)
        return self.executions[execution_id]

    async def events(self, execution_id: str, after_seq: int = 0, limit: int | None = None) -> tuple[Event, ...]:
        return tuple(event for event in self.kept_events[execution_id] if event.seq > after_seq)[:limit]

    def hold_finish(self) -> tuple[asyncio.Event, asyncio.Event]:
        """Hold the next write of an ending: the first event says that it is on, the second lets it go on."""
        self._held = asyncio.Event(), asyncio.Event()
        return self._held

    def _may_fail(self, stage: str) -> None:
        if stage in self.failing:
            raise PersistenceError(stage, "forced by a test")
