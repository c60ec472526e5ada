"""What a text imports and exports, as its statements say it (ECMA-262, "Modules")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_BETWEEN = frozenset({"as", "comment"})
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_TYPE = re.compile(rb"\btype['\"]?\s*:\s*(['\"])(.*?)\1")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}

EVERYTHING = "*"
"""The imported or exported name that means the whole module."""


@dataclass(frozen=True, slots=True)
class Binding:
    """`local` is the name here of what is called `name` there; `offset` is where that is written."""

    local: str
    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Request:
    """A module that a statement asks for; `offset` is where its specifier stands, `type` the attribute it wants."""

    specifier: str
    offset: int
    type: str | None = None


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


def import_of(statement: Node, data: bytes) -> Import:
    """Return what an import statement of the text `data` says."""
    clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
    bindings = tuple(_imported(clause, data)) if clause else ()
    return Import(_request(statement, data) or Request("", statement.start_byte), bindings)


def export_of(statement: Node, data: bytes) -> Export:
    """Return what an export statement without a declaration says."""
    request = _request(statement, data)
    clause = next((child for child in statement.named_children if child.type == "export_clause"), None)
    if clause is not None:
        return Export(request, tuple(_specified(clause, "export_specifier", data)))
    star = next((child for child in statement.children if child.type in ("namespace_export", "*")), None)
    if star is not None and star.type == "namespace_export":
        return Export(request, (Binding(_text(star.named_children[-1], data), EVERYTHING, star.start_byte),))
    return Export(request, (Binding(EVERYTHING, EVERYTHING, star.start_byte),) if star else ())


def _imported(clause: Node, data: bytes) -> Iterator[Binding]:
    for child in clause.named_children:
        if child.type == "identifier":
            yield Binding(_text(child, data), "default", child.start_byte)
        elif child.type == "namespace_import":
            yield Binding(_text(child.named_children[-1], data), EVERYTHING, child.start_byte)
        elif child.type == "named_imports":
            yield from _specified(child, "import_specifier", data)


def _specified(clause: Node, kind: str, data: bytes) -> Iterator[Binding]:
    """Yield `name` or `name as alias`: an import's local name is the alias, an export's is the name."""
    for child in clause.named_children:
        if child.type != kind:
            continue
        words = [part for part in child.children if part.type not in _BETWEEN]
        first, second = _text(words[0], data), _text(words[-1], data)
        if kind == "import_specifier":
            yield Binding(second, first, child.start_byte)
        else:
            yield Binding(first, second, child.start_byte)


def _request(statement: Node, data: bytes) -> Request | None:
    source = statement.child_by_field_name("source")
    return Request(_text(source, data), source.start_byte, _type(statement, data)) if source else None


def _type(statement: Node, data: bytes) -> str | None:
    """Return what ``with { type: … }`` says (ECMA-262, "WithClause")."""
    attributes = next((child for child in statement.children if child.type == "import_attribute"), None)
    found = _TYPE.search(data, attributes.start_byte, attributes.end_byte) if attributes else None
    return found[2].decode("utf-8") if found else None


def _text(node: Node, data: bytes) -> str:
    """Return a name, or what a string stands for.

    The parser may have seen another text than is there (see `syntax.parse`): it tells the place.
    """
    text = data[node.start_byte : node.end_byte].decode("utf-8")
    return _ESCAPE.sub(_meant, text[1:-1]) if node.type == "string" else text


def _meant(escape: re.Match[str]) -> str:
    """Return what an escape in a string stands for (ECMA-262, "Static Semantics: SV")."""
    code = escape[1] or escape[2] or escape[3]
    return chr(int(code, 16)) if code else _LETTERS.get(escape[4], escape[4])
