"""A history as years of work leave it, made fast: the same for the same seed and size.

Rows are written past the store, since that commits run by run; facets, keys and texts are made by its own code.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.history.runs import url_of
from vm_lsp.history import schema
from vm_lsp.history.documents import document_columns
from vm_lsp.history.engine import connect, parse_url
from vm_lsp.history.facets import facets_of
from vm_lsp.history.statement_key import statement_key
from vm_lsp.history.vocabulary import folded, words_of

WORKSPACES = tuple(f"file:///home/dev/{name}" for name in ("shop", "blog", "bank", "game", "site"))
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 5000
VERBS = ("total", "render", "parse", "fetch", "sum", "find", "sort", "merge", "count", "format", "load", "store")
NOUNS = (
    "price",
    "user",
    "order",
    "page",
    "item",
    "date",
    "city",
    "token",
    "query",
    "value",
    "index",
    "color",
    "invoice",
)
STATUSES = ("ok", "error", "cancelled", "timeout")
ERRORS = ("TypeError", "ReferenceError", "RangeError")


def fill(path: Path, executions: int, seed: int = 7) -> None:
    """Make a history of so many executions, with five events each, in a new file."""
    path.parent.mkdir(exist_ok=True)
    engine = connect(parse_url(url_of(path)))
    schema.create(engine)
    engine.dispose()
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000")
    chance = random.Random(seed)
    files = _scenery(database, executions)
    words: set[str] = set()
    for first in range(1, executions + 1, BATCH):
        runs = [_run(chance, ordinal, files) for ordinal in range(first, min(first + BATCH, executions + 1))]
        database.execute("BEGIN")
        _insert(database, "execution", (row for row, _ in runs))
        _insert(database, "execution_event", (event for row, output in runs for event in _events(row, output)))
        _insert(database, "execution_statement", (_statement(row) for row, _ in runs))
        _insert(database, "execution_search", (_found_by(row, output) for row, output in runs))
        for row, output in runs:
            words |= words_of((row["input"], row["result_preview"] or "", output, row["error_message"] or ""))
        database.execute("COMMIT")
    _insert(database, "execution_search_word", ({"folded": folded(word), "word": word} for word in sorted(words)))
    database.execute("PRAGMA journal_mode=WAL")
    database.close()


def _scenery(database: sqlite3.Connection, executions: int) -> list[tuple[int, str, str, str]]:
    """Write server, template, sessions and documents; return id, URI, path and workspace of each document."""
    now = EPOCH.strftime("%Y-%m-%d %H:%M:%S.%f")
    server = {"id": "server", "pid": 1, "version": "0", "started_at": now, "ended_at": now, "user_name": "dev"}
    _insert(database, "server", [server])
    _insert(database, "template", [{"id": "template", "settings": "{}", "created_at": now}])
    common = {"server_id": "server", "template_id": "template", "status": "closed", "created_at": now}
    sessions = (
        {"id": _session(number), "workspace_uri": WORKSPACES[number % 5], "execution_count": 500, **common}
        for number in range(executions // 500 + 1)
    )
    _insert(database, "session", sessions)
    files = []
    for number in range(1, 401):
        workspace, path = WORKSPACES[number % 5], f"src/{NOUNS[number % 13]}/{VERBS[number % 12]}{number}.js"
        files.append((number, f"{workspace}/{path}", path, workspace))
    _insert(database, "document", ({"id": number, **document_columns(uri)} for number, uri, *_ in files))
    return files


def _run(chance: random.Random, ordinal: int, files: list[tuple[int, str, str, str]]) -> tuple[dict[str, Any], str]:
    """Return an execution's row, without the id of its session's workspace, and what it printed."""
    session = (ordinal - 1) // 500
    document, uri, path, workspace = chance.choice(files[(session % 5 + 4) % 5 :: 5])
    status = chance.choices(STATUSES, (88, 9, 2, 1))[0]
    line, amount = int(chance.expovariate(0.02)), chance.randrange(100_000)
    name, noun, field = f"{chance.choice(VERBS)}{chance.randrange(300)}", chance.choice(NOUNS), chance.choice(NOUNS)
    code = f"const {name} = {noun}s.map((x) => x.{field} * {amount});"
    result = f"[ {amount}, '{chance.choice(NOUNS)}' ]" if status == "ok" and chance.random() < 0.7 else None
    queued = EPOCH + timedelta(seconds=30 * ordinal)
    error = chance.choice(ERRORS) if status == "error" else "Cancelled" if status != "ok" else None
    printed = [f"{chance.choice(VERBS)} {chance.choice(NOUNS)} {chance.randrange(5000)}" for _ in range(3)]
    said = None if error is None else f"{chance.choice(NOUNS)}{chance.randrange(300)} is not defined"
    row = {
        "ordinal": ordinal,
        "id": f"{ordinal:08x}-0000-4000-8000-000000000000",
        "number": (ordinal - 1) % 500 + 1,
        "session_id": _session(session),
        "kind": chance.choices(("repl", "run_file", "startup"), (85, 13, 2))[0],
        "status": status,
        "input": code,
        "uri": uri,
        "path": path,
        "start_line": line,
        "start_character": 0,
        "end_line": line + chance.randrange(3),
        "end_character": len(code),
        "args": "null",
        "queued_at": queued.strftime("%Y-%m-%d %H:%M:%S.%f"),
        "result_type": "Array" if result else "undefined" if status == "ok" else None,
        "result_preview": result,
        "error_name": error,
        "error_message": said,
        "error": said and f'{{"name":"{error}","message":"{said}","stack":"","frames":[]}}',
        "wall_ms": chance.lognormvariate(1.5, 2),
        "cpu_ms": 1.0,
        "event_count": 5,
        "output_bytes": 60,
        "rolled_back": 0,
        "pinned": chance.random() < 0.001,
        "document_id": document,
        "user_name": "dev",
        "console_count": 3 if chance.random() < 0.5 else 0,
        "stored_bytes": 400,
        "workspace_uri": workspace,
        "host": None,
    }
    return row, "\n".join(printed) if row["console_count"] else ""


def _events(row: dict[str, Any], output: str) -> Iterator[dict[str, Any]]:
    kinds = [("input_echo", f'{{"text":"{row["input"]}"}}')]
    kinds += [("console", f'{{"level":"log","text":"{line}"}}') for line in output.split("\n") if line]
    kinds += [("system", '{"level":"info","message":"."}')] * (4 - len(kinds))
    kinds.append(("value", '{"type":"number","preview":"1","truncated":false}'))
    for seq, (kind, payload) in enumerate(kinds, 1):
        yield {"execution_id": row["id"], "seq": seq, "ts": row["queued_at"], "type": kind, "payload": payload}


def _statement(row: dict[str, Any]) -> dict[str, Any]:
    place = ("ordinal", "document_id", "start_line", "start_character", "end_line", "end_character")
    copied = {name: row[name] for name in place}
    value = {"type": row["result_type"], "preview": row["result_preview"], "failed": row["error"] is not None}
    return {**copied, **value, "position": 0, "key": statement_key(row["input"])}


def _found_by(row: dict[str, Any], output: str) -> dict[str, Any]:
    texts = {
        "input": row["input"],
        "preview": row["result_preview"] or "",
        "console": output,
        "error": row["error_message"] or "",
    }
    return {"rowid": row["ordinal"], **texts, "facets": facets_of(row, texts.values())}


def _session(number: int) -> str:
    return f"{(number * 2654435761) % 2**32:08x}-0000-4000-9000-000000000000"


def _insert(database: sqlite3.Connection, table: str, rows: Any) -> None:
    rows = [
        {name: value for name, value in row.items() if name != "workspace_uri" or table == "session"} for row in rows
    ]
    names = list(rows[0])
    database.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})", rows
    )


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
