"""Words and phrases as each database's full text looks for them.

On SQLite they are strings of FTS5's query language (https://www.sqlite.org/fts5.html, 3), on PostgreSQL conditions on
the vector that the GIN index is over. Both know letters and digits only: what punctuation a text must hold as well is
told apart (`in_letters`).
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import ColumnElement, Connection, func, literal_column, or_

from vm_lsp.history import vocabulary
from vm_lsp.history.facets import MARK
from vm_lsp.history.search import SEARCH, VECTOR, vector_of
from vm_lsp.history.texts import well_formed
from vm_lsp.search.query import Field, Text

SHORT = 3  # letters of a beginning that FTS5 has an index for

_LAST = re.compile(r"[^\W_]+(?=[\W_]*$)")

COLUMNS = {Field.CODE: "input", Field.VALUE: "preview", Field.OUTPUT: "console", Field.ERROR: "error"}


def plain(text: str) -> str:
    """Return a text as it is stored: well-formed, without what only facets have."""
    return well_formed(text).replace("\0", " ").replace(MARK, " ").strip()


def in_letters(text: Text) -> bool:
    """Whether there is anything in it that a full text index knows."""
    return any(character.isalnum() for character in text.text)


def fts5(connection: Connection, text: Text) -> str:
    """Return the text as an FTS5 expression: a phrase, or all those it may be the beginning of, in its column."""
    whole = plain(text.text)
    ends = _ends(connection, whole) if text.prefix else []
    open_ended = _phrase(whole) + ("*" if text.prefix else "")
    said = f"({' OR '.join(map(_phrase, ends))})" if ends else open_ended
    return said if text.field is None else f"{COLUMNS[text.field]} : {said}"


def _ends(connection: Connection, text: str) -> list[str]:
    """Return what a text whose last word is a beginning may be as a whole; nothing where that can't be told."""
    last = _LAST.search(text)
    if last is None or len(last[0]) <= SHORT:
        return []
    return [text[: last.start()] + word for word in vocabulary.beginning_with(connection, last[0]) or ()]


def _phrase(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def tsvector(text: Text) -> ColumnElement[bool]:
    """Return the same as a condition of PostgreSQL."""
    bare = re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFD", plain(text.text)))
    words = re.sub(r"[\W_]+", " ", bare).strip()
    wanted = func.to_tsquery("simple", f"'{words}'" + (":*" if text.prefix else ""))
    anywhere: ColumnElement[str] = literal_column(VECTOR.format("execution_search."))
    found: ColumnElement[bool] = anywhere.bool_op("@@")(wanted)
    if text.field is None:
        return found
    there: ColumnElement[str] = literal_column(vector_of(COLUMNS[text.field]))
    return found & there.bool_op("@@")(wanted)


def punctuated(text: Text) -> list[str]:
    """Return the pieces of punctuation that a text must hold as they stand: all of a symbol, those of an exact text."""
    if not in_letters(text):
        return plain(text.text).split()
    return re.findall(r"(?:[^\w\s]|_)+", plain(text.text)) if text.exact else []


def holds(text: Text) -> ColumnElement[bool]:
    """Return the condition that the text stands in one of the searched columns as it is written, case aside."""
    columns = COLUMNS.values() if text.field is None else (COLUMNS[text.field],)
    return or_(*(SEARCH.c[name].icontains(plain(text.text), autoescape=True) for name in columns))
