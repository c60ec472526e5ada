"""What goes into the history comes out of it the same."""

from __future__ import annotations

import asyncio
import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.history.places import Place, SqlitePlace
from tests.history.runs import a_run, a_session, an_event, ended, now, printed, stored
from vm_lsp import settings
from vm_lsp.errors import ExecutionNotFoundError, PersistenceError, ValidationError
from vm_lsp.execution.model import (
    ABSENT,
    Console,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    Frame,
    InputEcho,
    Json,
    Kind,
    Metrics,
    Payload,
    Position,
    Range,
    SessionStatus,
    Statement,
    Status,
    System,
    Value,
    new_id,
)
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History

PLACE = Range(Position(3, 0), Position(4, 17))
ERROR = ExceptionInfo(
    name="TypeError",
    message="x is not a function",
    stack="TypeError: x is not a function\n    at f",
    frames=(Frame("f", "file:///w/a.js", 3, 4, Position(3, 9)), Frame("", "file:///w/b.js", 0, 0)),
    cause=ExceptionInfo("Uncaught", "{ a: 1 }", thrown=Value("Object", "{ a: 1 }", json={"a": 1})),
)


async def test_an_execution_comes_back_with_every_field(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = Execution(
        id=new_id(),
        number=1,
        session_id=session.id,
        kind=Kind.RUN_FILE,
        status=Status.RUNNING,
        input="x()",
        uri="file:///w/a.js",
        queued_at=now(),
        path="a.js",
        range=PLACE,
        document_version=7,
        args={"a": [1, None, "ä"]},
        env={"env": "test"},
    )
    await history.store.create(run)
    over = replace(
        run,
        status=Status.ERROR,
        started_at=now(),
        ended_at=now(),
        result=Value("Map", "Map(0) {}", True, "Map(0) {} in full", ABSENT, ("m",)),
        result_range=PLACE,
        error=ERROR,
        metrics=Metrics(12.5, 3.25, 4, 512, 70000),
        rolled_back=True,
    )
    await history.store.finish(over, [])

    assert await history.reader.get(run.id) == over


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (EventType.INPUT_ECHO, InputEcho("1 + 1")),
        (EventType.CONSOLE, Console("warn", "careful", "file:///w/a.js", 3, 14)),
        (EventType.CONSOLE, Console("log", "from nowhere")),
        (EventType.STATEMENT, Statement(PLACE, "number", "5", ("x", "y"))),
        (EventType.SYSTEM, System("warning", "the worker is new")),
        (EventType.SYSTEM, System("warning", "Uncaught (in promise) E: m", ERROR)),
        (EventType.VALUE, Value("null", "null", json=None)),
        (EventType.VALUE, Value("symbol", "Symbol(a)")),
        (EventType.EXCEPTION, ERROR),
    ],
)
async def test_an_event_comes_back_with_its_payload(history: History, kind: EventType, payload: Payload) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    event = Event(run.id, 1, now(), kind, payload)
    await history.store.add_events([event])

    assert await history.reader.events(run.id) == (event,)


async def test_the_state_between_creation_and_end_can_be_read(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    queued = replace(a_run(session), status=Status.QUEUED, started_at=None)
    await history.store.create(queued)
    running = replace(queued, status=Status.RUNNING, started_at=now())
    await history.store.update(running)

    assert await history.reader.get(queued.id) == running


async def test_events_after_a_seq_are_only_the_later_ones(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    await history.store.add_events(printed(run, 1, 5))

    assert [event.seq for event in await history.reader.events(run.id, after_seq=2)] == [3, 4, 5]
    assert [event.seq for event in await history.reader.events(run.id, after_seq=1, limit=2)] == [2, 3]
    assert await history.reader.events(run.id, after_seq=5) == ()


async def test_a_second_ending_replaces_the_first_from_its_seq_on(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    await history.store.add_events(printed(run, 1, 2))
    await history.store.finish(ended(run), [*printed(run, 3, 1), an_event(run, 4, Value("number", "42", json=42))])
    stopped = replace(ended(run), status=Status.CANCELLED, result=None, error=ERROR)
    await history.store.finish(stopped, [Event(run.id, 3, now(), EventType.EXCEPTION, ERROR)])

    kinds = [event.type for event in await history.reader.events(run.id)]
    assert kinds == [EventType.CONSOLE, EventType.CONSOLE, EventType.EXCEPTION]
    assert await history.reader.get(run.id) == stopped


async def test_what_nobody_knows_is_not_found(history: History) -> None:
    for unknown in (new_id(), "", "\ud800", "' OR 1=1 --"):
        with pytest.raises(ExecutionNotFoundError):
            await history.reader.get(unknown)
        with pytest.raises(ExecutionNotFoundError):
            await history.reader.events(unknown)


async def test_numbers_no_database_holds_are_bad_arguments(history: History) -> None:
    for limit in (0, -1):
        with pytest.raises(ValidationError):
            await history.reader.events(new_id(), limit=limit)
    with pytest.raises(ValidationError):
        await history.reader.events(new_id(), after_seq=10**30)


async def test_texts_that_are_no_unicode_are_stored_safely(history: History, where: Place) -> None:
    odd, mended = "a\ud800b\0c\ud83d\ude00", "a\ufffdb\0c😀"
    text = mended if isinstance(where, SqlitePlace) else mended.replace("\0", "\ufffd")  # PostgreSQL's has no NUL
    [run] = await stored(history, a_session(), odd)
    value = Value("string", odd, json=odd)
    await history.store.finish(ended(run, value), [an_event(run, 1, Console("log", odd)), an_event(run, 2, value)])

    read = await history.reader.get(run.id)
    events = await history.reader.events(run.id)
    assert (read.input, read.result) == (text, Value("string", mended, json=mended))
    assert [event.payload for event in events] == [Console("log", mended), Value("string", mended, json=mended)]


async def test_a_value_nested_too_deep_for_json_keeps_its_preview(history: History) -> None:
    deep: Json = []
    for _ in range(20_000):
        deep = [deep]
    [run] = await stored(history, a_session(), "deep")
    value = Value("Array", "[ [ [Array] ] ]", json=deep)
    await history.store.finish(ended(run, value), [an_event(run, 1, value)])

    assert (await history.reader.get(run.id)).result == Value("Array", "[ [ [Array] ] ]")


async def test_a_time_without_a_zone_is_refused_at_its_stage(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    naive = replace(a_run(session), queued_at=datetime(2026, 11, 23))

    with pytest.raises(PersistenceError) as failed:
        await history.store.create(naive)
    assert failed.value.details == {"stage": "create", "cause": "a time without a zone can't be stored"}


async def test_a_session_counts_its_executions_and_never_back(history: History, where: Place) -> None:
    session = a_session()
    await stored(history, session, "1", "2", "3")
    await history.store.save_session(replace(session, status=SessionStatus.BUSY, execution_count=1))

    assert where.ask("SELECT status, execution_count FROM session") == [("busy", 3)]


async def test_equal_templates_are_stored_once(history: History, where: Place) -> None:
    other = settings.Template(libraries=("lodash",))
    for session in (a_session(), a_session(), replace(a_session(), template=other)):
        await history.store.save_session(session)

    rows = where.ask("SELECT settings FROM template")
    assert len(rows) == 2
    assert sum('"libraries":["lodash"]' in row[0] for row in rows) == 1


async def test_a_batch_of_many_callers_is_all_there(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    runs = [a_run(session, number) for number in range(1, 301)]
    await asyncio.gather(*(history.store.create(run) for run in runs))
    await asyncio.gather(*(history.store.add_events(printed(run, 1, 3)) for run in runs))

    page = await history.reader.list(HistoryQuery(limit=500))
    assert [run.number for run in page.items] == list(range(300, 0, -1))
    assert len(await history.reader.events(runs[150].id)) == 3


async def test_a_caller_that_went_away_does_not_take_its_write_along(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    writing = asyncio.ensure_future(history.store.create(run))
    await asyncio.sleep(0)
    writing.cancel()

    await history.store.update(run)
    assert await history.reader.get(run.id) == run


async def test_new_files_are_readable_by_their_owner_only(history: History, path: Path) -> None:
    await stored(history, a_session(), "secret")

    found = [path.parent, *path.parent.rglob("*")]
    assert {"history.db", "history.db-wal"} <= {file.name for file in found}
    assert [file for file in found if stat.S_IMODE(file.stat().st_mode) & 0o077] == []


async def test_a_history_that_is_switched_off_works_and_leaves_nothing_on_the_disk(path: Path) -> None:
    history = History(settings.History(enabled=False), f"sqlite:///{path}", print)
    runs = await stored(history, a_session(), "one", "two")
    pages = await asyncio.gather(*(history.reader.list(HistoryQuery(search="two")) for _ in range(20)))
    await history.close()

    assert all(page.items == (runs[1],) for page in pages)
    assert not path.parent.exists()


async def test_closing_twice_is_safe_and_writes_after_it_are_refused(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    await history.close()
    await history.close()

    with pytest.raises(PersistenceError) as failed:
        await history.store.create(a_run(session))
    assert failed.value.details["stage"] == "create"
    with pytest.raises(PersistenceError):
        await history.reader.list(HistoryQuery())
