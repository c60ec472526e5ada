"""What stands around a piece of TypeScript, as far as taking a type away depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPES_ONLY = frozenset(
    {"interface_declaration", "type_alias_declaration", "comment", "empty_statement", "{", "}", ";"}
)
_NAMESPACES = frozenset({"internal_module", "module"})
_WRAPPERS = frozenset({"export_statement", "expression_statement"})
_BINDING = {"**": 4, "*": 3, "/": 3, "%": 3, "+": 2, "-": 2, "<<": 1, ">>": 1, ">>>": 1}
"""The operators that bind more closely than `as` does."""


def statement_of(node: Node) -> Node:
    """Return a declaration with the `export` it may have."""
    parent = node.parent
    return statement_of(parent) if parent is not None and parent.type in _WRAPPERS else node


def is_types_only(node: Node) -> bool:
    """Whether a namespace declares nothing that exists when the program runs."""
    if node.type in _TYPES_ONLY:
        return True
    if node.type in _NAMESPACES:
        body = node.child_by_field_name("body")
        return body is not None and all(map(is_types_only, body.children))
    if node.type in _WRAPPERS:
        return all(map(is_types_only, node.named_children))
    return False


def is_open_field(node: Node | None) -> bool:
    """Whether it is a field without a semicolon, which what follows might go on with; comments don't count."""
    while node is not None and node.type == "comment":
        node = node.prev_sibling
    return node is not None and node.type == "public_field_definition"


def is_misread(node: Node) -> bool:
    """Whether it stands in a text with errors, where it may be anything."""
    above = node.parent
    while above is not None and above.type != "ERROR":
        above = above.parent
    return above is not None


def begins_statement(node: Node) -> bool:
    """Whether nothing of its statement stands before it."""
    above = node.parent
    while above is not None and above.start_byte == node.start_byte:
        if above.type == "expression_statement":
            return True
        above = above.parent
    return False


def regroups(typed: Node) -> bool:
    """Whether `a + b as T * c`, of which TypeScript makes (a + b) * c, would mean another thing without its type."""
    outer, inner = typed.parent, typed.children[0]
    while inner.type in ("as_expression", "satisfies_expression"):
        inner = inner.children[0]
    if outer is None or outer.type != "binary_expression" or inner.type != "binary_expression":
        return False
    if outer.children[0] != typed:
        return False
    above, below = _BINDING.get(outer.children[1].type, 0), _BINDING.get(inner.children[1].type, 0)
    return above > below or above == _BINDING["**"]
