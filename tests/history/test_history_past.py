"""What a statement came to, run by run: found by its text, wherever it stood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.history.places import Place
from tests.history.runs import WORKSPACE, a_run, a_session, an_event, ended, now, statement
from vm_lsp.execution.model import (
    ExceptionInfo,
    Execution,
    Frame,
    Position,
    Range,
    SessionInfo,
    SourceStatement,
    Statement,
    Status,
    Value,
)
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History
from vm_lsp.history.statement_key import normalised, statement_key

URI = f"{WORKSPACE}/a.js"


@pytest.fixture
async def session(history: History) -> SessionInfo:
    session = a_session()
    await history.store.save_session(session)
    return session


async def _ran(
    history: History, session: SessionInfo, statements: list[SourceStatement], *shown: Statement, **ending: object
) -> Execution:
    run = a_run(session, 1, "\n".join(one.text for one in statements))
    await history.store.create(run)
    over = replace(ended(run), result_range=statements[-1].range, **ending)
    last = over.error or over.result or Value("undefined", "undefined")
    events = [an_event(run, seq, payload) for seq, payload in enumerate((*shown, last), 1)]
    await history.store.finish(over, events, statements)
    return over


async def _past(history: History, text: str) -> list[str]:
    return [value.preview for value in await history.reader.past(URI, text)]


async def test_a_statement_has_the_values_of_its_runs_newest_first(history: History, session: SessionInfo) -> None:
    for number in (22, 22, 33):
        await _ran(history, session, [statement("total * 2", 4)], result=Value("number", str(number), json=number))

    assert await _past(history, "total * 2") == ["33", "22", "22"]
    assert [one.preview for one in await history.reader.past(URI, "total * 2", 1)] == ["33"]


async def test_a_statement_is_followed_when_its_line_moves_and_it_is_formatted(
    history: History, session: SessionInfo
) -> None:
    run = await _ran(history, session, [statement("total*2  // twice", 4)])
    [value] = await history.reader.past(URI, "total * 2;")

    assert (value.execution_id, value.number, value.ran_at) == (run.id, 1, run.queued_at)
    assert (value.range, value.type, value.preview, value.failed) == (run.result_range, "number", "42", False)
    assert await _past(history, "total * 3") == []
    assert await history.reader.past(f"{WORKSPACE}/b.js", "total * 2") == ()


async def test_each_statement_of_a_file_has_its_own_value(history: History, session: SessionInfo) -> None:
    declared, called, last = statement("let a = 1", 0), statement("say(a)", 1), statement("a + 41", 2)
    await _ran(history, session, [declared, called, last], Statement(declared.range, "number", "1", ("a",)))

    assert [await _past(history, one.text) for one in (declared, called, last)] == [["1"], [], ["42"]]


async def test_the_statement_that_threw_has_the_error_and_those_behind_it_nothing(
    history: History, session: SessionInfo
) -> None:
    define, call, never = statement("function f() { g() }", 0), statement("f()", 1), statement("1 + 1", 2)
    frames = (Frame("f", URI, 0, 15), Frame("", URI, 1, 0), Frame("", "file:///desk/lib.js", 0, 0))
    error = ExceptionInfo("ReferenceError", "g is not defined", frames=frames)
    await _ran(history, session, [define, call, never], status=Status.ERROR, result=None, error=error)

    [value] = await history.reader.past(URI, call.text)
    assert (value.failed, value.type, value.preview) == (True, "ReferenceError", "ReferenceError: g is not defined")
    assert [await _past(history, one.text) for one in (define, never)] == [[], []]


async def test_an_ending_that_is_put_right_replaces_what_was_remembered(history: History, session: SessionInfo) -> None:
    over = await _ran(history, session, [statement("f()", 0)])
    cancelled = replace(over, status=Status.CANCELLED, result=None, error=ExceptionInfo("Cancelled", "stopped"))
    await history.store.finish(cancelled, [an_event(over, 1, ExceptionInfo("Cancelled", "stopped"))])

    assert await _past(history, "f()") == []


async def test_a_range_is_followed_by_its_statements_and_only_else_by_its_lines(
    history: History, session: SessionInfo
) -> None:
    here = Range(Position(9, 0), Position(9, 9))
    moved = await _ran(history, session, [statement("total * 2", 4)])
    placed = replace(a_run(session, 2, "other()"), range=here)
    await history.store.create(placed)

    async def found(*texts: str) -> list[str]:
        page = await history.reader.list(HistoryQuery(uri=URI, range=here, statements=texts))
        return [run.id for run in page.items]

    assert await found("total * 2") == [moved.id]
    assert await found("never_ran()") == await found() == [placed.id]


async def test_what_a_statement_came_to_goes_with_its_run(history: History, session: SessionInfo, where: Place) -> None:
    await _ran(history, session, [statement("f()", 0)])
    await history.close()
    where.ask("DELETE FROM execution")
    assert where.ask("SELECT count(*) FROM execution_statement") == [(0,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("const  x = 5 ; // five", "const x=5"),
        ("let y\n  = a + /* c */ b;", "let y = a + b"),
        ("f(\n  1,\n)", "f(1,)"),
        ("// before\nreturn  a", "return a"),
    ],
)
def test_formatting_and_comments_make_no_other_statement(one: str, other: str) -> None:
    assert statement_key(one) == statement_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'a  b'", "'a b'"),
        ("`a // b`", "`a `"),
        ("'//x'", "'//y'"),
        ("let x", "letx"),
        (r"s.replace(/\/\//g, 'x')", r"s.replace(/\/\//g, 'y')"),
        ("f(1)", "f(2)"),
    ],
)
def test_every_other_character_does(one: str, other: str) -> None:
    assert statement_key(one) != statement_key(other)


def test_a_key_fits_the_integers_of_both_databases() -> None:
    assert all(0 <= statement_key(f"x{number}") < 2**63 for number in range(1000))
    assert normalised("\ud800 + \0") == "\ud800+"


async def test_time_is_when_the_run_was_asked_for(history: History, session: SessionInfo) -> None:
    before = now()
    await _ran(history, session, [statement("f()", 0)])
    [value] = await history.reader.past(URI, "f()")

    assert before <= value.ran_at <= now()
