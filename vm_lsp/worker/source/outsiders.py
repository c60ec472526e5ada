"""Words that have a meaning only inside of what is around a selection: `yield`, `super`, `break` and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import language

if TYPE_CHECKING:
    from tree_sitter import Node, Query, Tree

_MAY_BE = re.compile(rb"\b(?:yield|super|target|break|continue)\b|#")
_GENERATORS = frozenset({"generator_function", "generator_function_declaration"})
_FUNCTIONS = _GENERATORS | {"function_declaration", "function_expression"}
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement", "switch_statement"})
_INITIALIZED = frozenset({"field_definition", "class_static_block"})
_NODES = (
    *("yield_expression", "super", "meta_property"),
    *("private_property_identifier", "break_statement", "continue_statement"),
)
_CLOSED = _FUNCTIONS | _INITIALIZED | {"method_definition"}
_OWN = {
    "generator": _CLOSED | {"arrow_function"},
    "method": _CLOSED,
    "function": _CLOSED,
    "class": frozenset[str](),
    "loop": _CLOSED | {"arrow_function"},
}
"""What ends the search for what a word needs around it."""

_PLACES = {
    "generator": "a generator function",
    "method": "a method",
    "function": "a function",
    "class": "its class",
    "loop": "a loop or a switch",
}


@dataclass(frozen=True, slots=True)
class Outsider:
    """Such a word and where it stands, in bytes; `home` says what it belongs into, in words."""

    word: str
    start: int
    end: int
    home: str


def first_outsider(data: bytes, tree: Tree) -> Outsider | None:
    """Return the first one in a text outside of what it belongs into, None if there is none.

    They are `yield` outside of a generator, `super` outside of a method, `new.target` outside of a function, a private
    name outside of a class, `break` and `continue` outside of a loop (ECMA-262, the early errors of each).
    """
    from tree_sitter import QueryCursor

    if not _MAY_BE.search(data):
        return None
    found = QueryCursor(_words()).captures(tree.root_node).get("word", [])
    for node in sorted(found, key=lambda node: node.start_byte):
        needed = _needed(node)
        if needed is not None and not _is_around(node, needed):
            return _outsider(node, needed)
    return None


@cache
def _words() -> Query:
    from tree_sitter import Query

    return Query(language(), f"[{' '.join(f'({name})' for name in _NODES)}] @word")


def _outsider(node: Node, needed: str) -> Outsider:
    shown = node if node.type in ("super", "meta_property", "private_property_identifier") else node.children[0]
    word = (shown.text or b"").decode("utf-8", "replace")
    return Outsider(word, shown.start_byte, shown.end_byte, _PLACES[needed])


def _needed(node: Node) -> str | None:
    match node.type:
        case "yield_expression" if len(node.children) > 1:  # alone it may be a name
            return "generator"
        case "super":
            return "method"
        case "meta_property" if (node.text or b"").startswith(b"new"):
            return "function"
        case "private_property_identifier":
            return "class"
        case "break_statement" | "continue_statement" if not node.named_child_count:
            return "loop"
    return None


def _is_around(node: Node, needed: str) -> bool:
    """Whether what a word needs is around it: a function has none of what is around it, but for a class's names."""
    above = node.parent
    while above is not None:
        if needed in _provided(above):
            return True
        if above.type in _OWN[needed]:
            return False
        above = above.parent
    return False


def _provided(node: Node) -> tuple[str, ...]:
    if node.type in _LOOPS:
        return ("loop",)
    if node.type == "class_body":
        return ("class",)
    if node.type in _INITIALIZED:
        return ("function", "method")
    if node.type not in _FUNCTIONS and node.type != "method_definition":
        return ()
    is_generator = node.type in _GENERATORS or any(child.type == "*" for child in node.children[:3])
    return ("function", "method" * (node.type == "method_definition"), "generator" * is_generator)
