"""Where a name of the outermost scope is spoken of, and not one of an inner scope that hides it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from vm_lsp.worker.source.declarations import bound_names, pattern_names
from vm_lsp.worker.source.hoisting import var_patterns
from vm_lsp.worker.source.occurrences import occurrences
from vm_lsp.worker.source.syntax import DECLARED_FUNCTIONS

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS = DECLARED_FUNCTIONS | {"function_expression", "generator_function", "arrow_function", "method_definition"}
_WITH_THIS = (_FUNCTIONS - {"arrow_function"}) | {"field_definition", "class_static_block"}
_BLOCKS = frozenset({"statement_block", "switch_body", "class_static_block"})
_WITH_STATEMENTS = frozenset(
    {
        *(
            "statement_block",
            "variable_declaration",
            "if_statement",
            "else_clause",
            "for_statement",
            "for_in_statement",
        ),
        *("while_statement", "do_statement", "try_statement", "catch_clause", "finally_clause", "switch_statement"),
        *("switch_body", "switch_case", "switch_default", "labeled_statement", "with_statement"),
    }
)
_LOOPS = frozenset({"for_statement", "for_in_statement"})
_SPEAKS = frozenset({"identifier", "shorthand_property_identifier"})
_IMPORTS = frozenset({"import_statement", "export_clause"})


def references(data: bytes, root: Node, names: Collection[str]) -> Iterator[Node]:
    """Yield the identifiers below `root`, the tree of `data`, that mean one of these names of the outermost scope."""
    declared: dict[int, frozenset[str]] = {}
    for path in occurrences(data, root, names):
        node = path[-1]
        if node.type not in _SPEAKS or any(above.type in _IMPORTS for above in path):
            continue
        name = _text(node)
        if not any(name in _known(declared, scope) for scope in path[1:]):
            yield node


def var_names(node: Node) -> Iterator[str]:
    """Yield the names of every `var` in a statement or body: they stand in statements only, and in heads of loops."""
    pending = [node]
    while pending:
        inner = pending.pop()
        yield from (name.text for pattern in var_patterns(inner) for name in pattern_names(pattern))
        pending += [child for child in inner.named_children if child.type in _WITH_STATEMENTS]


def has_this(node: Node) -> bool:
    """Whether what is in a node has a `this` that is not the one around it: arrow functions have none."""
    return node.type in _WITH_THIS


def _known(declared: dict[int, frozenset[str]], scope: Node) -> frozenset[str]:
    """Return what a scope declares, looked up once."""
    if scope.id not in declared:
        declared[scope.id] = _declared(scope)
    return declared[scope.id]


def _declared(scope: Node) -> frozenset[str]:
    """Return the names that a node declares for what is in it."""
    if scope.type in _FUNCTIONS:
        return frozenset(_of_function(scope))
    if scope.type in _BLOCKS:
        return frozenset(_of_block(scope))
    if scope.type in _LOOPS:
        return frozenset(_of_loop(scope))
    if scope.type == "catch_clause":
        parameter = scope.child_by_field_name("parameter")
        return frozenset(name.text for name in pattern_names(parameter)) if parameter else frozenset()
    if scope.type == "class":
        return frozenset(_own_name(scope))
    return frozenset()


def _of_function(function: Node) -> Iterator[str]:
    if function.type in ("function_expression", "generator_function"):
        yield from _own_name(function)
    parameters = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if parameters is not None:
        patterns = [parameters] if parameters.type == "identifier" else parameters.named_children
        yield from (name.text for pattern in patterns for name in pattern_names(pattern))
    body = function.child_by_field_name("body")
    if body is not None and b"var" in (body.text or b""):
        yield from var_names(body)


def _of_block(block: Node) -> Iterator[str]:
    statements = block.named_children
    if block.type == "switch_body":
        statements = [statement for case in statements for statement in case.named_children]
    for statement in statements:
        if statement.type != "variable_declaration":
            yield from (name.text for name in bound_names(statement).names)


def _of_loop(loop: Node) -> Iterator[str]:
    initializer = loop.child_by_field_name("initializer")
    if initializer is not None and initializer.type == "lexical_declaration":
        yield from (name.text for name in bound_names(initializer).names)
    left = loop.child_by_field_name("left")
    if left is not None and any(child.type in ("let", "const") for child in loop.children):
        yield from (name.text for name in pattern_names(left))


def _own_name(node: Node) -> Iterator[str]:
    name = node.child_by_field_name("name")
    if name is not None:
        yield _text(name)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8")
