"""Sessions, executions and events as the pipeline would make them, for every test of the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, connect

from vm_lsp import settings
from vm_lsp.execution.model import (
    Console,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    InputEcho,
    Kind,
    Notice,
    Payload,
    Position,
    Range,
    SessionInfo,
    SessionStatus,
    SourceStatement,
    Statement,
    Status,
    Value,
    new_id,
)
from vm_lsp.history import History

WORKSPACE = "file:///work"
TYPES: dict[type, EventType] = {
    Console: EventType.CONSOLE,
    ExceptionInfo: EventType.EXCEPTION,
    InputEcho: EventType.INPUT_ECHO,
    Statement: EventType.STATEMENT,
    Value: EventType.VALUE,
}


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def history_at(place: Path | str, notices: list[Notice] | None = None) -> History:
    """Return the history in a file, or at a URL."""
    heard = notices if notices is not None else []
    return History(settings.History(), place if isinstance(place, str) else url_of(place), heard.append)


def now() -> datetime:
    return datetime.now(UTC)


def a_session(workspace: str | None = WORKSPACE) -> SessionInfo:
    return SessionInfo(new_id(), workspace, SessionStatus.READY, now(), 0, settings.Template())


def a_run(session: SessionInfo, number: int = 1, text: str = "20 + 22") -> Execution:
    return Execution(
        id=new_id(),
        number=number,
        session_id=session.id,
        kind=Kind.REPL,
        status=Status.RUNNING,
        input=text,
        uri=f"{WORKSPACE}/a.js",
        queued_at=now(),
        started_at=now(),
    )


def an_event(run: Execution, seq: int, payload: Payload) -> Event:
    return Event(run.id, seq, now(), TYPES[type(payload)], payload)


def printed(run: Execution, first: int, count: int, text: str = "hello") -> list[Event]:
    return [an_event(run, seq, Console("log", text)) for seq in range(first, first + count)]


def ended(run: Execution, value: Value | None = None) -> Execution:
    return replace(run, status=Status.OK, ended_at=now(), result=value or Value("number", "42", json=42))


async def stored(history: History, session: SessionInfo, *texts: str) -> list[Execution]:
    """Store one finished run per text, numbered from 1, and return them as they ended."""
    await history.store.save_session(session)
    runs = []
    for number, text in enumerate(texts, 1):
        run = a_run(session, number, text)
        await history.store.create(run)
        over = ended(run)
        await history.store.finish(over, [an_event(run, 1, over.result or Value("undefined", "undefined"))])
        runs.append(over)
    return runs


def statement(text: str, line: int, column: int = 0) -> SourceStatement:
    """Return a statement of one line as it stands at a place."""
    return SourceStatement(Range(Position(line, column), Position(line, column + len(text))), text)


def damage(path: Path, content: bytes, place: int = 0) -> None:
    """Overwrite a file, made if need be, from the byte `place` on."""
    path.parent.mkdir(exist_ok=True)
    path.touch()
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)


def damage_table(path: Path, name: str) -> None:
    """Overwrite the first page of a table or index."""
    with sqlite(path) as database:
        [page] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()
        [size] = database.execute("PRAGMA page_size").fetchone()
    damage(path, b"\xff" * size, (page - 1) * size)


def set_aside(path: Path) -> list[Path]:
    """Return the database files that were set aside, without what belongs to them."""
    return [file for file in path.parent.glob(f"{path.name}.corrupt-*") if file.suffix.endswith("Z")]


@contextmanager
def sqlite(path: Path) -> Iterator[Connection]:
    """Look at, or meddle with, a database behind the history's back; every statement is a transaction of its own."""
    connection = connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    try:
        yield connection
    finally:
        connection.close()
