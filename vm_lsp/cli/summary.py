"""The last line of a run: how it went, how long it took, and where to find it again."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from vm_lsp.cli.looks import DIM, duration, status_text
from vm_lsp.cli.printable import printable
from vm_lsp.execution.model import Execution, Interruption, Outcome, Status

OUTCOMES = {
    Outcome.ROLLED_BACK: "stopped by Ctrl-C",
    Outcome.CLEARED: "timers cleared by Ctrl-C",
    Outcome.DEQUEUED: "taken out of the queue by Ctrl-C",
    Outcome.STATE_LOST: "stopped by Ctrl-C",
    Outcome.IDLE: "over before Ctrl-C",
    Outcome.MISMATCH: "over before Ctrl-C",
}
"""What Ctrl-C came to, in words; the session ends with the command, so its state is not worth one here."""


def summary(execution: Execution, kept_in: str | None, interruption: Interruption | None = None) -> Text:
    """Return the line; `kept_in` is the history's place, None where nothing is kept."""
    return Text(" · ", style=DIM).join(_parts(execution, kept_in, interruption))


def short_id(execution_id: str) -> str:
    """Return the beginning of an id, by which `vm-lsp history show` finds it."""
    return execution_id[:8]


def _parts(execution: Execution, kept_in: str | None, interruption: Interruption | None) -> Iterator[Text]:
    yield status_text(execution.status)
    if execution.error is not None and execution.status is not Status.CANCELLED:
        yield Text(printable(execution.error.name), style=DIM)
    if interruption is not None:
        yield Text(OUTCOMES[interruption.outcome], style=DIM)
    if taken := duration(execution.metrics.wall_ms):
        yield Text(taken, style=DIM)
    yield Text(f"execution {execution.number} ({short_id(execution.id)})", style=DIM)
    yield Text(f"kept in {kept_in}" if kept_in else "not kept", style=DIM)
