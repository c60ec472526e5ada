"""A write that fails names its stage, fails nobody else's, and the next one works as soon as the database does."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.history.runs import (
    a_run,
    a_session,
    an_event,
    damage,
    damage_table,
    ended,
    history_at,
    now,
    printed,
    set_aside,
    sqlite,
    stored,
    url_of,
)
from vm_lsp import settings
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.model import InputEcho, Notice, Value
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, engine, schema

FORCED = {
    "create": "BEFORE INSERT ON execution",
    "add_event": "BEFORE INSERT ON execution_event",
    "update": "BEFORE UPDATE ON execution",
    "session": "BEFORE INSERT ON session",
}


async def _failure(write: Awaitable[object]) -> PersistenceError:
    with pytest.raises(PersistenceError) as failed:
        await write
    return failed.value


def _force(path: Path, stage: str) -> None:
    with sqlite(path) as database:
        database.execute(f"CREATE TRIGGER forced {FORCED[stage]} BEGIN SELECT RAISE(ABORT, 'forced'); END")


def _relent(path: Path) -> None:
    with sqlite(path) as database:
        database.execute("DROP TRIGGER forced")


@pytest.mark.parametrize("stage", FORCED)
async def test_a_forced_failure_names_its_stage_and_the_next_write_works(
    history: History, path: Path, stage: str
) -> None:
    session = a_session()
    await history.store.save_session(session)
    run, later = a_run(session, 1), a_run(session, 2)
    await history.store.create(run)
    writes: dict[str, Callable[[], Awaitable[None]]] = {
        "create": lambda: history.store.create(later),
        "add_event": lambda: history.store.add_events(printed(run, 1, 2)),
        "update": lambda: history.store.update(run),
        "session": lambda: history.store.save_session(a_session()),
    }
    _force(path, stage)

    failed = await _failure(writes[stage]())
    assert failed.details == {"stage": stage, "cause": "forced"}
    _relent(path)
    await writes[stage]()


@pytest.mark.parametrize("stage", ["add_event", "update"])
async def test_an_ending_fails_whole_and_says_which_half_it_was(history: History, path: Path, stage: str) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    echo = an_event(run, 1, InputEcho(run.input))
    await history.store.add_events([echo])
    _force(path, stage)

    failed = await _failure(history.store.finish(ended(run), [an_event(run, 2, Value("number", "42", json=42))]))
    assert failed.details["stage"] == stage
    assert await history.reader.get(run.id) == run
    assert await history.reader.events(run.id) == (echo,)


async def test_an_update_of_nothing_is_a_failure(history: History) -> None:
    failed = await _failure(history.store.update(a_run(a_session())))

    assert failed.details["stage"] == "update"


async def test_in_a_batch_of_many_only_the_one_that_is_wrong_fails(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    first = a_run(session, 1)
    await history.store.create(first)
    runs = [a_run(session, number) for number in range(2, 22)]
    runs[7] = replace(runs[7], id=first.id)

    done = await asyncio.gather(*(history.store.create(run) for run in runs), return_exceptions=True)

    assert [number for number, answer in enumerate(done) if answer is not None] == [7]
    assert isinstance(done[7], PersistenceError)
    assert len((await history.reader.list(HistoryQuery(limit=500))).items) == 20


async def test_a_database_locked_by_somebody_else_fails_in_time_and_works_again_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 200)
    history = history_at(path)
    session = a_session()
    [run] = await stored(history, session, "before")
    with sqlite(path) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        failures = await asyncio.gather(
            _failure(history.store.create(a_run(session, 2))), _failure(history.store.update(run))
        )
        read = await history.reader.get(run.id)
        somebody.execute("ROLLBACK")
    await history.store.create(a_run(session, 2))
    await history.close()

    assert [failed.details for failed in failures] == [
        {"stage": "create", "cause": "database is locked"},
        {"stage": "update", "cause": "database is locked"},
    ]
    assert read == run


async def test_a_lock_is_waited_for(history: History, path: Path) -> None:
    session = a_session()
    await history.store.save_session(session)
    with sqlite(path) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        creating = asyncio.ensure_future(history.store.create(a_run(session)))
        done, _ = await asyncio.wait([creating], timeout=0.3)
        somebody.execute("COMMIT")
    await creating

    assert not done


async def test_a_database_locked_while_it_is_opened_is_read_and_opened_by_the_next_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 200)
    first = history_at(path)
    [run] = await stored(first, a_session(), "kept")
    await first.close()
    second, session = history_at(path), a_session()
    with sqlite(path) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        failed = await _failure(second.open())
        read = await second.reader.get(run.id)
        not_yet = await _failure(second.store.save_session(session))
        somebody.execute("ROLLBACK")
    await second.store.create(a_run(session))
    await second.close()

    assert (failed.details["stage"], not_yet.details["stage"]) == ("open", "session")
    assert read == run


async def test_a_full_disk_fails_the_run_that_fills_it_and_nothing_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "max_page_count=100"))
    history, session = history_at(path), a_session()
    await stored(history, session, "small")
    failed = await _failure(history.store.create(a_run(session, 2, "x" * 1_000_000)))
    monkeypatch.undo()
    await history.store.create(a_run(session, 3, "y" * 1_000_000))
    numbers = [run.number for run in (await history.reader.list(HistoryQuery())).items]
    await history.close()

    assert failed.details == {"stage": "create", "cause": "database or disk is full"}
    assert numbers == [3, 1]


async def test_a_read_only_database_can_be_read_and_says_so_when_written(path: Path) -> None:
    first = history_at(path)
    [run] = await stored(first, a_session(), "kept")
    await first.close()
    history = History(settings.History(), f"sqlite:///file:{path}?mode=ro&uri=true", print)
    opened = await _failure(history.open())
    written = await _failure(history.store.save_session(a_session()))
    read = await history.reader.get(run.id)
    await history.close()

    assert opened.details == {"stage": "open", "cause": "attempt to write a readonly database"}
    assert written.details["stage"] == "session"
    assert read == run


@pytest.mark.parametrize("content", [b"this is no database at all\n" * 500, b"SQLite format 3\0" + b"\xff" * 9000])
async def test_a_corrupt_file_is_set_aside_and_a_fresh_one_started(
    path: Path, notices: list[Notice], content: bytes
) -> None:
    damage(path, content)
    history = history_at(path, notices)
    [run] = await stored(history, a_session(), "fresh")
    read = await history.reader.get(run.id)
    await history.close()

    [aside] = set_aside(path)
    assert read == run
    assert aside.read_bytes() == content
    assert [(notice.level, aside.name in notice.message) for notice in notices] == [("warning", True)]


@pytest.mark.parametrize("table", ["server", "ix_server_ended_at", "alembic_version"])
async def test_damage_that_is_met_while_opening_is_set_aside_too(path: Path, notices: list[Notice], table: str) -> None:
    first = history_at(path)
    await stored(first, a_session(), "old")
    await first.close()
    damage_table(path, table)
    history = history_at(path, notices)
    await history.open()
    [run] = await stored(history, a_session(), "fresh")
    listed = await history.reader.list(HistoryQuery())
    await history.close()

    assert listed.items == (run,)
    assert (len(set_aside(path)), len(notices)) == (1, 1)


async def test_damage_found_while_writing_sets_the_file_aside_for_the_next_write(
    path: Path, notices: list[Notice]
) -> None:
    first = history_at(path)
    await stored(first, a_session(), "old")
    await first.close()
    damage_table(path, "execution_event")
    history, session = history_at(path, notices), a_session()
    await history.store.save_session(session)
    run, again = a_run(session, 1), a_run(session, 2)
    await history.store.create(run)
    failed = await _failure(history.store.add_events(printed(run, 1, 1)))
    with sqlite(path) as somebody:  # as another editor's server would, whose log must move along
        somebody.execute("SELECT count(*) FROM execution")
        await history.store.create(again)
    await history.store.add_events(printed(again, 1, 1))
    await history.close()

    [aside] = set_aside(path)
    assert failed.details["stage"] == "add_event"
    assert len(notices) == 1
    assert aside.with_name(f"{aside.name}-wal").exists()


async def test_a_server_whose_file_another_one_set_aside_goes_on_in_the_new_one(
    path: Path, notices: list[Notice]
) -> None:
    ours, theirs = history_at(path, notices), history_at(path)
    session = a_session()
    await stored(ours, session, "before")
    await asyncio.to_thread(path.rename, path.with_name("moved.db"))
    await stored(theirs, a_session(), "theirs")
    await ours.store.create(a_run(session, 2, "ours"))
    found = [run.input for run in (await ours.reader.list(HistoryQuery())).items]
    await ours.close()
    await theirs.close()

    assert found == ["ours", "theirs"]
    assert len(notices) == 1


async def test_a_file_deleted_under_our_feet_is_noticed_before_anything_is_lost(
    history: History, path: Path, notices: list[Notice]
) -> None:
    session = a_session()
    await stored(history, session, "gone with the file")
    await asyncio.to_thread(path.unlink)
    run = a_run(session, 2)
    await history.store.create(run)

    with sqlite(path) as database:
        assert database.execute("SELECT id FROM execution").fetchall() == [(run.id,)]
    assert await history.reader.get(run.id) == run
    assert [notice.level for notice in notices] == ["warning"]


async def test_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    first = history_at(path)
    await stored(first, a_session(), "from the future")
    await first.close()
    with sqlite(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = await asyncio.to_thread(path.read_bytes)
    history = history_at(path)
    opened = await _failure(history.open())
    written = await _failure(history.store.save_session(a_session()))
    read = await _failure(history.reader.list(HistoryQuery()))
    await history.close()

    assert [failed.details["stage"] for failed in (opened, written, read)] == ["open", "session", "open"]
    assert "newer vm-lsp" in str(opened.details["cause"])
    assert await asyncio.to_thread(path.read_bytes) == before


async def test_a_database_of_somebody_else_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with sqlite(path) as database:
        database.execute("CREATE TABLE session (theirs TEXT)")
    history = history_at(path)
    failed = await _failure(history.open())
    await history.close()

    with sqlite(path) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("session",)]
    assert "session" in str(failed.details["cause"])


async def test_a_database_that_could_not_be_opened_is_used_when_it_can_be(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file where the folder should be")
    history, session = history_at(in_the_way / "history.db"), a_session()
    opened = await _failure(history.open())
    written = await _failure(history.store.save_session(session))
    in_the_way.unlink()
    run = a_run(session)
    await history.store.create(run)
    read = await history.reader.get(run.id)
    await history.close()

    assert (opened.details["stage"], written.details["stage"]) == ("open", "session")
    assert read == run


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://me:secret@localhost/db",
        "sqlite://me:secret@localhost/db",
        "postgresql://me:secret@127.0.0.1:1/db",
    ],
)
async def test_a_url_that_leads_nowhere_is_refused_without_its_password(url: str) -> None:
    history = History(settings.History(), url, print)
    failed = await _failure(history.open())
    await history.close()

    assert failed.details["stage"] == "open"
    assert "secret" not in failed.message


async def test_a_defect_is_told_to_its_caller_and_stops_nobody_else(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    wrong: Any = "not a kind"
    failed = await _failure(history.store.create(replace(a_run(session), kind=wrong)))
    await history.store.create(a_run(session))

    assert failed.details["stage"] == "create"


async def test_closing_is_bounded_and_tells_those_who_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vm_lsp.history.history.CLOSE_BOUND", 0.3)
    history, session = history_at(path), a_session()
    await history.store.save_session(session)
    somebody = sqlite3.connect(path, isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(history.store.create(a_run(session)))
    await asyncio.sleep(0)
    began = time.monotonic()
    await history.close()
    took = time.monotonic() - began
    failed = await _failure(waiting)
    somebody.close()

    assert took < 2
    assert failed.details == {"stage": "create", "cause": "the history was closed before it was written"}


async def test_the_setting_of_a_database_is_used_where_nothing_else_is_named(path: Path, tmp_path: Path) -> None:
    history = History(settings.History(database_url=url_of(path)), None, print)
    named = History(settings.History(database_url=url_of(path)), url_of(tmp_path / "other.db"), print)
    state, other = await history.state(), await named.state()
    await history.close()
    await named.close()

    assert (state.location, state.schema, other.location) == (str(path), schema.HEAD, str(tmp_path / "other.db"))


async def test_a_time_of_writing_is_the_time_of_the_run(history: History) -> None:
    before = now()
    [run] = await stored(history, a_session(), "1")

    assert before <= (await history.reader.get(run.id)).queued_at <= now()
