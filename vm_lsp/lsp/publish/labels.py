"""What a hint says: one line, cut to size, with nothing in it that an editor would not show as it is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from vm_lsp.lsp.publish.marks import Mark, MarkKind

_ELLIPSIS: Final = "…"
_ARROW: Final = "→"
_STALE: Final = "~"
_STOPPED: Final = "■ stopped"
_CONSOLE: Final = {"warn": "⚠", "error": "✖"}
_SAID: Final = "»"
_MOST_TEXTS: Final = 10  # in one hint
_MUCH: Final = 2000  # characters, too many to be tried for a hint

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
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
        return head + _outputs(mark, units)
    return head + cut(one_line(mark.value.preview if mark.value else ""), units)


def _outputs(mark: Mark, units: int) -> str:
    """Return all that a call printed where it fits, else the last of it and how often the call printed."""
    if 1 < mark.count <= _MOST_TEXTS and sum(map(len, mark.said)) <= _MUCH:
        texts = [one_line(text) for text in mark.said]
        if all(texts) and _width(", ".join(texts)) <= units:
            return ", ".join(texts)
    times = f" (last of {mark.count})" if mark.count > 1 else ""
    return cut(one_line(mark.said[-1] if mark.said else ""), units - len(times)) + times


def one_line(text: str) -> str:
    """Return `text` in one line, without colours and what can't be shown."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", _BLANKS.sub(" ", without_colours(text))).strip()


def without_colours(text: str) -> str:
    """Return `text` without terminal escapes (ECMA-48, control sequences)."""
    return _ANSI.sub("", text)


def cut(text: str, units: int) -> str:
    """Return `text`, shortened with an ellipsis to at most `units` UTF-16 units, between whole characters."""
    if _width(text) <= units:
        return text
    kept = text[: max(units - 1, 0)]
    while kept and (_width(kept) > units - 1 or _joined(kept[-1], text[len(kept)])):
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def _width(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _joined(before: str, after: str) -> bool:
    """Whether two characters are seen as one: accents, joined emoji, their variants."""
    return unicodedata.combining(after) > 0 or "\u200d" in (before, after) or "\ufe00" <= after <= "\ufe0f"
