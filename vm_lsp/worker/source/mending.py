"""Parses TypeScript in spite of what its grammar (tree-sitter-typescript 0.23) does not know or misreads.

The text that is parsed is changed for that, never in length, and then forgotten: only the places in the tree are used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import LONE_RETURN
from vm_lsp.worker.source.typescript import Dialect, nodes_of, parse_typescript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Tree

_MOST_ROUNDS = 20
_GAP = rb"(?:\s|//[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/)*+"
_VARIANCE = re.compile(rb"(?<=[<,])(" + _GAP + rb")(in\s+out|in|out)(?=\s+[A-Za-z_$])")
"""`<in out T>` (TypeScript 4.7)."""
_LINE_OF_A_TYPE = re.compile(rb"(?<=[\w$>)\]}'\"`])([^\S\r\n]*+)\r?\n(?=" + _GAP + rb"(?:<|`|in\??:|instanceof\??:))")
"""The end of a line behind which a member begins, and not the type arguments of the one before."""
_NAMES = re.compile(
    rb"\b(?:abstract|declare|readonly|override|accessor)(?=\s*+[?!]?[:=(;,)])"
    rb"|\b(?:as|satisfies)(?=\s*+[=,;.)])|(?<=[=?:(,&|{;\[] )(?:as|satisfies)(?=\()"
)
"""Words of TypeScript where they are names."""
_LINE_END = re.compile(rb"\n|\xe2\x80[\xa8\xa9]")
_NAME_END = re.compile(rb"[\w$)\]]")
_LONGEST_ARGUMENTS = 4096  # bytes
_TYPE_DOT = re.compile(rb"\s*+\.\s*+[\w$]")


@dataclass(frozen=True, slots=True)
class Mended:
    """The tree of a text, and the types that it knows nothing of, from byte to byte."""

    tree: Tree
    unseen: tuple[tuple[int, int], ...]


def parse_mended(data: bytes, dialect: Dialect) -> Mended:
    """Return the tree of a text, with as few errors as can be had."""
    data = LONE_RETURN.sub(b"\n", data)
    unseen = tuple(_arguments_of_tags(data, dialect)) if b">`" in data else ()
    for start, end in unseen:
        data = data[:start] + b" " * (end - start) + data[end:]
    return Mended(_best(data, dialect), unseen)


def _best(data: bytes, dialect: Dialect) -> Tree:
    tree = _settled(data, dialect)
    if not tree.root_node.has_error:
        return tree
    mended = _VARIANCE.sub(lambda found: found[1] + b" " * len(found[2]), data)
    mended = _LINE_OF_A_TYPE.sub(lambda found: b";".ljust(len(found[0])), mended)
    mended = _NAMES.sub(lambda found: b"_" * len(found[0]), mended)
    mended = mended.replace(b"\\`", b"__")  # which it takes for the end of a template that is a type
    if mended == data:
        return tree
    again = _settled(mended, dialect)
    return min((tree, again), key=lambda one: _errors(one, dialect))


def _arguments_of_tags(data: bytes, dialect: Dialect) -> Iterator[tuple[int, int]]:
    """Yield the type arguments of tagged templates, which the grammar takes for comparisons."""
    for node in nodes_of(parse_typescript(data, dialect), dialect, "(template_string) @it"):
        start = _opening(data, node.start_byte - 1) if data[node.start_byte - 1 : node.start_byte] == b">" else None
        if start is not None and _NAME_END.match(data, start - 1):
            yield start, node.start_byte


def _opening(data: bytes, at: int) -> int | None:
    """Return where the angle bracket opens that closes at `at`; arrows of function types are none."""
    depth = 0
    for place in range(at, max(-1, at - _LONGEST_ARGUMENTS), -1):
        if data[place] == ord(">") and data[place - 1] != ord("="):
            depth += 1
        elif data[place] == ord("<"):
            depth -= 1
            if depth == 0:
                return place
    return None


def _errors(tree: Tree, dialect: Dialect) -> int:
    return sum(node.end_byte - node.start_byte for node in nodes_of(tree, dialect, "(ERROR) @it"))


def _settled(data: bytes, dialect: Dialect) -> Tree:
    """Return the tree of a text without what the grammar misreads: each reading may uncover another."""
    tree = parse_typescript(data, dialect)
    for _ in range(_MOST_ROUNDS):
        misread = [*_lines_taken_for_types(tree, dialect, data), *_dots_taken_for_members(tree, dialect, data)]
        if not misread:
            break
        changed = bytearray(data)
        for offset, byte in misread:
            changed[offset] = byte
        data = bytes(changed)
        tree = parse_typescript(data, dialect)
    return tree


def _lines_taken_for_types(tree: Tree, dialect: Dialect, data: bytes) -> Iterator[tuple[int, int]]:
    """A type does not go on with a bracket on the next line: ``x as any`` and then ``[1].map(f)``."""
    for node in nodes_of(tree, dialect, "(array_type) @it (lookup_type) @it (generic_type) @it"):
        opening = next((child for child in node.children if child.type in ("[", "type_arguments")), None)
        before = opening.prev_sibling if opening else None
        if opening is not None and before is not None:
            for found in _LINE_END.finditer(data, before.end_byte, opening.start_byte):
                yield from enumerate(b";".ljust(len(found[0])), found.start())


def _dots_taken_for_members(tree: Tree, dialect: Dialect, data: bytes) -> Iterator[tuple[int, int]]:
    """``x as a.b.c`` has a type of three names, no member `c`: it gets one of two, ``a_b.c``."""
    for node in nodes_of(tree, dialect, "(as_expression) @it (satisfies_expression) @it"):
        if _TYPE_DOT.match(data, node.end_byte) and (name := _last_name(node)) is not None:
            yield name.children[1].start_byte, ord("_")


def _last_name(node: Node) -> Node | None:
    """Return the name of two parts that a node ends with."""
    last = node.children[-1]
    if last.type in ("nested_type_identifier", "nested_identifier", "member_expression"):
        return last
    return _last_name(last) if last.children else None
