"""The edits that make a script re-runnable and observable, statement by statement.

The engine evaluates such a script as `eval` would: what it declares can be replaced later, and its completion value is
the engine's. So nothing that is put in may have a value: declarations stay declarations, and report in a further
declarator, ``{}=…``, which binds nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.outline import LEXICAL
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from vm_lsp.worker.source.hoisting import Hoisting
    from vm_lsp.worker.source.outline import Statement

_KEYWORDS = {"let": b"var", "const": b"var  "}


class Rewriter:
    """Collects the edits of one script, statement by statement."""

    def __init__(
        self, data: bytes, statements: list[Statement], hoisted: Hoisting, hook: str, *, strict: bool = False
    ) -> None:
        self._data = data
        self._statements = statements
        self._hoisted = hoisted
        self._hook = hook
        self._strict = strict
        self._edits = Edits()
        self._last = len(statements) - 1  # whose value nothing but the script's tells

    def edits(self) -> Edits:
        """Return the edits that put every hook in its place."""
        body = self._after_directives()
        if body < len(self._statements):
            self._edits.insert(self._statements[body].start, self._declare())
        for index, statement in enumerate(self._statements):
            kind = statement.kind
            if kind == "expression":
                if index != self._last:
                    self._shown(index, statement)
            elif kind == "class":
                self._class(index, statement)
            elif kind == "function":
                self._edits.insert(statement.end, f"var {{}}={self._report(index, statement)};", closing=True)
            elif statement.names:
                self._variables(index, statement)
        self._inside()
        return self._edits

    @property
    def is_strict(self) -> bool:
        """Whether the script says so itself, or `strict` does."""
        return self._strict or is_strict(self._data, self._statements)

    def _inside(self) -> None:
        """Mend what blocks do: a `catch` begins without a value, and what is declared can't be deleted."""
        for catch in self._hoisted.catches:
            self._edits.insert(catch.named_children[-1].start_byte + 1, "void 0;")
        for node in self._hoisted.deletes:
            self._delete(node)

    def _delete(self, node: Node) -> None:
        name = _deleted(node.children[-1])
        if name is not None:
            self._edits.insert(node.start_byte, f"({self._hook}.keeps({json.dumps(name)})?false:")
            self._edits.insert(end_of(node), ")", closing=True)

    def _after_directives(self) -> int:
        """The index of the first statement behind the prologue of 'use strict' and the like."""
        kinds = (index for index, statement in enumerate(self._statements) if statement.kind != "directive")
        return next(kinds, len(self._statements))

    def _declare(self) -> str:
        """Say which names the script declares, in the order of `vm.declare`."""
        lists = (self._names_of("const"), self._names_of("let", "class"), self._vars(), self._names_of("function"))
        return f"{self._hook}.declare({','.join(json.dumps(json.dumps(names)) for names in lists)});"

    def _names_of(self, *kinds: str) -> list[str]:
        return [name for kind in kinds for name in self._names.get(kind, ())]

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The names that statements of each kind declare."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for statement in self._statements:
            for name in statement.names:
                found[statement.kind].append(name.text)
        return found

    def _vars(self) -> list[str]:
        """What a script hoists to its top: every `var`, and functions in blocks where it is sloppy."""
        functions = [] if self.is_strict else self._hoisted.functions
        names = [*self._names_of("var"), *(name.text for name in self._hoisted.vars), *functions]
        return list(dict.fromkeys(names))

    def _shown(self, index: int, statement: Statement) -> None:
        """Let the value of an expression be told."""
        self._edits.insert(statement.start, f"{self._hook}.value({index},(")
        self._edits.insert(statement.stop, "));", closing=True)

    def _class(self, index: int, statement: Statement) -> None:
        self._edits.insert(_own_start(statement), f"var {statement.names[0].text}=")
        self._edits.insert(statement.end, f",{{}}={self._report(index, statement)};", closing=True)

    def _variables(self, index: int, statement: Statement) -> None:
        """`const {a} = o` becomes `var   {a} = o`: the globals are there by now, so it assigns to them."""
        if statement.kind in LEXICAL:
            self._edits.replace(_own_start(statement), _KEYWORDS[statement.kind])
            for declarator in declarators_without_value(statement):
                self._edits.insert(end_of(declarator), "=void 0", closing=True)
        if statement.initialised:
            self._edits.insert(statement.stop, f",{{}}={self._report(index, statement)}", closing=True)

    def _report(self, index: int, statement: Statement) -> str:
        return f"{self._hook}.bound({index},{{{','.join([name.text for name in statement.names])}}})"


def is_strict(data: bytes, statements: Iterable[Statement]) -> bool:
    """Whether there is a 'use strict' at the top of a script, written as it has to be."""
    directives = (data[one.start + 1 : one.stop - 1] for one in statements if one.kind == "directive")
    return b"use strict" in directives


def declarators_without_value(statement: Statement) -> Iterable[Node]:
    """Return the declarators of a statement that give nothing to their names; a plain one always gives something."""
    children = statement.node.named_children if statement.node else []
    declarators = [child for child in children if child.type == "variable_declarator"]
    return [child for child in declarators if child.child_by_field_name("value") is None]


def _own_start(statement: Statement) -> int:
    return statement.node.start_byte if statement.node else statement.start


def _deleted(operand: Node) -> str | None:
    """The global that a `delete` is about: `x`, `(x)` or `this.x`; None for what it can delete."""
    while operand.type == "parenthesized_expression" and operand.named_child_count == 1:
        operand = operand.named_children[0]
    if operand.type == "member_expression" and operand.children[0].type == "this":
        operand = operand.children[-1]
    text = (operand.text or b"").decode("utf-8")
    return text if operand.type in ("identifier", "property_identifier") else None
