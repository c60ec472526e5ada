"""The store of the corridor: every method is one change for the writer, and done when that is committed."""

from __future__ import annotations

from collections.abc import Sequence

from vm_lsp.execution.model import Event, Execution, SessionInfo, SessionStatus, SourceStatement
from vm_lsp.history.changes import AddEvents, CreateExecution, FinishExecution, SaveSession, UpdateExecution
from vm_lsp.history.writer import Writer


class HistoryStore:
    """Implements `execution.store.Store`.

    It remembers its open sessions: one whose own write failed, or whose database was replaced by a new one meanwhile,
    is written together with its next execution.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._sessions: dict[str, SessionInfo] = {}

    async def save_session(self, session: SessionInfo) -> None:
        """Insert or update a session (stage ``session``)."""
        if session.status is SessionStatus.CLOSED:
            self._sessions.pop(session.id, None)
        else:
            self._sessions[session.id] = session
        await self._writer.write(SaveSession(session))

    async def create(self, execution: Execution) -> None:
        """Insert a new execution (stage ``create``)."""
        await self._writer.write(CreateExecution(execution, self._sessions.get(execution.session_id)))

    async def update(self, execution: Execution) -> None:
        """Write the present state of an execution that goes on (stage ``update``)."""
        await self._writer.write(UpdateExecution(execution))

    async def add_events(self, events: Sequence[Event]) -> None:
        """Append events of one execution (stage ``add_event``); they may wait 10 ms for company."""
        if events:
            await self._writer.write(AddEvents(tuple(events)))

    async def finish(
        self, execution: Execution, events: Sequence[Event], statements: Sequence[SourceStatement] = ()
    ) -> None:
        """Write the last events and the final row in one transaction (stages ``add_event`` and ``update``)."""
        await self._writer.write(FinishExecution(execution, tuple(events), tuple(statements)))

    def abandon(self, execution_id: str, rolled_back: bool) -> None:
        """Note an execution whose true ending could not be written; it is ended when a write works."""
        self._writer.abandon(execution_id, rolled_back)
