"""U+2028 and U+2029: they end a line for the engine (ECMA-262, "Line Terminators"), but not for editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import parse

if TYPE_CHECKING:
    from tree_sitter import Tree

_SEPARATOR = re.compile(rb"\xe2\x80[\xa8\xa9]")
_LENGTH = 3
_TEXTS = frozenset({"string_fragment", "template_string", "regex_pattern"})


def count_separators(data: bytes) -> int:
    """Return how many there are."""
    return len(_SEPARATOR.findall(data))


def separated_lines(data: bytes) -> list[int]:
    """Return the byte offsets of the lines that begin behind one, as the engine counts them."""
    places = [found.start() for found in _SEPARATOR.finditer(data)]
    if not places:
        return []
    tree = parse(data)
    return [place + _LENGTH for place in places if not _is_text(tree, place)]


def _is_text(tree: Tree, place: int) -> bool:
    """Whether it stands inside a string, a template or a block comment, where the engine counts no line."""
    node = tree.root_node.descendant_for_byte_range(place, place + _LENGTH)
    if node is None:
        return False
    return node.type in _TEXTS or (node.type == "comment" and (node.text or b"").startswith(b"/*"))
