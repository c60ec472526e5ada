"""The expression an error points at."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vm_lsp.worker.source.culprits import culprit
from vm_lsp.worker.source.faults import UNKNOWN, Fault, Kind
from vm_lsp.worker.source.functions import functions_at_row, name_of
from vm_lsp.worker.source.operations import text
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
_CALLING = frozenset({Kind.MADE, Kind.INVOKED})
_LINE_END = re.compile(rb"\r\n|\r|\n")


def expression_at(data: bytes, offset: int, fault: Fault = UNKNOWN) -> tuple[int, int]:
    """Return the byte range of what failed, where the engine points at `offset`.

    What the fault tells goes first (`culprits.py`). Else it is the smallest call, `new`, member access or identifier
    that contains the offset, and for an error that a call is to blame for, the smallest call. What goes wrong with an
    import is its specifier's fault. Where there is no such expression, the range is the token there, or empty.
    """
    nodes = list(path_to(data, offset))
    for above, inner in pairwise(nodes):
        if inner.type == "string" and above.type in _IMPORTS:
            return inner.start_byte, inner.end_byte
    row = len(_LINE_END.findall(data, 0, offset))
    if nodes and (found := culprit(nodes, offset, row, fault)):
        return _extended(nodes, found.start, found.end, fault)
    if fault.kind in _CALLING and (call := _smallest(nodes, _CALLS)):
        return call
    start, end = _smallest(nodes, _EXPRESSIONS) or _token(nodes, offset)
    return (start, end) if start < end or not nodes else _name(nodes[0], row, fault) or (start, end)


@lru_cache(maxsize=64)
def point_at(data: bytes, offset: int, fault: Fault) -> int:
    """Return where in that expression a stack's text points, as V8 does: at the property of an access or a call."""
    start, end = expression_at(data, offset, fault)
    node = _tree(data).root_node.descendant_for_byte_range(start, end)
    if node is not None and node.type == "call_expression":
        node = node.child_by_field_name("function")
    property_ = node.child_by_field_name("property") if node is not None else None
    return property_.start_byte if property_ is not None else start


def _name(root: Node, row: int, fault: Fault) -> tuple[int, int] | None:
    """The name of the function that begins on a line: all there is to show where nothing in it is to blame."""
    for path in functions_at_row(root, row):
        name = path[-1].child_by_field_name("name")
        if name is not None and name_of(path) == fault.function:
            return name.start_byte, name.end_byte
    return None


def _smallest(nodes: list[Node], wanted: frozenset[str]) -> tuple[int, int] | None:
    for node, parent in zip(reversed(nodes), [*reversed(nodes[:-1]), None], strict=True):
        if node.type in wanted:
            chosen = parent if parent is not None and _is_constructor(parent, node) else node
            return chosen.start_byte, end_of(chosen)
    return None


def _token(nodes: list[Node], offset: int) -> tuple[int, int]:
    token = nodes[-1] if nodes else None
    if token is None or token.child_count or token.end_byte <= offset:
        return offset, offset
    if token.type == "class" and (name := nodes[-2].child_by_field_name("name")):
        token = name
    return token.start_byte, token.end_byte


def _extended(nodes: list[Node], start: int, end: int, fault: Fault) -> tuple[int, int]:
    """Of a chain such as `node.next.next` any access can have failed: then all of it is shown."""
    if fault.kind is not Kind.READ:
        return start, end
    node = nodes[0].descendant_for_byte_range(start, end)
    while node is not None and (above := node.parent) is not None:
        inner = above.child_by_field_name("object")
        if inner != node or text(above.child_by_field_name("property")) != fault.name:
            break
        node, end = above, end_of(above)
    return start, end


def path_to(data: bytes, offset: int) -> Iterator[Node]:
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
