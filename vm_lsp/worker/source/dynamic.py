"""``import()`` and ``import.meta``, which the engine does not know, as what stands in for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vm_lsp.worker.source.scopes import outside_methods

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.edits import Edits


def stand_in(edits: Edits, data: bytes, root: Node, importer: str, meta: str) -> None:
    """Let `importer` be called by each ``import(…)``, and `meta` be read by each ``import.meta``."""
    if b"import" not in data:
        return
    for node in _all(root):
        if node.type == "meta_property" and (node.text or b"").startswith(b"import"):
            _replace(edits, data, node, meta)
        elif node.type == "import" and node.parent is not None and node.parent.type == "call_expression":
            _replace(edits, data, node, importer)


def blank(edits: Edits, data: bytes, start: int, end: int) -> None:
    """Replace a stretch by spaces, keeping the ends of its lines."""
    edits.replace(start, bytes(byte if byte in b"\r\n" else 0x20 for byte in data[start:end]))


def without_this(edits: Edits, data: bytes, root: Node, nothing: str) -> None:
    """Let `nothing` be read by each ``this`` that no function inside has as its own: a module's is undefined."""
    if b"this" not in data:
        return
    for node in outside_methods(root):
        if node.type == "this":
            _replace(edits, data, node, nothing)


def _replace(edits: Edits, data: bytes, node: Node, by: str) -> None:
    blank(edits, data, node.start_byte, node.end_byte)
    edits.insert(node.start_byte, by)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.named_children:
        yield from _all(child)
