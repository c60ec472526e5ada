"""Full text search over input, preview, console text and error message.

On SQLite an FTS5 table whose rowid is the execution's ordinal; on PostgreSQL a plain table of the same columns under a
GIN index. It is written by hand in the transactions that create and end an execution: triggers could not see the
console text. On SQLite it also holds the facets that filters look for (see `facets`). What a person types is never a
query of FTS5's language: its words are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    delete,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)

from vm_lsp.history.facets import MARK, facets_of
from vm_lsp.history.tables import EXECUTION, SESSION
from vm_lsp.history.texts import well_formed

TEXTS = ("input", "preview", "console", "error")
SEARCH = table("execution_search", column("rowid", Integer), *(column(name, Text) for name in TEXTS))

# PostgreSQL refuses a tsvector over 1 MB, and takes `x.price` for a host's name: words are letters and digits here too.
VECTOR = (
    "to_tsvector('simple', regexp_replace(left({0}input || ' ' || {0}preview || ' ' || {0}console || ' ' || {0}error, "
    "200000), '[^[:alnum:]]+', ' ', 'g'))"
)
DDL = {
    "sqlite": (
        # Words' beginnings of two and three letters have so many ends that merging those would be felt while typing.
        "CREATE VIRTUAL TABLE execution_search USING fts5(input, preview, console, error, facets, prefix='2 3')",
    ),
    "postgresql": (
        "CREATE TABLE execution_search (rowid INTEGER PRIMARY KEY REFERENCES execution (ordinal) ON DELETE CASCADE, "
        "input TEXT NOT NULL, preview TEXT NOT NULL, console TEXT NOT NULL, error TEXT NOT NULL)",
        f"CREATE INDEX ix_execution_search ON execution_search USING gin ({VECTOR.format('')})",
    ),
}

_INDEX = {
    "sqlite": text(
        "INSERT OR REPLACE INTO execution_search (rowid, input, preview, console, error, facets) "
        "VALUES (:rowid, :input, :preview, :console, :error, :facets)"
    ),
    "postgresql": text(
        "INSERT INTO execution_search (rowid, input, preview, console, error) "
        "VALUES (:rowid, :input, :preview, :console, :error) ON CONFLICT (rowid) DO UPDATE SET "
        "input = excluded.input, preview = excluded.preview, console = excluded.console, error = excluded.error"
    ),
}
_FOUND_BY = (
    select(EXECUTION, SESSION.c.workspace_uri)
    .join(SESSION, SESSION.c.id == EXECUTION.c.session_id)
    .where(EXECUTION.c.id == bindparam("id"))
)


def index(connection: Connection, execution_id: str, console: str) -> None:
    """Make an execution findable by everything its row is now, and by the text it printed."""
    row = connection.execute(_FOUND_BY, {"id": execution_id}).mappings().one()
    texts = {
        "input": row["input"],
        "preview": row["result_preview"] or "",
        "console": well_formed(console),
        "error": row["error_message"] or "",
    }
    texts = {name: found.replace(MARK, " ") for name, found in texts.items()}
    dialect = connection.dialect.name
    facets = {"facets": facets_of(row, texts.values())} if dialect == "sqlite" else {}
    connection.execute(_INDEX[dialect], {"rowid": row["ordinal"], **texts, **facets})


def forget(connection: Connection, ordinals: Sequence[int]) -> None:
    """Make executions that are about to be deleted unfindable."""
    connection.execute(delete(SEARCH).where(SEARCH.c.rowid.in_(ordinals)))


def narrowed(query: Select[Any], words: str, dialect: str) -> Select[Any]:
    """Return a `query` on executions that lets through only those that have all the `words`.

    The last word may be the beginning of one. A word without any letter or digit, like ``=>``, is nothing to a full
    text index: it is looked for as it stands.
    """
    plain = well_formed(words).replace("\0", " ").replace(MARK, " ").split()
    known = [word for word in plain if any(character.isalnum() for character in word)]
    symbols = [word for word in plain if word not in known]
    conditions = [_contains(word) for word in symbols]
    if known:
        conditions.append(_matches(known, dialect))
    joined = query.join_from(SEARCH, EXECUTION, SEARCH.c.rowid == EXECUTION.c.ordinal)
    return joined.where(*conditions)


def _matches(words: list[str], dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        return literal_column("execution_search").bool_op("MATCH")(_fts5(words))
    vector: ColumnElement[str] = literal_column(VECTOR.format("execution_search."))
    return vector.bool_op("@@")(func.to_tsquery("simple", _tsquery(words)))


def _fts5(words: list[str]) -> str:
    """Return the words as FTS5 strings (https://www.sqlite.org/fts5.html, 3.1 and 3.3): AND-ed, the last a prefix."""
    quoted = ['"' + word.replace('"', '""') + '"' for word in words]
    return " AND ".join(quoted) + "*"


def _tsquery(words: list[str]) -> str:
    """Return the words as PostgreSQL's quoted phrases, AND-ed, the last a prefix."""
    phrases = ["'" + re.sub(r"[\W_]+", " ", word).strip() + "'" for word in words]
    return " & ".join(phrases) + ":*"


def _contains(word: str) -> ColumnElement[bool]:
    return or_(*(SEARCH.c[name].contains(word, autoescape=True) for name in TEXTS))
