"""The one door to TypeScript's grammar, imported on first use; and which documents are written in it."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vm_lsp.worker.source.syntax import LONE_RETURN

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Query, Tree

_ENDING = re.compile(r"\.(?:([mc]?ts)|(tsx))$", re.IGNORECASE)


class Dialect(Enum):
    """What a document is written in: TSX is TypeScript where ``<`` may begin an element, and so no cast."""

    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    TSX = "tsx"


def dialect_of(uri: str) -> Dialect:
    """Return what the ending of a document's name says: ``.ts``, ``.mts`` and ``.cts``, ``.tsx``, or anything else."""
    found = _ENDING.search(urlsplit(uri).path)
    if found is None:
        return Dialect.JAVASCRIPT
    return Dialect.TYPESCRIPT if found[1] else Dialect.TSX


def parse_typescript(data: bytes, dialect: Dialect = Dialect.TYPESCRIPT) -> Tree:
    """Return the syntax tree of TypeScript; broken text gives a tree with errors in it, never an exception."""
    from tree_sitter import Parser

    if b"\r" in data:
        data = LONE_RETURN.sub(b"\n", data)
    return Parser(_language(dialect)).parse(data)


def nodes_of(tree: Tree, dialect: Dialect, pattern: str) -> list[Node]:
    """Return the nodes that a query captures as ``@it``, those that begin first and reach farthest first."""
    from tree_sitter import QueryCursor

    found = QueryCursor(_query(dialect, pattern)).captures(tree.root_node).get("it", [])
    return sorted(found, key=lambda node: (node.start_byte, -node.end_byte))


@cache
def _language(dialect: Dialect) -> Language:
    import tree_sitter_typescript
    from tree_sitter import Language

    if dialect is Dialect.TSX:
        return Language(tree_sitter_typescript.language_tsx())
    return Language(tree_sitter_typescript.language_typescript())


@cache
def _query(dialect: Dialect, pattern: str) -> Query:
    from tree_sitter import Query

    return Query(_language(dialect), pattern)
