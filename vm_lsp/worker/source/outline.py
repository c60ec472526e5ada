"""The top-level statements of a script: of which kind each is, from where to where, and what it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vm_lsp.worker.source.declarations import Name, bound_names
from vm_lsp.worker.source.imports import import_of
from vm_lsp.worker.source.syntax import end_of, statements

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

LEXICAL = frozenset({"let", "const", "class"})
"""Kinds of statements whose names are declared once in a script."""
SILENT = LEXICAL | {"var", "function", "import"}
"""Kinds of statements that have no value, whatever they do (ECMA-262, "Runtime Semantics: Evaluation")."""
DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})

_KINDS = {
    "class_declaration": "class",
    "function_declaration": "function",
    "generator_function_declaration": "function",
    "import_statement": "import",
    "export_statement": "export",
}


class Statement(NamedTuple):
    """A top-level statement, in bytes.

    `kind` is ``expression``, ``directive``, a keyword that declares, ``import``, ``export``, or ``other``. `stop` is
    where its last expression or declarator ends, without a semicolon; `end` is the statement's own. `initialised` tells
    whether any of its names gets a value there. `node` is None where it is plain: one name, or one expression.
    """

    kind: str
    start: int
    stop: int
    end: int
    names: tuple[Name, ...]
    initialised: bool
    node: Node | None


def outline(data: bytes, tree: Tree, *, begins: bool = True) -> list[Statement]:
    """Return the top-level statements in order; a declaration that is exported counts as itself.

    `begins` tells that the tree begins where the script does, so that there may be directives.
    """
    found: list[Statement] = []
    in_prologue = begins
    for node in statements(tree):
        statement = _statement(data, node, in_prologue)
        in_prologue = statement.kind == "directive"
        found.append(statement)
    return found


def last_of(found: list[Statement]) -> int:
    """Return the index of the statement whose value is the script's: the last that can have one, else the last."""
    return max((i for i, statement in enumerate(found) if not is_silent(statement)), default=len(found) - 1)


def is_silent(statement: Statement) -> bool:
    """Whether a statement has no value, whatever it does: of exports only a default one can have one."""
    if statement.kind == "export" and statement.node is not None:
        return all(child.type != "default" for child in statement.node.children)
    return statement.kind in SILENT


def _statement(data: bytes, node: Node, in_prologue: bool) -> Statement:
    if node.type == "expression_statement":
        expression = node.children[0]
        kind = "directive" if in_prologue and expression.type == "string" else "expression"
        return Statement(kind, expression.start_byte, end_of(expression), end_of(node), (), False, node)
    start, end = node.start_byte, end_of(node)
    if node.type == "import_statement":
        names = tuple(Name(one.local, start) for one in import_of(node, data).bindings)
        return Statement("import", start, end, end, names, bool(names), node)
    if node.type == "export_statement":
        node = node.child_by_field_name("declaration") or node
    bound = bound_names(node)
    kind = bound.kind or _KINDS.get(node.type, "other")
    return Statement(kind, start, _stop(node, end), end, bound.names, bound.initialised, node)


def _stop(node: Node, end: int) -> int:
    if node.type not in DECLARATIONS:
        return end
    return end_of([child for child in node.named_children if child.type == "variable_declarator"][-1])
