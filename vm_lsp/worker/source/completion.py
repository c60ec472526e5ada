"""Which expressions inside a compound statement can be its completion value (ECMA-262, "Runtime Semantics")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_CONTAINERS = frozenset(
    {
        "statement_block",
        "if_statement",
        "else_clause",
        "for_statement",
        "for_in_statement",
        "while_statement",
        "do_statement",
        "try_statement",
        "catch_clause",
        "switch_statement",
        "switch_body",
        "switch_case",
        "switch_default",
        "labeled_statement",
        "with_statement",
    }
)
_HEADS = frozenset({"initializer", "condition", "increment", "left", "right", "value", "parameter", "label", "object"})


def completions(statement: Node) -> Iterator[Node]:
    """Yield the expressions of the expression statements that a compound statement may end with.

    What a `finally` block computes never is the value of its statement.
    """
    if statement.type == "expression_statement":
        yield statement.children[0]
    elif statement.type in _CONTAINERS:
        for index, child in enumerate(statement.children):
            if statement.field_name_for_child(index) not in _HEADS:
                yield from completions(child)
