"""What the statements of a script do to its outermost scope from inside blocks, and outside of every function."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vm_lsp.worker.source.declarations import pattern_names
from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from vm_lsp.worker.source.declarations import Name
    from vm_lsp.worker.source.outline import Statement

_FUNCTIONS = DECLARED_FUNCTIONS | {
    "function_expression",
    "generator_function",
    "arrow_function",
    "method_definition",
    "field_definition",
    "class_static_block",
}
"""What has an `await` and a `var` of its own."""
_MEMBERS = frozenset({"method_definition", "field_definition"})
_TELLING = re.compile(rb"\b(?:await|var|function|delete|return|catch)\b")


def outside_functions(node: Node) -> Iterator[Node]:
    """Yield a node and all in it that no function inside it owns; such functions themselves are yielded too."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        if node.type not in _FUNCTIONS:
            pending += reversed(node.named_children)
        elif node.type in _MEMBERS:  # the name of a member is computed outside of it
            pending += [child for child in node.named_children if child.type == "computed_property_name"]


def var_patterns(node: Node) -> list[Node]:
    """Return the binding patterns of a `var` or of the head of a loop with one; none of anything else."""
    if node.type == "variable_declaration":
        return [child.children[0] for child in node.named_children if child.type == "variable_declarator"]
    return [left for left in [node.child_by_field_name("left")] if left] if is_var_head(node) else []


def is_var_head(node: Node) -> bool:
    """Whether it is a `for (var x of y)`, or one with `in`."""
    return node.type == "for_in_statement" and any(child.type == "var" for child in node.children)


@dataclass
class Hoisting:
    """What stands outside of functions: `vars` and `functions` of blocks, as names; the rest as nodes.

    `functions` are those that a sloppy script has outside of their blocks as well (ECMA-262, annex B.3.2).
    """

    awaits: bool = False
    vars: list[Name] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    deletes: list[Node] = field(default_factory=list)
    catches: list[Node] = field(default_factory=list)
    returns: list[Node] = field(default_factory=list)

    def _see(self, node: Node, outermost: Node) -> None:
        kind = node.type
        if _awaits(node):
            self.awaits = True
        elif kind == "unary_expression" and node.children[0].type == "delete":
            self.deletes.append(node)
        elif kind == "catch_clause":
            self.catches.append(node)
        elif kind == "return_statement":
            self.returns.append(node)
        if node is outermost and kind != "for_in_statement":
            return  # what it declares itself is known
        if is_of_block(node):
            self.functions.append(name_of(node))
        self.vars += [name for pattern in var_patterns(node) for name in pattern_names(pattern)]


def awaits(data: bytes, nodes: Iterable[Node]) -> bool:
    """Whether statements use `await`, or `for await`, outside of every function."""
    return b"await" in data and any(_awaits(inner) for node in nodes for inner in outside_functions(node))


def hoisting(data: bytes, statements: Iterable[Statement]) -> Hoisting:
    """Return what there is outside of functions; plain statements have nothing of it."""
    found = Hoisting()
    for statement in statements:
        node = statement.node
        if node is not None and _TELLING.search(data, statement.start, statement.end):
            for inner in outside_functions(node):
                found._see(inner, node)
    return found


def is_of_block(node: Node) -> bool:
    """Whether it is a function whose name a sloppy script can have outside of the block it is in."""
    return node.type == "function_declaration" and node.children[0].type != "async"


def name_of(function: Node) -> str:
    """Return a function's own name."""
    name = function.child_by_field_name("name")
    return (name.text or b"").decode("utf-8") if name else ""


def _awaits(node: Node) -> bool:
    if node.type == "for_in_statement":
        return any(child.type == "await" for child in node.children[:2])
    return node.type == "await_expression"
