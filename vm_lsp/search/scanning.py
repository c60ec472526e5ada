"""A query cut into its terms, each with its place; what they mean is `parsing`'s business.

Everything typed has terms, also what is only half typed: a quotation mark that is never closed holds up to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FILTER = re.compile(r"([A-Za-z]+):")
_PHRASE = re.compile(r'"((?:[^"\\]|\\.|\\$)*)("|$)', re.DOTALL)
_WORD = re.compile(r"\S*")
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Term:
    """A term: `[-][name:]text`, from `start` to `end`; `text` begins at `text_start`, its quotation mark included."""

    start: int
    end: int
    negated: bool
    name: str | None
    name_start: int
    text: str
    text_start: int
    quoted: bool


def terms(query: str) -> Iterator[Term]:
    """Yield the terms of a query in order."""
    at = 0
    while at < len(query):
        if query[at].isspace() or query[at] == "\0":
            at += 1
            continue
        term = _term(query, at)
        yield term
        at = term.end


def _term(query: str, start: int) -> Term:
    at = start + 1 if _negates(query, start) else start
    name_start = at
    named = _FILTER.match(query, at)
    if named:
        at = named.end()
    phrase = _PHRASE.match(query, at)
    found = phrase or _WORD.match(query, at)
    end = found.end() if found else at
    text = _ESCAPED.sub(r"\1", phrase[1]) if phrase else query[at:end]
    name = named[1] if named else None
    return Term(start, end, name_start > start, name, name_start, text, at, phrase is not None)


def _negates(query: str, start: int) -> bool:
    """Whether a minus negates: in front of a quotation mark or a name, not in ``->``, ``--`` or ``-1``."""
    after = query[start + 1 : start + 2]
    return query[start] == "-" and (after in ('"', "_", "$") or after.isalpha())
