"""Finds the expression that failed: the first one, in the order of evaluation, that can have failed like that.

The engine's place is the last that it noted before it failed, so what failed comes after it, in the same function. In
a loop it may stand before it as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from vm_lsp.worker.source.callees import is_callable
from vm_lsp.worker.source.faults import Fault, Kind
from vm_lsp.worker.source.functions import FUNCTIONS, fields_at_row, functions_at_row, name_of
from vm_lsp.worker.source.operations import CALLS, Operation, operations, whole
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST_NODES = 20_000
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})


def culprit(path: list[Node], offset: int, row: int, fault: Fault) -> Operation | None:
    """Return what failed.

    `path` are the nodes at the engine's `offset`, which is on line `row`, from the root down.
    """
    if fault.kind is Kind.IMPORT:  # which happens before anything else
        return _first(path[0], -1, fault)
    for function, start in _functions(path, offset, row, fault):
        found = _uncallable(function, start, fault) or _first(function[0], start, fault)
        if (
            found is not None
            and fault.kind is Kind.INVOKED
            and start == offset
            and not _together(function, found.start, found.end)
        ):
            found = None
        if found is None and start == offset:
            found = _in_loop(function, offset, fault)
        if found is not None:
            return found
    if fault.kind is Kind.CALL:  # of a method that iteration needs
        return culprit(path, offset, row, replace(fault, kind=Kind.ITERATE))
    return None


def _behind(path: list[Node], start: int, fault: Fault, noted: bool) -> Operation | None:
    """What stands behind `start`; `noted` tells that the engine was there: a call under way is in that statement."""
    found = _uncallable(path, start, fault) or _first(path[0], start, fault)
    if found is None or fault.kind is not Kind.INVOKED or not noted:
        return found
    return found if _together(path, found.start, found.end) else None


def _functions(path: list[Node], offset: int, row: int, fault: Fault) -> Iterator[tuple[list[Node], int]]:
    """The functions that may be meant, as paths from each to the engine's place, and where in them to begin.

    Of a function that began with what the engine takes no note of, only the line of its beginning is known.
    """
    name = fault.function
    if name is None:
        yield path, offset
        return
    if fault.fields:
        yield from (([field], field.start_byte - 1) for field in fields_at_row(path[0], row, name))
    depth = max((at for at, node in enumerate(path) if node.type in FUNCTIONS), default=0)
    if depth and name_of(path[: depth + 1]) in ("", name):
        yield path[depth:], offset
    for function in functions_at_row(path[0], row):
        if name_of(function) == name:
            yield function[-1:], function[-1].start_byte - 1
    yield path[depth:], offset


def _uncallable(path: list[Node], start: int, fault: Fault) -> Operation | None:
    """Of the calls in one statement the first that is known to call no function, else that is not known to call one.

    The engine takes no note of calls themselves: after `f(g())` fails it points at `g`, whichever of the two it was.
    """
    if fault.callable is None:
        return None
    unknown: Operation | None = None
    calls = (node for node in _own_nodes(path[0], start) if node.type in CALLS and end_of(node) > start)
    for node in sorted((node for node in calls if _together(path, node.start_byte, end_of(node))), key=end_of):
        known = is_callable(node, path[0], fault)
        if known is False:
            return whole(node)
        if known is None and unknown is None:
            unknown = whole(node)
    return unknown


def _first(function: Node, start: int, fault: Fault) -> Operation | None:
    """The first operation after `start` that can have failed; that of several with one moment that spans least."""
    found: Operation | None = None
    for node in _own_nodes(function, start):
        if found is not None and node.start_byte > found.moment:
            break
        for operation in operations(node, fault):
            if operation.moment > start and (found is None or _order(operation) < _order(found)):
                found = operation
    return found


def _order(operation: Operation) -> tuple[int, int]:
    return operation.moment, operation.end - operation.start


def _own_nodes(function: Node, start: int) -> Iterator[Node]:
    """The nodes of a function that end behind `start`, in the text's order, without those of functions within."""
    stack = [function]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        node = stack.pop()
        if node.end_byte > start:
            yield node
            if node is function or node.type not in FUNCTIONS:
                stack += reversed(node.named_children)


def _in_loop(path: list[Node], offset: int, fault: Fault) -> Operation | None:
    """What stands before the engine's place, in a loop around it."""
    loops = [node for node in path if node.type in _LOOPS]
    for loop in reversed(loops):
        found = _first(loop, loop.start_byte - 1, fault)
        if found is not None and found.moment <= offset and (fault.kind is not Kind.INVOKED or _is_head(loop, found)):
            return found
    return None


def _is_head(loop: Node, found: Operation) -> bool:
    """Whether it is what a `for … of` goes through: a generator is called there, and goes on with each step."""
    right = loop.child_by_field_name("right")
    return right is not None and right.start_byte == found.start


def _together(path: list[Node], start: int, end: int) -> bool:
    """Whether what was found is in the statement that the engine points into: a call that is under way is."""
    for node in reversed(path):
        if node.type.endswith(("_statement", "_declaration")) and node.type != "class_declaration":
            return node.start_byte <= start and end <= node.end_byte
    return True
