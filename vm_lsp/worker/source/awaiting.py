"""Scripts that await at top level: what they consist of becomes a function that can, what it declares stays global.

Function declarations stay where they are, so that they are hoisted as before; what is between them becomes a chain of
async functions. Their `var` would be their own, and lose the keyword as `let` does.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vm_lsp.worker.source.declarations import keyword_length, pattern_names
from vm_lsp.worker.source.rewriter import Rewriter
from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS, end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

_FUNCTIONS = DECLARED_FUNCTIONS | {
    "function_expression",
    "generator_function",
    "arrow_function",
    "method_definition",
    "field_definition",
    "class_static_block",
}
"""What has an `await` and a `var` of its own."""
_HEADS = frozenset({"for_statement", "for_in_statement"})


def awaits(data: bytes, nodes: Iterable[Node]) -> bool:
    """Whether statements use `await`, or `for await`, outside of every function."""
    return b"await" in data and any(
        node.type == "await_expression" or (node.type == "for_in_statement" and _is_for_await(node))
        for statement in nodes
        for node in outside_functions(statement)
    )


def _is_for_await(node: Node) -> bool:
    return any(child.type == "await" for child in node.children[:2])


def outside_functions(node: Node) -> Iterator[Node]:
    """Yield a node and all in it that no function inside it owns; such functions themselves are yielded too."""
    yield node
    if node.type not in _FUNCTIONS:
        for child in node.named_children:
            yield from outside_functions(child)


def var_patterns(node: Node) -> list[Node]:
    """Return the binding patterns of a `var` or of the head of a loop with one; none of anything else."""
    if node.type == "variable_declaration":
        return [declarator.children[0] for declarator in _declarators(node)]
    return [left for left in [node.child_by_field_name("left")] if left] if _is_var_head(node) else []


class AwaitingRewriter(Rewriter):
    """Collects the edits of a script that awaits."""

    def _opening(self, first: bool) -> str:
        """The name is the one the engine gives to a script's own code in stacks; the parameter hides the hook."""
        declare = self._declare() if first else ""
        guarded = f"try{{{declare}}}catch(e){{{self._hook}.thrown(e)}}" if declare else ""
        return f'{guarded}{self._hook}.main({{"<eval>":async({self._hook})=>{{try{{'

    def _closing(self) -> str:
        return f"}}catch(e){{{self._hook}.thrown(e)}}{self._hook}.next()}}}});"

    def _declare(self) -> str:
        """Declare also what a script hoists to its top: every `var`, and functions in blocks (ECMA-262, annex B.3)."""
        constants, lets = self._names_of("const"), self._names_of("let", "class")
        hoisted = self._hoisted()
        if not (constants or lets or hoisted):
            return ""
        lists = ",".join(json.dumps(json.dumps(names)) for names in (constants, lets, hoisted))
        return f"{self._hook}.declare({lists},true);"

    def _hoisted(self) -> list[str]:
        lexical = {*self._names_of("const"), *self._names_of("let", "class")}
        names: list[str] = []
        for statement in self._nodes:
            for node in outside_functions(statement):
                names += [name.text for pattern in var_patterns(node) for name in pattern_names(pattern)]
                if self._is_of_block(node, statement):
                    names += [name for name in [_name(node)] if name not in lexical]
        return list(dict.fromkeys(names))

    def _is_of_block(self, node: Node, statement: Node) -> bool:
        """Whether it is a function in a block whose name a sloppy script has outside of that as well."""
        return not self._strict and node is not statement and node.type == "function_declaration"

    @property
    def _strict(self) -> bool:
        directives = self._nodes[: self._after_directives()]
        return any((node.children[0].text or b"")[1:-1] == b"use strict" for node in directives)

    def _statement(self, index: int, node: Node) -> None:
        super()._statement(index, node)
        if node.type in DECLARED_FUNCTIONS:
            return
        lexical = {*self._names_of("const"), *self._names_of("let", "class")}
        for inner in outside_functions(node):
            if inner.type == "variable_declaration":
                self._variables(inner, outermost=inner == node)
            elif _is_var_head(inner):
                self._edits.blank(_kind(inner).start_byte, len("var"), joined=True)
            elif self._is_of_block(inner, node) and _name(inner) not in lexical:
                name = _name(inner)
                self._edits.insert(end_of(inner), f";{self._hook}.global({json.dumps(name)},{name});", closing=True)

    def _variables(self, node: Node, outermost: bool) -> None:
        """`var {a} = o` becomes `    void 0,({a} = o)`, which no line before it can take for arguments of a call."""
        in_head = node.parent is not None and node.parent.type in _HEADS
        self._edits.blank(node.start_byte, keyword_length(node), joined=not outermost)
        for place, declarator in enumerate(_declarators(node)):
            if not declarator.children[0].type.endswith("_pattern"):
                continue
            apart = place == 0 and not outermost and not in_head
            self._edits.insert(declarator.start_byte, "void 0,(" if apart else "(")
            self._edits.insert(end_of(declarator), ")", closing=True)


def _is_var_head(node: Node) -> bool:
    """Whether it is a `for (var x of y)`, or one with `in`."""
    return node.type == "for_in_statement" and any(child.type == "var" for child in node.children)


def _kind(head: Node) -> Node:
    return next(child for child in head.children if child.type == "var")


def _declarators(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type == "variable_declarator"]


def _name(function: Node) -> str:
    name = function.child_by_field_name("name")
    return (name.text or b"").decode("utf-8") if name else ""
