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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vm_lsp.worker.source.awaiting import AwaitingRewriter, awaits
from vm_lsp.worker.source.declarations import BoundNames, first_clash
from vm_lsp.worker.source.dynamic import stand_in
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.importing import ImportingRewriter, declared_by, first_of_module, is_module, names_of
from vm_lsp.worker.source.rewriter import Rewriter, last_of
from vm_lsp.worker.source.syntax import end_of, parse, statements
from vm_lsp.worker.source.throwing import locate_throws

if TYPE_CHECKING:
    from tree_sitter import Node


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


def rewrite(data: bytes, hook: str, uri: str = "", *, esm: bool = True) -> Script:
    """Return the script with the calls of `hook`, a name that nothing in the script can know.

    `uri` is the document it is from, from which it imports; without `esm` import and export are refused.
    """
    try:
        script = _rewritten(data, hook, uri)
    except RecursionError:  # nested deeper than any program is
        return original(data)
    if not esm and script.observed and (found := first_of_module(data)) is not None:
        return replace(script, refused=(found, "import and export are switched off here by `runtime.esm`"))
    return script


def _rewritten(data: bytes, hook: str, uri: str) -> Script:
    tree = parse(data)
    nodes = statements(tree)
    declared = [declared_by(node) for node in nodes]
    names = [names_of(node) for node in nodes]
    if (
        tree.root_node.has_error
        or any(map(_is_beyond_us, nodes))
        or any(map(_lacks_value, declared))
        or not _plain(names)
    ):
        return _untouched(data, nodes)
    if clash := first_clash(names):
        return replace(_untouched(data, nodes), refused=clash)
    edits = _rewriter(data, nodes, names, hook, uri).edits()
    locate_throws(edits, data, tree.root_node, hook)
    referrer = json.dumps(uri)
    stand_in(edits, data, tree.root_node, f"{hook}.import({referrer})", f"{hook}.meta({referrer})")
    return replace(_untouched(data, nodes), data=edits.apply(_without_hashbang(data)), edits=edits, observed=True)


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
    """Whether it is a `using`, or a `let` taken for a variable (tree-sitter wants its name on that line)."""
    is_let = node.type == "expression_statement" and node.children[0].text == b"let"
    return is_let or node.type == "using_declaration"


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
