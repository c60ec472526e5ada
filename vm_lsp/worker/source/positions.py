r"""Where things stand in a text: byte offsets and the contract's positions, there and back.

A line ends at ``\r\n``, ``\r`` or ``\n`` and nowhere else; columns count UTF-16 units. Offsets are bytes of UTF-8,
as the engine and tree-sitter count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from vm_lsp.worker.wire import WireRange

_LINE_END = re.compile(rb"\r\n|\r|\n")


class SourceText:
    """A text that stands at `line` and `column` of its document; every position it takes or gives is the document's.

    Lone surrogates, which UTF-8 can't carry, become U+FFFD: one UTF-16 unit each, so columns stay. `erased` are the
    stretches of spaces that were types, in order.
    """

    def __init__(self, text: str, line: int = 0, column: int = 0, erased: tuple[tuple[int, int], ...] = ()) -> None:
        self.data = _encode(text)
        self._line = line
        self._column = column
        self._erased = erased

    @cached_property
    def line_starts(self) -> list[int]:
        """The byte offset at which each line begins."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.data))]

    def forgotten(self) -> SourceText:
        """Return an empty text at the same place, for where only the lines still matter."""
        return SourceText("", self._line, self._column)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the UTF-16 column of a byte offset; inside a character means at its start."""
        row = bisect_right(self.line_starts, offset) - 1
        before = self.data[self.line_starts[row] : offset].decode("utf-8", "ignore")
        column = _utf16_length(before)
        return self._line + row, column + (self._column if row == 0 else 0)

    def range(self, start: int, end: int) -> WireRange:
        """Return the range between two byte offsets."""
        return WireRange(*self.position(start), *self.position(end))

    def statement(self, start: int, end: int) -> WireRange:
        """Return the range of a statement between two byte offsets, with the types that stood at its end."""
        return self.range(start, self.end_with_types(end))

    def end_with_types(self, end: int) -> int:
        """Return where a statement ends that ends at `end` without its types."""
        first = max(0, bisect_right(self._erased, (end, end)) - 1)
        for begun, over in self._erased[first:]:
            if begun >= end and (self.data[end - 1 : end] == b";" or self.data[end:begun].strip(b" \t")):
                break
            end = max(end, over)
        return end

    def offset(self, line: int, column: int) -> int:
        """Return the byte offset of a position; a column past the end of its line means the end, as in LSP."""
        row = line - self._line
        if row < 0:
            return 0
        if row >= len(self.line_starts):
            return len(self.data)
        wanted = column - (self._column if row == 0 else 0)
        start, end = self.line_span(row)
        characters = self.data[start:end].decode("utf-8").encode("utf-16-le")[: max(0, wanted) * 2]
        return start + len(characters.decode("utf-16-le", "ignore").encode("utf-8"))

    def line_span(self, row: int) -> tuple[int, int]:
        """Return the byte offsets of the start and the end of a line of this text, without its line end."""
        start = self.line_starts[row]
        end = self.line_starts[row + 1] if row + 1 < len(self.line_starts) else len(self.data)
        return start, start + len(self.data[start:end].rstrip(b"\r\n"))


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
