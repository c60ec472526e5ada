"""Which names the top-level statements of a script bind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node


class Name(NamedTuple):
    """A bound name and the byte offset at which it stands."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class BoundNames:
    """The names of a declaration and its kind: ``let``, ``const``, ``class``, ``var``, ``function``, or none.

    `initialised` tells whether any of them gets a value there.
    """

    kind: str | None
    names: tuple[Name, ...]
    initialised: bool


_NOTHING = BoundNames(None, (), False)


def bound_names(node: Node) -> BoundNames:
    """Return what a top-level statement declares."""
    if node.type == "class_declaration":
        return BoundNames("class", _own_name(node), True)
    if node.type in DECLARED_FUNCTIONS:
        return BoundNames("function", _own_name(node), True)
    if node.type in ("lexical_declaration", "variable_declaration"):
        return _variables(node)
    return _NOTHING


def _variables(node: Node) -> BoundNames:
    declarators = [child for child in node.named_children if child.type == "variable_declarator"]
    names = tuple(name for declarator in declarators for name in pattern_names(declarator.children[0]))
    initialised = any(declarator.child_by_field_name("value") for declarator in declarators)
    return BoundNames(node.children[0].type, names, initialised)


def _own_name(node: Node) -> tuple[Name, ...]:
    name = node.child_by_field_name("name")
    return (_name(name),) if name else ()


def pattern_names(pattern: Node) -> Iterator[Name]:
    """Yield the names that a binding pattern binds, in order; default values and computed keys bind nothing."""
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield _name(pattern)
    elif pattern.type == "pair_pattern":
        yield from pattern_names(_field(pattern, "value"))
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from pattern_names(_field(pattern, "left"))
    elif pattern.type in ("object_pattern", "array_pattern", "rest_pattern"):
        for child in pattern.named_children:
            yield from pattern_names(child)


def _field(node: Node, name: str) -> Node:
    child = node.child_by_field_name(name)
    return child if child else node.children[0]


def _name(node: Node) -> Name:
    return Name((node.text or b"").decode("utf-8"), node.start_byte)
