"""A search that can't be read, shown with carets under the place that can't."""

from __future__ import annotations

from rich.text import Text

from vm_lsp.cli.looks import FAILURE, error_console, print_message
from vm_lsp.cli.printable import printable
from vm_lsp.cli.source_text import source_lines
from vm_lsp.errors import ValidationError
from vm_lsp.search import parse

INDENT = "  "


def checked(query: str | None) -> bool:
    """Return whether a search can be read; where not, say on stderr why and where, before anything is opened."""
    try:
        parse(query or "")
    except ValidationError as refused:
        _show(query or "", refused)
        return False
    return True


def _show(query: str, refused: ValidationError) -> None:
    console = error_console()
    print_message(console, Text(f"vm-lsp: {printable(refused.message)}"))
    start, end = (refused.details[name] for name in ("start", "end"))
    [line] = source_lines(" ".join(query.splitlines()))
    if isinstance(start, int) and isinstance(end, int):
        first, last = line.column(start), max(line.column(end), line.column(start) + 1)
        console.print(Text(f"{INDENT}{line.shown}"), soft_wrap=True)
        console.print(Text(f"{INDENT}{' ' * first}{'^' * (last - first)}", style=FAILURE), soft_wrap=True)
