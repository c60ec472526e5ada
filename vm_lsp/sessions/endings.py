"""How our own endings read: what happened, and what became of the session."""

from __future__ import annotations

from vm_lsp.execution.model import Ending, ExceptionInfo, Outcome, Status
from vm_lsp.settings import Limits

STATUS = {Ending.CANCELLED: Status.CANCELLED, Ending.TIME_LIMIT: Status.TIMEOUT}

_AFTERMATH = {
    Outcome.ROLLED_BACK: "The session is exactly as it was before this run.",
    Outcome.CLEARED: "The script had ended: its timers are gone, everything else is kept.",
    Outcome.STATE_LOST: "The session's state is lost; the next run starts a new session.",
    Outcome.DEQUEUED: "It never ran.",
}


def status_of(ending: Ending) -> Status:
    """Return the status of an execution that ended so."""
    return STATUS.get(ending, Status.ERROR)


def describe(ending: Ending, outcome: Outcome, limits: Limits, detail: str = "") -> ExceptionInfo:
    """Return the exception that stands for an ending of ours; `detail` is what is known of a crash or a limit."""
    happened = {
        Ending.CANCELLED: "Stopped.",
        Ending.TIME_LIMIT: f"The run took more than {detail}.",
        Ending.MEMORY_LIMIT: f"The run needed more than {limits.mem_mb} MB of memory (setting limits.memMb).",
        Ending.OUTPUT_LIMIT: f"The run printed more than {limits.max_events} events or {limits.max_output_kb} kB "
        "(settings limits.maxEvents and limits.maxOutputKb).",
        Ending.WORKER_CRASHED: f"The engine's process ended unexpectedly{detail and f' ({detail})'}.",
        Ending.SERVER_DIED: "The server ended while this was running.",
    }[ending]
    return ExceptionInfo(name=ending.value, message=f"{happened} {_AFTERMATH[outcome]}")
