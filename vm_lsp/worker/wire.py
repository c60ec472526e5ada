"""What server and worker say to each other. Imports nothing of ours; `framing` puts it on a pipe.

The server has at most one message unanswered (`ClearTimers` and its answers to `Load` apart), and addresses each to one
process by its pid: what a killed process left unread in the pipe is then not taken for a message to its successor.

Lines and columns are 0-based, columns count UTF-16 units; sizes are bytes, times milliseconds. `generation` counts the
committed states of a session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """What a worker is started with, as one JSON argument: the template's part that shapes the engine."""

    mem_mb: int
    cpu_ms: int
    strict: bool
    console: bool
    checkpoints: bool = True
    esm: bool = True


@dataclass(frozen=True, slots=True)
class WireRange:
    """From line and column up to, not including, the end."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class WireValue:
    """A value printed by the runtime; `json` is JSON text, None where JSON can't carry the value whole."""

    type: str
    preview: str
    truncated: bool = False
    full: str | None = None
    json: str | None = None


@dataclass(frozen=True, slots=True)
class WireFrame:
    """A call on the stack, mapped back to the text that ran; `place` is the smallest expression there."""

    function: str
    uri: str
    place: WireRange


# --- server to worker ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Execute:
    """Run this text, which stands at `line` and `column` of `uri`; answered by `Started`, then `Done`, `Prepared`.

    `args` is JSON text; `max_output_bytes` bounds the text of one console event. `around` is the range in its document
    that would run where this text is only a piece of something. `commonjs`: whether the text finds `require`, `module`
    and `exports`.
    """

    tag: ClassVar[str] = "execute"
    execution_id: str
    kind: str
    text: str
    uri: str
    line: int
    column: int
    args: str
    env: dict[str, str]
    max_output_bytes: int
    around: WireRange | None = None
    commonjs: bool = True


@dataclass(frozen=True, slots=True)
class Commit:
    """Keep the state of this generation and let the one before go; answered by `Committed`."""

    tag: ClassVar[str] = "commit"
    generation: int


@dataclass(frozen=True, slots=True)
class ClearTimers:
    """Drop the pending timers of this run; the run then ends with `Done`."""

    tag: ClassVar[str] = "clear_timers"
    execution_id: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The module that was asked for; `format` is ``module``, ``commonjs``, ``json``, or ``unknown``: see its text."""

    tag: ClassVar[str] = "loaded"
    execution_id: str
    uri: str
    text: str
    format: str


@dataclass(frozen=True, slots=True)
class NotLoaded:
    """The module that was asked for is not to be had; `code` and `message` are for the script that asked."""

    tag: ClassVar[str] = "not_loaded"
    execution_id: str
    code: str
    message: str


# --- worker to server ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker can take its first run; `checkpoints` is false where the platform has no fork."""

    tag: ClassVar[str] = "ready"
    pid: int
    generation: int
    checkpoints: bool
    engine: str


@dataclass(frozen=True, slots=True)
class Started:
    """From here on the run can be stopped."""

    tag: ClassVar[str] = "started"
    execution_id: str


@dataclass(frozen=True, slots=True)
class ConsoleOutput:
    """A console call; the place is None where it was made by code of no file."""

    tag: ClassVar[str] = "console"
    level: str
    text: str
    uri: str | None
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class StatementValue:
    """What a top-level statement came to, or what a declaration bound to `names`."""

    tag: ClassVar[str] = "statement"
    place: WireRange
    type: str
    preview: str
    names: list[str] | None


@dataclass(frozen=True, slots=True)
class Load:
    """Asks for what `specifier` means in the document or module `referrer`; the run waits for the answer.

    `asking` is ``import`` or ``require``. Answered by `Loaded` or `NotLoaded`.
    """

    tag: ClassVar[str] = "load"
    execution_id: str
    specifier: str
    referrer: str
    asking: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The script has ended; only timers are pending now."""

    tag: ClassVar[str] = "waiting"
    execution_id: str


@dataclass(frozen=True, slots=True)
class WireException:
    """A thrown thing; `thrown` is set where it was no Error, `runnable` where another range would run instead."""

    name: str
    message: str
    stack: str
    frames: list[WireFrame]
    cause: WireException | None = None
    thrown: WireValue | None = None
    runnable: WireRange | None = None


@dataclass(frozen=True, slots=True)
class Unhandled:
    """A promise that a statement came to was rejected, and nobody took care of that; told when the run is over."""

    tag: ClassVar[str] = "unhandled"
    exception: WireException


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the person should know of how the run was carried out."""

    tag: ClassVar[str] = "remark"
    message: str


@dataclass(frozen=True, slots=True)
class Done:
    """The run is over: a value or an exception. `out_of_memory`: the engine ended it; `timers_cleared`: we were asked.

    `place` is the last top-level statement, None where there was none.
    """

    tag: ClassVar[str] = "done"
    execution_id: str
    value: WireValue | None
    exception: WireException | None
    place: WireRange | None
    cpu_ms: float
    heap_bytes: int
    out_of_memory: bool
    timers_cleared: bool

    def with_cpu(self, cpu_ms: float) -> Done:
        """Return the same with the CPU time of the run, which only its process knows."""
        return replace(self, cpu_ms=cpu_ms)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The state after the run has a standby (`standby_pid`), or can't have one (None, and `reason` says why)."""

    tag: ClassVar[str] = "prepared"
    generation: int
    standby_pid: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The state before this generation is gone."""

    tag: ClassVar[str] = "committed"
    generation: int


@dataclass(frozen=True, slots=True)
class Promoted:
    """The active process died; this one, with the state of `generation`, has taken its place."""

    tag: ClassVar[str] = "promoted"
    generation: int
    pid: int


Request = Execute | Commit | ClearTimers | Loaded | NotLoaded
Report = (
    Ready
    | Started
    | ConsoleOutput
    | StatementValue
    | Unhandled
    | Remark
    | Load
    | Waiting
    | Done
    | Prepared
    | Committed
    | Promoted
)
Message = Request | Report
