r"""Expectations as comments behind a statement, written and read.

``// => 42``, ``// prints hello``, ``// throws TypeError: message``; further lines follow as ``//    `` and text, the
next one of the same statement may stand below. ``…`` means anything. What would end a comment (ECMA-262 12.3,
"Line Terminators"), and other control characters, are written as escapes, ``\u2028`` for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vm_lsp.worker.source.pieces import Piece

ANY = "…"


class Says(StrEnum):
    """What an expectation is about."""

    VALUE = "=>"
    PRINTS = "prints"
    THROWS = "throws"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a comment says of the statement before it: characters `start` to `end` of the text, on `line` from 0."""

    says: Says
    text: str
    start: int
    end: int
    line: int


_FIRST = re.compile(r"//\s?(=>|prints|throws)(?: (.*))?$", re.DOTALL)
_NEXT = re.compile(r"//(?: {4}(.*))?$", re.DOTALL)
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FRAMES = re.compile(r"(?:\n|\\n)[ ]+at [^\n]*?:\d+:\d+\)?(?=$|[\n\\ ,\]}'\"])")


def plain(text: str) -> str:
    """Return a print as comments can hold it: no frames of a stack, whose lines change, and no trailing spaces."""
    escaped = _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", _FRAMES.sub("", text.replace("\r\n", "\n")))
    return "\n".join(line.rstrip() for line in escaped.split("\n"))


def written(says: Says, text: str) -> str:
    """Return the comment, of several lines where `text` has several."""
    first, *others = plain(text).split("\n")
    return "\n".join([f"// {says} {first}".rstrip(), *(f"//    {line}".rstrip() for line in others)])


def expectations(comments: Sequence[Piece], text: str) -> list[Expectation]:
    """Return what the comments behind one statement expect of it, in order; other comments are passed over."""
    found: list[Expectation] = []
    going = False
    line = -1
    for piece in comments:
        comment = text[piece.start : piece.end].rstrip()
        first, following = _FIRST.match(comment), _NEXT.match(comment)
        if first:
            found.append(Expectation(Says(first[1]), first[2] or "", piece.start, piece.end, piece.range.line))
            going = True
        elif going and following and piece.range.line == line + 1:
            before = found[-1]
            more = f"{before.text}\n{following[1] or ''}"
            found[-1] = Expectation(before.says, more, before.start, piece.end, before.line)
        else:
            going = False
        line = piece.range.line
    return found


def fits(expected: str, actual: str) -> bool:
    """Return whether an expectation holds; where the actual print was cut, as far as it goes."""
    wanted, given = plain(expected), plain(actual)
    if wanted == given:
        return True
    if given.endswith(ANY) and wanted.startswith(given[: -len(ANY)]):
        return True
    head, *parts = wanted.split(ANY)
    if not parts or not given.startswith(head):
        return False
    at = len(head)
    for part in parts[:-1]:
        found = given.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return given.endswith(parts[-1]) and len(given) - len(parts[-1]) >= at
