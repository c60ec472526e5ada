"""Keeps the completion value of a script that the engine can't tell it of (ECMA-262, "UpdateEmpty").

As the specification has it: each expression statement gives a value; `if`, loops, `switch`, `try` and `with` begin with
undefined; declarations, blocks, labels and jumps leave what was there, and so does a `finally` that ends as it should.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.edits import Edits

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_BEGINNING = _LOOPS | {"if_statement", "switch_statement", "try_statement", "with_statement"}
_JUMPS = frozenset({"break_statement", "continue_statement"})
_LISTS = frozenset({"program", "statement_block", "switch_case", "switch_default"})
_PARTS = frozenset({"else_clause", "catch_clause", "switch_body", "switch_case", "switch_default"})
_NAMELESS = frozenset({"function_expression", "generator_function", "arrow_function", "class"})
_BODIES = frozenset({"body", "consequence", "alternative", "handler", "finalizer"})


def is_sure(statement: Node) -> bool:
    """Whether a statement has a value whatever it does: blocks and labels may have none."""
    return statement.type in _BEGINNING or statement.type == "expression_statement"


def opening(expression: Node | None) -> str:
    """Return how the value of an expression begins that is assigned: a nameless function must not get a name by it."""
    while expression is not None and expression.type == "parenthesized_expression":
        expression = next((child for child in expression.named_children if child.type != "comment"), None)
    return "(0," if expression is not None and expression.type in _NAMELESS else "("


class Completion:
    """Puts what the statements come to into a variable."""

    def __init__(self, edits: Edits, variable: str) -> None:
        self._edits = edits
        self._variable = variable

    def keep(self, statement: Node) -> None:
        """Let the variable have the value of a statement."""
        kind = statement.type
        if kind == "expression_statement":
            self._expression(statement.children[0])
        elif kind in _BEGINNING:
            self._begin(statement)
            self._bodies(statement)
        elif kind == "labeled_statement":
            self._labelled(statement)
        elif kind == "statement_block":
            for child in statement.named_children:
                self.keep(child)

    def _expression(self, expression: Node) -> None:
        self._edits.insert(expression.start_byte, f"{self._variable}={opening(expression)}")
        self._edits.insert(end_of(expression), ")", closing=True)

    def _begin(self, statement: Node, at: Node | None = None) -> None:
        """Reset the variable in front of a statement, or of the label it has; in a block where no list is around."""
        outermost = at or statement
        listed = outermost.parent is None or outermost.parent.type in _LISTS
        self._edits.insert(outermost.start_byte, ("" if listed else "{") + f"{self._variable}=void 0;")
        if not listed:
            self._edits.insert(end_of(outermost), "}", closing=True)

    def _labelled(self, statement: Node) -> None:
        body = statement
        while body.type == "labeled_statement":
            body = body.named_children[-1]
        if body.type in _BEGINNING:
            self._begin(body, statement)
            self._bodies(body)
        else:
            self.keep(body)

    def _bodies(self, part: Node) -> None:
        for index, child in enumerate(part.children):
            if child.type in _PARTS or part.type in ("switch_body", "else_clause"):
                self._part(child)
            elif part.type in _LISTS or part.field_name_for_child(index) in _BODIES:
                self._finally(child) if child.type == "finally_clause" else self.keep(child)

    def _part(self, part: Node) -> None:
        if part.type == "catch_clause":  # what the block before came to is no value any more
            body = part.named_children[-1]
            self._edits.insert(body.start_byte + 1, f"{self._variable}=void 0;")
            self.keep(body)
        elif part.type in _PARTS:
            self._bodies(part)
        elif part.is_named:
            self.keep(part)

    def _finally(self, clause: Node) -> None:
        """Only where it jumps can it have a value of its own."""
        if not _jumps(clause):
            return
        body = clause.named_children[-1]
        kept = f"{self._variable}f"
        self._edits.insert(body.start_byte + 1, f"let {kept}={self._variable};{self._variable}=void 0;")
        self.keep(body)
        self._edits.insert(end_of(body) - 1, f";{self._variable}={kept}", closing=True)


def _jumps(node: Node) -> bool:
    pending = [node]
    while pending:
        node = pending.pop()
        if node.type in _JUMPS:
            return True
        pending += node.named_children
    return False
