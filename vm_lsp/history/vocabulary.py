"""Every word in the full text of SQLite, so that the beginning of one becomes the words it may be.

FTS5 answers a prefix by merging the occurrences of all words that begin so, before it gives the first: a common word
makes people wait, and what is typed is always a prefix. Of whole words it gives the newest occurrences at once.
A word stands here as it was written, under a folded form; what it matches is decided by FTS5 alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, text

from vm_lsp.history.prepared import Prepared

MOST = 500  # words for one beginning; where there are more, each is rare, and merging them is cheap
LONGEST = 64  # characters of a word that is noted

DDL = (
    "CREATE TABLE execution_search_word (folded TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (folded, word)) "
    "WITHOUT ROWID"
)

_WORDS = re.compile(r"[^\W_]+")
_NOTE = Prepared(text("INSERT OR IGNORE INTO execution_search_word (folded, word) VALUES (:folded, :word)"))
_BEGINNING = text(
    "SELECT word FROM execution_search_word WHERE folded >= :first AND folded < :behind LIMIT :most"
).bindparams(bindparam("most", MOST + 1))
_UNUSED = text(
    "SELECT value FROM json_each(:words) WHERE NOT EXISTS "
    "(SELECT 1 FROM execution_search WHERE execution_search MATCH '\"' || value || '\"')"
)
_DROP = text("DELETE FROM execution_search_word WHERE folded = :folded AND word = :word")


def note(connection: Connection, texts: Iterable[str]) -> None:
    """Add the words of these texts."""
    if rows := [{"folded": folded(word), "word": word} for word in words_of(texts)]:
        _NOTE.run_for_each(connection, rows)


def forget(connection: Connection, texts: Iterable[str]) -> None:
    """Remove those words of these texts, which are not in the full text any more, that nothing else holds."""
    unused = connection.scalars(_UNUSED, {"words": json.dumps(sorted(words_of(texts)))})
    if rows := [{"folded": folded(word), "word": word} for word in unused]:
        connection.execute(_DROP, rows)


def beginning_with(connection: Connection, beginning: str) -> list[str] | None:
    """Return the words that begin so, None where there are too many of them."""
    first = folded(beginning)
    behind = first[:-1] + chr(ord(first[-1]) + 1)
    found = list(connection.scalars(_BEGINNING, {"first": first, "behind": behind}))
    return found if len(found) <= MOST else None


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words of these texts as they stand, in lower case."""
    found: set[str] = set()
    for one in texts:
        found.update(_WORDS.findall(unicodedata.normalize("NFC", one).lower()))
    return {word for word in found if len(word) <= LONGEST}


def folded(word: str) -> str:
    """Return a word without case and diacritics."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character)) or word
