"""Full text search over input, preview, console text and error message.

On SQLite an FTS5 table whose rowid is the execution's ordinal; on PostgreSQL a plain table of the same columns under a
GIN index. It is written by hand in the transactions that create and end an execution: triggers could not see the
console text. What a person types is never a query of FTS5's language: its words are quoted.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)

from vm_lsp.execution.json import parse
from vm_lsp.execution.model import EventType
from vm_lsp.history.tables import EXECUTION, EXECUTION_EVENT
from vm_lsp.history.texts import well_formed

TEXTS = ("input", "preview", "console", "error")
SEARCH = table("execution_search", column("rowid", Integer), *(column(name, Text) for name in TEXTS))

# PostgreSQL refuses a tsvector over 1 MB, and takes `x.price` for a host's name: words are letters and digits here too.
VECTOR = (
    "to_tsvector('simple', regexp_replace(left({0}input || ' ' || {0}preview || ' ' || {0}console || ' ' || {0}error, "
    "200000), '[^[:alnum:]]+', ' ', 'g'))"
)
DDL = {
    "sqlite": ("CREATE VIRTUAL TABLE execution_search USING fts5(input, preview, console, error)",),
    "postgresql": (
        "CREATE TABLE execution_search (rowid INTEGER PRIMARY KEY REFERENCES execution (ordinal) ON DELETE CASCADE, "
        "input TEXT NOT NULL, preview TEXT NOT NULL, console TEXT NOT NULL, error TEXT NOT NULL)",
        f"CREATE INDEX ix_execution_search ON execution_search USING gin ({VECTOR.format('')})",
    ),
}

_INDEX = {
    "sqlite": text(
        "INSERT OR REPLACE INTO execution_search (rowid, input, preview, console, error) "
        "SELECT ordinal, input, coalesce(result_preview, ''), :console, coalesce(error_message, '') "
        "FROM execution WHERE id = :id"
    ),
    "postgresql": text(
        "INSERT INTO execution_search (rowid, input, preview, console, error) "
        "SELECT ordinal, input, coalesce(result_preview, ''), :console, coalesce(error_message, '') "
        "FROM execution WHERE id = :id ON CONFLICT (rowid) DO UPDATE SET input = excluded.input, "
        "preview = excluded.preview, console = excluded.console, error = excluded.error"
    ),
}
_CONSOLE = (
    select(EXECUTION_EVENT.c.payload)
    .where(EXECUTION_EVENT.c.execution_id == bindparam("id"), EXECUTION_EVENT.c.type == EventType.CONSOLE.value)
    .order_by(EXECUTION_EVENT.c.seq)
)


def index_input(connection: Connection, execution_id: str) -> None:
    """Make a new execution findable by its input."""
    connection.execute(_INDEX[connection.dialect.name], {"id": execution_id, "console": ""})


def index(connection: Connection, execution_id: str) -> None:
    """Make an execution findable by everything it is now: its row and its console events."""
    console = "\n".join(_text_of(payload) for payload in connection.scalars(_CONSOLE, {"id": execution_id}))
    connection.execute(_INDEX[connection.dialect.name], {"id": execution_id, "console": console})


def narrowed(query: Select[Any], words: str, dialect: str) -> Select[Any]:
    """Return a `query` on executions that lets through only those that have all the `words`, newest first.

    The last word may be the beginning of one. A word without any letter or digit, like ``=>``, is nothing to a full
    text index: it is looked for as it stands.
    """
    plain = well_formed(words).replace("\0", " ").split()
    known = [word for word in plain if any(character.isalnum() for character in word)]
    symbols = [word for word in plain if word not in known]
    conditions = [_contains(word) for word in symbols]
    if known:
        conditions.append(_matches(known, dialect))
    joined = query.join_from(SEARCH, EXECUTION, SEARCH.c.rowid == EXECUTION.c.ordinal)
    return joined.where(*conditions).order_by(SEARCH.c.rowid.desc())


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


def _text_of(payload: str) -> str:
    wire: Any = parse(payload)
    return str(wire["text"])
