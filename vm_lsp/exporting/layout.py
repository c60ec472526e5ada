"""Where comments go into a script: behind the line on which their statement ends, and never into anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vm_lsp.worker.source.pieces import Piece

_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")
_LOOKS_LIKE_MORE = re.compile(r"[ \t]*//(?: {4}|[ \t]*(?:[\r\n]|$))")


@dataclass(frozen=True, slots=True)
class Block:
    """A statement and the comments behind it, up to the next statement, which starts at the character `until`."""

    statement: Piece
    comments: tuple[Piece, ...]
    until: int


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` to `end` are replaced."""

    start: int
    end: int
    text: str


def blocks(pieces: Sequence[Piece], length: int) -> list[Block]:
    """Return each statement with what follows it, in a text of `length` characters."""
    found: list[Block] = []
    starts = [piece.start for piece in pieces if not piece.is_comment]
    for number, start in enumerate(starts):
        until = starts[number + 1] if number + 1 < len(starts) else length
        own = [piece for piece in pieces if start <= piece.start < until]
        found.append(Block(own[0], tuple(own[1:]), until))
    return found


def insertion(text: str, block: Block, comments: str) -> Edit:
    """Return the edit that puts whole lines of comments behind a statement."""
    at = _line_end(text, block.statement.end)
    for comment in block.comments:
        if comment.start < at < comment.end:  # one of several lines
            at = _line_end(text, comment.end)
    if at > block.until:  # the next statement begins on this line
        return Edit(block.statement.end, block.statement.end, f"\n{comments}\n")
    line_end = _LINE_END.match(text, at)
    behind = line_end is not None and _LOOKS_LIKE_MORE.match(text, line_end.end())
    return Edit(at, at, f"\n{comments}" + ("\n" if behind else ""))


def replacement(text: str, start: int, end: int, now: str) -> Edit:
    """Return the edit that puts `now` in a comment's place; with nothing its line goes too, if it has one to itself."""
    line_start = text.rfind("\n", 0, start) + 1
    if now:
        return Edit(start, end, now)
    if text[line_start:start].strip() or not line_start:
        return Edit(line_start + len(text[line_start:start].rstrip()), end, "")
    return Edit(line_start - 1, end, "")


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with edits made, none of which overlaps another; of two at one place the first comes first."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _line_end(text: str, start: int) -> int:
    found = _LINE_END.search(text, start)
    return found.start() if found else len(text)
