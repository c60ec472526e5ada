"""What could stand at the cursor of a search: names of filters, and the values they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vm_lsp.search.filters import FILTERS
from vm_lsp.search.refusing import index_at, utf16_length
from vm_lsp.search.scanning import Term, terms

MOST = 50

Suggest = Callable[[str, str], Sequence[str]]
"""Values from the history itself for a filter and the beginning of a value: files, sessions, users."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could stand there: `insert` takes the place from `start` to `end`, UTF-16 units of the query."""

    label: str
    insert: str
    start: int
    end: int
    detail: str


def completions(query: str, cursor: int, suggest: Suggest | None = None) -> tuple[Completion, ...]:
    """Return what fits at `cursor`, in UTF-16 units, best first; at most `MOST`."""
    index = index_at(query, cursor)
    term = next((term for term in terms(query) if term.start < index <= term.end), None)
    if term is None:
        return _names(query, "", index, index)
    if term.name is not None and index >= term.text_start:
        return _values(query, term, index, suggest)
    if term.quoted or index < term.name_start:
        return ()
    return _names(query, query[term.name_start : index], term.name_start, term.end if term.name is None else index)


def wanted(query: str, cursor: int) -> tuple[str, str] | None:
    """Return the filter whose value stands at the cursor and the value's beginning, None where none does."""
    index = index_at(query, cursor)
    for term in terms(query):
        if term.name is not None and term.name.lower() in FILTERS and term.text_start <= index <= term.end:
            return term.name.lower(), _typed(query, term, index)
    return None


def _names(query: str, typed: str, start: int, end: int) -> tuple[Completion, ...]:
    place = _units(query, start, end)
    return tuple(
        Completion(f"{name}:", f"{name}:", *place, known.help)
        for name, known in FILTERS.items()
        if name.startswith(typed.lower()) or (not typed)
    )


def _values(query: str, term: Term, index: int, suggest: Suggest | None) -> tuple[Completion, ...]:
    name = (term.name or "").lower()
    if name not in FILTERS:
        return ()
    typed = _typed(query, term, index)
    whole, comma, part = typed.rpartition(",")
    listed = comma if name in ("kind", "status", "has") else ""
    begun, before = (part, f"{whole},") if listed else (typed, "")
    offers = [offer for offer in FILTERS[name].offers if offer.startswith(begun.lower())]
    found = [*offers, *(suggest(name, typed) if suggest else ())]
    place = _units(query, term.text_start, term.end)
    values = [_quoted(f"{before}{value}") for value in dict.fromkeys(found)][:MOST]
    return tuple(Completion(value, value, *place, f"{name}: {FILTERS[name].help}") for value in values)


def _typed(query: str, term: Term, index: int) -> str:
    return query[term.text_start : index].removeprefix('"')


def _quoted(value: str) -> str:
    if not any(character.isspace() or character == '"' for character in value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _units(query: str, start: int, end: int) -> tuple[int, int]:
    return utf16_length(query[:start]), utf16_length(query[:end])
