"""The publisher behind `vm-lsp eval`: output as it comes, then the value, nothing around them."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from vm_lsp.cli.failure import details, headline
from vm_lsp.cli.looks import LEVELS, print_message
from vm_lsp.cli.printable import printable, printable_colours
from vm_lsp.cli.remarks import system_remark
from vm_lsp.execution.model import Console as ConsoleOutput
from vm_lsp.execution.model import Event, Execution, System

TO_STDERR = frozenset({"warn", "error"})  # as Node and the browsers' shells do


class Transcript:
    """Prints one execution in the order it happens: output and value to `out`, warnings and failures to `err`."""

    def __init__(self, out: Console, err: Console, execution_id: str) -> None:
        self._out, self._err, self._id = out, err, execution_id

    def started(self, execution: Execution) -> None:
        """Nothing to say yet."""

    def event(self, event: Event) -> None:
        """Print output as it comes, and what the server says about the run."""
        if event.execution_id != self._id:
            return
        output = event.payload
        if isinstance(output, System):
            print_message(self._err, system_remark(output))
        elif isinstance(output, ConsoleOutput):
            to = self._err if output.level in TO_STDERR else self._out
            _print(to, printable_colours(output.text, LEVELS.get(output.level, LEVELS["log"])[1]))

    def ended(self, execution: Execution) -> None:
        """Print the value, or the exception and its frames."""
        if execution.id != self._id:
            return
        if execution.result is not None:
            _print(self._out, Text(printable(execution.result.full or execution.result.preview), style="cyan"))
        if execution.error is not None:
            print_message(self._err, headline(execution.error))
            for line in details(execution.error):
                print_message(self._err, line)


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True)
