"""The shop window: a source text with what the run had to say beside and below its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.syntax import Syntax
from rich.text import Text

from vm_lsp.cli.annotations import Annotations, annotate
from vm_lsp.cli.failure import caret_span, details, headline
from vm_lsp.cli.looks import DIM, FAILURE, GUTTER
from vm_lsp.cli.remarks import elsewhere_remark, folded, output_remarks, system_remark, value_remark
from vm_lsp.cli.source_text import SourceLine, source_lines
from vm_lsp.execution.model import Event, ExceptionInfo, Execution

LONG_TEXT = 200
"""From this many lines on, only those with results are printed."""

CONTEXT = 2
"""How many lines stand around a line with results in a long text."""

MOST_SHOWN = 400
"""How many lines of a long text are printed at most."""

INDENT = 2
"""How far what stands below a line of code is moved right."""

CODE_WIDTH_IN_PIPE = 200
THEME = "ansi_dark"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of lines to print, as indexes from 0 in the text that ran."""

    start: int
    stop: int


class Listing:
    """A finished execution, printable by rich: `Console.print` it with ``crop=False``."""

    def __init__(self, execution: Execution, events: Sequence[Event]) -> None:
        place = execution.range
        self._first = place.start.line if place else 0
        self._lines = source_lines(execution.input, place.start.character if place else 0)
        self._notes = annotate(execution, events, range(self._first, self._first + len(self._lines)))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines, each already cut to the width."""
        layout = _Layout(console, options, self._lines, self._notes, self._first)
        yield from layout.rows()


class _Layout:
    """One rendering: the widths follow from the console."""

    def __init__(
        self,
        console: Console,
        options: ConsoleOptions,
        lines: Sequence[SourceLine],
        notes: Annotations,
        first: int,
    ) -> None:
        self._lines, self._notes, self._first = lines, notes, first
        self._coloured = console.color_system is not None
        self._windows = windows(len(lines), sorted(line - first for line in notes.lines))
        last = self._windows[-1].stop + first if self._windows else first
        self._digits = max(3, len(str(last)))
        self._room = max(20, options.max_width - self._digits - 4)
        self._code_room = self._room if console.is_terminal else CODE_WIDTH_IN_PIPE
        self._column = self._value_column()

    def rows(self) -> Iterator[Text]:
        """Yield everything, from the first line to the failure that belongs to none."""
        yield from self._left_out()
        for number, window in enumerate(self._windows):
            if number:
                yield self._row("⋮", Text())
            yield from self._window(window)
        for output in self._notes.elsewhere:
            yield from self._below(elsewhere_remark(output))
        for message in self._notes.system:
            yield from self._below(system_remark(message))
        yield from self._failure_elsewhere()

    def _left_out(self) -> Iterator[Text]:
        shown = sum(window.stop - window.start for window in self._windows)
        if shown < len(self._lines):
            which = "printed where there is a result" if shown else "none with a result"
            yield Text(f"{' ' * (self._digits + 4)}{len(self._lines):,} lines, {which}.", style=DIM)

    def _window(self, window: Window) -> Iterator[Text]:
        lines = self._lines[window.start : window.stop]
        for index, code in zip(range(window.start, window.stop), self._highlighted(lines), strict=True):
            yield from self._line(index, code)

    def _line(self, index: int, code: Text) -> Iterator[Text]:
        line = index + self._first
        failure = self._notes.failure
        frame = failure.frame if failure and failure.frame and failure.frame.line == line else None
        span = caret_span(frame, self._lines[index]) if frame else (0, 0)
        code, shift = _cut(code, span, self._code_room)
        beside, below = self._placed(line, code)
        yield self._row(str(line + 1), code + beside)
        if failure and frame:
            before, under = code.plain[: span[0] - shift], code.plain[span[0] - shift : span[1] - shift]
            yield from self._carets(cell_len(before), max(1, cell_len(under)), failure.exception)
        for remark in below:
            yield from self._below(remark)

    def _placed(self, line: int, code: Text) -> tuple[Text, list[Text]]:
        """Return what stands beside the line: its values, or else its one short output; and what comes below."""
        values, outputs = self._notes.values.get(line, ()), self._notes.output.get(line, ())
        remarks = ([value_remark(values)] if values else []) + output_remarks(outputs)
        if not remarks or (not values and len(remarks) > 1):
            return Text(), remarks
        gap = max(self._column - code.cell_len, 2)
        if "\n" in remarks[0].plain or code.cell_len + gap + remarks[0].cell_len > self._room:
            return Text(), remarks
        return Text(" " * gap) + remarks[0], remarks[1:]

    def _value_column(self) -> int:
        """Values stand in one column, as far right as the longest line that leaves them half of the room."""
        marked = {line - self._first for line in (*self._notes.values, *self._notes.output)}
        printed = (index for window in self._windows for index in range(window.start, window.stop))
        widths = (Text(self._lines[index].shown).cell_len for index in printed if index in marked)
        return 2 + max((width for width in widths if width <= self._room // 2), default=0)

    def _carets(self, start: int, width: int, exception: ExceptionInfo) -> Iterator[Text]:
        """Yield `width` carets from cell `start` on, the message beside or else below them, and the frames below it.

        Message and frames begin under the carets where all of them fit there, else where every remark does.
        """
        told = headline(exception)
        carets = Text.assemble(" " * start, ("^" * width, FAILURE))
        beside = "\n" not in told.plain and carets.cell_len + 1 + told.cell_len <= self._room
        yield self._row("", Text.assemble(carets, " ", told) if beside else carets)
        remarks = [*([] if beside else [told]), *details(exception, carets=True)]
        widest = max((cell_len(line) for remark in remarks for line in remark.plain.split("\n")), default=0)
        yield from self._indented(remarks, start if start + widest <= self._room else min(start, INDENT))

    def _failure_elsewhere(self) -> Iterator[Text]:
        failure = self._notes.failure
        if failure and failure.frame is None:
            yield from self._indented((headline(failure.exception), *details(failure.exception)), 0)

    def _below(self, remark: Text) -> Iterator[Text]:
        yield from self._indented((remark,), INDENT)

    def _indented(self, remarks: Iterable[Text], indent: int) -> Iterator[Text]:
        for remark in remarks:
            for line in folded(remark, self._room - indent):
                yield self._row("", Text(" " * indent) + line)

    def _row(self, label: str, content: Text) -> Text:
        row = Text.assemble((f"{label:>{self._digits + 1}} │ ", GUTTER), content, no_wrap=True, overflow="ignore")
        row.rstrip()
        return row

    def _highlighted(self, lines: Sequence[SourceLine]) -> list[Text]:
        text = "\n".join(line.shown for line in lines)
        if not self._coloured:
            return [Text(line) for line in text.split("\n")]
        syntax = Syntax("", "javascript", theme=THEME, background_color="default")
        return list(syntax.highlight(text).split("\n", allow_blank=True))[: len(lines)]


def windows(count: int, marked: Sequence[int]) -> list[Window]:
    """Return which of `count` lines to print: all of a short text, else the `marked` ones with `CONTEXT` around."""
    if count <= LONG_TEXT:
        return [Window(0, count)]
    chosen: list[Window] = []
    for index in marked[:MOST_SHOWN]:
        start, stop = max(0, index - CONTEXT), min(count, index + CONTEXT + 1)
        if chosen and start <= chosen[-1].stop + 1:
            chosen[-1] = Window(chosen[-1].start, stop)
        else:
            chosen.append(Window(start, stop))
    return chosen


def _cut(code: Text, span: tuple[int, int], room: int) -> tuple[Text, int]:
    """Cut a line to `room` cells so that `span` is in sight; return it and how far it moved left."""
    shift = 0
    if span[1] > room and span[0] > room // 3:
        shift = span[0] - room // 3
        code = Text.assemble(("…", DIM), code[shift + 1 :])
    code.truncate(room, overflow="ellipsis")
    return code, shift
