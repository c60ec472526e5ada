"""Where a call of the console begins and ends: the engine only names a place somewhere inside it."""

from __future__ import annotations

import re

# A method of the console, called.
_CALL = re.compile(r"\bconsole\s*\??\.\s*[\w$]+\s*(?:\?\.\s*)?\(")
# What can hold a bracket without meaning it, and the brackets.
_TOKEN = re.compile(
    r"'(?:\\.|[^'\\\r\n])*'|\"(?:\\.|[^\"\\\r\n])*\"|`(?:\\.|[^`\\])*`|//[^\r\n]*|/\*.*?\*/|[()]", re.DOTALL
)
_LONGEST = 10_000  # characters of one call, arguments included


def call_at(content: str, offset: int, line: tuple[int, int]) -> tuple[int, int] | None:
    """Return the bounds of the innermost console call around `offset` that begins on its line.

    `line` is where that line starts and ends. None where none is seen: the console has another name there, say.
    """
    for found in reversed(list(_CALL.finditer(content, *line))):
        end = _closing(content, found.end()) or line[1]
        if found.start() <= offset < end:
            return found.start(), end
    return None


def _closing(content: str, start: int) -> int | None:
    """Return where the bracket that opened before `start` is closed."""
    depth = 1
    for token in _TOKEN.finditer(content, start, start + _LONGEST):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return None
