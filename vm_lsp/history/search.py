"""Full text search over input, preview, console text and error message.

On SQLite an FTS5 table whose rowid is the execution's ordinal; on PostgreSQL a plain table of the same columns under a
GIN index. It is written by hand in the transactions that create and end an execution: triggers could not see the
console text. On SQLite it also holds the facets that filters look for (see `facets`). What a person types is never a
query of FTS5's language: its words are quoted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Text,
    bindparam,
    column,
    delete,
    select,
    table,
    text,
)

from vm_lsp.history import vocabulary
from vm_lsp.history.facets import MARK, facets_of
from vm_lsp.history.prepared import Prepared
from vm_lsp.history.tables import EXECUTION, SESSION, SafeText
from vm_lsp.history.texts import well_formed

TEXTS = ("input", "preview", "console", "error")
SEARCH = table("execution_search", column("rowid", Integer), *(column(name, Text) for name in TEXTS))

# PostgreSQL refuses a tsvector over 1 MB, takes `x.price` for a host's name, and minds accents: here too words are
# letters and digits, and `zurich` finds Zürich.
_VECTOR = (
    "to_tsvector('simple', regexp_replace(regexp_replace(normalize(left(%s, 200000), NFD), "
    "'[\u0300-\u036f]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))"
)
VECTOR = _VECTOR % "{0}input || ' ' || {0}preview || ' ' || {0}console || ' ' || {0}error"
DDL = {
    "sqlite": (
        # Of beginnings this short there are more words than `vocabulary` names.
        "CREATE VIRTUAL TABLE execution_search USING fts5(input, preview, console, error, facets, prefix='1 2 3')",
        vocabulary.DDL,
    ),
    "postgresql": (
        "CREATE TABLE execution_search (rowid INTEGER PRIMARY KEY REFERENCES execution (ordinal) ON DELETE CASCADE, "
        "input TEXT NOT NULL, preview TEXT NOT NULL, console TEXT NOT NULL, error TEXT NOT NULL)",
        f"CREATE INDEX ix_execution_search ON execution_search USING gin ({VECTOR.format('')})",
    ),
}

_SAFE = tuple(bindparam(name, type_=SafeText()) for name in TEXTS)
_INDEX = {
    "sqlite": Prepared(
        text(
            "INSERT OR REPLACE INTO execution_search (rowid, input, preview, console, error, facets) "
            "VALUES (:rowid, :input, :preview, :console, :error, :facets)"
        ).bindparams(*_SAFE)
    ),
    "postgresql": Prepared(
        text(
            "INSERT INTO execution_search (rowid, input, preview, console, error) "
            "VALUES (:rowid, :input, :preview, :console, :error) ON CONFLICT (rowid) DO UPDATE SET "
            "input = excluded.input, preview = excluded.preview, console = excluded.console, error = excluded.error"
        ).bindparams(*_SAFE)
    ),
}
_TELLING = (  # what an execution is found by
    *("ordinal", "document_id", "input", "result_type", "result_preview", "error_name", "error_message", "kind"),
    *("status", "session_id", "user_name", "host", "start_line", "end_line", "wall_ms", "console_count", "pinned"),
)
_MARK = text("UPDATE execution_search SET facets = :facets WHERE rowid = :rowid")
_FOUND_BY = Prepared(
    select(*(EXECUTION.c[name] for name in _TELLING), SESSION.c.workspace_uri)
    .join(SESSION, SESSION.c.id == EXECUTION.c.session_id)
    .where(EXECUTION.c.id == bindparam("id"))
)


def vector_of(column: str) -> str:
    """Return PostgreSQL's vector of one column of the full text."""
    return _VECTOR % f"execution_search.{column}"


def index(connection: Connection, execution_id: str, console: str) -> tuple[int, int]:
    """Make an execution findable by everything its row is now, and by the text it printed.

    Returns its ordinal and its document's id.
    """
    [row] = _FOUND_BY.run(connection, {"id": execution_id}).rows
    texts = texts_of(row, console)
    dialect = connection.dialect.name
    found_by: dict[str, object] = {"rowid": row["ordinal"], **texts}
    if dialect == "sqlite":
        found_by["facets"] = facets_of(row, texts.values())
        vocabulary.note(connection, texts.values())
    _INDEX[dialect].run(connection, found_by)
    return row["ordinal"], row["document_id"]


def texts_of(row: Mapping[Any, Any], console: str) -> dict[str, str]:
    """Return the texts an execution is found by."""
    texts = {
        "input": row["input"],
        "preview": row["result_preview"] or "",
        "console": well_formed(console),
        "error": row["error_message"] or "",
    }
    return {name: found.replace(MARK, " ") for name, found in texts.items()}


def stored(connection: Connection, ordinal: int) -> tuple[dict[str, str], str | None] | None:
    """Return the texts an execution is found by now, and on SQLite its facets; None where it can't be found."""
    columns = [SEARCH.c[name] for name in TEXTS]
    if connection.dialect.name == "sqlite":
        columns.append(column("facets", Text))
    row = connection.execute(select(*columns).select_from(SEARCH).where(SEARCH.c.rowid == ordinal)).mappings().first()
    return None if row is None else ({name: row[name] for name in TEXTS}, row.get("facets"))


def mark_again(connection: Connection, execution_id: str) -> None:
    """Make an execution findable by the facets its row has now; its texts are the same."""
    [row] = _FOUND_BY.run(connection, {"id": execution_id}).rows
    if connection.dialect.name == "sqlite":
        texts = connection.execute(select(*(SEARCH.c[name] for name in TEXTS)).where(SEARCH.c.rowid == row["ordinal"]))
        found_by = {"rowid": row["ordinal"], "facets": facets_of(row, texts.one())}
        connection.execute(_MARK, found_by)


def forget(connection: Connection, ordinals: Sequence[int]) -> None:
    """Make executions that are about to be deleted unfindable, and words unknown that only they had."""
    columns = [SEARCH.c[name] for name in TEXTS]
    those = SEARCH.c.rowid.in_(ordinals)
    texts = [one for row in connection.execute(select(*columns).where(those)) for one in row]
    connection.execute(delete(SEARCH).where(those))
    if connection.dialect.name == "sqlite":
        vocabulary.forget(connection, texts)
