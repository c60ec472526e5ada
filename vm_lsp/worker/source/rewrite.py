"""Makes a script re-runnable and observable without changing what it means.

The script stays a script: functions and `var` keep their hoisting, 'use strict' its place. Into it go, all on the
lines they concern, calls of the runtime's hooks (`runtime/hooks.js`): what each top-level statement came to, what each
declaration bound, what was thrown. Top-level `let`, `const` and `class` lose their keyword and become assignments to
globals that the runtime declares, so that they can be declared again.

Where the text has syntax errors, declares a name twice, or does something that this can't carry over, there is no
rewriting, and the original is run as it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from vm_lsp.worker.source.completion import completions
from vm_lsp.worker.source.declarations import BoundNames, bound_names, first_clash, keyword_length
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS, end_of, parse, statements

if TYPE_CHECKING:
    from tree_sitter import Node

_LEXICAL = frozenset({"lexical_declaration", "class_declaration"})
_MODULE = frozenset({"import_statement", "export_statement", "using_declaration"})


@dataclass(frozen=True, slots=True)
class Script:
    """A text to evaluate: `edits` lead back to the original, `spans` are its top-level statements in bytes.

    `last` is the index of the statement whose value is the script's, -1 where there is none. `observed` is false for an
    original that runs as it is: no hook will tell of it. `refused` is set where it can't run at all: the byte offset
    and the message of a syntax error.
    """

    data: bytes
    edits: Edits
    spans: tuple[tuple[int, int], ...]
    last: int
    observed: bool
    refused: tuple[int, str] | None = None


def original(data: bytes) -> Script:
    """Return the script as it stands; only a hashbang, which nothing may precede, becomes a comment."""
    return _untouched(data, statements(parse(data)))


def rewrite(data: bytes, hook: str) -> Script:
    """Return the script with the calls of `hook`, a name that nothing in the script can know."""
    try:
        return _rewritten(data, hook)
    except RecursionError:  # nested deeper than any program is
        return original(data)


def _rewritten(data: bytes, hook: str) -> Script:
    tree = parse(data)
    nodes = statements(tree)
    names = [bound_names(node) for node in nodes]
    if tree.root_node.has_error or any(map(_is_beyond_us, nodes)) or any(map(_lacks_value, nodes)) or not _plain(names):
        return _untouched(data, nodes)
    if clash := first_clash(names):
        return replace(_untouched(data, nodes), refused=clash)
    edits = _Rewriter(data, nodes, names, hook).edits()
    return replace(_untouched(data, nodes), data=edits.apply(_without_hashbang(data)), edits=edits, observed=True)


def _untouched(data: bytes, nodes: list[Node]) -> Script:
    spans = tuple((node.start_byte, end_of(node)) for node in nodes)
    return Script(_without_hashbang(data), Edits(), spans, _last(nodes), observed=False)


def _last(nodes: list[Node]) -> int:
    """The index of the last statement that is no function, as those are hoisted; of the last if all are."""
    return max((i for i, node in enumerate(nodes) if node.type not in DECLARED_FUNCTIONS), default=len(nodes) - 1)


def _without_hashbang(data: bytes) -> bytes:
    return b"//" + data[2:] if data.startswith(b"#!") else data


def _is_beyond_us(node: Node) -> bool:
    """Whether it belongs to a module, or is a `let` taken for a variable (tree-sitter wants its name on that line)."""
    is_let = node.type == "expression_statement" and node.children[0].text == b"let"
    return is_let or node.type in _MODULE


def _lacks_value(node: Node) -> bool:
    """Whether it declares a constant or a pattern without a value: a syntax error that an assignment would hide."""
    if node.type not in ("lexical_declaration", "variable_declaration"):
        return False
    bare = [
        child.children[0]
        for child in node.named_children
        if child.type == "variable_declarator" and child.child_by_field_name("value") is None
    ]
    return any(node.children[0].type == "const" or name.type.endswith("_pattern") for name in bare)


def _plain(names: list[BoundNames]) -> bool:
    """Whether every declared name is written as it is, without escapes, and none is the word `let` itself."""
    return not any("\\" in name.text or name.text == "let" for bound in names for name in bound.names)


class _Rewriter:
    """Collects the edits of one script, statement by statement."""

    def __init__(self, data: bytes, nodes: list[Node], names: list[BoundNames], hook: str) -> None:
        self._data = data
        self._nodes = nodes
        self._names = names
        self._hook = hook
        self._edits = Edits()
        self._last = _last(nodes)

    def edits(self) -> Edits:
        body = self._after_directives()
        stretches = self._stretches(body)
        opening = "try{" + self._declare()
        for first, _ in stretches:
            self._edits.insert(first.start_byte, opening)
            opening = "try{"
        for index, node in enumerate(self._nodes):
            if index < body:
                self._directive(index, node)
            else:
                self._statement(index, node)
        for _, last in stretches:
            self._edits.insert(end_of(last), f"}}catch(e){{{self._hook}.thrown(e)}}", closing=True)
        return self._edits

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
        kinds = [("const",), ("let", "class"), ("var",)]
        lists = [[name.text for bound in self._names if bound.kind in of for name in bound.names] for of in kinds]
        if not any(lists):
            return ""
        return f"{self._hook}.declare({','.join(json.dumps(json.dumps(names)) for names in lists)});"

    def _directive(self, index: int, node: Node) -> None:
        if index == self._last:
            text = self._data[node.children[0].start_byte : end_of(node.children[0])].decode()
            self._edits.insert(end_of(node), f";{self._hook}.last({text});")

    def _statement(self, index: int, node: Node) -> None:
        if node.type == "expression_statement":
            self._expression(index, node)
        elif node.type in _LEXICAL or node.type == "variable_declaration" or node.type in DECLARED_FUNCTIONS:
            self._declaration(index, node)
        elif index == self._last:
            for expression in completions(node):
                self._edits.insert(expression.start_byte, f"{self._hook}.completion=(")
                self._edits.insert(end_of(expression), ")", closing=True)
            self._edits.insert(end_of(node), f";{self._hook}.completed();", closing=True)

    def _expression(self, index: int, node: Node) -> None:
        expression = node.children[0]
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
