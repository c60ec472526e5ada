"""A store in front of the store, which hides secrets before they go any further."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from vm_lsp.execution.model import Event, Execution, SessionInfo, SourceStatement
from vm_lsp.execution.store import Store
from vm_lsp.history.redaction import Redactor
from vm_lsp.history.secrets import (
    events_without_secrets,
    session_without_secrets,
    statements_without_secrets,
    without_secrets,
)

REMEMBERED = 50  # ended runs


class RedactingStore:
    """Implements `execution.store.Store`: hides on a thread, since a large text or a bad pattern takes its time.

    It counts what it hides in the events of a run, so that the row has the sum; an ending may be written twice.
    """

    def __init__(self, store: Store, redactor: Redactor) -> None:
        self._store = store
        self._redactor = redactor
        self._counts: dict[str, dict[int, int]] = {}  # by execution, then by seq
        self._ended: deque[str] = deque()

    async def save_session(self, session: SessionInfo) -> None:
        """Insert or update a session (stage ``session``)."""
        await self._store.save_session(await asyncio.to_thread(session_without_secrets, self._redactor, session))

    async def create(self, execution: Execution) -> None:
        """Insert a new execution (stage ``create``)."""
        await self._store.create(await asyncio.to_thread(without_secrets, self._redactor, execution))

    async def update(self, execution: Execution) -> None:
        """Write the present state of an execution that goes on (stage ``update``)."""
        await self._store.update(await asyncio.to_thread(without_secrets, self._redactor, execution))

    async def add_events(self, events: Sequence[Event]) -> None:
        """Append events of one execution (stage ``add_event``)."""
        await self._store.add_events(await self._hidden(events))

    async def finish(
        self, execution: Execution, events: Sequence[Event], statements: Sequence[SourceStatement] = ()
    ) -> None:
        """Write the last events and the final row in one transaction (stages ``add_event`` and ``update``)."""
        said = await self._hidden(events)
        row = await asyncio.to_thread(without_secrets, self._redactor, execution)
        texts = await asyncio.to_thread(statements_without_secrets, self._redactor, statements)
        hidden = row.redactions + sum(self._counts.get(execution.id, {}).values())
        await self._store.finish(replace(row, redactions=hidden), said, texts)
        self._ended.append(execution.id)
        if len(self._ended) > REMEMBERED:
            self._counts.pop(self._ended.popleft(), None)

    def abandon(self, execution_id: str, rolled_back: bool) -> None:
        """Note an execution whose true ending could not be written; it is ended when a write works."""
        self._counts.pop(execution_id, None)
        self._store.abandon(execution_id, rolled_back)

    async def _hidden(self, events: Sequence[Event]) -> list[Event]:
        found = await asyncio.to_thread(events_without_secrets, self._redactor, events)
        for event, count in found:
            if count or event.execution_id in self._counts:
                self._counts.setdefault(event.execution_id, {})[event.seq] = count
        return [event for event, _ in found]
