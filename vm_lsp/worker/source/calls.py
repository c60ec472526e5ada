"""The call of a function by its name: where output of the console belongs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vm_lsp.worker.source.expressions import path_to

if TYPE_CHECKING:
    from tree_sitter import Node


@lru_cache(maxsize=512)
def call_of(data: bytes, offset: int, name: bytes) -> int:
    """Return the byte offset of `name` in the smallest call around `offset` that calls it; `offset` where none does.

    In a call over several lines the engine points at an argument, for a statement that spans a screen far from where
    the call begins.
    """
    if data.startswith(name + b"(", offset):
        return offset  # spares the parser nearly always
    for node in reversed(list(path_to(data, offset))):
        called = _called(node)
        if called is not None and called.text == name:
            return called.start_byte
    return offset


def _called(node: Node) -> Node | None:
    """The last name of what is called."""
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    if function is not None and function.type == "member_expression":
        return function.child_by_field_name("property")
    return function
