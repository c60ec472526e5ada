"""What the corridor asks the history to write, as plain data on its way to the writer thread.

`stage` is what `PersistenceError` calls it; `rows` weighs it in a batch; only events without an ending may linger for
company, since somebody waits for each of the others before going on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import ClassVar

from vm_lsp.execution.model import Event, Execution, SessionInfo, SourceStatement


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """Make the database ready, and write nothing."""

    stage: ClassVar[str] = "open"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class SaveSession:
    """Insert or update a session."""

    session: SessionInfo
    stage: ClassVar[str] = "session"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class CreateExecution:
    """Insert an execution, and before it its session where the database hasn't heard of that (a write failed then)."""

    execution: Execution
    session: SessionInfo | None
    stage: ClassVar[str] = "create"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class UpdateExecution:
    """Write the present state of an execution."""

    execution: Execution
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class AddEvents:
    """Append events."""

    events: tuple[Event, ...]
    stage: ClassVar[str] = "add_event"
    lingers: ClassVar[bool] = True

    @property
    def rows(self) -> int:
        """One per event."""
        return len(self.events)


@dataclass(frozen=True, slots=True)
class FinishExecution:
    """Write the last events, replacing those from the first one's seq on, the final row, and each statement's value."""

    execution: Execution
    events: tuple[Event, ...]
    statements: tuple[SourceStatement, ...] = ()
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False

    @property
    def rows(self) -> int:
        """One per event, and the execution's."""
        return len(self.events) + 1


@dataclass(frozen=True, slots=True)
class AbandonExecution:
    """Remember that the true ending of an execution could not be written, and end it when a write works."""

    execution_id: str
    rolled_back: bool
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 0


@dataclass(slots=True)
class Tally:
    """What became of a change: filled on the writer's thread, read by who waited for that."""

    executions: int = 0
    events: int = 0
    size: int = 0  # bytes
    oldest: datetime | None = None
    newest: datetime | None = None

    def add(self, other: Tally) -> None:
        """Take another's counts in."""
        self.executions += other.executions
        self.events += other.events
        self.size += other.size
        self.oldest = min((time for time in (self.oldest, other.oldest) if time), default=None)
        self.newest = max((time for time in (self.newest, other.newest) if time), default=None)


@dataclass(frozen=True, slots=True)
class ForgetExecutions:
    """Delete executions with all that is theirs; those that go on stay, and with `spare_pinned` pinned ones."""

    ordinals: tuple[int, ...]
    spare_pinned: bool
    told: Tally
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1000  # so that it has a transaction for itself: no run's write takes longer for it


@dataclass(frozen=True, slots=True)
class ForgetUnused:
    """Delete some documents, sessions, templates and servers that nothing refers to; `told` counts them."""

    documents: bool  # these, or the others: PostgreSQL needs a lock for each
    told: Tally
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1000


@dataclass(frozen=True, slots=True)
class ShrinkFile:
    """Give some free pages back to the system, all but one in `spare`; `told.size` are the bytes given."""

    spare: int | None
    told: Tally
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1000


@dataclass(frozen=True, slots=True)
class MergeWords:
    """Merge some of the full text's index, which drops the words of what was deleted; `told` counts 1 for more."""

    first: bool
    told: Tally
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1000


@dataclass(frozen=True, slots=True)
class PinExecution:
    """Keep an execution whatever the retention says, or not; `told` counts it where it is there."""

    execution_id: str
    pinned: bool
    told: Tally
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class DeriveAgain:
    """Make again what is derived from these executions and their events."""

    execution_ids: tuple[str, ...]
    stage: ClassVar[str] = "update"
    lingers: ClassVar[bool] = False
    rows: ClassVar[int] = 1000


Upkeep = ForgetExecutions | ForgetUnused | MergeWords | ShrinkFile | PinExecution
Write = SaveSession | CreateExecution | UpdateExecution | AddEvents | FinishExecution | DeriveAgain | Upkeep
Change = OpenDatabase | AbandonExecution | Write


def coalesced(changes: Iterable[Write]) -> Iterator[Write]:
    """Yield the same work in the same order, with neighbouring events made one insert."""
    for kind, group in groupby(changes, type):
        if kind is AddEvents:
            yield AddEvents(tuple(chain.from_iterable(one.events for one in group if isinstance(one, AddEvents))))
        else:
            yield from group


class WriteFailedError(Exception):
    """A change, or the whole transaction, could not be written; raised on the writer thread by `database`.

    `stage` is None where the transaction itself failed. `everybody` says that the next caller's change would meet the
    same, so that trying them one by one is useless.
    """

    def __init__(self, stage: str | None, cause: str, everybody: bool = False) -> None:
        super().__init__(cause)
        self.stage = stage
        self.cause = cause
        self.everybody = everybody
