"""``throw`` statements that say where they are: the engine notes no place for what is thrown and no Error."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vm_lsp.worker.source.syntax import end_of, language

if TYPE_CHECKING:
    from tree_sitter import Node, Query

    from vm_lsp.worker.source.edits import Edits


_ERROR = re.compile(rb"new\s++(?:[\w$]++\.)*+[\w$]*?Error\b")


def locate_throws(edits: Edits, data: bytes, root: Node, hook: str) -> None:
    """Let ``throw x`` be ``throw hook.throwing((x),"hook")``, innermost of all that is put in.

    `runtime/throws.js` makes it ``x`` again where a function's text is asked for.
    """
    if b"throw" not in data:
        return
    from tree_sitter import QueryCursor

    for thrown in QueryCursor(_throws()).captures(root).get("thrown", ()):
        if _ERROR.match(data, thrown.start_byte):
            continue  # it knows its place
        edits.insert(thrown.start_byte, f"{hook}.throwing((", first=True)
        edits.insert(end_of(thrown), f'),"{hook}")', closing=True, first=True)


@cache
def _throws() -> Query:
    from tree_sitter import Query

    return Query(language(), "(throw_statement [(expression) (sequence_expression)] @thrown)")
