"""Functions in a syntax tree, and the names by which the engine's stacks call them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from vm_lsp.worker.source.operations import text

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
        "class_static_block",
        "field_definition",
    }
)
"""What has a frame of its own; the initialisers of a class's fields share one, which has no name."""

_FRAMED = FUNCTIONS | {"class_body"}
_MOST_NODES = 20_000
_CLASSES = ("class_declaration", "class")
_ACCESSORS = ("get", "set")


def name_of(path: Sequence[Node]) -> str:
    """Return how stacks call the function that ends a path from the root down; '' where nothing names it."""
    node, above = path[-1], path[-2] if len(path) > 1 else None
    if node.type == "method_definition":
        return _method_name(node, path)
    if node.type == "field_definition":
        return ""
    own = text(node.child_by_field_name("name"))
    return own or (_given_name(above) if above is not None else "")


def _method_name(node: Node, path: Sequence[Node]) -> str:
    name = text(node.child_by_field_name("name")) or ""
    if name == "constructor":
        return _class_name(path)
    accessor = next((child.type for child in node.children if child.type in _ACCESSORS), None)
    return f"{accessor} {name}" if accessor else name


def _class_name(path: Sequence[Node]) -> str:
    for at in range(len(path) - 1, 0, -1):
        if path[at].type in _CLASSES:
            return text(path[at].child_by_field_name("name")) or _given_name(path[at - 1])
    return ""


def _given_name(above: Node) -> str:
    """The name that a nameless function gets from where it stands."""
    for field in ("name", "left", "key", "property"):
        named = above.child_by_field_name(field)
        if named is not None and named.named_child_count == 0:
            return (text(named) or "").strip("'\"")
    return ""


def functions_at_row(root: Node, row: int) -> Iterator[list[Node]]:
    """Yield the paths to the functions that begin on a row."""
    return (path for path in _on_row(root, row) if path[-1].type in FUNCTIONS and _begins_on(path[-1], row))


def fields_at_row(root: Node, row: int, name: str) -> Iterator[Node]:
    """Yield the fields of the classes of that name that are on a row."""
    for path in _on_row(root, row):
        if path[-1].type == "class_body" and _class_name(path) == name:
            yield from (child for child in path[-1].named_children if child.type == "field_definition")


def _on_row(root: Node, row: int) -> Iterator[list[Node]]:
    """The paths to the classes and functions that are on a row, outer ones first."""
    stack: list[tuple[Node, Any]] = [(root, None)]  # with the way up
    for _ in range(_MOST_NODES):
        if not stack:
            return
        way = stack.pop()
        if way[0].start_point.row <= row <= way[0].end_point.row:
            if way[0].type in _FRAMED:
                yield _unrolled(way)
            stack += [(child, way) for child in reversed(way[0].named_children)]


def _unrolled(way: tuple[Node, Any] | None) -> list[Node]:
    path = []
    while way is not None:
        path.append(way[0])
        way = way[1]
    return path[::-1]


def _begins_on(node: Node, row: int) -> bool:
    body = node.child_by_field_name("body")
    last = body.start_point.row if body is not None else node.end_point.row
    return node.type != "field_definition" and node.start_point.row <= row <= last
