"""What may be asked of a history besides writing and reading it: keep this for ever, forget that.

Kept apart from `store`, since no run waits for it: a store does it in small batches between its writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vm_lsp.execution.model import Execution
from vm_lsp.execution.store import HistoryQuery

if TYPE_CHECKING:
    from vm_lsp.settings import History


OnProgress = Callable[[int], None]

MASK = "█"  # stands for each UTF-16 unit of what was blacked out before it was stored


@dataclass(frozen=True, slots=True)
class Deletion:
    """What to forget, pinned or not: one execution, or all that a query lets through (an empty one: everything).

    The query's `limit` and `cursor` don't count. Runs that are still going stay.
    """

    execution_id: str | None = None
    query: HistoryQuery | None = None


def blacked_out(execution: Execution) -> bool:
    """Whether a stored execution lacks parts of what it was run with, so that it can't run again as it was."""
    asked = (execution.input, repr(execution.args), repr(execution.env))
    return execution.redactions > 0 and any(MASK in text for text in asked)


@dataclass(frozen=True, slots=True)
class Retention:
    """How much is kept, None meaning all: days, executions, bytes of what they hold. Pinned executions stay."""

    days: int | None = None
    executions: int | None = None
    size: int | None = None


def retention_of(settings: History) -> Retention:
    """Return the retention that settings say, whose megabytes are 2**20 bytes."""
    size = None if settings.max_size_mb is None else settings.max_size_mb * 2**20
    return Retention(settings.retention_days, settings.max_executions, size)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted, or would be in a dry run; times of the oldest and newest, None where nothing was.

    `freed` are the bytes by which the file is smaller now; what is free in it beyond that is used again.
    """

    executions: int
    events: int
    size: int  # bytes
    oldest: datetime | None = None
    newest: datetime | None = None
    freed: int = 0
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the history: where it is, its schema, how many executions it has, and its bytes."""

    path: str
    schema: str
    executions: int
    size: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the history that is not as it must be; `derived` can be made again from what is right.

    `execution_id` is None where it is about the database as a whole.
    """

    execution_id: str | None
    check: str
    message: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """How many executions were looked at, what was found (the first of `found`), and how many runs were repaired."""

    executions: int
    findings: tuple[Finding, ...]
    found: int
    repaired: int


class Keeper(Protocol):
    """Whoever keeps and forgets. Every method raises `PersistenceError` (stage ``update``) where it can't write."""

    async def delete(self, deletion: Deletion, dry_run: bool = False) -> Forgotten:
        """Forget executions with their events; in a dry run only say what that would be.

        Raises:
            ExecutionNotFoundError: a single one isn't there.
            ValidationError: a single one is still going, or the query can't be read.
        """

    async def pin(self, execution_id: str, pinned: bool) -> None:
        """Keep an execution whatever the retention says, or not. Raises `ExecutionNotFoundError`."""

    async def prune(self, retention: Retention, dry_run: bool = False) -> Forgotten:
        """Forget what the retention doesn't keep, the oldest first; in a dry run only say what that would be."""

    async def backup(self, target: Path) -> Backup:
        """Copy the history as it is now into a new file, while others write, and check the copy.

        Raises:
            ValidationError: the file is there already or can't be written, or the database has tools of its own.
        """

    async def verify(self, repair: bool = False, on_progress: OnProgress | None = None) -> Verification:
        """Look whether everything is as it must be; with `repair` make again what is derived and wrong.

        `on_progress` hears, from time to time, how many executions were looked at.
        """
