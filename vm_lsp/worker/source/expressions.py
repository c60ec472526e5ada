"""The expression an error points at."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Tree

_CALLS = frozenset({"call_expression", "new_expression"})
_EXPRESSIONS = _CALLS | {
    "member_expression",
    "subscript_expression",
    "identifier",
    "this",
    "super",
    "private_property_identifier",
}


def expression_at(data: bytes, offset: int, *, calling: bool = False) -> tuple[int, int]:
    """Return the byte range of the smallest call, `new`, member access or identifier that contains `offset`.

    The engine points at the class of a `new`: there the whole is meant, so `throw new Error('x')` starts at `new`. For
    a call that goes wrong it often points at an argument: with `calling` only calls count. Where there is no such
    expression, the range is the token there, or empty.
    """
    nodes = list(_path(data, offset))
    wanted = _CALLS if calling else _EXPRESSIONS
    for node, parent in zip(reversed(nodes), [*reversed(nodes[:-1]), None], strict=True):
        if node.type in wanted:
            chosen = parent if parent is not None and _is_constructor(parent, node) else node
            return chosen.start_byte, chosen.end_byte
    if calling:
        return expression_at(data, offset)
    token = nodes[-1] if nodes else None
    if token is None or token.child_count or token.end_byte <= offset:
        return offset, offset
    return token.start_byte, token.end_byte


def _path(data: bytes, offset: int) -> Iterator[Node]:
    """The nodes that contain `offset`, from the root down: asking nodes for their parents would cost their depth."""
    cursor = _tree(data).walk()
    while (node := cursor.node) is not None and node.start_byte <= offset:
        yield node
        if cursor.goto_first_child_for_byte(offset) is None:
            return


def _is_constructor(parent: Node, node: Node) -> bool:
    return parent.type == "new_expression" and parent.child_by_field_name("constructor") == node


@lru_cache(maxsize=4)
def _tree(data: bytes) -> Tree:
    return parse(data)
