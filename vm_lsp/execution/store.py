"""The interfaces the corridor states: where runs are kept, who reads them, who watches them.

`history.store` implements the first two; each failure is injected in tests through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from vm_lsp.execution.model import Event, Execution, Kind, Range, SessionInfo, SourceStatement, Status
from vm_lsp.search import Completion

if TYPE_CHECKING:  # settings bring a validation library along, which data at rest does not need
    from vm_lsp.execution.keeping import Keeper
    from vm_lsp.settings import Template


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

    async def finish(
        self, execution: Execution, events: Sequence[Event], statements: Sequence[SourceStatement] = ()
    ) -> None:
        """Write the last events and the final row of an execution in one transaction.

        `statements` are the top-level ones of its input, so that each one's past can be found.

        Events of that execution with the seq of the first given one or a later are replaced, so that an ending which
        turned out wrong before anybody was told can be put right (stages ``add_event`` and ``update``).
        """

    def abandon(self, execution_id: str, rolled_back: bool) -> None:
        """Note an execution whose true ending could not be written; it is ended as ``ServerDied`` when a write works.

        An ending that was written, but turned out wrong before anybody was told, is replaced.
        """


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which executions to list; every filter that is None lets all through.

    `search` is in the grammar of `vm_lsp.search`: words and phrases of input, preview, console text and error message,
    and filters. `range` means the runs that share text with it in `uri`; with `statements`, the texts of the statements
    that stand there today, the runs of these wherever they stood then, and those of the range only where there are
    none. `cursor` continues a page. The newest come first, or, to read runs as they happened, the oldest.
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
    statements: tuple[str, ...] = ()
    oldest_first: bool = False


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Executions in the order asked for, and the cursor of the next page, None on the last."""

    items: tuple[Execution, ...]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class PastValue:
    """What a statement once came to: a value's type and preview, or, where it `failed`, an error's name and words.

    `range` is where the statement stood then, `ran_at` when its run was asked for.
    """

    execution_id: str
    number: int
    ran_at: datetime
    range: Range
    type: str
    preview: str
    failed: bool


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session as the history has it; `last_ran_at` is when the last of its `runs` was asked for.

    `runs` counts what can be replayed: ended ``ok`` or ``error``, never rolled back, and no startup file, which a new
    session runs by itself.
    """

    id: str
    workspace_uri: str | None
    created_at: datetime
    template: Template
    runs: int
    last_ran_at: datetime


@dataclass(frozen=True, slots=True)
class RunName:
    """An execution by its id, and by its number for a person."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What ran before and after an execution in its session."""

    previous: RunName | None
    next: RunName | None


class Reader(Protocol):
    """What was kept. Works also when nothing may run."""

    async def list(self, query: HistoryQuery) -> HistoryPage:
        """Return a page of executions.

        Raises:
            ValidationError: the cursor is none of ours, or the search is none of the grammar; details say where.
        """

    async def get(self, execution_id: str) -> Execution:
        """Return one execution. Raises `ExecutionNotFoundError`."""

    async def events(self, execution_id: str, after_seq: int = 0, limit: int | None = None) -> tuple[Event, ...]:
        """Return its events with a seq above `after_seq`, in order. Raises `ExecutionNotFoundError`."""

    async def past(self, uri: str, statement: str, limit: int = 10) -> tuple[PastValue, ...]:
        """Return what this statement of `uri` came to in its last runs, newest first; it is known by its text.

        Runs that left no value of it, because they were stopped or it has none to show, are left out.
        """

    async def session(self, session_id: str) -> PastSession:
        """Return a session. Raises `SessionNotFoundError`."""

    async def last_session(self, workspace_uri: str | None) -> PastSession | None:
        """Return the newest session of a workspace that is over and has something to replay; None: there is none."""

    async def neighbours(self, execution_id: str) -> Neighbours:
        """Return what ran before and after an execution. Raises `ExecutionNotFoundError`."""

    async def complete(self, search: str, cursor: int) -> tuple[Completion, ...]:
        """Return what could stand at the cursor of a search, in UTF-16 units: filters, and values they take here."""


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

    @property
    def keeper(self) -> Keeper:
        """Who keeps and forgets."""

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
