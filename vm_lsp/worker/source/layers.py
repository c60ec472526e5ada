"""Two edits of one text, the second made in what the first came to."""

from __future__ import annotations

from typing import Protocol


class Way(Protocol):
    """Leads from places in a text to places in what became of it, and back; in bytes."""

    def origin(self, offset: int) -> int:
        """Return the original offset of a place in the result."""

    def place(self, offset: int) -> int:
        """Return where an original offset begins in the result."""

    def __len__(self) -> int:
        """Return how many changes there are."""


class Layers:
    """The way through both, in a row."""

    def __init__(self, first: Way, second: Way) -> None:
        self._first = first
        self._second = second

    def origin(self, offset: int) -> int:
        """Return the original offset of a place in the result."""
        return self._first.origin(self._second.origin(offset))

    def place(self, offset: int) -> int:
        """Return where an original offset begins in the result."""
        return self._second.place(self._first.place(offset))

    def __len__(self) -> int:
        return len(self._first) + len(self._second)
