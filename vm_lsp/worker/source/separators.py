"""Where the engine begins its lines: it counts U+2028 and U+2029 (ECMA-262, "Line Terminators"), as no editor does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import parse

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_SEPARATOR = re.compile(rb"\xe2\x80[\xa8\xa9]")
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_LENGTH = 3
_TEXTS = frozenset({"string_fragment", "template_string", "regex_pattern"})


def count_separators(data: bytes) -> int:
    """Return how many there are."""
    return len(_SEPARATOR.findall(data))


def engine_lines(data: bytes, line_starts: list[int]) -> list[int]:
    """Return the byte offset of each line as the engine counts them, from those of the editor's lines.

    A lone carriage return is no line's end for it in a block comment.
    """
    starts = sorted([*line_starts, *separated_lines(data)])
    if _LONE_RETURN.search(data) is None:
        return starts
    tree = parse(data)
    return [at for at in starts if not (data[at - 1 : at] == b"\r" and _is_in_block_comment(tree, at - 1))]


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
    return node.type in _TEXTS or _is_block_comment(node)


def _is_in_block_comment(tree: Tree, place: int) -> bool:
    node = tree.root_node.descendant_for_byte_range(place, place + 1)
    return node is not None and _is_block_comment(node)


def _is_block_comment(node: Node) -> bool:
    return node.type == "comment" and (node.text or b"").startswith(b"/*")
