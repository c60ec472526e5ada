"""Gives each executed source lines of its own in the session, so that any later frame leads back to it.

The engine calls every source by the same name, and a function keeps the line numbers it was compiled with. A source
that is put behind N line ends makes its frames say N + k: as long as no two sources share lines, a line says which
source it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from vm_lsp.worker.source.expressions import expression_at
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.rewrite import Script
from vm_lsp.worker.source.syntax import parse
from vm_lsp.worker.wire import WireRange

FIRST_LINE = 10_000
"""Frames on lines before belong to the runtime's own files, or to code that `eval` compiled, which starts at 1."""

_SEPARATORS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")  # U+2028, U+2029: line ends to the engine, but not to editors


class Source:
    """One executed text: where it stands in its document, and on which lines of the session."""

    def __init__(self, uri: str, text: SourceText, script: Script, first_line: int) -> None:
        self.uri = uri
        self.text = text
        self.script = script
        self.first_line = first_line

    @property
    def code(self) -> str:
        """What the engine has to evaluate."""
        return "\n" * (self.first_line - 1) + self.script.data.decode("utf-8")

    @property
    def line_count(self) -> int:
        """How many lines the engine counts at most."""
        return len(self.text.line_starts) + sum(self.text.data.count(separator) for separator in _SEPARATORS)

    def statement(self, index: int) -> WireRange | None:
        """Return the range of a top-level statement; -1 is the last; None where there is none."""
        spans = self.script.spans
        return self.text.range(*spans[index]) if spans else None

    def offset(self, line: int, column: int) -> int:
        """Return the byte offset in the text of an engine's line and column (1-based, in bytes)."""
        row = min(line - self.first_line, len(self._engine_lines) - 1)
        place = self.script.edits.place(self._engine_lines[row]) + column - 1
        return min(self.script.edits.origin(place), len(self.text.data))

    @cached_property
    def _engine_lines(self) -> list[int]:
        starts = self.text.line_starts
        extra = [end for end in _separator_ends(self.text.data) if _ends_line(self.text.data, end - 3)]
        return sorted([*starts, *extra]) if extra else starts


def _separator_ends(data: bytes) -> list[int]:
    ends = []
    for separator in _SEPARATORS:
        found = data.find(separator)
        while found >= 0:
            ends.append(found + 3)
            found = data.find(separator, found + 3)
    return ends


def _ends_line(data: bytes, offset: int) -> bool:
    """Whether the engine ends a line at this separator: not inside strings, templates and block comments."""
    node = parse(data).root_node.descendant_for_byte_range(offset, offset + 3)
    if node is None:
        return True
    return not (node.type in ("string_fragment", "template_string", "regex_pattern") or _block_comment(node.text))


def _block_comment(text: bytes | None) -> bool:
    return bool(text and text.startswith(b"/*") and text.endswith(b"*/"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document the engine was."""

    source: Source
    offset: int

    @property
    def position(self) -> tuple[int, int]:
        """The line and the UTF-16 column."""
        return self.source.text.position(self.offset)

    def expression(self, *, calling: bool = False) -> WireRange:
        """Return the range of the smallest expression there, or of the smallest call (see `expression_at`)."""
        return self.source.text.range(*expression_at(self.source.text.data, self.offset, calling=calling))


class VirtualLines:
    """The sources of a session. Plain data: a fork of the process takes it along and rolls it back."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._first_lines: list[int] = []
        self._known: dict[tuple[str, tuple[int, int], bytes, bool], Source] = {}
        self._next_line = FIRST_LINE

    def add(self, uri: str, text: SourceText, script: Script) -> Source:
        """Return the source with lines of its own; the same text at the same place gets the same lines again."""
        key = (uri, text.position(0), text.data, script.observed)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Source(uri, text, script, self._next_line)
            self._sources.append(known)
            self._first_lines.append(known.first_line)
            self._next_line += known.line_count + 1
        return known

    def find(self, line: int, column: int) -> Place | None:
        """Return the place of an engine's line and column, None where it lies in no executed source."""
        index = bisect_right(self._first_lines, line) - 1
        if index < 0 or line >= self._next_line:
            return None
        source = self._sources[index]
        return Place(source, source.offset(line, column))
