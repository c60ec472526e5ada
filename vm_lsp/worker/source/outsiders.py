"""Words that have a meaning only inside of what is around a selection: `yield`, `super`, `break` and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Tree

_MAY_BE = re.compile(rb"\b(?:yield|super|target|break|continue)\b|#")
_GENERATORS = frozenset({"generator_function", "generator_function_declaration"})
_FUNCTIONS = _GENERATORS | {"function_declaration", "function_expression"}
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement", "switch_statement"})
_INITIALIZED = frozenset({"field_definition", "class_static_block"})
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
    if not _MAY_BE.search(data):
        return None
    return next(_found(tree.root_node, frozenset()), None)


def _found(node: Node, around: frozenset[str]) -> Iterator[Outsider]:
    needed = _needed(node)
    if needed is not None and needed not in around:
        yield _outsider(node, needed)
    inner = _around(node, around)
    for child in node.named_children:
        yield from _found(child, inner)


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


def _around(node: Node, around: frozenset[str]) -> frozenset[str]:
    """What is around the children of a node: a function has none of what is around it, but for a class's names."""
    if node.type in _LOOPS:
        return around | {"loop"}
    if node.type == "class_body":
        return around | {"class"}
    if node.type not in _FUNCTIONS and node.type not in _INITIALIZED and node.type != "method_definition":
        return around - {"loop", "generator"} if node.type == "arrow_function" else around
    own = {"function"} if node.type in _FUNCTIONS else {"function", "method"}
    if node.type in _GENERATORS or any(child.type == "*" for child in node.children[:3]):
        own.add("generator")
    return frozenset(own) | (around & {"class"})
