"""Places between the client's units (lsprotocol's classes and our arguments) and the model's."""

from __future__ import annotations

from typing import Any, Protocol

from lsprotocol import types

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Position, Range
from vm_lsp.lsp.documents import Documents
from vm_lsp.lsp.text import Encoding, Text


class ClientPlace(Protocol):
    """A line and a column as the client counts: an argument's place or lsprotocol's position."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def character(self) -> int:
        """The column, from 0, in the client's units."""


class ClientSpan(Protocol):
    """From a place up to another."""

    @property
    def start(self) -> ClientPlace:
        """Where it begins."""

    @property
    def end(self) -> ClientPlace:
        """Where it ends, exclusive."""


def to_position(documents: Documents, uri: str, place: Position) -> types.Position:
    """Return a model's position in the open document as the client counts; unconverted where it is not open."""
    document = documents.get(uri)
    found = document.text.to_client(place, documents.encoding) if document else place
    return types.Position(found.line, found.character)


def to_range(documents: Documents, uri: str, place: Range) -> types.Range:
    """Return a model's range in the open document as the client counts."""
    return types.Range(to_position(documents, uri, place.start), to_position(documents, uri, place.end))


def from_span(text: Text, span: ClientSpan, encoding: Encoding, key: str = "range") -> Range:
    """Return the model's range for one of the client's, columns clamped to their line.

    The end may be the start of the line after the last one, which is how editors say "to the end, linewise".

    Raises:
        ValidationError: a line is outside the document, or the end is before the start; names `key`.
    """
    start = from_place(text, span.start, encoding, f"{key}.start")
    past_the_end = span.end.line == text.line_count and span.end.character == 0
    end = text.position(len(text.content)) if past_the_end else from_place(text, span.end, encoding, f"{key}.end")
    if end < start:
        raise ValidationError(f"`{key}` ends before it starts.", {"key": key})
    return Range(start, end)


def from_place(text: Text, place: ClientPlace, encoding: Encoding, key: str = "position") -> Position:
    """Return the model's position for one of the client's, the column clamped to its line.

    Raises:
        ValidationError: the line is outside the document; names `key`.
    """
    if place.line >= text.line_count:
        lines = f"{text.line_count} line{'s' if text.line_count != 1 else ''}"
        raise ValidationError(
            f"`{key}` is outside the document: line {place.line + 1} of {lines}.",
            {"key": key, "line": place.line, "lineCount": text.line_count},
        )
    return text.from_client(Position(place.line, place.character), encoding)


def unconverted(span: ClientSpan, key: str = "range") -> Range:
    """Return the model's range with the client's columns, for a document whose text is not at hand.

    Raises:
        ValidationError: the end is before the start; names `key`.
    """
    start, end = Position(span.start.line, span.start.character), Position(span.end.line, span.end.character)
    if end < start:
        raise ValidationError(f"`{key}` ends before it starts.", {"key": key})
    return Range(start, end)


def offset_of(text: Text, place: ClientPlace, encoding: Encoding) -> int:
    """Return the offset of one of the client's places, clamped."""
    return text.offset(Position(place.line, place.character), encoding)


def span(place: types.Range) -> dict[str, Any]:
    """Return a range as a command's argument has it."""
    return {
        "start": {"line": place.start.line, "character": place.start.character},
        "end": {"line": place.end.line, "character": place.end.character},
    }
