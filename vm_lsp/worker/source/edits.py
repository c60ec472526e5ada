"""Insertions into a text, and the way back from a place in the result to the place in the original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter


class Edits:
    """What was put into a text, in bytes; nothing is ever taken out, so that every original place has its own."""

    def __init__(self) -> None:
        self._inserted: list[tuple[int, int, bytes]] = []
        self._origins: dict[bytes, int] = {}
        self._blanked: list[tuple[int, bytes]] = []

    def insert(
        self, offset: int, text: str, *, closing: bool = False, first: bool = False, origin: int | None = None
    ) -> None:
        """Put `text`, of one line, at `offset` of the original.

        At one place the closing insertions come first and innermost first, then the others in the order they came; with
        `first` before those of its kind that came earlier. With `origin`, what goes wrong inside of `text` leads back
        to that place.
        """
        if origin is not None:
            self._origins[text.encode("utf-8")] = origin
        self._inserted.append((offset, (0 if closing else 2) + (0 if first else 1), text.encode("utf-8")))

    def around(self, data: bytes, opening: str, closing: str) -> None:
        """Put `opening` before all of `data`, and `closing` behind it."""
        self.insert(0, opening)
        self.insert(len(data), closing, closing=bool(data))  # what closes goes first, where both are at one place

    def blank(self, offset: int, length: int, *, joined: bool = False) -> None:
        """Replace a keyword by a semicolon and spaces: what stands before it must not join what comes after.

        With `joined` by spaces only: it stands where there can be no statement of its own.
        """
        self._blanked.append((offset, (b"" if joined else b";").ljust(length)))

    def replace(self, offset: int, text: bytes) -> None:
        """Replace as many bytes by a text of that length."""
        self._blanked.append((offset, text))

    def __len__(self) -> int:
        return len(self._inserted) + len(self._blanked)

    def apply(self, data: bytes) -> bytes:
        """Return `data` with everything put in."""
        blanked = bytearray(data)
        for offset, blank in self._blanked:
            blanked[offset : offset + len(blank)] = blank
        pieces: list[bytes | bytearray] = []
        done = 0
        for offset, _, text in self._in_order:
            pieces += [blanked[done:offset], text]
            done = offset
        return b"".join([*pieces, blanked[done:]])

    def origin(self, offset: int) -> int:
        """Return the original offset of a place in the result; inside an insertion it is where that was put in."""
        index = bisect_right(self._places, offset) - 1
        if index < 0:
            return offset
        at, _, text = self._in_order[index]
        if offset < self._places[index] + len(text) and text in self._origins:
            return self._origins[text]
        return at + max(0, offset - self._places[index] - len(text))

    def place(self, offset: int) -> int:
        """Return where the original `offset` begins in the result, with what was put in there behind it."""
        index = bisect_left(self._in_order, (offset, 0, b""))
        if index == len(self._in_order):
            return offset + self._shift
        return offset + self._places[index] - self._in_order[index][0]

    @cached_property
    def _in_order(self) -> list[tuple[int, int, bytes]]:
        return sorted(self._inserted, key=itemgetter(0, 1))

    @cached_property
    def _places(self) -> list[int]:
        """Where each insertion begins in the result."""
        places, shift = [], 0
        for at, _, text in self._in_order:
            places.append(at + shift)
            shift += len(text)
        return places

    @cached_property
    def _shift(self) -> int:
        return sum(len(text) for _, _, text in self._inserted)
