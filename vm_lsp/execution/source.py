"""Which text a request means: the whole document, a range of it, or the statement at a cursor."""

from __future__ import annotations

import asyncio
import re
from dataclasses import astuple, dataclass, replace

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Document, ExecutionRequest, Position, Range, SourceStatement
from vm_lsp.modules.reading import check_size, read_document
from vm_lsp.worker.source.enclosing import enclosing
from vm_lsp.worker.source.statements import statement_at, statement_ranges, statement_texts

LINE_END = re.compile(r"\r\n|\r|\n")  # ECMA-262 knows two more, which no editor counts as lines (LSP 3.17)

MOST_STATEMENTS = 300  # of one run that the history tells apart
MOST_IN_A_DOCUMENT = 5000  # that a place in it is compared with


@dataclass(frozen=True, slots=True)
class Source:
    """The text that runs, and where it stands; `range` is None for a whole document.

    `around` is the range to select instead where the text is only a piece of something.
    `commonjs`: whether it finds `require`, `module` and `exports`.
    """

    text: str
    start: Position
    range: Range | None
    around: Range | None = None
    commonjs: bool = True


def top_level(text: str, uri: str) -> list[Range]:
    """Return where each top-level statement of `text`, the document `uri`'s, stands: 5 ms for 100 kB."""
    return [_range(*astuple(found)) for found in statement_ranges(text, uri)]


def statements_of(taken: Source, uri: str, most: int = MOST_STATEMENTS) -> tuple[SourceStatement, ...]:
    """Return the top-level statements of a text of `uri` that runs, the first `most` of them."""
    found = statement_texts(taken.text, taken.start.line, taken.start.character, most, uri)
    return tuple(SourceStatement(_range(*astuple(at)), text) for at, text in found)


def statements_in(text: str, uri: str, place: Range) -> tuple[SourceStatement, ...]:
    """Return the top-level statements of a document that share text with `place`, or touch it where that is empty."""
    found = statements_of(Source(text, Position(0, 0), None), uri, MOST_IN_A_DOCUMENT)
    if place.empty:
        return tuple(one for one in found if one.range.start <= place.start <= one.range.end)
    return tuple(one for one in found if one.range.start < place.end and place.start < one.range.end)


async def take(request: ExecutionRequest, folder: str | None) -> Source:
    """Return what `request` means.

    Raises:
        InvalidPathError, FileMissingError, ValidationError: as `modules.reading`, for a document that is not open.
        ValidationError: the range is outside the document, or there is nothing to run at the cursor.
    """
    text = await _text_of(request.document, folder)
    if request.range is None:
        start = request.origin.start if request.origin else Position(0, 0)
        return Source(text, start, request.origin, commonjs=request.commonjs)
    if request.range.empty:
        return await asyncio.to_thread(_statement, text, request.document.uri, request.range.start)
    return await asyncio.to_thread(_selected, text, request.document.uri, request.range)


async def _text_of(document: Document, folder: str | None) -> str:
    if document.text is None:
        return await asyncio.to_thread(read_document, document.uri, folder)
    check_size(len(document.text), document.uri)
    return document.text


def _statement(text: str, uri: str, cursor: Position) -> Source:
    lines = _line_starts(text)
    _index(text, lines, cursor)
    found = statement_at(text, cursor.line, cursor.character, uri)
    if found is None:
        raise ValidationError("No statement at the cursor. Put it on one, or select what to run.")
    return _slice(text, _range(*astuple(found)))


def _selected(text: str, uri: str, place: Range) -> Source:
    source = _slice(text, place)
    start, end = place.start, place.end
    found = enclosing(text, (start.line, start.character), (end.line, end.character), uri)
    return replace(source, around=_range(*astuple(found))) if found else source


def _range(line: int, column: int, end_line: int, end_column: int) -> Range:
    return Range(Position(line, column), Position(end_line, end_column))


def _slice(text: str, place: Range) -> Source:
    lines = _line_starts(text)
    start, end = _index(text, lines, place.start), _index(text, lines, place.end)
    if end < start:
        raise ValidationError("The range ends before it starts.")
    return Source(text[start:end], place.start, place)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in LINE_END.finditer(text))]


def _index(text: str, lines: list[int], place: Position) -> int:
    """Return the index of a position in `text`; a column past the line's end means its end (LSP 3.17, Position)."""
    if not 0 <= place.line < len(lines) or place.character < 0:
        raise ValidationError(
            f"Line {place.line + 1}, column {place.character + 1} is outside the document of {len(lines)} lines."
        )
    start = lines[place.line]
    end = lines[place.line + 1] if place.line + 1 < len(lines) else len(text)
    units = 0
    for index, character in enumerate(text[start:end].rstrip("\r\n"), start):
        if units >= place.character:
            return index
        units += 2 if ord(character) > 0xFFFF else 1
    return start + len(text[start:end].rstrip("\r\n"))
