"""The interfaces the corridor states: where runs are kept, who reads them, who watches them.

`history.store` implements the first two; each failure is injected in tests through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vm_lsp.execution.model import Event, Execution, Kind, Range, SessionInfo, Status


class Store(Protocol):
    """Where executions are kept. Every method is done when the data is committed.

    Each raises `PersistenceError`, whose stage is named beside the method.
    """

    async def save_session(self, session: SessionInfo) -> None:
        """Insert or update a session (stage ``session``)."""

    async def create(self, execution: Execution) -> None:
        """Insert a new execution, ``queued`` or ``running`` (stage ``create``)."""

    async def update(self, execution: Execution) -> None:
        """Write the present state of an execution that goes on (stage ``update``)."""

    async def add_events(self, events: Sequence[Event]) -> None:
        """Append events of one execution, in order (stage ``add_event``)."""

    async def finish(self, execution: Execution, events: Sequence[Event]) -> None:
        """Write the last events and the final row of an execution in one transaction.

        Events of that execution with the seq of the first given one or a later are replaced, so that an ending which
        turned out wrong before anybody was told can be put right (stages ``add_event`` and ``update``).
        """

    def abandon(self, execution_id: str, rolled_back: bool) -> None:
        """Note an execution whose true ending could not be written; it is ended as ``ServerDied`` when a write works.

        An ending that was written, but turned out wrong before anybody was told, is replaced.
        """


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which executions to list, newest first; every filter that is None lets all through.

    `search` is full text over input, preview, console text and error message. `cursor` continues a page.
    """

    session_id: str | None = None
    workspace_uri: str | None = None
    uri: str | None = None
    range: Range | None = None
    kind: Kind | None = None
    status: Status | None = None
    search: str | None = None
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Executions, newest first, and the cursor of the next page, None on the last."""

    items: tuple[Execution, ...]
    next_cursor: str | None = None


class Reader(Protocol):
    """What was kept. Works also when nothing may run."""

    async def list(self, query: HistoryQuery) -> HistoryPage:
        """Return a page of executions, newest first. Raises `ValidationError` for a cursor that is none of ours."""

    async def get(self, execution_id: str) -> Execution:
        """Return one execution. Raises `ExecutionNotFoundError`."""

    async def events(self, execution_id: str, after_seq: int = 0, limit: int | None = None) -> tuple[Event, ...]:
        """Return its events with a seq above `after_seq`, in order. Raises `ExecutionNotFoundError`."""


@dataclass(frozen=True, slots=True)
class HistoryState:
    """Where the history is kept (a path, or a URL without its password) and in which version of the schema."""

    location: str
    schema: str


class History(Protocol):
    """A store and its reader, opened and closed together."""

    @property
    def store(self) -> Store:
        """Where executions are kept."""

    @property
    def reader(self) -> Reader:
        """What was kept."""

    async def open(self) -> None:
        """Open it, and end what dead servers left. Raises `PersistenceError` (stage ``open``)."""

    async def close(self) -> None:
        """Write what is under way, then close; bounded, and safe to call twice."""

    async def state(self) -> HistoryState:
        """Return where it is, once it is open. Raises `PersistenceError` where it can't be opened."""


class Publisher(Protocol):
    """Somebody who shows runs while they happen; called on the event loop, must not block and not raise."""

    def started(self, execution: Execution) -> None:
        """The execution has its record: ``queued`` or ``running``. Called again when a queued one starts."""

    def event(self, event: Event) -> None:
        """Something happened in it."""

    def ended(self, execution: Execution) -> None:
        """It is over: committed, rolled back or taken out of the queue. Called once for each that started."""
