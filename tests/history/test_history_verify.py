"""What is wrong in a history is found, with the run it is in, and what is derived can be made again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.places import Place, SqlitePlace
from tests.history.runs import a_run, a_session, an_event, damage_table, ended, history_at, now, statement, stored
from vm_lsp.execution.keeping import Finding
from vm_lsp.execution.model import (
    Console,
    ExceptionInfo,
    Execution,
    InputEcho,
    Metrics,
    Position,
    Range,
    Statement,
    Status,
)
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History


async def _whole(history: History) -> Execution:
    """Store a run as the pipeline does: an echo, a statement's value, output with odd characters, a value."""
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session, text="let one = 1; console.log(one); one")
    await history.store.create(run)
    place = Range(Position(0, 0), Position(0, 12))
    said = [InputEcho(run.input), Statement(place, "number", "1", ("one",)), Console("log", "\0 🔑 \ud83d ü")]
    await history.store.add_events([an_event(run, seq, payload) for seq, payload in enumerate(said, 1)])
    over = replace(ended(run), metrics=Metrics(event_count=4))
    await history.store.finish(over, [an_event(run, 4, over.result)], [statement("let one = 1;", 0)])
    return over


async def _failed(history: History) -> Execution:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session, text="boom")
    await history.store.create(run)
    error = ExceptionInfo("ReferenceError", "boom is not defined")
    over = replace(ended(run), status=Status.ERROR, result=None, error=error, metrics=Metrics(event_count=1))
    await history.store.finish(over, [an_event(run, 1, error)])
    return over


async def test_a_sound_history_has_no_findings(history: History) -> None:
    await _whole(history)
    await _failed(history)
    session = a_session()
    await history.store.save_session(session)
    await history.store.create(a_run(session))  # is going on
    told: list[int] = []
    verified = await history.keeper.verify(on_progress=told.append)

    assert (verified.executions, verified.findings, verified.found, verified.repaired) == (3, (), 0, 0)
    assert told == [3]


TRUTHS = {
    "DELETE FROM execution_event WHERE seq = 2": ("sequence", "event 2 is missing: the next one is 3"),
    "DELETE FROM execution_event WHERE seq = 4": ("terminal", "it has no terminal event"),
    "UPDATE execution_event SET type = 'value' WHERE seq = 1": ("terminal", "it has 2 terminal events"),
    "UPDATE execution SET event_count = 7": ("row", "it has 4 events, and its row says 7"),
    "UPDATE execution SET status = 'error'": ("row", "it ended with value, and its status is error"),
    'UPDATE execution SET result = \'{"type":"number","preview":"43","truncated":false}\'': (
        "row",
        "its result is not what its last event says",
    ),
    "UPDATE execution SET result_preview = '43'": ("row", "its result_preview is not what its result says"),
    "UPDATE execution SET error_name = 'Error'": ("row", "its error_name is not what its error says"),
}


@pytest.mark.parametrize("harm", TRUTHS)
async def test_what_contradicts_itself_is_found_and_not_repaired(history: History, where: Place, harm: str) -> None:
    run = await _whole(history)
    _harm(where, harm)
    verified = await history.keeper.verify()
    truths = [finding for finding in verified.findings if not finding.derived]
    mended = await history.keeper.verify(repair=True)
    again = await history.keeper.verify()

    assert Finding(run.id, *TRUTHS[harm]) in truths
    assert [finding for finding in mended.findings if not finding.derived] == truths
    assert not [finding for finding in again.findings if finding.derived]


DERIVED = {
    "UPDATE execution SET console_count = 9": "count",
    "UPDATE execution SET stored_bytes = 9": "size",
    "UPDATE execution SET document_id = NULL": "document",
    "DELETE FROM execution_search": "search",
    "UPDATE execution_search SET console = 'other'": "search",
    "DELETE FROM execution_statement": "statements",
}


@pytest.mark.parametrize("harm", DERIVED)
async def test_what_is_derived_is_found_and_made_again(history: History, where: Place, harm: str) -> None:
    run = await _whole(history)
    _harm(where, harm)
    found = await history.keeper.verify()
    mended = await history.keeper.verify(repair=True)
    again = await history.keeper.verify()

    assert DERIVED[harm] in [finding.check for finding in found.findings]
    assert {(finding.execution_id, finding.derived) for finding in found.findings} == {(run.id, True)}
    assert (mended.findings, mended.repaired) == (found.findings, 1)
    assert (again.findings, again.found) == ((), 0)
    assert [one.id for one in (await history.reader.list(HistoryQuery(search="has:console one"))).items] == [run.id]
    assert [value.preview for value in await history.reader.past(run.uri, "let one = 1;")] == ["1"]


async def test_a_repair_keeps_the_statements_that_are_known(history: History, where: Place) -> None:
    run = await _whole(history)
    _harm(where, "UPDATE execution SET console_count = 9")
    await history.keeper.verify(repair=True)

    assert len(await history.reader.past(run.uri, "let one = 1;")) == 1


async def test_a_run_that_nobody_ended_is_found(history: History, where: Place) -> None:
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session)
    await history.store.create(run)
    _harm(where, "UPDATE session SET status = 'closed'")

    assert (await history.keeper.verify()).findings == (
        Finding(run.id, "ending", "it is running in a session that is closed"),
    )


async def test_many_findings_are_counted_and_the_first_are_told(
    history: History, where: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vm_lsp.history.keeper.MOST_FINDINGS", 3)
    monkeypatch.setattr("vm_lsp.history.verifying.BATCH", 2)
    await stored(history, a_session(), *map(str, range(5)))
    _harm(where, "UPDATE execution SET event_count = 1, console_count = 1")
    verified = await history.keeper.verify(repair=True)

    assert (verified.executions, len(verified.findings), verified.repaired) == (5, 3, 5)
    assert verified.found >= 5


async def test_a_deletion_meanwhile_disturbs_nobody(history: History) -> None:
    from vm_lsp.execution.keeping import Deletion

    await stored(history, a_session(), *map(str, range(300)))
    _, verified = await asyncio.gather(
        history.keeper.delete(Deletion(query=HistoryQuery())), history.keeper.verify(repair=True)
    )
    assert [finding for finding in verified.findings if finding.check != "row"] == []


async def test_the_file_itself_is_looked_at(where: Place, path: Path) -> None:
    first = history_at(path)
    await stored(first, a_session(), *map(str, range(5)))
    await first.close()
    damage_table(path, "ix_execution_queued_at")
    second = history_at(path)
    verified = await second.keeper.verify()
    await second.close()

    assert {finding.check for finding in verified.findings if finding.execution_id is None} == {"integrity"}


async def test_what_refers_to_nothing_is_found(history: History, path: Path) -> None:
    import sqlite3

    await _whole(history)
    with sqlite3.connect(path) as database:
        moment = now().isoformat()
        database.execute("INSERT INTO execution_event VALUES ('none', 1, ?, 'value', '{}')", [moment])
        database.execute("INSERT INTO execution_search (rowid, input) VALUES (999, 'lost')")
    verified = await history.keeper.verify()

    assert sorted(finding.check for finding in verified.findings) == ["reference", "search"]


def _harm(where: Place, sql: str) -> None:
    """Do it behind the history's back; the full text of SQLite is changed by its rows."""
    if isinstance(where, SqlitePlace) and sql == "DELETE FROM execution_search":
        sql += " WHERE rowid > 0"
    where.ask(sql)
