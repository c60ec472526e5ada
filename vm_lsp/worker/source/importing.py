"""Scripts with import and export statements: a document that is a module, or a selection of one.

What they declare stays global, as in every script; what they import becomes globals that follow their modules. The code
is strict, as a module's is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vm_lsp.worker.source.awaiting import AwaitingRewriter
from vm_lsp.worker.source.dynamic import blank, without_this
from vm_lsp.worker.source.imports import EVERYTHING, export_of, import_of
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.completion import Completion
    from vm_lsp.worker.source.edits import Edits
    from vm_lsp.worker.source.hoisting import Hoisting
    from vm_lsp.worker.source.outline import Statement


class ImportingRewriter(AwaitingRewriter):
    """Collects the edits of such a script; `uri` is the document that its specifiers start from."""

    def __init__(self, data: bytes, statements: list[Statement], hoisted: Hoisting, hook: str, uri: str) -> None:
        super().__init__(data, statements, hoisted, hook)
        self._uri = uri

    def edits(self) -> Edits:
        """Return the edits that put every hook in its place."""
        self._edits.insert(0, "'use strict';")
        for statement in self._statements:
            if statement.node is not None and statement.node.type != "export_statement":
                blank(self._edits, self._data, statement.start, statement.node.start_byte)  # the word `export`
        super().edits()
        for statement in self._statements:
            if statement.node is not None:
                without_this(self._edits, self._data, statement.node, f"{self._hook}.nothing")
        return self._edits

    @property
    def is_strict(self) -> bool:
        """A module's code always is."""
        return True

    def _begin(self, statement: Statement, first: bool) -> None:
        """Imports are hoisted: those behind other statements are done first, the leading ones at their places."""
        super()._begin(statement, first)
        for late in self._statements[self._leading :] if first else ():
            if importing := self._importing(late):
                self._edits.insert(statement.start, importing, origin=_specifier(late))

    @property
    def _leading(self) -> int:
        """How many imports there are before anything else."""
        kinds = [statement.kind == "import" for statement in self._statements]
        return kinds.index(False) if False in kinds else len(kinds)

    def _importing(self, statement: Statement) -> str:
        request = None
        bindings: list[list[str | int]] = []
        if statement.node is None:
            return ""
        if statement.kind == "import":
            said = import_of(statement.node, self._data)
            request, bindings = said.request, [[one.local, one.name, one.offset] for one in said.bindings]
        elif statement.kind == "export":
            exported = export_of(statement.node, self._data)
            request = exported.request
            # Nothing is bound by it here, but what it names must be there.
            named = [one for one in exported.bindings if EVERYTHING not in (one.local, one.name)]
            bindings = [["", one.local, one.offset] for one in named] if request else []
        if request is None:
            return ""
        what = json.dumps({"specifier": request.specifier, "bindings": bindings, "type": request.type})
        return f"await {self._hook}.importing({json.dumps(what)},{json.dumps(self._uri)});"

    def _statement(self, index: int, statement: Statement, completion: Completion | None) -> None:
        node = statement.node
        if statement.kind == "import" and node is not None:
            blank(self._edits, self._data, statement.start, statement.end)
            if index < self._leading:
                self._edits.insert(_specifier(statement), self._importing(statement))
            if statement.names:
                self._edits.insert(statement.end, f"{self._report(index, statement)};", closing=True)
        elif statement.kind == "export" and node is not None:
            self._export(index, statement, node.child_by_field_name("value"), completion)
        else:
            super()._statement(index, statement, completion)

    def _export(self, index: int, statement: Statement, value: Node | None, completion: Completion | None) -> None:
        if value is None:
            blank(self._edits, self._data, statement.start, statement.end)
            return
        blank(self._edits, self._data, statement.start, value.start_byte)
        shown = statement._replace(start=value.start_byte, stop=end_of(value))
        self._expression(index, shown, completion)


def _specifier(statement: Statement) -> int:
    """Where the specifier stands, which is what an exception of the import is about."""
    source = statement.node.child_by_field_name("source") if statement.node else None
    return source.start_byte if source else statement.start
