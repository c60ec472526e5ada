"""What a text imports and exports, as its statements say it (ECMA-262, "Modules")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

EVERYTHING = "*"
"""The imported or exported name that means the whole module."""


@dataclass(frozen=True, slots=True)
class Binding:
    """`local` is the name here of what is called `name` there."""

    local: str
    name: str


@dataclass(frozen=True, slots=True)
class Request:
    """A module that a statement asks for; `offset` is where its specifier stands."""

    specifier: str
    offset: int


@dataclass(frozen=True, slots=True)
class Import:
    """`import` with what it binds; nothing is bound by ``import 'x'``."""

    request: Request
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """`export` of local names (`request` is None) or of another module's; `EVERYTHING` is exported by a star."""

    request: Request | None
    bindings: tuple[Binding, ...]


def import_of(statement: Node) -> Import:
    """Return what an import statement says."""
    clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
    bindings = tuple(_imported(clause)) if clause else ()
    return Import(_request(statement) or Request("", statement.start_byte), bindings)


def export_of(statement: Node) -> Export:
    """Return what an export statement without a declaration says."""
    request = _request(statement)
    clause = next((child for child in statement.named_children if child.type == "export_clause"), None)
    if clause is not None:
        return Export(request, tuple(_specified(clause, "export_specifier")))
    star = next((child for child in statement.children if child.type in ("namespace_export", "*")), None)
    if star is not None and star.type == "namespace_export":
        return Export(request, (Binding(_text(star.named_children[-1]), EVERYTHING),))
    return Export(request, (Binding(EVERYTHING, EVERYTHING),) if star else ())


def _imported(clause: Node) -> Iterator[Binding]:
    for child in clause.named_children:
        if child.type == "identifier":
            yield Binding(_text(child), "default")
        elif child.type == "namespace_import":
            yield Binding(_text(child.named_children[-1]), EVERYTHING)
        elif child.type == "named_imports":
            yield from _specified(child, "import_specifier")


def _specified(clause: Node, kind: str) -> Iterator[Binding]:
    """Yield `name` or `name as alias`: an import's local name is the alias, an export's is the name."""
    for child in clause.named_children:
        if child.type != kind:
            continue
        name, alias = child.child_by_field_name("name"), child.child_by_field_name("alias")
        first = _text(name) if name else ""
        second = _text(alias) if alias else first
        yield Binding(second, first) if kind == "import_specifier" else Binding(first, second)


def _request(statement: Node) -> Request | None:
    source = statement.child_by_field_name("source")
    return Request(_text(source), source.start_byte) if source else None


def _text(node: Node) -> str:
    """Return a name, or a string without its quotes."""
    text = (node.text or b"").decode("utf-8")
    return text[1:-1] if node.type == "string" else text
