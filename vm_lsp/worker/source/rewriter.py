"""The edits that make a script re-runnable and observable, statement by statement."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from vm_lsp.worker.source.completion import completions
from vm_lsp.worker.source.declarations import BoundNames, keyword_length
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS, end_of

if TYPE_CHECKING:
    from tree_sitter import Node

_LEXICAL = frozenset({"lexical_declaration", "class_declaration"})


def last_of(nodes: list[Node]) -> int:
    """Return the index of the last statement that is no function, as those are hoisted; of the last if all are."""
    return max((i for i, node in enumerate(nodes) if node.type not in DECLARED_FUNCTIONS), default=len(nodes) - 1)


class Rewriter:
    """Collects the edits of one script, statement by statement."""

    def __init__(self, data: bytes, nodes: list[Node], names: list[BoundNames], hook: str) -> None:
        self._data = data
        self._nodes = nodes
        self._names = names
        self._hook = hook
        self._edits = Edits()
        self._last = last_of(nodes)

    def edits(self) -> Edits:
        """Return the edits that put every hook in its place."""
        body = self._after_directives()
        stretches = self._stretches(body)
        for place, (first, _) in enumerate(stretches):
            self._begin(first, place == 0)
        for index, node in enumerate(self._nodes):
            if index < body:
                self._directive(index, node)
            else:
                self._statement(index, node)
        for _, last in stretches:
            self._edits.insert(end_of(last), self._closing(), closing=True)
        return self._edits

    def _begin(self, node: Node, first: bool) -> None:
        """Begin a stretch of statements with `node`; `first` for the one that declares."""
        self._edits.insert(node.start_byte, self._opening(first))

    def _opening(self, first: bool) -> str:
        return "try{" + (self._declare() if first else "")

    def _closing(self) -> str:
        return f"}}catch(e){{{self._hook}.thrown(e)}}"

    def _after_directives(self) -> int:
        """The index of the first statement behind the prologue of 'use strict' and the like."""
        for index, node in enumerate(self._nodes):
            if node.type != "expression_statement" or node.children[0].type != "string":
                return index
        return len(self._nodes)

    def _stretches(self, body: int) -> list[tuple[Node, Node]]:
        """The first and last of each run of statements to catch what is thrown in.

        Function declarations stay outside, since in a block they would not be globals.
        """
        runs = groupby(self._nodes[body:], lambda node: node.type in DECLARED_FUNCTIONS)
        stretches = [list(run) for is_function, run in runs if not is_function]
        return [(stretch[0], stretch[-1]) for stretch in stretches]

    def _declare(self) -> str:
        lists = [self._names_of("const"), self._names_of("let", "class"), self._names_of("var")]
        if not any(lists):
            return ""
        return f"{self._hook}.declare({','.join(json.dumps(json.dumps(names)) for names in lists)});"

    def _names_of(self, *kinds: str) -> list[str]:
        return [name.text for bound in self._names if bound.kind in kinds for name in bound.names]

    def _directive(self, index: int, node: Node) -> None:
        if index == self._last:
            text = self._data[node.children[0].start_byte : end_of(node.children[0])].decode()
            self._edits.insert(end_of(node), f";{self._hook}.last({text});")

    def _statement(self, index: int, node: Node) -> None:
        if node.type == "expression_statement":
            self._shown(index, node.children[0])
        elif node.type in _LEXICAL or node.type == "variable_declaration" or node.type in DECLARED_FUNCTIONS:
            self._declaration(index, node)
        elif index == self._last:
            for expression in completions(node):
                self._edits.insert(expression.start_byte, f"{self._hook}.completion=(")
                self._edits.insert(end_of(expression), ")", closing=True)
            self._edits.insert(end_of(node), f";{self._hook}.completed();", closing=True)

    def _shown(self, index: int, expression: Node) -> None:
        """Let the value of an expression be told."""
        opening = "last((" if index == self._last else f"value({index},("
        self._edits.insert(expression.start_byte, f"{self._hook}.{opening}")
        self._edits.insert(end_of(expression), "));", closing=True)

    def _declaration(self, index: int, node: Node) -> None:
        bound = self._names[index]
        if node.type == "class_declaration":
            self._edits.insert(node.start_byte, f"{bound.names[0].text}=")
        elif node.type == "lexical_declaration":
            self._assignments(node)
        # The semicolon, since a bracket that begins the next line would otherwise join in.
        names = "{" + ",".join(name.text for name in bound.names) + "}"
        report = f"{self._hook}.bound({index},{names});" if bound.initialised else ""
        self._edits.insert(end_of(node), ";" + report, closing=True)

    def _assignments(self, node: Node) -> None:
        """`const {a} = o` becomes `;    ({a} = o)`: the keyword is blanked, columns stay."""
        self._edits.blank(node.start_byte, keyword_length(node))
        for declarator in node.named_children:
            if declarator.type != "variable_declarator":
                continue
            if declarator.child_by_field_name("value") is None:
                self._edits.insert(end_of(declarator), "=void 0", closing=True)
            elif declarator.children[0].type.endswith("_pattern"):
                self._edits.insert(declarator.start_byte, "(")
                self._edits.insert(end_of(declarator), ")", closing=True)
