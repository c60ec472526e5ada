"""The expression an error points at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import end_of, parse

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

_IMPORTS = frozenset({"import_statement", "export_statement"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is known of an error beside its place: whether a call failed, and the property that could not be reached."""

    calling: bool = False
    property: str | None = None


UNKNOWN = Fault()


def expression_at(data: bytes, offset: int, fault: Fault = UNKNOWN) -> tuple[int, int]:
    """Return the byte range of the smallest call, `new`, member access or identifier that contains `offset`.

    The engine points at the class of a `new`: there the whole is meant, so `throw new Error('x')` starts at `new`. For
    a call that goes wrong it often points at an argument: with `calling` only calls count. For a property of nothing it
    points at the start of the chain: with `property` it is the access of that name. What goes wrong with an import is
    its specifier's fault. Where there is no such expression, the range is the token there, or empty.
    """
    nodes = list(path_to(data, offset))
    for above, inner in pairwise(nodes):
        if inner.type == "string" and above.type in _IMPORTS:
            return inner.start_byte, inner.end_byte
    for node in reversed(nodes) if fault.property is not None else ():
        if _reached(node) == fault.property:
            return node.start_byte, end_of(node)
    wanted = _CALLS if fault.calling else _EXPRESSIONS
    for node, parent in zip(reversed(nodes), [*reversed(nodes[:-1]), None], strict=True):
        if node.type in wanted:
            chosen = parent if parent is not None and _is_constructor(parent, node) else node
            return chosen.start_byte, end_of(chosen)
    if fault.calling:
        return expression_at(data, offset)
    token = nodes[-1] if nodes else None
    if token is None or token.child_count or token.end_byte <= offset:
        return offset, offset
    return token.start_byte, token.end_byte


def path_to(data: bytes, offset: int) -> Iterator[Node]:
    """The nodes that contain `offset`, from the root down: asking nodes for their parents would cost their depth."""
    cursor = _tree(data).walk()
    while (node := cursor.node) is not None and node.start_byte <= offset:
        yield node
        if cursor.goto_first_child_for_byte(offset) is None:
            return


def _reached(node: Node) -> str | None:
    """The name of the property that a member access reaches, as far as the text tells."""
    name = node.child_by_field_name("property") or node.child_by_field_name("index")
    if node.type not in ("member_expression", "subscript_expression") or name is None or name.text is None:
        return None
    return name.text.decode("utf-8").strip("'\"`")


def _is_constructor(parent: Node, node: Node) -> bool:
    return parent.type == "new_expression" and parent.child_by_field_name("constructor") == node


@lru_cache(maxsize=4)
def _tree(data: bytes) -> Tree:
    return parse(data)
