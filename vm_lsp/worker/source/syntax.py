"""The one door to tree-sitter, which is imported on first use: it costs 20 ms that a plain start need not pay."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Language, Node, Tree

_CHUNK = 4096
_FELT = 256 * 1024  # bytes
LONE_RETURN = re.compile(rb"\r(?!\n)")
_LINE_END = re.compile(rb"[\r\n]")
_CLAUSE = re.compile(rb"(\b(?:im|ex)port\b[\s\w$,*]*\{)((?:[^{}'\"`;()]|'[^'\n]*'|\"[^\"\n]*\")*)(?=\})")
_RESERVED = re.compile(
    rb"\b(?:break|case|catch|class|const|continue|debugger|delete|do|else|enum|export|extends|false|finally|for|function"
    rb"|if|import|in|instanceof|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with)\b"
)

DECLARED_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})
"""Statements that are hoisted as a whole."""

COMMENTS = frozenset({"comment", "html_comment"})
_NO_STATEMENTS = COMMENTS | {"hash_bang_line", "empty_statement", ";"}


def parse(data: bytes, *, in_turns: bool = False) -> Tree:
    """Return the syntax tree of a script; broken text gives a tree with errors in it, never an exception.

    The parser is a fresh one, so that any thread may call. Parsing holds the interpreter's lock, some 5 ms for 100 kB;
    `in_turns` lets other threads run while a large text is parsed. That costs its size in memory, which tree-sitter's
    binding never gives back (0.26), so it is for texts that would be felt only.
    """
    from tree_sitter import Parser

    data = _parseable(data)
    if in_turns and len(data) > _FELT:
        return Parser(language()).parse(lambda offset, _point: data[offset : offset + _CHUNK])
    return Parser(language()).parse(data)


def parse_parts(data: bytes, parts: Iterable[tuple[int, int]]) -> Tree:
    """Return the tree of what there is in some parts of a text, each at its place in bytes; points tell nothing."""
    from tree_sitter import Parser, Range

    parser = Parser(language())
    parser.included_ranges = [Range((0, start), (0, end), start, end) for start, end in parts]
    return parser.parse(_parseable(data))


def _parseable(data: bytes) -> bytes:
    """Return `data` without what the grammar can't read though the language has it, every byte at its place."""
    if b"\r" in data:
        data = LONE_RETURN.sub(b"\n", data)  # which it would not take for the end of a line
    if b"import" in data or b"export" in data:
        data = _CLAUSE.sub(lambda clause: clause[1] + _RESERVED.sub(_named_otherwise, clause[2]), data)
    return data


def _named_otherwise(word: re.Match[bytes]) -> bytes:
    """`export { f as function }`: every word may be such a name (ECMA-262, "ModuleExportName")."""
    return word[0][:-1] + b"_"


def statements(tree: Tree) -> list[Node]:
    """Return the top-level statements in order, broken ones too; comments and empty statements are none."""
    return [node for node in tree.root_node.children if node.type not in _NO_STATEMENTS]


def end_of(node: Node) -> int:
    """Return where a node's own text ends; tree-sitter counts a comment behind it as a part of it, however deep."""
    last: Node | None = node
    while last is not None:
        node, last = last, None
        for at in range(node.child_count - 1, -1, -1):  # `node.children` would make them all
            child = node.child(at)
            if child is not None and child.type not in COMMENTS:
                last = child
                break
    return node.end_byte


def shown_end(data: bytes, stop: int, end: int) -> int:
    """Return where a statement from which all but its semicolon ends at `stop` and all of it at `end` seems to end.

    Where nobody writes semicolons, one protects a line that begins with a bracket: `const a = 1`, then `;[a].map(f)`.
    To the grammar it is the end of what stands before; to the eye that ended on its own line.
    """
    return stop if _LINE_END.search(data, stop, end) else end


def shown_end_of(data: bytes, statement: Node) -> int:
    """Return where a top-level statement seems to end (see `shown_end`)."""
    children = [child for child in statement.children if child.type not in COMMENTS]
    end = end_of(statement)
    if len(children) < 2 or children[-1].type != ";":
        return end
    return shown_end(data, end_of(children[-2]), end)


@cache
def language() -> Language:
    """Return the grammar of JavaScript."""
    import tree_sitter_javascript
    from tree_sitter import Language

    return Language(tree_sitter_javascript.language())
