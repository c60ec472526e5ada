"""The publisher behind `vm-lsp run`: it gathers what happens, and shows that something does."""

from __future__ import annotations

from collections import deque

from rich.console import Console, Group
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from vm_lsp.cli.looks import DIM
from vm_lsp.cli.remarks import folded, output_remark
from vm_lsp.execution.model import Console as ConsoleOutput
from vm_lsp.execution.model import Event, Execution, Status

LAST_OUTPUT = 8
"""How many lines of output stand above the spinner while a run goes on."""


class Terminal:
    """Gathers the events of the execution `execution_id`; on a terminal a spinner and the newest output move along."""

    def __init__(self, console: Console, execution_id: str) -> None:
        self._console, self._id = console, execution_id
        self._newest: deque[Text] = deque(maxlen=LAST_OUTPUT)
        self._spinner = Spinner("dots", Text("running · Ctrl-C stops it", style=DIM), style="cyan")
        self._live: Live | None = None
        self.events: list[Event] = []

    def started(self, execution: Execution) -> None:
        """Show that it runs."""
        if execution.id == self._id and execution.status is Status.RUNNING and self._console.is_terminal:
            self._live = self._live or Live(console=self._console, transient=True, refresh_per_second=10)
            self._live.update(self._spinner)
            self._live.start()

    def event(self, event: Event) -> None:
        """Keep it, and show output at once."""
        if event.execution_id != self._id:
            return
        self.events.append(event)
        if self._live and isinstance(event.payload, ConsoleOutput):
            self._newest.extend(folded(output_remark(event.payload), self._console.width))
            self._live.update(Group(*self._newest, self._spinner))

    def ended(self, execution: Execution) -> None:
        """Clear the way for the listing."""
        if execution.id == self._id:
            self.close()

    def close(self) -> None:
        """Take the spinner away; safe to call twice."""
        if self._live:
            self._live.stop()
            self._live = None
