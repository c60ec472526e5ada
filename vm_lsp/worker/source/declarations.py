"""Which names the top-level statements of a script bind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

_LEXICAL = frozenset({"let", "const", "class", "import"})
_FIXED = frozenset({"undefined", "NaN", "Infinity"})
"""Globals that no script can make its own."""


@dataclass(frozen=True, slots=True)
class Name:
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


def first_clash(declarations: Iterable[BoundNames]) -> tuple[int, str] | None:
    """Return where a name is declared that can't be declared there, and why; None where all is well.

    The rule is ECMA-262's for scripts: a lexical name is declared once, and not by `var` or `function` as well.
    """
    lexical: set[str] = set()
    hoisted: set[str] = set()
    for bound in declarations:
        for name in bound.names:
            clashes = name.text in lexical
            if bound.kind in _LEXICAL:
                clashes = clashes or name.text in hoisted or name.text in _FIXED
            if clashes:
                return name.offset, f"Identifier '{name.text}' has already been declared"
            (lexical if bound.kind in _LEXICAL else hoisted).add(name.text)
    return None


def keyword_length(declaration: Node) -> int:
    """Return the length of the keyword that a declaration begins with, in bytes."""
    keyword = declaration.children[0]
    return keyword.end_byte - keyword.start_byte


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
