"""The house holds: imports go down only, heavy libraries stay in their rooms, nothing grows too big."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "vm_lsp"
MOST_LINES_OF_A_FILE = 350
MOST_LINES_OF_A_FUNCTION = 60

ROOMS = {
    "vm_lsp.settings": (),
    "vm_lsp.errors": (),
    "vm_lsp.execution.values": (),
    "vm_lsp.execution.model": ("vm_lsp.settings", "vm_lsp.execution.values"),
    "vm_lsp.worker": ("vm_lsp.worker",),
    "vm_lsp.modules": ("vm_lsp.modules", "vm_lsp.errors", "vm_lsp.settings", "vm_lsp.execution.model"),
    "vm_lsp.sessions": (
        *("vm_lsp.sessions", "vm_lsp.modules", "vm_lsp.errors", "vm_lsp.settings", "vm_lsp.execution.model"),
        *("vm_lsp.worker.wire", "vm_lsp.worker.framing"),
    ),
    "vm_lsp.history": (
        *("vm_lsp.history", "vm_lsp.search", "vm_lsp.errors", "vm_lsp.settings"),
        *("vm_lsp.execution.model", "vm_lsp.execution.store", "vm_lsp.execution.json"),
        *("vm_lsp.execution.identity", "vm_lsp.execution.keeping"),
    ),
    "vm_lsp.search": ("vm_lsp.search", "vm_lsp.errors", "vm_lsp.execution.model"),
    "vm_lsp.execution": (
        *("vm_lsp.execution", "vm_lsp.sessions", "vm_lsp.modules", "vm_lsp.errors", "vm_lsp.settings"),
        *("vm_lsp.worker.source", "vm_lsp.search"),
    ),
    "vm_lsp.browsing": (
        *("vm_lsp.browsing", "vm_lsp.errors"),
        *("vm_lsp.execution.model", "vm_lsp.execution.store", "vm_lsp.execution.json"),
    ),
    "vm_lsp.exporting": (
        *("vm_lsp.exporting", "vm_lsp.browsing.markup", "vm_lsp.errors", "vm_lsp.worker.source"),
        *("vm_lsp.execution.model", "vm_lsp.execution.store", "vm_lsp.execution.json", "vm_lsp.execution.replay"),
    ),
    "vm_lsp.libraries": ("vm_lsp.modules", "vm_lsp.errors", "vm_lsp.worker.source"),
    "vm_lsp.templates": (
        *("vm_lsp.libraries", "vm_lsp.modules", "vm_lsp.sessions", "vm_lsp.execution.model", "vm_lsp.errors"),
        "vm_lsp.settings",
    ),
    "vm_lsp.restoring": ("vm_lsp.execution", "vm_lsp.errors"),
    "vm_lsp.lsp.publish": (
        *("vm_lsp.lsp", "vm_lsp.errors", "vm_lsp.settings", "vm_lsp.browsing.markup"),
        *("vm_lsp.execution.model", "vm_lsp.execution.store", "vm_lsp.execution.json"),
    ),
}
"""What each room may import of ours; the longest prefix of a module's name is its room."""

SILENCED = re.compile(r"#\s*(?:type: ignore\[[\w-]+\]|noqa: \w+)(?P<why>.*)")
"""A comment that keeps a linter quiet, and the reason behind it."""

LIBRARIES = {
    "pygls": "vm_lsp.lsp",
    "lsprotocol": "vm_lsp.lsp",
    "sqlmodel": "vm_lsp.history",
    "sqlalchemy": "vm_lsp.history",
    "alembic": "vm_lsp.history",
    "quickjs": "vm_lsp.worker",
    "tree_sitter": "vm_lsp.worker",
    "tree_sitter_javascript": "vm_lsp.worker",
    "ada_url": "vm_lsp.worker",
    "tree_sitter_typescript": "vm_lsp.worker",
    "typer": "vm_lsp.cli",
    "rich": "vm_lsp.cli",
}
"""Which room alone may import a library."""


CHEAP = {"__future__", "collections.abc", "contextlib", "logging", "os", "sys", "typing"}
"""What the way to the server may import at its top: Python's own, and imported by the server in any case."""


@dataclass(frozen=True)
class Module:
    name: str
    path: Path

    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    def imports(self) -> Iterator[str]:
        """Yield what runs at import time or later; what only the type checker reads binds no room to another."""
        for node in _without_type_checking(self.tree()):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                assert not node.level, f"{self.name} imports relatively: the rules are read from whole names"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _without_type_checking(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from _without_type_checking(child)


def _modules() -> list[Module]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found.append(Module(".".join(part for part in parts if part != "__init__"), path))
    return found


MODULES = _modules()


def _within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def _room(module: str) -> str | None:
    return max((room for room in ROOMS if _within(module, room)), key=len, default=None)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_imports_go_down_only(module: Module) -> None:
    room = _room(module.name)
    if room is None:  # the front doors and the core: they may look down everywhere, but not at each other
        allowed: tuple[str, ...] = ("vm_lsp",)
        forbidden = [name for name in ("vm_lsp.cli", "vm_lsp.lsp") if not _within(module.name, name)]
    else:
        allowed, forbidden = ROOMS[room], []
    for imported in module.imports():
        if not _within(imported, "vm_lsp") or imported == "vm_lsp.__version__":
            continue
        assert any(_within(imported, name) for name in allowed), f"{module.name} looks up: {imported}"
        assert not any(_within(imported, name) for name in forbidden) or _is_door(module, imported), imported


def _is_door(module: Module, imported: str) -> bool:
    """The command `serve` hands over to the language server, and `python -m vm_lsp` to the commands."""
    doors = {"vm_lsp.cli.serve": "vm_lsp.lsp.server", "vm_lsp.__main__": "vm_lsp.cli.app"}
    return _within(imported, doors.get(module.name, "nothing"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_library_stays_in_its_room(module: Module) -> None:
    for imported in module.imports():
        room = LIBRARIES.get(imported.partition(".")[0])
        assert room is None or _within(module.name, room), f"{module.name} imports {imported}"


def test_the_worker_imports_the_standard_library_the_engine_and_the_parser_only() -> None:
    import sys

    allowed = {*sys.stdlib_module_names, "ada_url", "quickjs", "tree_sitter", "tree_sitter_javascript"}
    allowed |= {"tree_sitter_typescript", "vm_lsp"}
    for module in MODULES:
        if _within(module.name, "vm_lsp.worker"):
            assert {name.partition(".")[0] for name in module.imports()} <= allowed, module.name


def test_the_words_both_sides_share_import_nothing_of_ours() -> None:
    wire = next(module for module in MODULES if module.name == "vm_lsp.worker.wire")
    assert not [name for name in wire.imports() if _within(name, "vm_lsp")]


def test_what_is_silenced_says_why() -> None:
    for path in (*PACKAGE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            silenced = SILENCED.search(line)
            assert silenced is None or silenced["why"].strip(" #-"), f"{path}:{number} does not say why"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_file_and_no_function_is_too_long(module: Module) -> None:
    assert len(module.path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE
    for node in ast.walk(module.tree()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < MOST_LINES_OF_A_FUNCTION, node.name


def test_the_way_to_the_server_imports_nothing_of_the_other_commands() -> None:
    reached = {"vm_lsp.cli.app", "vm_lsp.cli.serve"}
    for module in MODULES:
        if module.name in reached:
            names: set[str] = set()
            for node in module.tree().body:
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add(node.module or "")
            assert names <= CHEAP, f"{module.name} imports {names}"
