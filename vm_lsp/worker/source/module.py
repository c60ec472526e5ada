"""Makes a function of a module that is imported: its scope is its own, its imports are looked up when they are used.

It is a generator: up to its `yield` it says what it exports, its functions being there already, so that modules which
import each other find them; what comes behind runs when it is its turn (ECMA-262, "Source Text Module Records").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vm_lsp.worker.source.declarations import bound_names
from vm_lsp.worker.source.dynamic import blank, stand_in
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.hoisting import awaits, outside_functions
from vm_lsp.worker.source.imports import EVERYTHING, Request, export_of, import_of
from vm_lsp.worker.source.misreadings import NO_PHASES, PHASE
from vm_lsp.worker.source.occurrences import occurrences
from vm_lsp.worker.source.scopes import references, var_names
from vm_lsp.worker.source.syntax import end_of, parse, statements
from vm_lsp.worker.source.throwing import locate_throws

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class ModuleScript:
    """A module as a function of its registrar.

    `imports` are (local name, specifier, name there, offset), `reexports` (name, specifier, name there, offset),
    `stars` specifiers of which everything is exported, `requests` every specifier in order. `refused` is a syntax error
    the engine can't see.
    """

    data: bytes
    edits: Edits
    requests: tuple[Request, ...]
    imports: tuple[tuple[str, str, str, int], ...]
    reexports: tuple[tuple[str, str, str, int], ...]
    stars: tuple[str, ...]
    awaits: bool
    refused: tuple[int, str] | None = None


def is_module(data: bytes) -> bool:
    """Whether a text is one only a module can be: it imports or exports, or speaks of ``import.meta``."""
    if b"import" not in data and b"export" not in data:
        return False
    tree = parse(data)
    if any(node.type in ("import_statement", "export_statement") for node in statements(tree)):
        return True
    if b"import.meta" not in data:  # which texts that speak of JavaScript have in strings, too
        return False
    said = (path[-2:] for path in occurrences(data, tree.root_node, ["import"]))
    return any([node.type for node in nodes] == ["meta_property", "import"] for nodes in said)


def rewrite_module(data: bytes, registrar: str, hook: str) -> ModuleScript:
    """Return the module as a function of `registrar`, a name nothing in it can know; no more than the `hook`."""
    return _Rewriter(data, registrar, hook).script()


class _Rewriter:
    """Collects what one module says and the edits that make a function of it."""

    def __init__(self, data: bytes, registrar: str, hook: str) -> None:
        self._data = data
        tree = parse(data)
        self._root = tree.root_node
        self._nodes = statements(tree)
        self._me = registrar
        self._hook = hook
        self._edits = Edits()
        self._requests: dict[str, Request] = {}
        self._imports: list[tuple[str, str, str, int]] = []
        self._exports: dict[str, str] = {}  # exported name to the expression that reads it
        self._reexports: list[tuple[str, str, str, int]] = []
        self._stars: list[str] = []
        self._refused: tuple[int, str] | None = None
        self._phase: tuple[int, str] | None = None

    def script(self) -> ModuleScript:
        for node in self._nodes:
            if node.type == "import_statement":
                self._import(node)
        for node in self._nodes:
            if node.type == "export_statement":
                self._export(node)
        locals_ = [local for local, *_ in self._imports]
        for node in references(self._data, self._root, locals_):
            self._reference(node)
        stand_in(self._edits, self._data, self._root, f"{self._me}.import", f"{self._me}.meta")
        locate_throws(self._edits, self._data, self._root, self._hook)
        waits = awaits(self._data, self._nodes)
        self._wrap(waits)
        return ModuleScript(
            data=self._edits.apply(self._data),
            edits=self._edits,
            requests=tuple(self._requests.values()),
            imports=tuple(self._imports),
            reexports=tuple(self._reexports),
            stars=tuple(self._stars),
            awaits=waits,
            refused=self._phase or (None if self._root.has_error else self._refused or self._early_error()),
        )

    # --- statements ---------------------------------------------------------------------------------------------------

    def _import(self, node: Node) -> None:
        said = import_of(node, self._data)
        if phase := PHASE.match(self._data, node.start_byte):
            self._phase = self._phase or (node.start_byte, NO_PHASES.format(phase=phase[1].decode()))
        self._requests.setdefault(said.request.specifier, said.request)
        specifier = said.request.specifier
        self._imports += [(binding.local, specifier, binding.name, binding.offset) for binding in said.bindings]
        self._blank(node.start_byte, end_of(node))

    def _export(self, node: Node) -> None:
        declaration = node.child_by_field_name("declaration")
        if any(child.type == "default" for child in node.children[:2]):
            self._default(node, declaration)
        elif declaration is not None:
            self._blank(node.start_byte, declaration.start_byte)
            for name in bound_names(declaration).names:
                self._add(name.text, name.text, name.offset)
        else:
            self._listed(node)
            self._blank(node.start_byte, end_of(node))

    def _listed(self, node: Node) -> None:
        said = export_of(node, self._data)
        if said.request is None:
            for binding in said.bindings:
                self._add(binding.name, self._reading(binding.local), binding.offset)
            return
        specifier = said.request.specifier
        self._requests.setdefault(specifier, said.request)
        for binding in said.bindings:
            if binding.local == EVERYTHING:
                self._stars.append(specifier)
            elif binding.name == EVERYTHING:
                self._reexports.append((binding.local, specifier, EVERYTHING, binding.offset))
            else:
                self._reexports.append((binding.name, specifier, binding.local, binding.offset))

    def _default(self, node: Node, declaration: Node | None) -> None:
        value = declaration or node.child_by_field_name("value") or node.named_children[-1]
        self._blank(node.start_byte, value.start_byte)
        names = bound_names(value).names
        if names:
            self._add("default", names[0].text, node.start_byte)
            return
        self._add("default", f"{self._me}.d", node.start_byte)
        # As a property, since that is what gives a nameless function or class the name `default`.
        self._edits.insert(value.start_byte, f"{self._me}.default({{default:")
        self._edits.insert(end_of(value), "});", closing=True)

    def _add(self, name: str, expression: str, offset: int) -> None:
        if name in self._exports and self._refused is None:
            self._refused = (offset, f"Duplicate export of '{name}'")
        self._exports[name] = expression

    def _reading(self, local: str) -> str:
        imported = any(local == name for name, *_ in self._imports)
        return f"{self._me}.i.{local}" if imported else local

    # --- expressions --------------------------------------------------------------------------------------------------

    def _reference(self, node: Node) -> None:
        """`b` becomes `me.i.b`; where it is called, its `this` must stay undefined."""
        name, parent = (node.text or b"").decode("utf-8"), node.parent
        place = f"{self._me}.i."
        if node.type == "shorthand_property_identifier":
            self._edits.insert(node.start_byte, f"{name}:{place}")
        elif parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == node:
            # `void 0,` since a line that began with a bracket would join the one before.
            opening = "void 0,(0," if _begins_statement(node) else "(0,"
            self._edits.insert(node.start_byte, opening + place)
            self._edits.insert(node.end_byte, ")", closing=True)
        else:
            self._edits.insert(node.start_byte, place)

    def _wrap(self, waits: bool) -> None:
        exports = ",".join(f'[{json.dumps(name)}]:{{"<export>":()=>{how}}}' for name, how in self._exports.items())
        function = "async function*" if waits else "function*"
        head = f"({{\"<eval>\":{function}({self._me}){{'use strict';{self._me}.exports({{{exports}}});yield;"
        self._edits.around(self._data, head, '\n}})["<eval>"]')

    def _blank(self, start: int, end: int) -> None:
        blank(self._edits, self._data, start, end)

    # --- what the engine can't see any more ---------------------------------------------------------------------------

    def _early_error(self) -> tuple[int, str] | None:
        return self._missing_export() or next(self._returns(), None)

    def _missing_export(self) -> tuple[int, str] | None:
        lists = [export_of(node, self._data) for node in self._nodes if node.type == "export_statement"]
        exported = [one for said in lists if said.request is None for one in said.bindings if one.local != EVERYTHING]
        known = {name.text for node in self._nodes for name in bound_names(_declaration(node)).names}
        known |= {local for local, *_ in self._imports}
        unknown = [one for one in exported if one.local not in known]
        hoisted = {name for node in self._nodes for name in var_names(node)} if unknown else set()
        found = next((one for one in unknown if one.local not in hoisted), None)
        return (found.offset, f"Export '{found.local}' is not defined in module") if found else None

    def _returns(self) -> Iterator[tuple[int, str]]:
        for node in self._nodes if b"return" in self._data else ():
            for inner in outside_functions(node):
                if inner.type == "return_statement":
                    yield inner.start_byte, "Illegal return statement"


def _declaration(node: Node) -> Node:
    return (node.child_by_field_name("declaration") or node) if node.type == "export_statement" else node


def _begins_statement(node: Node) -> bool:
    """Whether nothing of its statement stands before it."""
    above = node.parent
    while above is not None and above.start_byte == node.start_byte:
        if above.type == "expression_statement":
            return True
        above = above.parent
    return False
