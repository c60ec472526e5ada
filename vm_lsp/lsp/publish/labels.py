"""What a hint says: one line, cut to size, with nothing in it that an editor would not show as it is."""

from __future__ import annotations

import re
from typing import Final

from vm_lsp.lsp.publish.abridging import abridged, width
from vm_lsp.lsp.publish.marks import Mark, MarkKind

_ARROW: Final = "→"
_STALE: Final = "~"
_STOPPED: Final = "■ stopped"
_CONSOLE: Final = {"warn": "⚠", "error": "✖"}
_SAID: Final = "»"
_ROOM_FOR_BOTH: Final = 24  # units

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
# What stands below an error's message: who called it is for the hover.
_CALLS = re.compile(r"(?:\n *at [^\n]*(?::\d+:\d+\)?|<anonymous>\)?|\(native\)))+(?=\n| \{|\]|,|$)")
_CELLS = re.compile(r"\s*│\s*")
_BLANKS = re.compile(r"\s+")
# Controls, and the marks that turn the direction of what follows: a value must not pass for something else.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def label(mark: Mark, longest: int) -> str:
    """Return the hint's text, at most `longest` UTF-16 units, which is what editors count."""
    if mark.kind is MarkKind.STOPPED:
        return _STOPPED
    sign = _CONSOLE.get(mark.level, _SAID) if mark.kind is MarkKind.CONSOLE else _ARROW
    head = f"{_STALE if mark.stale else sign} "
    units = longest - len(head)
    if mark.kind is MarkKind.CONSOLE:
        times = f" ×{mark.count}" if mark.count > 1 else ""
        return head + (inline(mark.said[-1] if mark.said else "", units - width(times)) + times).lstrip()
    was = _was(mark, units)
    return head + inline(mark.value.preview if mark.value else "", units - width(was)) + was


def _was(mark: Mark, units: int) -> str:
    """Return what stood there before the value changed, where there is room for it beside the value."""
    if mark.was is None or units < _ROOM_FOR_BOTH:
        return ""
    return f" (was {inline(mark.was, units // 3)})"


def inline(text: str, units: int) -> str:
    """Return a print in one line of at most `units` UTF-16 units; of errors without the calls that led to them."""
    return abridged(one_line(_CALLS.sub("", _without_frame(text))), units)


def _without_frame(text: str) -> str:
    """Return the rows of a `console.table` without its frame and its head: what a hint has room for; else `text`."""
    if not text.lstrip().startswith("┌"):
        return text
    rows = [line.strip(" │") for line in text.split("\n") if line.strip().startswith("│")]
    return " · ".join(_CELLS.sub(" ", row) for row in rows[1:]) or "(empty table)"


def one_line(text: str) -> str:
    """Return `text` in one line, without colours and what can't be shown."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", _BLANKS.sub(" ", without_colours(text))).strip()


def without_colours(text: str) -> str:
    """Return `text` without terminal escapes (ECMA-48, control sequences)."""
    return _ANSI.sub("", text)
