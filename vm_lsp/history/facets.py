"""What filters look for, as words of the full text index: SQLite intersects such words as fast as any others.

A combination of filters has no index of its own: walking the rows of one filter and testing the others on each would
read a whole table where their intersection is small. So each execution's row in the index carries a word for its kind,
its status, its document and so on. They begin with a character of Unicode's private use area, which texts and queries
are rid of, so that nobody types one. A facet may say too much, never too little: the columns are tested as well.
PostgreSQL has statistics and combines ordinary indexes; it does without.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MARK = "\ue000"
EVERY = f"{MARK}every"
MANY_LINES = f"{MARK}lx"
MANY_SYMBOLS = f"{MARK}yx"
MOST_LINES = 64  # of an execution that are words of their own
MOST_SYMBOLS = 200  # and of its punctuation
LONGEST_SYMBOL = 3

_PUNCTUATION = re.compile(r"(?:[^\w\s]|_)+")


def named(name: str, value: str) -> str:
    """Return the facet of a short plain value: a kind, a status, an id; only its letters and digits count."""
    return f"{MARK}{name}{''.join(filter(str.isalnum, value))}"


def hashed(name: str, value: str) -> str:
    """Return the facet of a value of any form."""
    return f"{MARK}{name}{hashlib.blake2b(value.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def any_of(wanted: Iterable[str]) -> str:
    """Return the FTS5 expression for any of these facets."""
    return f"({' OR '.join(_quoted(facet) for facet in wanted)})"


def holding(piece: str) -> str:
    """Return the FTS5 expression for a piece of punctuation in the texts, or too much of it to tell."""
    return f"({' AND '.join(map(_quoted, sorted(symbols(piece))))} OR {_quoted(MANY_SYMBOLS)})"


def surely(piece: str) -> str | None:
    """Return the FTS5 expression for texts that hold this piece of punctuation, and may not be all that do."""
    return any_of(symbols(piece)) if len(piece) <= LONGEST_SYMBOL else None


def document(document_id: int) -> str:
    """Return the facet of a document."""
    return f"{MARK}d{document_id}"


def bucket(number: int) -> str:
    """Return the facet of a bucket of durations."""
    return f"{MARK}t{number}"


def having(thing: str) -> str:
    """Return the facet of something an execution may have."""
    return f"{MARK}has{thing}"


def line(number: int) -> str:
    """Return the facet of a line, 0-based."""
    return f"{MARK}l{number}"


def duration(wall_ms: float) -> int:
    """Return the bucket of a duration: each holds twice what the one before holds."""
    return int(wall_ms).bit_length()


def symbols(text: str) -> set[str]:
    """Return the facets of a piece of punctuation: itself, where it is longer its parts of `LONGEST_SYMBOL`."""
    length = min(len(text), LONGEST_SYMBOL)
    return {_symbol(text[at : at + length]) for at in range(len(text) - length + 1)}


def facets_of(row: Mapping[Any, Any], texts: Iterable[str]) -> str:
    """Return the facets of a row of `execution`, joined with its session's workspace, whose texts are these."""
    return " ".join([*_facets(row), *_punctuation(texts)])


def _facets(row: Mapping[Any, Any]) -> Iterator[str]:
    yield EVERY
    yield named("kind", row["kind"])
    yield named("status", row["status"])
    yield named("session", row["session_id"])
    yield document(row["document_id"])
    if row["workspace_uri"] is not None:
        yield hashed("w", row["workspace_uri"])
    yield from (hashed(name, row[name]) for name in ("user_name", "host") if row[name] is not None)
    yield from _lines(row["start_line"], row["end_line"])
    if row["wall_ms"] is not None:
        yield bucket(duration(row["wall_ms"]))
    yield from (having(name) for name, has in _possessions(row) if has)


def _possessions(row: Mapping[Any, Any]) -> tuple[tuple[str, bool], ...]:
    return (
        ("console", row["console_count"] > 0),
        ("error", row["error_name"] is not None),
        ("value", row["result_type"] not in (None, "undefined")),
        ("pin", row["pinned"]),
    )


def _lines(first: int | None, last: int | None) -> Iterator[str]:
    if first is None or last is None:
        return
    if last - first >= MOST_LINES:
        yield MANY_LINES
    else:
        yield from map(line, range(first, last + 1))


def _punctuation(texts: Iterable[str]) -> Iterable[str]:
    found: set[str] = set()
    for text in texts:
        for run in set(_PUNCTUATION.findall(text)):
            for length in range(1, min(len(run), LONGEST_SYMBOL) + 1):
                found.update(_symbol(run[at : at + length]) for at in range(len(run) - length + 1))
            if len(found) > MOST_SYMBOLS:
                return (MANY_SYMBOLS,)
    return sorted(found)


def _quoted(facet: str) -> str:
    return f'"{facet}"'


def _symbol(text: str) -> str:
    return f"{MARK}y{text.encode('utf-8', 'replace').hex()}"
