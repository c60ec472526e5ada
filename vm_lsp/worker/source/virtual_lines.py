"""Gives each executed source lines of its own in the session, so that any later frame leads back to it.

The engine calls every source by the same name, and a function keeps the line numbers it was compiled with. A source
that is put behind N line ends makes its frames say N + k: as long as no two sources share lines, a line says which
source it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from vm_lsp.worker.source.calls import call_of
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.expressions import expression_at, point_at
from vm_lsp.worker.source.faults import UNKNOWN, Fault
from vm_lsp.worker.source.layers import Way
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.probing import CLOSING, OPENING, probe
from vm_lsp.worker.source.rewrite import Script
from vm_lsp.worker.source.separators import count_separators, engine_lines
from vm_lsp.worker.wire import WireRange

FIRST_LINE = 10_000
"""Frames on lines before belong to the runtime's own files, or to code that `eval` compiled, which starts at 1."""

KEPT_BYTES = 32 * 1024 * 1024
"""Of source texts, with what leads back to them: beyond that the oldest are forgotten."""

_NEWEST = 2  # a rewritten script and, where that won't do, its original
_EDIT_BYTES = 200  # what an edit takes, all in all


class Source:
    """One executed text: where it stands in its document, and on which lines of the session.

    What was evaluated is not kept: a session runs many texts, and a long file again after each change.
    """

    def __init__(self, uri: str, text: SourceText, script: Script, first_line: int) -> None:
        self.uri = uri
        self.text = text
        self.first_line = first_line
        self._edits: Way = script.edits
        self.evaluated = text.data if script.observed else script.data
        self._spans = script.spans
        self._last = script.last
        self._is_forgotten = False

    def probe(self) -> str:
        """Return what the engine has to evaluate to find this source's syntax error, on the lines of this source."""
        text = probe(self.evaluated).decode("utf-8")
        return "\n" * (self.first_line - 2) + OPENING + "\n" + text + CLOSING

    def probed(self, line: int, column: int) -> int | None:
        """Return the byte offset of a place in `probe`, None for the end of the text."""
        row = line - self.first_line
        lines = self._engine_lines
        return lines[row] + column - 1 if 0 <= row < len(lines) else None

    def code(self, script: Script) -> str:
        """Return what the engine has to evaluate, so that its frames say the lines of this source."""
        return "\n" * (self.first_line - 1) + script.data.decode("utf-8")

    @property
    def line_count(self) -> int:
        """How many lines the engine counts at most."""
        return len(self.text.line_starts) + count_separators(self.text.data)

    @property
    def size(self) -> int:
        """About how much memory it takes, in bytes."""
        return len(self.text.data) + _EDIT_BYTES * len(self._edits)

    def forget(self) -> None:
        """Drop the text: from now on only the lines of its frames are known, and no columns."""
        self.text = self.text.forgotten()
        self.evaluated = b""
        self._edits = Edits()
        self._spans = ()
        self._is_forgotten = True
        self.__dict__.pop("_engine_lines", None)

    def place(self, line: int, column: int) -> Place:
        """Return the place of an engine's line and column (1-based, in bytes)."""
        if self._is_forgotten:
            return Place(self, 0, line - self.first_line)
        return Place(self, self.offset(line, column))

    def statement(self, index: int) -> WireRange:
        """Return the range of a top-level statement."""
        return self.text.statement(*self._spans[index])

    def statement_text(self, index: int) -> bytes:
        """Return what a top-level statement says."""
        start, end = self._spans[index]
        return self.text.data[start:end]

    @property
    def last_statement(self) -> WireRange | None:
        """The range of the statement whose value is the script's, None where there is none."""
        return self.statement(self._last) if self._spans else None

    def offset(self, line: int, column: int) -> int:
        """Return the byte offset in the text of an engine's line and column (1-based, in bytes)."""
        row = min(line - self.first_line, len(self._engine_lines) - 1)
        place = self._edits.place(self._engine_lines[row]) + column - 1
        return min(self._edits.origin(place), len(self.text.data))

    def engine_place(self, offset: int) -> tuple[int, int]:
        """Return the engine's line and column of a byte offset in the text: what `offset` leads back from."""
        row = bisect_right(self._engine_lines, offset) - 1
        column = self._edits.place(offset) - self._edits.place(self._engine_lines[row])
        return self.first_line + row, column + 1

    @cached_property
    def _engine_lines(self) -> list[int]:
        return engine_lines(self.text.data, self.text.line_starts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document the engine was."""

    source: Source
    offset: int
    lines_below: int = 0  # of a source whose text is forgotten: how far below its first line

    @property
    def position(self) -> tuple[int, int]:
        """The line and the UTF-16 column."""
        line, column = self.source.text.position(self.offset)
        return line + self.lines_below, column if self.lines_below == 0 else 0

    def call(self, name: str) -> Place:
        """Return the place of the function's name in the smallest call of it around here, else this one."""
        if self.lines_below:
            return self
        return Place(self.source, call_of(self.source.text.data, self.offset, name.encode()))

    def expression(self, fault: Fault = UNKNOWN) -> WireRange:
        """Return the range of the smallest expression there that can have that fault (see `expression_at`)."""
        if self.lines_below:
            return WireRange(*self.position, *self.position)
        return self.source.text.range(*expression_at(self.source.text.data, self.offset, fault))

    def point(self, fault: Fault) -> Place:
        """Return the one place in that expression that stacks name (see `point_at`)."""
        if self.lines_below:
            return self
        return Place(self.source, point_at(self.source.text.data, self.offset, fault))

    def expression_text(self, fault: Fault = UNKNOWN) -> str:
        """Return the text of that expression, empty where the source is forgotten."""
        if self.lines_below:
            return ""
        data = self.source.text.data
        start, end = expression_at(data, self.offset, fault)
        return data[start:end].decode("utf-8", "replace")


class VirtualLines:
    """The sources of a session. Plain data: a fork of the process takes it along and rolls it back."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._held_bytes = 0
        self._sources: list[Source] = []
        self._first_lines: list[int] = []
        self._known: dict[tuple[str, tuple[int, int], bytes, bool, bool], Source] = {}
        self._next_line = FIRST_LINE

    def add(self, uri: str, text: SourceText, script: Script) -> Source:
        """Return the source with lines of its own; the same text at the same place gets the same lines again."""
        key = (uri, text.position(0), text.data, script.observed, script.bracketed)
        known = self._known.pop(key, None)
        if known is None:
            known = Source(uri, text, script, self._next_line)
            self._held_bytes += known.size
            self._sources.append(known)
            self._first_lines.append(known.first_line)
            self._next_line += known.line_count + 1
        self._known[key] = known  # behind those that were not used since
        self._forget_oldest()
        return known

    def _forget_oldest(self) -> None:
        """Keep within the bound; the newest is about to run and stays, and so does what it is the original of."""
        while self._held_bytes > self._kept_bytes and len(self._known) > _NEWEST:
            oldest = self._known.pop(next(iter(self._known)))
            self._held_bytes -= oldest.size
            oldest.forget()

    def find(self, line: int, column: int) -> Place | None:
        """Return the place of an engine's line and column, None where it lies in no executed source."""
        source = self.source_of(line)
        return source.place(line, column) if source else None

    def source_of(self, line: int) -> Source | None:
        """Return the source that has an engine's line, None where none has."""
        index = bisect_right(self._first_lines, line) - 1
        return self._sources[index] if index >= 0 and line < self._next_line else None
