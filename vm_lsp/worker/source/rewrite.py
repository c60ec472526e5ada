"""Makes a script re-runnable and observable without changing what it means.

The script stays a script: functions and `var` keep their hoisting, 'use strict' its place. Into it go, all on the
lines they concern, calls of the runtime's hooks (`runtime/hooks.js`): which names it declares, what each top-level
statement came to, what each declaration bound. Top-level `let`, `const` and `class` become assignments to globals that
the runtime makes, so that they can be declared again. A script that awaits becomes a function that can (`awaiting.py`).

Where the text has syntax errors, declares a name twice, or does something that this can't carry over, there is no
rewriting, and the original is run as it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from vm_lsp.worker.source.awaiting import AwaitingRewriter
from vm_lsp.worker.source.clashes import first_clash, first_reserved
from vm_lsp.worker.source.dynamic import stand_in
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.hoisting import Hoisting, hoisting
from vm_lsp.worker.source.importing import ImportingRewriter
from vm_lsp.worker.source.layers import Way
from vm_lsp.worker.source.outline import LEXICAL, Statement, last_of, outline
from vm_lsp.worker.source.returning import ReturningRewriter
from vm_lsp.worker.source.rewriter import Rewriter, declarators_without_value, is_strict
from vm_lsp.worker.source.scanning import scan
from vm_lsp.worker.source.strict import StrictRewriter
from vm_lsp.worker.source.syntax import end_of, parse, parse_parts, shown_end
from vm_lsp.worker.source.throwing import locate_throws

if TYPE_CHECKING:
    from tree_sitter import Node

_NO_EXPRESSION = re.compile(rb"\{|(?:async[ \t]+)?function\b|class\b")
"""What no expression statement begins with (ECMA-262, "Expression Statement"); tree-sitter does not mind."""


@dataclass(frozen=True, slots=True)
class Script:
    """A text to evaluate: `edits` lead back to the original, `spans` are its top-level statements in bytes.

    `last` is the index of the statement whose value is the script's, -1 where there is none. `observed` is false for an
    original that runs as it is: no hook will tell of it. `scoped` tells that it has to be evaluated as a script, not as
    `eval` does. `refused` is set where it can't run at all: the byte offset and the message of a syntax error.
    `bracketed` tells of brackets around it that make a script of it, which `edits` know of. A script that returns has
    the spans of its `return` statements behind those of its statements. `constants` are the offsets at which it
    declares several at once.
    """

    data: bytes
    edits: Way
    spans: tuple[tuple[int, int], ...]
    last: int
    observed: bool
    refused: tuple[int, str] | None = None
    scoped: bool = False
    bracketed: bool = False
    constants: frozenset[int] = frozenset()


def original(data: bytes) -> Script:
    """Return the script as it stands; only a hashbang, which nothing may precede, becomes a comment."""
    return _untouched(data, outline(data, parse(data)))


def rewrite(
    data: bytes, hook: str, uri: str = "", *, esm: bool = True, strict: bool = False, returning: bool = False
) -> Script:
    """Return the script with the calls of `hook`, a name that nothing in the script can know.

    `uri` is the document it is from, from which it imports; without `esm` import and export are refused. `strict` tells
    that it will run as strict code although it does not say so. With `returning` it may be the lines of a function, and
    return.
    """
    try:
        return _rewritten(data, hook, uri, esm, strict, returning)
    except RecursionError:  # nested deeper than any program is
        return original(data)


def _rewritten(data: bytes, hook: str, uri: str, esm: bool, strict: bool, returning: bool) -> Script:
    statements, root = _outlined(data)
    if (
        (root is not None and root.has_error)
        or any(_is_beyond_us(data, one) for one in statements if one.node is not None)
        or not _plain(statements)
    ):
        return _untouched(data, statements)
    hoisted = hoisting(data, statements)
    if clash := first_clash(statements, hoisted.vars) or first_reserved(data, statements):
        return replace(_untouched(data, statements), refused=clash)
    if not esm and (found := next((one.start for one in statements if _is_of_module(one)), None)) is not None:
        refusal = (found, "import and export are switched off here by `runtime.esm`")
        return replace(_untouched(data, statements), refused=refusal)
    returned = hoisted.returns if returning else []
    if returned:
        rewriter: Rewriter | None = ReturningRewriter(data, statements, hoisted, hook, strict=strict)
    else:
        rewriter = _rewriter(data, statements, hoisted, hook, uri, strict)
    if rewriter is None:
        return _untouched(data, statements)
    edits = rewriter.edits()
    if root is not None:
        locate_throws(edits, data, root, hook)
        referrer = json.dumps(uri)
        stand_in(edits, data, root, f"{hook}.import({referrer})", f"{hook}.meta({referrer})")
    changed = edits.apply(_without_hashbang(data))
    scoped = rewriter.is_strict
    untouched = _untouched(data, statements)
    several = [one.names for one in statements if one.kind == "const" and one.node is not None]
    constants = frozenset(name.offset for names in several for name in names)
    spans = untouched.spans + tuple((node.start_byte, end_of(node)) for node in returned)
    return replace(untouched, data=changed, edits=edits, spans=spans, observed=True, scoped=scoped, constants=constants)


def _outlined(data: bytes) -> tuple[list[Statement], Node | None]:
    """Return the statements, and the root of the tree of those that are not plain; None where all are."""
    scanned = scan(data)
    if scanned is not None:
        if scanned.rest is None:
            return scanned.plain, None
        tree = parse_parts(scanned.rest.data, scanned.rest.parts)
        if not tree.root_node.has_error:
            begins = not scanned.plain or tree.root_node.start_byte < scanned.plain[0].start
            found = [one for one in outline(data, tree, begins=begins) if one.start not in scanned.rest.marks]
            return sorted([*scanned.plain, *found], key=itemgetter(1)), tree.root_node
    tree = parse(data)
    return outline(data, tree), tree.root_node


def _rewriter(
    data: bytes, statements: list[Statement], hoisted: Hoisting, hook: str, uri: str, strict: bool
) -> Rewriter | None:
    """Return what rewrites such a script; None where nothing can."""
    if any(map(_is_of_module, statements)):
        return ImportingRewriter(data, statements, hoisted, hook, uri)
    if hoisted.awaits:
        # In a function it would be allowed.
        return None if hoisted.returns else AwaitingRewriter(data, statements, hoisted, hook, strict=strict)
    if strict or is_strict(data, statements):
        declared = {name.text for one in statements for name in one.names}.union(name.text for name in hoisted.vars)
        # Strict code can't declare these, but speak of them.
        return (
            None if declared & {"eval", "arguments"} else StrictRewriter(data, statements, hoisted, hook, strict=strict)
        )
    lexical = {name.text for one in statements if one.kind in LEXICAL for name in one.names}
    # A function of a block would be taken for the lexical of its name.
    return None if lexical.intersection(hoisted.functions) else Rewriter(data, statements, hoisted, hook)


def _untouched(data: bytes, statements: list[Statement]) -> Script:
    spans = tuple((one.start, shown_end(data, one.stop, one.end)) for one in statements)
    return Script(_without_hashbang(data), Edits(), spans, last_of(statements), observed=False)


def _without_hashbang(data: bytes) -> bytes:
    return b"//" + data[2:] if data.startswith(b"#!") else data


def _is_of_module(statement: Statement) -> bool:
    return statement.kind in ("import", "export") or _is_exported(statement)


def _is_exported(statement: Statement) -> bool:
    node = statement.node
    return node is not None and statement.start < node.start_byte


def _is_beyond_us(data: bytes, statement: Statement) -> bool:
    """Whether it is a `using`, taken for an expression, or a constant or a pattern without a value.

    What lacks a value is a syntax error that would be hidden; tree-sitter wants the name of a `let` on its line.
    """
    node = statement.node
    if node is None:
        return False
    if statement.kind in ("const", "let", "var"):
        bare = [declarator.children[0] for declarator in declarators_without_value(statement)]
        return any(statement.kind == "const" or name.type.endswith("_pattern") for name in bare)
    if statement.kind != "expression":
        return node.type == "using_declaration"
    return node.children[0].text == b"let" or _NO_EXPRESSION.match(data, statement.start) is not None


def _plain(statements: list[Statement]) -> bool:
    """Whether every declared name is written as it is, without escapes, and none is the word `let` itself."""
    names = {name.text for statement in statements for name in statement.names}
    return "let" not in names and "\\" not in "".join(names)
