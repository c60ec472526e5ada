"""An exception as lines of text: carets under the exact place, the message, the frames, the causes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from vm_lsp.cli.looks import DIM, FAILURE
from vm_lsp.cli.places import shown_place
from vm_lsp.cli.printable import printable
from vm_lsp.cli.source_text import SourceLine
from vm_lsp.execution.model import ExceptionInfo, Frame

MOST_FRAMES = 8


def caret_span(frame: Frame, line: SourceLine) -> tuple[int, int]:
    """Return where the carets of `frame` start and end under `line`, as printed; at least one column."""
    start = line.column(frame.column)
    if frame.end is None:
        return start, start + 1
    end = line.column(frame.end.character) if frame.end.line == frame.line else len(line.shown)
    return start, max(end, start + 1)


def headline(exception: ExceptionInfo) -> Text:
    """Return ``TypeError: the message``, the message's further lines included."""
    message = printable(exception.message)
    return Text(printable(exception.name) + (f": {message}" if message else ""), style=FAILURE)


def details(exception: ExceptionInfo, carets: bool = False) -> Iterator[Text]:
    """Yield the frames, innermost first, and the causes below them; where `carets` show one, it is not repeated."""
    if not (carets and len(exception.frames) == 1):
        yield from _frames(exception)
    cause = exception.cause
    while cause is not None:
        yield Text.assemble(("caused by ", DIM), headline(cause))
        yield from _frames(cause)
        cause = cause.cause


def _frames(exception: ExceptionInfo) -> Iterator[Text]:
    for frame in exception.frames[:MOST_FRAMES]:
        place = shown_place(frame.uri, frame.line, frame.column)
        yield Text(f"  at {printable(frame.function) or '<main>'} ({place})", style=DIM)
    if len(exception.frames) > MOST_FRAMES:
        yield Text(f"  … {len(exception.frames) - MOST_FRAMES} more frames", style=DIM)
