"""Makes a script re-runnable and observable without changing what it means.

The script stays a script: functions and `var` keep their hoisting, 'use strict' its place. Into it go, all on the
lines they concern, calls of the runtime's hooks (`runtime/hooks.js`): what each top-level statement came to, what each
declaration bound, what was thrown. Top-level `let`, `const` and `class` lose their keyword and become assignments to
globals that the runtime declares, so that they can be declared again. A script that awaits becomes a function that
can (`awaiting.py`).

Where the text has syntax errors, declares a name twice, or does something that this can't carry over, there is no
rewriting, and the original is run as it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vm_lsp.worker.source.awaiting import AwaitingRewriter, awaits
from vm_lsp.worker.source.declarations import BoundNames, first_clash
from vm_lsp.worker.source.dynamic import stand_in
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.importing import ImportingRewriter, declared_by, first_of_module, is_module, names_of
from vm_lsp.worker.source.layers import Way
from vm_lsp.worker.source.returning import ReturningRewriter, returns_of
from vm_lsp.worker.source.rewriter import Rewriter, last_of
from vm_lsp.worker.source.syntax import end_of, parse, statements
from vm_lsp.worker.source.throwing import locate_throws

if TYPE_CHECKING:
    from tree_sitter import Node


_NO_EXPRESSION = re.compile(rb"\{|(?:async[ \t]+)?function\b|class\b")
"""What no expression statement begins with (ECMA-262, "Expression Statement"); tree-sitter does not mind."""


@dataclass(frozen=True, slots=True)
class Script:
    """A text to evaluate: `edits` lead back to the original, `spans` are its top-level statements in bytes.

    `last` is the index of the statement whose value is the script's, -1 where there is none. `observed` is false for an
    original that runs as it is: no hook will tell of it. `refused` is set where it can't run at all: the byte offset
    and the message of a syntax error. `bracketed` tells of brackets around it that make a script of it, which `edits`
    know of. A script that returns has the spans of its `return` statements behind those of its statements.
    """

    data: bytes
    edits: Way
    spans: tuple[tuple[int, int], ...]
    last: int
    observed: bool
    refused: tuple[int, str] | None = None
    bracketed: bool = False


def original(data: bytes) -> Script:
    """Return the script as it stands; only a hashbang, which nothing may precede, becomes a comment."""
    return _untouched(data, statements(parse(data)))


def rewrite(data: bytes, hook: str, uri: str = "", *, esm: bool = True, returning: bool = False) -> Script:
    """Return the script with the calls of `hook`, a name that nothing in the script can know.

    `uri` is the document it is from, from which it imports; without `esm` import and export are refused. With
    `returning` it may be the lines of a function, and return.
    """
    try:
        script = _rewritten(data, hook, uri, returning)
    except RecursionError:  # nested deeper than any program is
        return original(data)
    if not esm and script.observed and (found := first_of_module(data)) is not None:
        return replace(script, refused=(found, "import and export are switched off here by `runtime.esm`"))
    return script


def _rewritten(data: bytes, hook: str, uri: str, returning: bool) -> Script:
    tree = parse(data)
    nodes = statements(tree)
    declared = [declared_by(node) for node in nodes]
    names = [names_of(node, data) for node in nodes]
    if (
        tree.root_node.has_error
        or any(map(_is_beyond_us, nodes))
        or any(map(_lacks_value, declared))
        or not _plain(names)
    ):
        return _untouched(data, nodes)
    if clash := first_clash(names):
        return replace(_untouched(data, nodes), refused=clash)
    returned = returns_of(data, nodes) if returning else []
    rewriter = ReturningRewriter(data, nodes, names, hook) if returned else _rewriter(data, nodes, names, hook, uri)
    edits = rewriter.edits()
    locate_throws(edits, data, tree.root_node, hook)
    referrer = json.dumps(uri)
    stand_in(edits, data, tree.root_node, f"{hook}.import({referrer})", f"{hook}.meta({referrer})")
    untouched = _untouched(data, nodes)
    spans = untouched.spans + tuple((node.start_byte, end_of(node)) for node in returned)
    return replace(untouched, data=edits.apply(_without_hashbang(data)), edits=edits, spans=spans, observed=True)


def _rewriter(data: bytes, nodes: list[Node], names: list[BoundNames], hook: str, uri: str) -> Rewriter:
    if is_module(nodes):
        return ImportingRewriter(data, nodes, names, hook, uri)
    return (AwaitingRewriter if awaits(data, nodes) else Rewriter)(data, nodes, names, hook)


def _untouched(data: bytes, nodes: list[Node]) -> Script:
    spans = tuple((node.start_byte, end_of(node)) for node in nodes)
    return Script(_without_hashbang(data), Edits(), spans, last_of(nodes), observed=False)


def _without_hashbang(data: bytes) -> bytes:
    return b"//" + data[2:] if data.startswith(b"#!") else data


def _is_beyond_us(node: Node) -> bool:
    """Whether it is a `using`, or taken for an expression: a `let` with its name on the next line, a block."""
    if node.type != "expression_statement":
        return node.type == "using_declaration"
    text = node.text or b""
    return node.children[0].text == b"let" or _NO_EXPRESSION.match(text) is not None


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
