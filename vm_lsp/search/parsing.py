"""A query read: terms become clauses, or an error that points at the term that can't."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches

from vm_lsp.search.filters import FILTERS, Value
from vm_lsp.search.query import Clause, Condition, SearchQuery, Text
from vm_lsp.search.refusing import UnreadableError, refusal
from vm_lsp.search.scanning import Term, terms

NEAR = 0.8  # how alike a name is to a filter's, so that it is taken for a slip; `node:` is not, `statsu:` is


def parse(query: str, now: datetime | None = None) -> SearchQuery:
    """Return what a query asks for; `now` is what times are relative to, an aware time (None: the present).

    Raises:
        ValidationError: part of it can't be read; details carry ``start`` and ``end`` (UTF-16 units) and a ``hint``.
    """
    now = now or datetime.now().astimezone()
    try:
        clauses = [clause for term in terms(query) for clause in _clauses(query, term, now)]
    except UnreadableError as unreadable:
        raise refusal(query, unreadable) from unreadable
    return SearchQuery(tuple(_open_ended(clauses)))


def _clauses(query: str, term: Term, now: datetime) -> list[Clause]:
    name = term.name.lower() if term.name else None
    if name in FILTERS:
        return [Clause(_filtered(name, term, now), term.negated)]
    if name is not None and term.text and (near := get_close_matches(name, FILTERS, 1, NEAR)):
        end = term.text_start - 1
        message = f"There is no filter {term.name!r}."
        hint = f'Did you mean {near[0]}:? In quotation marks it is looked for as it stands: "{term.name}:".'
        raise UnreadableError(message, term.name_start, end, hint)
    text = query[term.name_start : term.end] if name is not None else term.text
    return [Clause(condition, term.negated) for condition in _texts(text, term)]


def _filtered(name: str, term: Term, now: datetime) -> Condition:
    if not term.text.strip():
        known = FILTERS[name]
        wanted = f"one of {', '.join(known.offers)}" if known.offers else known.help
        hint = f'Behind it stands {wanted}. To look for the word, quote it: "{name}:".'
        raise UnreadableError(f"`{name}:` has no value.", term.name_start, max(term.end, term.text_start), hint)
    return FILTERS[name].read(Value(term.text, term.text_start, term.end, term.quoted, now))


def _texts(text: str, term: Term) -> list[Condition]:
    """Return a word or phrase as a condition; an empty phrase, such as one not typed yet, asks for nothing."""
    if not text.replace("\0", "").strip():
        return []
    if term.quoted and term.name is None:
        return [Text(text, exact=True)]
    prefix = len(text) > 1 and text.endswith("*") and text[-2].isalnum()
    return [Text(text[:-1] if prefix else text, prefix)]


def _open_ended(clauses: list[Clause]) -> list[Clause]:
    """Let the last word that is looked for be the beginning of one: it may still be typed."""
    for index in reversed(range(len(clauses))):
        match clauses[index]:
            case Clause(Text(exact=False, field=None) as word, negated=False):
                return [*clauses[:index], Clause(replace(word, prefix=True)), *clauses[index + 1 :]]
    return clauses
