"""The smallest piece of a document around a selection that would run by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vm_lsp.worker.source.erasing import erase
from vm_lsp.worker.source.fragments import fragment_of
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.selection import runs
from vm_lsp.worker.source.syntax import end_of, parse
from vm_lsp.worker.wire import WireRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_LARGEST = 64 * 1024  # bytes of a piece that is tried
_SEQUENCES = frozenset({"program", "statement_block"})
_NO_PIECES = frozenset(
    {
        "arguments",
        "array_pattern",
        "catch_clause",
        "class_body",
        "class_heritage",
        "else_clause",
        "finally_clause",
        "formal_parameters",
        "method_definition",
        "object_pattern",
        "pair",
        "property_identifier",
        "spread_element",
        "string_fragment",
        "switch_body",
        "switch_case",
        "switch_default",
        "template_substitution",
        "variable_declarator",
    }
)
"""What would often run, but as something else than it is here."""


def enclosing(text: str, start: tuple[int, int], end: tuple[int, int], uri: str = "") -> WireRange | None:
    """Return the range to select instead of a fragment in `text`; None where the selection is none, or none is found.

    The selection in the document `uri` is from one line and column to another.

    A fragment is what `fragment_of` says; of statements that a selection touches they are all in it.
    """
    source = SourceText(erase(text, uri).text)
    first, last = source.offset(*start), source.offset(*end)
    chosen = source.data[first:last]
    if fragment_of(chosen) is None:
        return None
    blanks = len(chosen) - len(chosen.lstrip())
    return _around(source, first + blanks, first + len(chosen.rstrip()))


def _around(source: SourceText, start: int, end: int) -> WireRange | None:
    path = list(_path(parse(source.data, in_turns=True).root_node, start, end))
    for node in reversed(path):
        first, last = _piece(node, start, end)
        if last - first > _LARGEST:
            return None
        if first <= start and end <= last and runs(source.data[first:last]):
            return source.range(first, last)
    return None


def _path(root: Node, start: int, end: int) -> Iterator[Node]:
    """The nodes that contain all from `start` to `end`, from the root down."""
    node: Node | None = root
    while node is not None:
        if node.type not in _NO_PIECES:
            yield node
        node = next((child for child in node.children if child.start_byte <= start and end <= child.end_byte), None)


def _piece(node: Node, start: int, end: int) -> tuple[int, int]:
    """What to select of a node: of a sequence of statements those that the selection touches."""
    if node.type not in _SEQUENCES:
        return node.start_byte, end_of(node)
    touched = [child for child in node.named_children if child.start_byte < end and start < child.end_byte]
    touched = [child for child in touched if child.type != "comment"]
    return (touched[0].start_byte, end_of(touched[-1])) if touched else (end, start)
