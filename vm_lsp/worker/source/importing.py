"""Scripts with import and export statements: a document that is a module, or a selection of one.

What they declare stays global, as in every script; what they import becomes globals that follow their modules. The code
is strict, as a module's is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vm_lsp.worker.source.awaiting import AwaitingRewriter
from vm_lsp.worker.source.declarations import BoundNames, Name, bound_names
from vm_lsp.worker.source.dynamic import blank, without_this
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.imports import EVERYTHING, export_of, import_of
from vm_lsp.worker.source.syntax import end_of, parse, statements

if TYPE_CHECKING:
    from tree_sitter import Node

_OURS = frozenset({"import_statement", "export_statement"})


def is_module(nodes: list[Node]) -> bool:
    """Whether there are import or export statements."""
    return any(node.type in _OURS for node in nodes)


def first_of_module(data: bytes) -> int | None:
    """Return where the first import or export statement is, None where there is none."""
    found = (node.start_byte for node in statements(parse(data)) if node.type in _OURS)
    return next(found, None)


def declared_by(statement: Node) -> Node:
    """Return the declaration in an export statement; any other statement, and an export without one, is itself."""
    if statement.type != "export_statement":
        return statement
    return statement.child_by_field_name("declaration") or statement


def names_of(statement: Node, data: bytes) -> BoundNames:
    """Return what a statement of the text `data` declares or imports."""
    if statement.type == "import_statement":
        bindings = import_of(statement, data).bindings
        return BoundNames("import", tuple(Name(one.local, statement.start_byte) for one in bindings), bool(bindings))
    return bound_names(declared_by(statement))


class ImportingRewriter(AwaitingRewriter):
    """Collects the edits of such a script; `uri` is the document that its specifiers start from."""

    def __init__(self, data: bytes, nodes: list[Node], names: list[BoundNames], hook: str, uri: str) -> None:
        super().__init__(data, [declared_by(node) for node in nodes], names, hook)
        self._statements = nodes
        self._uri = uri

    def edits(self) -> Edits:
        """Return the edits that put every hook in its place."""
        self._edits.insert(0, "'use strict';")
        for outer, inner in zip(self._statements, self._nodes, strict=True):
            if outer is not inner:
                blank(self._edits, self._data, outer.start_byte, inner.start_byte)
        super().edits()
        for node in self._nodes:
            without_this(self._edits, self._data, node, f"{self._hook}.nothing")
        return self._edits

    @property
    def _strict(self) -> bool:
        return True

    def _begin(self, node: Node, first: bool) -> None:
        """Imports are hoisted: those behind other statements are done first, the leading ones at their places."""
        super()._begin(node, first)
        for late in self._nodes[self._leading :] if first else ():
            if importing := self._importing(late):
                self._edits.insert(node.start_byte, importing, origin=self._specifier(late))

    @property
    def _leading(self) -> int:
        """How many imports there are before anything else."""
        kinds = [node.type == "import_statement" for node in self._nodes]
        return kinds.index(False) if False in kinds else len(kinds)

    def _specifier(self, node: Node) -> int:
        """Where the specifier stands, which is what an exception of the import is about."""
        source = node.child_by_field_name("source")
        return source.start_byte if source else node.start_byte

    def _importing(self, node: Node) -> str:
        request = None
        bindings: list[list[str | int]] = []
        if node.type == "import_statement":
            said = import_of(node, self._data)
            request, bindings = said.request, [[one.local, one.name, one.offset] for one in said.bindings]
        elif node.type == "export_statement":
            exported = export_of(node, self._data)
            request = exported.request
            # Nothing is bound by it here, but what it names must be there.
            named = [one for one in exported.bindings if EVERYTHING not in (one.local, one.name)]
            bindings = [["", one.local, one.offset] for one in named] if request else []
        if request is None:
            return ""
        what = json.dumps({"specifier": request.specifier, "bindings": bindings})
        return f"await {self._hook}.importing({json.dumps(what)},{json.dumps(self._uri)});"

    def _statement(self, index: int, node: Node) -> None:
        if node.type == "import_statement":
            blank(self._edits, self._data, node.start_byte, end_of(node))
            if index < self._leading:
                self._edits.insert(self._specifier(node), self._importing(node))
            self._report(index, node)
        elif node.type == "export_statement":
            self._export(index, node)
        else:
            super()._statement(index, node)

    def _export(self, index: int, node: Node) -> None:
        value = node.child_by_field_name("value")
        if value is None:
            blank(self._edits, self._data, node.start_byte, end_of(node))
            return
        blank(self._edits, self._data, node.start_byte, value.start_byte)
        self._shown(index, value)

    def _report(self, index: int, node: Node) -> None:
        names = ",".join(name.text for name in self._names[index].names)
        if names:
            self._edits.insert(end_of(node), f"{self._hook}.bound({index},{{{names}}});", closing=True)
