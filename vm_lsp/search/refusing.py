"""How a search that can't be read is refused: with the place, and what would be right there."""

from __future__ import annotations

from vm_lsp.errors import ValidationError


class UnreadableError(Exception):
    """Part of a query makes no sense: `start` and `end` are indices of the part that the reader was given."""

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint


def refusal(query: str, unreadable: UnreadableError) -> ValidationError:
    """Return the error a person gets; its details point at the place in UTF-16 units of the query."""
    hint = f" {unreadable.hint}" if unreadable.hint else ""
    start, end = (utf16_length(query[:index]) for index in (unreadable.start, unreadable.end))
    return ValidationError(
        f"{unreadable.message}{hint}", {"key": "search", "start": start, "end": end, "hint": unreadable.hint}
    )


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units `text` has."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def index_at(text: str, units: int) -> int:
    """Return the index in `text` that is `units` UTF-16 units from its start; past the end means the end."""
    for index, character in enumerate(text):
        if units <= 0:
            return index
        units -= 2 if ord(character) > 0xFFFF else 1
    return len(text)
