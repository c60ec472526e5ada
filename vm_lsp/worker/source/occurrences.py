"""Where words stand in a tree. They are looked for in the text first: to visit every node takes far longer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_WORD = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*")


def occurrences(data: bytes, root: Node, words: Collection[str]) -> Iterator[list[Node]]:
    """Yield, for each place where one of `words` stands by itself, the nodes there, from `root` down to the smallest.

    The smallest can be a comment or a part of a string: the caller sees by its type.
    """
    wanted = {encoded for word in words if (encoded := word.encode("utf-8")) in data}
    for found in _WORD.finditer(data) if wanted else ():
        if found[0] in wanted and root.start_byte <= found.start() < root.end_byte:
            yield _path(root, found.start())


def _path(root: Node, offset: int) -> list[Node]:
    """The nodes that contain `offset`: asking nodes for their parents would cost their depth each time."""
    path: list[Node] = []
    cursor = root.walk()
    while (node := cursor.node) is not None and node.start_byte <= offset:
        if not path or node.type != path[-1].type or node.range != path[-1].range:  # a keyword has itself as its child
            path.append(node)
        if cursor.goto_first_child_for_byte(offset) is None:
            break
    return path
