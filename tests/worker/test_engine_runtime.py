"""What the runtime's own JavaScript must not use, since user code can change what it does."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vm_lsp.worker.source.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

FOLDER = Path(str(resources.files("vm_lsp.worker.runtime")))
RUNTIME = {
    file.relative_to(FOLDER).as_posix(): file.read_text("utf-8")
    for file in [*FOLDER.glob("*.js"), *(FOLDER / "node").glob("*.js")]
}
# Template literals call String.prototype.concat in this engine; the others go through iterators.
FORBIDDEN = {"template_string", "spread_element", "array_pattern", "yield_expression"}


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


@pytest.mark.parametrize("name", sorted(RUNTIME))
def test_the_runtime_uses_nothing_that_can_be_replaced_under_it(name: str) -> None:
    tree = parse(RUNTIME[name].encode())
    assert not tree.root_node.has_error
    used = [node for node in nodes(tree.root_node) if node.type in FORBIDDEN or is_for_of(node)]
    assert [(node.type, node.start_point.row + 1) for node in used] == []


def is_for_of(node: Node) -> bool:
    return node.type == "for_in_statement" and any(child.type == "of" for child in node.children)


@pytest.mark.parametrize("name", sorted(name for name in set(RUNTIME) - {"primordials.js"} if "/" not in name))
def test_the_runtime_calls_methods_of_its_own_objects_only(name: str) -> None:
    # Those in folders are what scripts call themselves: emitters, promises and signals of theirs are what they work on.
    calls = [
        node.children[0] for node in nodes(parse(RUNTIME[name].encode()).root_node) if node.type == "call_expression"
    ]
    called = {(callee.text or b"").decode() for callee in calls if callee.type == "member_expression"}
    own = (
        *("vm.", "stacks.", "naming.", "quoting.", "contents.", "layout.", "state.", "shape.", "this.", "kinds["),
        *("asked.", "binary.", "keys.", "proxies.", "shapes."),
    )
    assert [text for text in sorted(called) if not text.startswith(own)] == []


@pytest.mark.parametrize("name", sorted(RUNTIME))
def test_the_runtime_keeps_to_the_line_length(name: str) -> None:
    assert [line for line in RUNTIME[name].split("\n") if len(line) > 120] == []
