"""Strict scripts, which the engine evaluates as scripts: in `eval` what they declare would be their own.

What such a script throws is caught around its statements, and its completion value is kept in a variable.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from vm_lsp.worker.source.completion import Completion, is_sure, opening
from vm_lsp.worker.source.hoisting import is_var_head, outside_functions
from vm_lsp.worker.source.outline import LEXICAL, is_silent
from vm_lsp.worker.source.rewriter import Rewriter, declarators_without_value
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.edits import Edits
    from vm_lsp.worker.source.outline import Statement

_HEADS = frozenset({"for_statement", "for_in_statement"})


class StrictRewriter(Rewriter):
    """Collects the edits of a script that is evaluated as a script."""

    def edits(self) -> Edits:
        """Return the edits that put every hook in its place."""
        body = self._after_directives()
        stretches = self._stretches(body)
        valued = self._valued()
        for place, (first, _) in enumerate(stretches):
            self._begin(first, place == 0)
            self._edits.insert(first.start, f"let {self._variable}={self._hook}.result();" if valued else "")
        if body and body - 1 in valued:
            text = self._data[self._statements[body - 1].start : self._statements[body - 1].stop].decode()
            self._edits.insert(self._statements[body - 1].end, f";{self._hook}.last({text});", closing=True)
        completion = Completion(self._edits, self._variable)
        for index, statement in enumerate(self._statements[body:], body):
            self._statement(index, statement, completion if index in valued else None)
        for _, last in stretches:
            told = f";{self._hook}.last({self._variable})" if valued else ""
            self._edits.insert(last.end, told + self._closing(), closing=True)
        return self._edits

    @property
    def _variable(self) -> str:
        return f"{self._hook}c"

    def _begin(self, statement: Statement, first: bool) -> None:
        """Begin a stretch of statements with that one; `first` for the stretch that declares."""
        self._edits.insert(statement.start, self._opening(first))

    def _opening(self, first: bool) -> str:
        return "try{" + (self._declare() if first else "")

    def _closing(self) -> str:
        return f"}}catch(e){{{self._hook}.thrown(e)}}"

    def _stretches(self, body: int) -> list[tuple[Statement, Statement]]:
        """The first and last of each run of statements to catch what is thrown in.

        Function declarations stay outside, since in a block they would not be globals.
        """
        runs = groupby(self._statements[body:], lambda statement: statement.kind == "function")
        stretches = [list(run) for is_function, run in runs if not is_function]
        return [(stretch[0], stretch[-1]) for stretch in stretches]

    def _valued(self) -> set[int]:
        """The indices of the statements that the script's value can come from, from its end on."""
        found: set[int] = set()
        for index in range(len(self._statements) - 1, -1, -1):
            statement = self._statements[index]
            if not is_silent(statement):
                found.add(index)
                if statement.node is None or is_sure(statement.node):
                    break
        return found

    def _statement(self, index: int, statement: Statement, completion: Completion | None) -> None:
        kind, node = statement.kind, statement.node
        if kind == "expression":
            self._expression(index, statement, completion)
        elif kind == "class":
            self._edits.insert(node.start_byte if node else statement.start, f"{statement.names[0].text}=")
            self._told(index, statement)
        elif kind == "function":
            self._told(index, statement)
        elif kind in LEXICAL or kind == "var":
            if kind == "var" and node is not None:
                self._vars_inside(node)  # first: its brackets close before what is told
            self._variables(index, statement)
        elif completion and node:
            completion.keep(node)
        if node is not None and kind in ("other", "export"):
            self._vars_inside(node)

    def _expression(self, index: int, statement: Statement, completion: Completion | None) -> None:
        shown = "" if index == self._last else f"{self._hook}.value({index},("
        value = statement.node.named_children[-1] if statement.node and statement.node.named_children else None
        kept = f"{self._variable}={opening(value)}" if completion else ""
        self._edits.insert(statement.start, shown + kept)
        self._edits.insert(statement.stop, (")" if kept else "") + ("))" if shown else "") + ";", closing=True)

    def _told(self, index: int, statement: Statement) -> None:
        # The semicolon, since a bracket that begins the next line would otherwise join in.
        report = f"{self._report(index, statement)};" if statement.initialised else ""
        self._edits.insert(statement.end, ";" + report, closing=True)

    def _variables(self, index: int, statement: Statement) -> None:
        """`const {a} = o` becomes `;    ({a} = o)`: the keyword is blanked, columns stay."""
        node = statement.node
        if statement.kind != "var":
            self._edits.blank(node.start_byte if node else statement.start, len(statement.kind))
            for declarator in declarators_without_value(statement):
                self._edits.insert(end_of(declarator), "=void 0", closing=True)
            for declarator in node.named_children if node else []:
                self._grouped(declarator, "(")
        elif node is None:
            self._edits.blank(statement.start, len("var"))
        self._told(index, statement)

    def _vars_inside(self, statement: Node) -> None:
        """A `var` would be the engine's own, for ever, or a function's: it loses its keyword as `let` does."""
        for inner in outside_functions(statement):
            if inner.type == "variable_declaration":
                self._var(inner, outermost=inner == statement)
            elif is_var_head(inner):
                keyword = next(child for child in inner.children if child.type == "var")
                self._edits.blank(keyword.start_byte, len("var"), joined=True)

    def _var(self, node: Node, outermost: bool) -> None:
        """`var {a} = o` becomes `    void 0,({a} = o)`, which no line before it can take for arguments of a call."""
        in_head = node.parent is not None and node.parent.type in _HEADS
        self._edits.blank(node.children[0].start_byte, len("var"), joined=not outermost)
        for place, declarator in enumerate(child for child in node.named_children):
            apart = place == 0 and not outermost and not in_head
            self._grouped(declarator, "void 0,(" if apart else "(")

    def _grouped(self, declarator: Node, opening: str) -> None:
        if declarator.type == "variable_declarator" and declarator.children[0].type.endswith("_pattern"):
            self._edits.insert(declarator.start_byte, opening)
            self._edits.insert(end_of(declarator), ")", closing=True)

    def _declare(self) -> str:
        """Say which names the script declares; what it hoists is made by the runtime."""
        return super()._declare().removesuffix(");") + ",true);" if self._declares() else ""

    def _declares(self) -> bool:
        return any(statement.names for statement in self._statements) or bool(self._vars())
