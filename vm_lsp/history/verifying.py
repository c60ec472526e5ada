"""Whether the history is as it must be: run by run, a few at a time, and the database as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, bindparam, select, text
from sqlalchemy.exc import DBAPIError

from vm_lsp.execution.json import parse
from vm_lsp.execution.keeping import Finding
from vm_lsp.execution.model import Console, EventType, SessionStatus, Statement, Status
from vm_lsp.history import payloads, search
from vm_lsp.history.facets import facets_of
from vm_lsp.history.faults import is_corruption
from vm_lsp.history.tables import DOCUMENT, EXECUTION, EXECUTION_EVENT, EXECUTION_STATEMENT, SESSION
from vm_lsp.history.texts import utf8_length

BATCH = 100  # executions read at once
MOST_OF_A_FILE = 20  # findings about the file

_NEXT = (
    select(
        EXECUTION, SESSION.c.workspace_uri, SESSION.c.status.label("session_status"), DOCUMENT.c.uri.label("document")
    )
    .outerjoin(SESSION, SESSION.c.id == EXECUTION.c.session_id)
    .outerjoin(DOCUMENT, DOCUMENT.c.id == EXECUTION.c.document_id)
    .where(EXECUTION.c.ordinal > bindparam("after"))
    .order_by(EXECUTION.c.ordinal)
    .limit(BATCH)
)
_EVENTS = (
    select(EXECUTION_EVENT.c.seq, EXECUTION_EVENT.c.type, EXECUTION_EVENT.c.payload)
    .where(EXECUTION_EVENT.c.execution_id == bindparam("id"))
    .order_by(EXECUTION_EVENT.c.seq)
)
_STATEMENTS = select(EXECUTION_STATEMENT.c.position).where(EXECUTION_STATEMENT.c.ordinal == bindparam("of")).limit(1)
_LOST = text("SELECT id FROM execution_search_content WHERE id NOT IN (SELECT ordinal FROM execution) LIMIT 20")
Events = Sequence["Row[Any, Any, Any]"]
"""An execution's events in order: seq, type and payload of each."""

_TERMINAL = (EventType.VALUE.value, EventType.EXCEPTION.value)


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look at some executions: how many there were, the last one's ordinal, and what was found."""

    executions: int
    last: int
    findings: tuple[Finding, ...]


def look(connection: Connection, after: int) -> Looked:
    """Look at the next executions after an ordinal, all as they were at one moment, whoever writes meanwhile."""
    if connection.dialect.name == "postgresql":  # where each statement sees another moment unless told so first
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    rows = connection.execute(_NEXT, {"after": after}).mappings().all()
    findings = [finding for row in rows for finding in _of_run(connection, row)]
    return Looked(len(rows), rows[-1]["ordinal"] if rows else after, tuple(findings))


def look_at_all(connection: Connection) -> tuple[Finding, ...]:
    """Look at the database as a whole; PostgreSQL looks after its files itself."""
    if connection.dialect.name != "sqlite":
        return ()
    return tuple(chain.from_iterable(_readable(check(connection)) for check in (_pages, _references, _lost)))


def _readable(found: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what is found; a file that is too broken to be looked at is a finding, too."""
    try:
        yield from found
    except DBAPIError as fault:
        if not is_corruption(fault):
            raise
        yield Finding(None, "integrity", str(fault.orig))


def _pages(connection: Connection) -> Iterator[Finding]:
    for message in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_OF_A_FILE})").scalars():
        if message != "ok":
            yield Finding(None, "integrity", message)


def _references(connection: Connection) -> Iterator[Finding]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST_OF_A_FILE):
        yield Finding(None, "reference", f"row {row} of {table} refers to a {parent} that is not there")


def _lost(connection: Connection) -> Iterator[Finding]:
    for ordinal in connection.scalars(_LOST):
        yield Finding(None, "search", f"the full text has a run with ordinal {ordinal}, which is not there")


def _of_run(connection: Connection, row: RowMapping) -> Iterator[Finding]:
    events = connection.execute(_EVENTS, {"id": row["id"]}).all()
    checks: list[tuple[str, str | None]] = [("sequence", _sequence(events))]
    if Status(row["status"]).final:
        checks += [("terminal", _terminal(events)), ("row", _row(row, events))]
    elif row["session_status"] == SessionStatus.CLOSED.value:
        checks.append(("ending", f"it is {row['status']} in a session that is closed"))
    for check, message in checks:
        if message:
            yield Finding(row["id"], check, message)
    if Status(row["status"]).final:
        yield from (Finding(row["id"], *derived, derived=True) for derived in _derived(connection, row, events))


def _sequence(events: Events) -> str | None:
    for expected, event in enumerate(events, 1):
        if event.seq != expected:
            return f"event {expected} is missing: the next one is {event.seq}"
    return None


def _terminal(events: Events) -> str | None:
    at = [event.seq for event in events if event.type in _TERMINAL]
    if len(at) != 1:
        return f"it has {len(at) or 'no'} terminal event{'s' if at else ''}"
    if at[0] != events[-1].seq:
        return f"event {events[-1].seq} follows the terminal event {at[0]}"
    return None


def _row(row: RowMapping, events: Events) -> str | None:
    """Return how the row and the events contradict each other."""
    if row["event_count"] != len(events):
        return f"it has {len(events)} events, and its row says {row['event_count']}"
    if not events or events[-1].type not in _TERMINAL:
        return None
    succeeded = events[-1].type == EventType.VALUE
    if succeeded is not (row["status"] == Status.OK):
        return f"it ended with {events[-1].type}, and its status is {row['status']}"
    kept, whole = ("result", row["result"]) if succeeded else ("error", row["error"])
    if whole is None or parse(whole) != parse(events[-1].payload):
        return f"its {kept} is not what its last event says"
    return _columns(row)


def _columns(row: RowMapping) -> str | None:
    """Return which column says another thing than the value or error it is a part of."""
    for whole, parts in (
        ("result", {"result_type": "type", "result_preview": "preview"}),
        ("error", {"error_name": "name", "error_message": "message"}),
    ):
        found = _parts(row[whole])
        for column, part in parts.items():
            if row[column] != found.get(part):
                return f"its {column} is not what its {whole} says"
    return None


def _parts(whole: str | None) -> dict[str, object]:
    parsed = None if whole is None else parse(whole)
    return dict(parsed) if isinstance(parsed, dict) else {}


def _derived(connection: Connection, row: RowMapping, events: Events) -> Iterator[tuple[str, str]]:
    told = [
        payloads.payload(EventType(event.type), parse(event.payload))
        for event in events
        if event.type in (EventType.CONSOLE, EventType.STATEMENT)
    ]
    output = [payload.text for payload in told if isinstance(payload, Console)]
    texts = [row["input"], row["result"] or "", row["error"] or "", *(event.payload for event in events)]
    if row["console_count"] != len(output):
        yield "count", f"it printed {len(output)} times, and its row says {row['console_count']}"
    if row["stored_bytes"] != (size := sum(map(utf8_length, texts))):
        yield "size", f"it takes {size} bytes, and its row says {row['stored_bytes']}"
    if row["document"] != row["uri"]:
        yield "document", f"it ran from {row['uri']}, and is filed under {row['document']}"
    if message := _search(connection, row, "\n".join(output)):
        yield "search", message
    valued = any(isinstance(payload, Statement) for payload in told) and not row["rolled_back"]
    if valued and connection.scalar(_STATEMENTS, {"of": row["ordinal"]}) is None:
        yield "statements", "none of its statements is known"


def _search(connection: Connection, row: RowMapping, console: str) -> str | None:
    found = search.stored(connection, row["ordinal"])
    if found is None:
        return "the full text does not have it"
    texts, facets = found
    expected = search.texts_of(row, console)
    if connection.dialect.name != "sqlite":
        expected = {name: value.replace("\0", "\ufffd") for name, value in expected.items()}
    for name, value in expected.items():
        if texts[name] != value:
            return f"the full text has another {name}"
    if facets is not None and facets != facets_of(row, expected.values()):
        return "the full text finds it by other filters than its row says"
    return None
