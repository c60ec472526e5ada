"""The exception for a selection that is a piece of something larger: what is wrong, and what to select instead."""

from __future__ import annotations

from vm_lsp.worker import wire
from vm_lsp.worker.source.fragments import Fragment
from vm_lsp.worker.source.positions import SourceText


def incomplete(unit: wire.Execute, text: SourceText, fragment: Fragment) -> wire.WireException:
    """Return a syntax error at the token that is too much, or lacks its partner."""
    runnable = _runnable(unit, text, fragment)
    what_to_do = f"Select {_shown(runnable)}." if runnable else "Select the whole of what it is a part of."
    message = f"{fragment.reason} {what_to_do}"
    place = text.range(fragment.start, fragment.end)
    stack = f"SyntaxError: {message}\n    at {unit.uri}:{place.line + 1}:{place.column + 1}"
    frame = wire.WireFrame("", unit.uri, place)
    return wire.WireException("SyntaxError", message, stack, [frame], runnable=runnable)


def _runnable(unit: wire.Execute, text: SourceText, fragment: Fragment) -> wire.WireRange | None:
    """Less, where there is too much; else what is around, which only the document knows."""
    less = text.range(*fragment.fits) if fragment.fits else None
    return (unit.around or less) if fragment.cut_off else (less or unit.around)


def _shown(place: wire.WireRange) -> str:
    """Return a range as editors count cursors: lines and columns from 1."""
    return f"{place.line + 1}:{place.column + 1}\N{EN DASH}{place.end_line + 1}:{place.end_column + 1}"
