"""A script as what stands at its top level: statements, and the comments between and behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vm_lsp.worker.source.erasing import erase
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.syntax import COMMENTS, end_of, parse, statements
from vm_lsp.worker.wire import WireRange

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement or a comment: characters `start` to `end` of the text, and where that is in the document."""

    start: int
    end: int
    range: WireRange
    is_comment: bool


def pieces(text: str, line: int = 0, column: int = 0, uri: str = "") -> tuple[list[Piece], bool]:
    """Return the pieces of `text`, in order, and whether it is broken; it stands at a place of the document `uri`."""
    erased = erase(text, uri)
    source = SourceText(erased.text, line, column, erased.parts)
    tree = parse(source.data)
    found = [(node.start_byte, source.end_with_types(end_of(node)), False) for node in statements(tree)]
    for node in tree.root_node.children:
        after = node.start_byte if node.type in COMMENTS else end_of(node)
        found += [(comment.start_byte, comment.end_byte, True) for comment in _comments(node, after)]
    characters = _Characters(SourceText(text).data)
    told = [
        Piece(characters.at(start), characters.at(end), source.range(start, end), is_comment)
        for start, end, is_comment in sorted(found)
    ]
    return told, tree.root_node.has_error


def _comments(node: Node, after: int) -> Iterator[Node]:
    """Yield the comments from the byte `after` on; tree-sitter has those behind a statement as parts of it."""
    if node.type in COMMENTS:
        yield node
        return
    for child in node.children:
        if child.end_byte > after:
            yield from (one for one in _comments(child, after) if one.start_byte >= after)


class _Characters:
    """Turns byte offsets into characters, each from the one before."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._byte = self._count = 0

    def at(self, offset: int) -> int:
        if offset < self._byte:
            self._byte = self._count = 0
        self._count += len(self._data[self._byte : offset].decode("utf-8", "ignore"))
        self._byte = offset
        return self._count
