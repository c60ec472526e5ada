"""A text with a syntax error, so that the engine finds the error and not what it does not know: modules and `await`.

The engine parses scripts only, and stops at the first `import`, `export` or top-level `await`. What stands here in
their places is as long and means as little as possible; the whole goes into an async function that never runs.
"""

from __future__ import annotations

import re

OPENING = "throw 0;(async()=>{"
"""What stands on the line above: should the text end the function that it is in, nothing of it runs all the same."""

CLOSING = "\n})"

_UNKNOWN_WORDS = re.compile(rb"\b(?:import|export|await)\b")

_FROM = rb"""from\s*(?:"[^"\r\n]*"|'[^'\r\n]*')(?:\s*with\s*\{[^}]*\})?"""
_NOTHING = [
    re.compile(rb"""(?m)(?:^|(?<=;))[ \t]*import\s*(?:"[^"\r\n]*"|'[^'\r\n]*')(?:\s*with\s*\{[^}]*\})?"""),
    re.compile(rb"(?m)(?:^|(?<=;))[ \t]*import\b[^;()=.'\"]*?" + _FROM),
    re.compile(rb"(?m)(?:^|(?<=;))[ \t]*export\s*(?:\*[^;'\"]*?" + _FROM + rb"|\{[^}]*\}(?:\s*" + _FROM + rb")?)"),
    re.compile(rb"(?m)(?:^|(?<=;))[ \t]*export(?=\s+(?:const|let|var|function|class|async)\b)"),
]
_INSTEAD = [
    (re.compile(rb"(?m)(?:^|(?<=;))[ \t]*export\s+default\b"), b"_="),
    (re.compile(rb"\bimport\s*\.\s*meta\b"), b"this"),
    (re.compile(rb"\bimport(?=\s*\()"), b"_"),
]


def needs_probe(data: bytes) -> bool:
    """Whether the engine may have stopped at what it does not know."""
    return _UNKNOWN_WORDS.search(data) is not None


def probe(data: bytes) -> bytes:
    """Return the text to put between `OPENING`, a line end and `CLOSING`; every place in it is as it was."""
    for pattern in _NOTHING:
        data = pattern.sub(lambda match: _blank(match[0], b""), data)
    for pattern, instead in _INSTEAD:
        data = pattern.sub(lambda match, instead=instead: _blank(match[0], instead), data)  # type: ignore[misc]  # not inferred
    return data


def _blank(text: bytes, instead: bytes) -> bytes:
    """As much space, with the ends of lines where they were, and something else at the end."""
    room = len(text) - len(instead)
    return bytes(byte if byte in b"\r\n" else 0x20 for byte in text[:room]) + instead
