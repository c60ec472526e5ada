"""``import()`` and ``import.meta``, which the engine does not know, as what stands in for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vm_lsp.worker.source.occurrences import occurrences
from vm_lsp.worker.source.scopes import has_this

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.edits import Edits

_INK = re.compile(rb"[^\r\n]")


def stand_in(edits: Edits, data: bytes, root: Node, importer: str, meta: str) -> None:
    """Let `importer` be called by each ``import(…)``, and `meta` be read by each ``import.meta``."""
    for path in occurrences(data, root, ["import"]):
        if len(path) < 2 or path[-1].type != "import":
            continue
        if path[-2].type == "meta_property":
            _replace(edits, data, path[-2], meta)
        elif path[-2].type == "call_expression":
            _replace(edits, data, path[-1], importer)


def blank(edits: Edits, data: bytes, start: int, end: int) -> None:
    """Replace a stretch by spaces, keeping the ends of its lines."""
    edits.replace(start, _INK.sub(b" ", data[start:end]))


def without_this(edits: Edits, data: bytes, root: Node, nothing: str) -> None:
    """Let `nothing` be read by each ``this`` that no function inside has as its own: a module's is undefined."""
    for path in occurrences(data, root, ["this"]):
        if path[-1].type == "this" and not any(map(has_this, path)):
            _replace(edits, data, path[-1], nothing)


def _replace(edits: Edits, data: bytes, node: Node, by: str) -> None:
    blank(edits, data, node.start_byte, node.end_byte)
    edits.insert(node.start_byte, by)
