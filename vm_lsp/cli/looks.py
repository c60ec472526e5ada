"""Every style and sign of the terminal in one place, so that a listing, a table and a summary look alike."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vm_lsp.execution.model import Status

GUTTER = "bright_black"
VALUE = "cyan"
FAILURE = "bold red"
DIM = "bright_black"
ARROW = "→ "

PIPE_WIDTH = 100
"""Columns where no terminal says how many it has."""

LEVELS = {
    "log": ("▸ ", ""),
    "info": ("◆ ", "blue"),
    "warn": ("▲ ", "yellow"),
    "error": ("✖ ", "red"),
    "debug": ("· ", "bright_black"),
}
"""Sign and style of each console level; others look like ``log``."""

STATUSES = {
    Status.OK: ("✓", "green"),
    Status.ERROR: ("✗", "red"),
    Status.TIMEOUT: ("◷", "red"),
    Status.CANCELLED: ("■", "yellow"),
    Status.RUNNING: ("▶", "cyan"),
    Status.QUEUED: ("…", "bright_black"),
}
"""Sign and style of each status."""


def output_console() -> Console:
    """Return the console of stdout: as wide as the terminal, or `PIPE_WIDTH` and without colour in a pipe."""
    return _console(stderr=False)


def error_console() -> Console:
    """Return the console of stderr."""
    return _console(stderr=True)


def print_message(console: Console, text: Text) -> None:
    """Print `text` broken at spaces on a terminal, and unbroken in a pipe, where a program may read it."""
    console.print(text, soft_wrap=not console.is_terminal)


def print_table(console: Console, table: Table) -> None:
    """Print `table`; in a pipe without the spaces that fill its lines."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as printed:
        console.print(table)
    for line in printed.get().removesuffix("\n").split("\n"):
        console.print(Text(line.rstrip()), soft_wrap=True)


def leave_echo() -> None:
    """Begin a new line, where the terminal has just shown ``^C``."""
    console = error_console()
    if console.is_terminal:
        console.print()


def status_text(status: Status) -> Text:
    """Return a status as its sign and name."""
    sign, style = STATUSES[status]
    return Text(f"{sign} {status.value}", style=style)


def duration(milliseconds: float | None) -> str:
    """Return a duration for a person: ``0.4 ms``, ``34 ms``, ``2.1 s``; nothing where it is unknown."""
    if milliseconds is None:
        return ""
    if milliseconds < 10:
        return f"{milliseconds:.1f} ms"
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def _console(stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a terminal without our signs shows `?` rather than nothing
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, emoji=False, markup=False)
