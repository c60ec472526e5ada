"""Which top-level statement a cursor means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vm_lsp.worker.source.erasing import erase
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.syntax import parse, shown_end_of, statements
from vm_lsp.worker.wire import WireRange

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_LINES = 50  # above the cursor, in which a statement may begin
_MOST_BYTES = 16 * 1024  # of code in which it is looked for


def statement_at(text: str, line: int, column: int, uri: str = "") -> WireRange | None:
    """Return the range of the top-level statement at a cursor of the document `uri`, None where there is none.

    Of several on one line it is the one at or before the cursor; in front of a line's first statement it is that one;
    on a blank line or in a comment it is the one before. A broken statement may have taken in those behind it: there it
    is the whole one on the cursor's line, indented as the first one is.
    """
    source = _read(text, uri)
    cursor = source.offset(line, column)
    nodes = statements(parse(source.data, in_turns=True))
    chosen = _choose(source, [(node.start_byte, shown_end_of(source.data, node)) for node in nodes], cursor)
    if chosen and any(node.start_byte == chosen[0] and _is_broken(node) for node in nodes):
        indent = source.position(nodes[0].start_byte)[1]
        chosen = _whole_within(source, cursor, indent) or _with_its_line(source, chosen)
    return source.statement(*chosen) if chosen else None


def statement_ranges(text: str, uri: str = "") -> list[WireRange]:
    """Return the ranges of all top-level statements, in order; it holds the interpreter, 5 ms for 100 kB."""
    source = _read(text, uri)
    return [
        source.statement(node.start_byte, shown_end_of(source.data, node)) for node in statements(parse(source.data))
    ]


def statement_texts(text: str, line: int, column: int, most: int, uri: str = "") -> list[tuple[WireRange, str]]:
    """Return where the first `most` top-level statements of `text` stand, and each one's own text.

    `text` stands at `line` and `column` of the document `uri`.
    """
    source, written = _read(text, uri, line, column), SourceText(text).data
    nodes = statements(parse(source.data, in_turns=True))[:most]
    spans = [(node.start_byte, shown_end_of(source.data, node)) for node in nodes]
    whole = [(start, source.end_with_types(end)) for start, end in spans]
    return [(source.range(start, end), written[start:end].decode("utf-8", "replace")) for start, end in whole]


def _read(text: str, uri: str, line: int = 0, column: int = 0) -> SourceText:
    erased = erase(text, uri)
    return SourceText(erased.text, line, column, erased.parts)


def _choose(source: SourceText, spans: list[tuple[int, int]], cursor: int) -> tuple[int, int] | None:
    before = [span for span in spans if span[0] <= cursor]
    row = source.position(cursor)[0]
    if before and source.position(before[-1][1])[0] >= row:
        return before[-1]
    line_start, line_end = source.line_span(min(row, len(source.line_starts) - 1))
    on_the_line = [span for span in spans if line_start <= span[0] < line_end]
    if on_the_line:
        return on_the_line[0]
    return before[-1] if before else None


def _is_broken(node: Node) -> bool:
    """Whether it has errors in it, or is a token that was left over."""
    return node.has_error or not node.type.endswith(("_statement", "_declaration", "_block"))


def _whole_within(source: SourceText, cursor: int, indent: int) -> tuple[int, int] | None:
    """Return the whole statement at a cursor behind a broken one, None where there is none."""
    row = source.position(cursor)[0]
    for begun in range(row, max(-1, row - _MOST_LINES), -1):
        start, end = source.line_span(begun)
        code = source.data[start:end]
        if not code.strip() or len(code) - len(code.lstrip()) != indent:
            continue
        found = next(iter(statements(parse(source.data[start : start + _MOST_BYTES]))), None)
        if found is None or _is_broken(found):
            continue
        over = start + shown_end_of(source.data[start:], found)
        if source.position(over)[0] >= row:
            return start + found.start_byte, over
    return None


def _with_its_line(source: SourceText, broken: tuple[int, int]) -> tuple[int, int]:
    """Return a broken stretch with the rest of the line that it ends on."""
    line_start, line_end = source.line_span(source.position(broken[1])[0])
    return broken[0], line_start + len(source.data[line_start:line_end].rstrip())
