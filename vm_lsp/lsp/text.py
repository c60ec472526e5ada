r"""A text and the places in it: offsets inside, UTF-16 positions in the model, the client's units at the door.

An offset counts Python characters (code points) from the start. A line ends in ``\r\n``, ``\n`` or ``\r`` and in
nothing else (LSP 3.17, "Position"), which is why `str.splitlines` can't be used. Places outside are clamped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import cached_property

from vm_lsp.execution.model import Position, Range

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Encoding(StrEnum):
    """The unit columns count in (LSP 3.17, "PositionEncodingKind")."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"


class Text:
    """An immutable text that knows its lines."""

    def __init__(self, content: str) -> None:
        self.content = content

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line's first character; a text has at least one line."""
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.content))]

    def replaced(self, start: int, end: int, inserted: str) -> Text:
        """Return the text with `inserted` between two offsets; only lines that changed are looked for anew."""
        text = Text(self.content[:start] + inserted + self.content[end:])
        starts, last = self.line_starts, start + len(inserted)
        # From the character before it on: a carriage return there may have got its line feed, or lost it.
        breaks = _LINE_BREAK.finditer(text.content, max(0, start - 1), last + 1)
        among = [found.end() for found in breaks if max(start, 1) <= found.end() <= last]
        behind, by = starts[bisect_right(starts, end) :], last - end
        moved = [offset + by for offset in behind] if by else behind
        text.line_starts = [*starts[: max(1, bisect_left(starts, start))], *among, *moved]
        return text

    @property
    def line_count(self) -> int:
        """How many lines there are, an empty last one included."""
        return len(self.line_starts)

    def line_bounds(self, number: int) -> tuple[int, int]:
        """Return the offsets of the line's start and of its end before the break; a line past the last is empty."""
        starts = self.line_starts
        if number >= len(starts):
            return len(self.content), len(self.content)
        start = starts[number]
        if number + 1 == len(starts):
            return start, len(self.content)
        with_break = self.content[start : starts[number + 1]]
        return start, start + len(with_break.rstrip("\r\n"))

    def line_at(self, offset: int) -> tuple[int, int]:
        """Return where the line of an offset starts, and where what stands on it ends."""
        start, end = self.line_bounds(bisect_right(self.line_starts, offset) - 1)
        return start, start + len(self.content[start:end].rstrip())

    def offset(self, position: Position, encoding: Encoding = Encoding.UTF_16) -> int:
        """Return the offset of a place whose column counts in `encoding`; inside a character means at its start."""
        start, end = self.line_bounds(position.line)
        return start + _characters(self.content[start:end], position.character, encoding)

    def position(self, offset: int, encoding: Encoding = Encoding.UTF_16) -> Position:
        """Return the place of an offset, its column counted in `encoding`."""
        line = bisect_right(self.line_starts, offset) - 1
        start, end = self.line_bounds(line)
        return Position(line, _units(self.content[start : min(offset, end)], encoding))

    def range(self, start: int, end: int) -> Range:
        """Return the model's range between two offsets."""
        return Range(self.position(start), self.position(end))

    def from_client(self, position: Position, encoding: Encoding) -> Position:
        """Return the model's position for one in the client's units."""
        return self.position(self.offset(position, encoding))

    def to_client(self, position: Position, encoding: Encoding) -> Position:
        """Return the model's position in the client's units; a place the text does not have stays as it is."""
        if encoding is Encoding.UTF_16 or position.line >= self.line_count:
            return position
        return self.position(self.offset(position), encoding)


def text_from(start: Position, content: str) -> Text:
    """Return a text in which `content` begins at `start`, with blanks before it.

    For a part whose document is not known any more. Before it on its line we assume characters that every encoding
    counts as one.
    """
    return Text("\n" * start.line + " " * start.character + content)


def _units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UTF_32 or text.isascii():
        return len(text)
    size = len(text.encode(_codec(encoding), "surrogatepass"))
    return size if encoding is Encoding.UTF_8 else size // 2


def _characters(text: str, units: int, encoding: Encoding) -> int:
    if encoding is Encoding.UTF_32 or text.isascii():
        return min(units, len(text))
    data = text.encode(_codec(encoding), "surrogatepass")
    cut = _whole_utf_8(data, units) if encoding is Encoding.UTF_8 else _whole_utf_16(data, units)
    return len(data[:cut].decode(_codec(encoding), "surrogatepass"))


def _codec(encoding: Encoding) -> str:
    return "utf-8" if encoding is Encoding.UTF_8 else "utf-16-le"


def _whole_utf_8(data: bytes, units: int) -> int:
    cut = min(units, len(data))
    while 0 < cut < len(data) and data[cut] & 0xC0 == 0x80:
        cut -= 1
    return cut


def _whole_utf_16(data: bytes, units: int) -> int:
    cut = min(2 * units, len(data))
    splits_a_pair = 0 < cut < len(data) and data[cut + 1] & 0xFC == 0xDC and data[cut - 1] & 0xFC == 0xD8
    return cut - 2 if splits_a_pair else cut
