"""Takes stretches out of a text without moving anything: every byte and every UTF-16 column stays where it is."""

from __future__ import annotations

import re

_ENDS_LINE = frozenset("\r\n\u2028\u2029")
_WIDE = {2: "\u00a0", 3: "\u2003", 4: "\u00a0\u00a0"}
"""Spaces (ECMA-262, "White Space") as long as a character of so many bytes, in bytes and in UTF-16 units."""

_SPACE = rb"[\s\0]|\xc2\xa0|\xe2\x80[\x83\xa8\xa9]"
_GAP = re.compile(rb"(?:" + _SPACE + rb"|//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_LINE_END = re.compile(rb"[\r\n]|\xe2\x80[\xa8\xa9]")
_ASCII_BLANKS = bytes(byte if chr(byte) in "\r\n" else 0x20 for byte in range(256))


class Blanks:
    """A text in which stretches become spaces; offsets are bytes of UTF-8."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._made = bytearray(data)
        self._is_blank = bytearray(len(data))
        self.parts: list[tuple[int, int]] = []

    def blank(self, start: int, end: int, *, whole: bool = False) -> None:
        """Replace a stretch by spaces; the ends of its lines stay. In `parts` is what is no `whole` statement."""
        if not whole:
            self.parts.append((start, end))
        self._made[start:end] = _blanked(self.data[start:end])
        self._is_blank[start:end] = b"\1" * (end - start)

    def has_blank(self, offset: int) -> bool:
        """Whether what stood there is taken out."""
        return bool(self._is_blank[offset])

    def put(self, offset: int, text: str) -> None:
        """Write ASCII over as many bytes."""
        self._made[offset : offset + len(text)] = text.encode("ascii")

    def put_between(self, start: int, end: int, text: str) -> int | None:
        """Write ASCII over the first ASCII within one line that is as long; return where, None if there is none."""
        found = re.compile(rb"[^\r\n\x80-\xff]{%d}" % len(text)).search(self.data, start, end)
        if found is None:
            return None
        self.put(found.start(), text)
        return found.start()

    def after(self, offset: int) -> bytes:
        """Return the byte that comes next in the result behind spaces and comments, nothing at the end."""
        found = _GAP.match(self._made, offset)
        end = found.end() if found else offset
        return bytes(self._made[end : end + 1])

    def breaks_line(self, start: int, end: int) -> bool:
        """Whether a line ends in a stretch."""
        return _LINE_END.search(self.data, start, end) is not None

    def breaks_line_after(self, offset: int) -> bool:
        """Whether a line ends before what comes next."""
        found = _GAP.match(self._made, offset)
        return found is not None and self.breaks_line(offset, found.end())

    def text(self) -> str:
        """Return the result."""
        return self._made.decode("utf-8")


def _blanked(stretch: bytes) -> bytes:
    if stretch.isascii():
        return stretch.translate(_ASCII_BLANKS)
    return "".join(map(_blank_of, stretch.decode("utf-8"))).encode("utf-8")


def _blank_of(character: str) -> str:
    if character in _ENDS_LINE:
        return character
    return _WIDE.get(len(character.encode("utf-8")), " ")
