"""Names that a script can't declare as it does (ECMA-262, "Scripts: Static Semantics: Early Errors")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vm_lsp.worker.source.imports import export_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vm_lsp.worker.source.declarations import Name
    from vm_lsp.worker.source.outline import Statement

_LEXICAL = frozenset({"let", "const", "class", "import"})
_KEYWORDS = (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for "
    "function if implements import in instanceof interface let new null package private protected public return static "
    "super switch this throw true try typeof var void while with yield"
)
_RESERVED = frozenset(_KEYWORDS.split())
"""What no name of a module can be (ECMA-262, "Keywords and Reserved Words")."""
_FIXED = frozenset({"undefined", "NaN", "Infinity"})
"""Globals that no script can make its own."""


def first_clash(statements: Iterable[Statement], nested: Iterable[Name]) -> tuple[int, str] | None:
    """Return where a name is declared that can't be declared there, and why; None where all is well.

    A lexical name is declared once, and not by `var` or `function` as well; `nested` are the `var` inside of blocks.
    """
    lexical: set[str] = set()
    hoisted: set[str] = set()
    for statement in statements:
        for name in statement.names:
            is_lexical = statement.kind in _LEXICAL
            if name.text in lexical or (is_lexical and (name.text in hoisted or name.text in _FIXED)):
                return _refusal(name)
            (lexical if is_lexical else hoisted).add(name.text)
    return next((_refusal(name) for name in nested if name.text in lexical), None)


def first_reserved(data: bytes, statements: Iterable[Statement]) -> tuple[int, str] | None:
    """Return where a script exports a word of the language as if it were one of its names; None where it does not."""
    for statement in statements:
        if statement.kind == "export" and statement.node is not None:
            said = export_of(statement.node, data)
            for binding in said.bindings if said.request is None else ():
                if binding.local in _RESERVED:
                    return binding.offset, f"Unexpected token '{binding.local}'"
    return None


def _refusal(name: Name) -> tuple[int, str]:
    return name.offset, f"Identifier '{name.text}' has already been declared"
