"""What a person is asked before and told after a restoration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vm_lsp.execution.store import PastSession
    from vm_lsp.restoring import Restored

LONGEST = 80  # characters of a value


def question(past: PastSession) -> str:
    """Return the question at the start."""
    when = f"{past.last_ran_at.astimezone():%d %B, %H:%M}"
    return f"Restore the session of {when} by running its {_runs(past.runs)} again?"


def told(restored: Restored) -> str:
    """Return what a restoration came to, and which run it stopped at."""
    done = f"{restored.replayed} of {_runs(restored.total)}"
    if restored.stopped:
        return f"Stopped: {done} replayed."
    if not restored.differences:
        return f"The session is restored: {_runs(restored.replayed)} replayed."
    first = restored.differences[0]
    place = first.former.path or first.former.uri
    line = f":{first.former.range.start.line + 1}" if first.former.range else ""
    which = f"run {first.former.number} ({place}{line}) was {_short(first.was)} and is now {_short(first.now)}"
    if restored.replayed < restored.total or len(restored.differences) == 1:
        return f"{done} replayed: {which}."
    return f"{done} replayed, {len(restored.differences)} of them differ: {which}."


def _runs(count: int) -> str:
    return f"{count} run{'' if count == 1 else 's'}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= LONGEST else f"`{line[: LONGEST - 1]}…`"
