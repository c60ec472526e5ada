"""Cuts a printed value to size between its parts: ``{ id: 1, name: 'Ada', … }``, and a text between its words.

What comes first matters more: the end is left out, and each bracket that was opened is closed again. Widths are UTF-16
units, which is what editors count.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from vm_lsp.lsp.publish.previews import Enclosed, Group, Part, Parts, Word, parts_of, text_of

ELLIPSIS: Final = "…"
_READ: Final = 2000  # characters of a text that are looked at
_KEYS: Final = (":", "=>")
_SHORTEST: Final = 4  # units of a string or a name that are worth showing


def abridged(text: str, units: int) -> str:
    """Return a text of one line, shortened with an ellipsis to at most `units`."""
    if width(text) <= units:
        return text
    parts = parts_of(text[:_READ])
    return _sequence(parts, units, forced=True, is_text=True) or cut(text, units)


def cut(text: str, units: int) -> str:
    """Return `text`, shortened with an ellipsis to at most `units`, between whole characters."""
    if width(text) <= units:
        return text
    kept = text[: max(units - 1, 0)]
    while kept and (width(kept) > units - 1 or _joined(kept[-1], text[len(kept)])):
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def width(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def _sequence(parts: Parts, units: int, forced: bool, is_text: bool = False) -> str | None:
    """Return as many parts as fit; None where none does, or with `forced` only where nothing can be shown at all."""
    kept: list[str] = []
    left = units
    for index, part in enumerate(parts):
        room = left - (1 if kept else 0)
        if width(part.text) + (0 if index == len(parts) - 1 else 2) <= room:
            kept.append(part.text)
            left = room - width(part.text)
            continue
        shown = _part(part, room, forced and all(one.endswith(_KEYS) for one in kept))
        if shown is not None:
            return " ".join([*kept, shown])
        in_key = part.text in _KEYS or (kept and kept[-1].endswith(_KEYS))
        if not kept or (in_key and not forced):
            return None
        runs_on = is_text and isinstance(parts[index - 1], Word) and not kept[-1].endswith(_KEYS)
        return " ".join(kept) + (ELLIPSIS if runs_on else f" {ELLIPSIS}")
    return text_of(parts)


def _part(part: Part, units: int, forced: bool) -> str | None:
    """Return the beginning of a part; None where it can't be cut, or would fit if nothing came after it."""
    if width(part.text) <= units:
        return None
    if isinstance(part, Group):
        return _group(part, units, forced)
    if isinstance(part, Enclosed):
        return _enclosed(part, units, forced)
    return cut(part.text, units) if forced and units > _SHORTEST else None


def _enclosed(part: Enclosed, units: int, forced: bool) -> str | None:
    """Cut a string between its words; where it must be shown, also inside of one. A label is cut only there."""
    if part.is_label and not forced:
        return None
    room = units - width(part.head + part.tail)
    shown = cut(part.inner, room).removesuffix(ELLIPSIS) if room > _SHORTEST else ""
    shown = shown[:-1] if shown.endswith("\\") else shown
    whole_words = shown.rpartition(" ")[0] if part.inner[len(shown) :][:1] != " " else shown
    if whole_words and (not forced or len(whole_words) > len(shown) // 2):
        return f"{part.head}{whole_words}{ELLIPSIS}{part.tail}"
    return f"{part.head}{shown}{ELLIPSIS}{part.tail}" if shown and forced else None


def _group(group: Group, units: int, forced: bool) -> str | None:
    items = _items(group, units - width(f"{group.opening}  {group.closing}"), forced)
    return f"{group.opening} {', '.join(items)} {group.closing}" if items else None


def _items(group: Group, units: int, forced: bool) -> list[str]:
    """Return the items that fit, the last one perhaps cut, and an ellipsis for those left out; none: nothing fits."""
    shown: list[str] = []
    left = units
    for index, item in enumerate(group.items):
        rest = 3 if group.open_ended or index < len(group.items) - 1 else 0  # the ellipsis, where others follow
        room = left - (2 if shown else 0) - rest
        text = _sequence(item, room, forced and not shown) if room > 0 else None
        if text is None:
            return [*shown, ELLIPSIS] if shown or (forced and units > 0) else []
        shown.append(text)
        if text != text_of(item):
            return [*shown, ELLIPSIS] if rest else shown
        left = room + rest - width(text)
    return [*shown, ELLIPSIS] if group.open_ended else shown


def _joined(before: str, after: str) -> bool:
    """Whether two characters are seen as one: accents, joined emoji, their variants."""
    return unicodedata.combining(after) > 0 or "\u200d" in (before, after) or "\ufe00" <= after <= "\ufe0f"
