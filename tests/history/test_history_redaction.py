"""Secrets are blacked out before anything is stored, whatever a pattern is like."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.history.places import Place
from tests.history.runs import a_run, a_session, an_event, ended, statement
from vm_lsp.execution.keeping import blacked_out
from vm_lsp.execution.model import (
    ABSENT,
    Console,
    Event,
    ExceptionInfo,
    Execution,
    Frame,
    InputEcho,
    Notice,
    Payload,
    Position,
    Range,
    Statement,
    Status,
    Value,
)
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, redaction
from vm_lsp.history.redaction import Redactor
from vm_lsp.settings import History as Settings

SECRET = r"sk-\w+"
PASSWORD = r"password=(\S+)"
CATASTROPHIC = r"(a|aa)+$"
TABLES = ("execution", "execution_event", "execution_statement", "execution_search", "session")


def _history(where: Place, notices: list[Notice], *patterns: str) -> History:
    return History(Settings(redact=patterns), where.url, notices.append)


@pytest.fixture
async def discreet(where: Place, notices: list[Notice]) -> AsyncIterator[History]:
    history = _history(where, notices, SECRET, PASSWORD)
    yield history
    await history.close()


async def _store(history: History, run: Execution, *payloads: Payload, **changes: object) -> Execution:
    """Store a run with these events, the last of which ends it, and return it as it is read."""
    session = a_session()
    run = replace(run, session_id=session.id)
    await history.store.save_session(session)
    await history.store.create(run)
    events: list[Event] = [an_event(run, seq, payload) for seq, payload in enumerate(payloads, 1)]
    if events[:-1]:
        await history.store.add_events(events[:-1])
    await history.store.finish(replace(ended(run), **changes), events[-1:], [statement(run.input, 0)])
    return await history.reader.get(run.id)


async def test_no_text_of_a_run_keeps_a_secret(discreet: History, where: Place) -> None:
    secret = "sk-abc123"
    error = ExceptionInfo(
        "Error",
        f"bad {secret}",
        f"Error: bad {secret}\n at f",
        (Frame(secret, "file:///a.js", 0, 0),),
        cause=ExceptionInfo("TypeError", secret),
        thrown=Value("string", f"'{secret}'", json=secret),
    )
    run = replace(a_run(a_session(), text=f"'{secret}'"), args={"key": [secret, 7]}, env={"A": secret, "B": "b"})
    place = Range(Position(0, 0), Position(0, 11))
    read = await _store(
        discreet,
        run,
        InputEcho(run.input),
        Console("log", f"it is {secret}"),
        Statement(place, "string", f"'{secret}'"),
        error,
        status=Status.ERROR,
        result=None,
        error=error,
    )

    for table in TABLES:
        assert secret not in str(where.ask(f"SELECT * FROM {table}"))
    assert (read.input, read.args, read.env) == ("'█████████'", {"key": ["█████████", 7]}, {"A": "█████████", "B": "b"})
    assert read.error is not None
    assert read.error.message == "bad █████████"
    assert read.redactions == 3 + 2 + 5  # input, args, env; output and statement; five places of the error
    assert blacked_out(read)


async def test_the_last_value_and_its_json_are_hidden_too(discreet: History) -> None:
    value = Value("Object", "{ password=hunter2 }", full="{ password=hunter2 and more }", json={"password=hunter2": 1})
    read = await _store(discreet, a_run(a_session()), value, result=value)
    [event] = await discreet.reader.events(read.id)

    assert read.result == replace(
        value, preview="{ password=███████ }", full="{ password=███████ and more }", json=ABSENT
    )
    assert event.payload == read.result
    assert (read.redactions, blacked_out(read)) == (1, False)


async def test_what_has_no_secret_is_stored_as_it_is(discreet: History) -> None:
    value = Value("Array", "[ 1, 2 ]", json=[1, 2])
    run = replace(a_run(a_session()), args={"a": [1, None, True]}, env={"A": "b"})
    read = await _store(discreet, run, Console("log", "hello"), value, result=value)

    assert (read.args, read.env, read.result, read.redactions) == (run.args, run.env, value, 0)


async def test_positions_mean_what_they_meant(where: Place, notices: list[Notice]) -> None:
    history = _history(where, notices, "(?s)BEGIN.*END")
    read = await _store(
        history, a_run(a_session(), text="x = `BEGIN\r\n🔑🔑\nEND`; y"), Value("undefined", "undefined")
    )
    await history.close()

    assert read.input == "x = `█████\r\n████\n███`; y"


async def test_a_statement_with_a_secret_has_a_past_that_is_found(discreet: History) -> None:
    text = "login('sk-abc')"
    read = await _store(discreet, a_run(a_session(), text=text), Value("number", "42"))
    [value] = await discreet.reader.past(read.uri, text)
    listed = await discreet.reader.list(
        HistoryQuery(uri=read.uri, range=Range(Position(9, 0), Position(9, 0)), statements=(text,))
    )

    assert value.execution_id == read.id
    assert [run.id for run in listed.items] == [read.id]


async def test_an_ending_that_is_written_again_counts_once(discreet: History) -> None:
    session = a_session()
    await discreet.store.save_session(session)
    run = a_run(session, text="1")
    await discreet.store.create(run)
    await discreet.store.add_events([an_event(run, 1, Console("log", "sk-a sk-b"))])
    for message in ("sk-c", "fine"):
        error = ExceptionInfo("Error", message)
        over = replace(ended(run), status=Status.ERROR, result=None, error=error)
        await discreet.store.finish(over, [an_event(run, 2, error)])

    assert (await discreet.reader.get(run.id)).redactions == 2


async def test_a_pattern_that_takes_for_ever_hides_the_text_and_blocks_nobody(
    where: Place, notices: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redaction, "LEAST_SECONDS", 0.5)
    history = _history(where, notices, CATASTROPHIC)
    beats: list[float] = []

    async def beat() -> None:
        while True:
            beats.append(time.monotonic())
            await asyncio.sleep(0.01)

    beating = asyncio.create_task(beat())
    began = time.monotonic()
    read = await _store(history, a_run(a_session(), text="a" * 60 + "!"), Value("number", "42"))
    took = time.monotonic() - began
    beating.cancel()
    await history.close()

    assert read.input == "█" * 61
    assert took < 10
    assert max(later - sooner for sooner, later in pairwise(beats)) < took / 2
    assert len([notice for notice in notices if "takes too long" in notice.message]) == 1


@pytest.mark.parametrize(
    ("patterns", "text", "hidden", "count"),
    [
        (["b+"], "abba", "a██a", 1),
        (["a", "b"], "abc", "██c", 1),
        (["a", "c"], "abc", "█b█", 2),
        (["abc", "bcd"], "abcd", "████", 1),
        (["(a)x|(b)"], "ax b", "█x █", 2),
        (["x*"], "abc", "abc", 0),
        (["(?<=key: )\\w+"], "key: v", "key: █", 1),
        (["\ud83d"], "lone \ud83d half", "lone � half", 0),
    ],
)
def test_what_patterns_match_is_hidden(patterns: Sequence[str], text: str, hidden: str, count: int) -> None:
    begun = Redactor(patterns, lambda _: None).begin(len(text))
    assert (begun.text(text), begun.count) == (hidden, count)


def test_a_variable_is_known_by_its_name() -> None:
    begun = Redactor([r"TOKEN=(.+)"], lambda _: None).begin(10)
    assert [begun.text("abc", "TOKEN="), begun.text("abc", "OTHER=")] == ["███", "abc"]
    assert begun.json({"TOKEN": 1234, "n": 1234}) == {"TOKEN": "████", "n": 1234}
