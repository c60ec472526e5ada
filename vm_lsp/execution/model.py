"""What crosses the corridor: requests, executions, values, exceptions, events, sessions.

Plain frozen data, free of any transport. Positions are 0-based lines and UTF-16 columns (LSP 3.17, "Position"),
times are aware UTC datetimes, durations are milliseconds.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from vm_lsp.execution.values import ABSENT, Absent, ExceptionInfo, Frame, Json, Position, Range, Value

__all__ = [
    "ABSENT",
    "Absent",
    "Console",
    "Document",
    "Ending",
    "Event",
    "EventType",
    "ExceptionInfo",
    "Execution",
    "ExecutionRequest",
    "Frame",
    "InputEcho",
    "InterruptTarget",
    "Interruption",
    "Json",
    "Kind",
    "Metrics",
    "Notice",
    "Outcome",
    "Payload",
    "Position",
    "Range",
    "SessionInfo",
    "SessionStatus",
    "SourceStatement",
    "Statement",
    "Status",
    "System",
    "Value",
    "WhenBusy",
    "new_id",
]

if TYPE_CHECKING:  # settings bring a validation library along, which data at rest does not need
    from vm_lsp.settings import Template


class Kind(StrEnum):
    """Why something ran."""

    REPL = "repl"
    RUN_FILE = "run_file"
    STARTUP = "startup"


class Status(StrEnum):
    """Where an execution stands; the last four are final."""

    QUEUED = "queued"
    RUNNING = "running"
    OK = "ok"
    ERROR = "error"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """Whether nothing can change it any more."""
        return self not in (Status.QUEUED, Status.RUNNING)


class SessionStatus(StrEnum):
    """Where a session stands."""

    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    CRASHED = "crashed"
    CLOSED = "closed"


class Outcome(StrEnum):
    """The honest answer to an interrupt."""

    ROLLED_BACK = "rolled_back"
    CLEARED = "cleared"
    DEQUEUED = "dequeued"
    STATE_LOST = "state_lost"
    IDLE = "idle"
    MISMATCH = "mismatch"


class WhenBusy(StrEnum):
    """What a run does when another one is on."""

    QUEUE = "queue"
    REJECT = "reject"


class Ending(StrEnum):
    """The names our own endings carry as exceptions."""

    CANCELLED = "Cancelled"
    TIME_LIMIT = "TimeLimitExceeded"
    MEMORY_LIMIT = "MemoryLimitExceeded"
    OUTPUT_LIMIT = "OutputLimitExceeded"
    WORKER_CRASHED = "WorkerCrashed"
    SERVER_DIED = "ServerDied"


class EventType(StrEnum):
    """The types of events; `value` and `exception` are terminal."""

    INPUT_ECHO = "input_echo"
    CONSOLE = "console"
    STATEMENT = "statement"
    SYSTEM = "system"
    VALUE = "value"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class InputEcho:
    """The text a selection runs."""

    text: str


@dataclass(frozen=True, slots=True)
class Console:
    """One call of a console method, and where it was made."""

    level: str
    text: str
    uri: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The value of a top-level statement, or of the names a declaration bound."""

    range: Range
    type: str
    preview: str
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SourceStatement:
    """A top-level statement as it stood in its document when it ran."""

    range: Range
    text: str


@dataclass(frozen=True, slots=True)
class System:
    """Something the server has to say about the run itself; `error` is what it is about, if it is one."""

    level: str
    message: str
    error: ExceptionInfo | None = None


Payload = InputEcho | Console | Statement | System | Value | ExceptionInfo


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in an execution; `seq` is contiguous from 1 within it."""

    execution_id: str
    seq: int
    ts: datetime
    type: EventType
    payload: Payload


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a run cost: milliseconds, counts and bytes; None where it could not be known."""

    wall_ms: float | None = None
    cpu_ms: float | None = None
    event_count: int = 0
    output_bytes: int = 0
    heap_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """One run, from its place in the queue to its end; replaced, never mutated.

    `input` is the text that ran and `range` where it stands in `uri`. `result_range` is the last top-level
    statement, whose value `result` is. `user` and `host` say who ran it, None where he wants to stay unknown. What is
    `pinned` is kept whatever the retention says; a store decides that, a run never does. `redactions`
    counts the places of its texts that were blacked out before they were stored.
    """

    id: str
    number: int
    session_id: str
    kind: Kind
    status: Status
    input: str
    uri: str
    queued_at: datetime
    path: str | None = None
    range: Range | None = None
    document_version: int | None = None
    args: Json = None
    env: Mapping[str, str] | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    result: Value | None = None
    result_range: Range | None = None
    error: ExceptionInfo | None = None
    metrics: Metrics = field(default_factory=Metrics)
    rolled_back: bool = False
    user: str | None = None
    host: str | None = None
    pinned: bool = False
    redactions: int = 0


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session as others may see it; `pid` is the process that runs its code now."""

    id: str
    workspace_uri: str | None
    status: SessionStatus
    created_at: datetime
    execution_count: int
    template: Template
    closed_at: datetime | None = None
    last_error: str | None = None
    pid: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The text a run is taken from; `text` None means: read the file."""

    uri: str
    text: str | None = None
    version: int | None = None


def new_id() -> str:
    """Return a fresh id for an execution or a session: a random UUID."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class ExecutionRequest:
    """Run this: the whole document, or the part of it in `range`.

    An empty range means the top-level statement at that place. `origin` says where the document's text stands in its
    file where it is only a part of it. The caller knows the execution's `id` beforehand, so that it can interrupt what
    it asked for. `commonjs` is false for a script that must take this for a page: it finds no `require`, `module` and
    `exports`, and so leaves what it offers on `globalThis`.
    """

    kind: Kind
    document: Document
    range: Range | None = None
    origin: Range | None = None
    args: Json = None
    env: Mapping[str, str] | None = None
    when_busy: WhenBusy = WhenBusy.QUEUE
    commonjs: bool = True
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class InterruptTarget:
    """Names what to stop: an execution, a session, or, with nothing set, the one that runs."""

    execution_id: str | None = None
    uri: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Interruption:
    """What an interrupt did, and to which execution."""

    outcome: Outcome
    execution_id: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know that belongs to no run: ``level`` is ``info``, ``warning`` or ``error``."""

    level: str
    message: str
