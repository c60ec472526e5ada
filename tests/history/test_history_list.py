"""Lists, newest first: filters, cursor and full text search."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from tests.bench.history_data import fill
from tests.history.runs import a_run, a_session, an_event, ended, history_at, now, printed, stored
from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import (
    ExceptionInfo,
    Execution,
    Kind,
    Position,
    Range,
    SessionInfo,
    Status,
    Value,
)
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History


async def _texts(history: History, query: HistoryQuery) -> list[str]:
    return [run.input for run in (await history.reader.list(query)).items]


async def _found(history: History, words: str) -> list[str]:
    return await _texts(history, HistoryQuery(search=words))


async def test_a_list_is_newest_first_and_as_long_as_asked_for(history: History) -> None:
    await stored(history, a_session(), "1", "2", "3")

    assert await _texts(history, HistoryQuery(limit=2)) == ["3", "2"]
    assert await _texts(history, HistoryQuery()) == ["3", "2", "1"]


async def test_the_order_holds_for_runs_of_the_same_moment(history: History) -> None:
    session, moment = a_session(), now()
    await history.store.save_session(session)
    for number in range(1, 10):
        await history.store.create(replace(a_run(session, number, str(number)), queued_at=moment, started_at=moment))

    assert await _texts(history, HistoryQuery()) == [str(number) for number in range(9, 0, -1)]


async def test_pages_repeat_and_skip_nothing_while_new_runs_arrive(history: History) -> None:
    session = a_session()
    await stored(history, session, *"abcdefg")
    seen: list[str] = []
    query = HistoryQuery(limit=3)
    while True:
        page = await history.reader.list(query)
        seen += [run.input for run in page.items]
        if page.next_cursor is None:
            break
        await history.store.create(a_run(session, 100, "late"))
        query = replace(query, cursor=page.next_cursor)

    assert seen == list("gfedcba")


async def test_a_last_page_that_is_full_has_no_cursor(history: History) -> None:
    await stored(history, a_session(), "1", "2")

    assert (await history.reader.list(HistoryQuery(limit=2))).next_cursor is None


@pytest.mark.parametrize("cursor", ["", "x", "!!", "YWZ0ZXI6", "YWZ0ZXI6LTE=", "ä", "\ud800", "OTk5"])
async def test_a_cursor_that_is_none_of_ours_is_refused(history: History, cursor: str) -> None:
    with pytest.raises(ValidationError):
        await history.reader.list(HistoryQuery(cursor=cursor))


@pytest.mark.parametrize("limit", [0, -1, 501])
async def test_a_limit_out_of_range_is_refused(history: History, limit: int) -> None:
    with pytest.raises(ValidationError):
        await history.reader.list(HistoryQuery(limit=limit))


async def _varied(history: History) -> tuple[SessionInfo, SessionInfo]:
    here, there = a_session("file:///here"), a_session(None)
    await history.store.save_session(here)
    await history.store.save_session(there)
    first = a_run(here, 1, "selection")
    for run in (
        first,
        replace(a_run(here, 2, "file"), kind=Kind.RUN_FILE, uri="file:///here/b.js"),
        replace(a_run(there, 1, "scratch"), uri="untitled:1"),
    ):
        await history.store.create(run)
    failed = replace(first, status=Status.ERROR, error=ExceptionInfo("Error", "boom"), ended_at=now())
    await history.store.finish(failed, [])
    return here, there


async def test_each_filter_lets_through_what_it_names(history: History) -> None:
    _, there = await _varied(history)

    assert await _texts(history, HistoryQuery(session_id=there.id)) == ["scratch"]
    assert await _texts(history, HistoryQuery(workspace_uri="file:///here")) == ["file", "selection"]
    assert await _texts(history, HistoryQuery(uri="file:///here/b.js")) == ["file"]
    assert await _texts(history, HistoryQuery(kind=Kind.RUN_FILE)) == ["file"]
    assert await _texts(history, HistoryQuery(status=Status.ERROR)) == ["selection"]
    assert await _texts(history, HistoryQuery(search="boom")) == ["selection"]


async def test_filters_combine(history: History) -> None:
    here, _ = await _varied(history)

    assert await _texts(history, HistoryQuery(session_id=here.id, kind=Kind.REPL, search="selec")) == ["selection"]
    assert await _texts(history, HistoryQuery(session_id=here.id, kind=Kind.STARTUP)) == []
    assert await _texts(history, HistoryQuery(workspace_uri="file:///here", status=Status.RUNNING)) == ["file"]


def _span(*ends: int) -> Range:
    return Range(Position(*ends[:2]), Position(*ends[2:]))


@pytest.mark.parametrize(
    ("place", "overlaps"),
    [
        (_span(2, 0, 4, 0), True),
        (_span(3, 6, 3, 7), True),
        (_span(0, 0, 9, 0), True),
        (_span(0, 0, 3, 5), True),
        (_span(0, 0, 3, 4), False),
        (_span(5, 8, 6, 0), False),
        (_span(5, 7, 6, 0), True),
        (_span(3, 4, 3, 4), True),
        (_span(5, 8, 5, 8), True),
        (_span(5, 9, 5, 9), False),
        (_span(3, 3, 3, 3), False),
    ],
)
async def test_a_range_finds_the_runs_that_share_text_with_it(history: History, place: Range, overlaps: bool) -> None:
    session = a_session()
    await history.store.save_session(session)
    await history.store.create(replace(a_run(session, 1, "placed"), range=_span(3, 4, 5, 8)))
    await history.store.create(a_run(session, 2, "whole file"))

    assert await _texts(history, HistoryQuery(range=place)) == (["placed"] if overlaps else [])


async def _searchable(history: History) -> Execution:
    session = a_session()
    await stored(history, session, "let other = 1")
    run = a_run(session, 2, "const my_total = items.map(x => x.price)")
    await history.store.create(run)
    await history.store.add_events(printed(run, 1, 2, "shipping to Zürich"))
    value = Value("Array", "[ 'apple', 'pear' ]")
    over = replace(ended(run, value), error=ExceptionInfo("RangeError", "invalid length"))
    await history.store.finish(over, [an_event(run, 3, value)])
    return over


@pytest.mark.parametrize(
    "words",
    [
        *(
            "my_total",
            "MAP price",
            "shipping zürich",
            "zurich",
            "apple",
            "invalid length",
            "const apple shipping inval",
        ),
        *("ite", "items.ma", "=>", "=> price", "x.price)", "'apple',", "  price  "),
    ],
)
async def test_search_finds_input_preview_console_text_and_error_message(history: History, words: str) -> None:
    run = await _searchable(history)

    assert (await history.reader.list(HistoryQuery(search=words))).items == (run,)


@pytest.mark.parametrize("words", ["absent", "apple absent", "ppl", "ma price", "=>>", "!== price", "RangeErrors"])
async def test_search_needs_every_word(history: History, words: str) -> None:
    await _searchable(history)

    assert await _found(history, words) == []


@pytest.mark.parametrize("blank", ["", " \t ", "\0", '"', '""', '-"'])
async def test_a_blank_search_lets_everything_through(history: History, blank: str) -> None:
    await stored(history, a_session(), "1", "2")

    assert await _found(history, blank) == ["2", "1"]


@pytest.mark.parametrize(
    "words",
    [
        '"a',
        '"" a',
        "a AND",
        "NOT",
        "OR OR",
        "NEAR(a b",
        "input:a",
        "a*b",
        "^a",
        "- a",
        "(",
        "{a b}",
        "a\0b",
        "\ud800",
        "%_\\",
    ],
)
async def test_search_never_has_a_syntax_error(history: History, words: str) -> None:
    await stored(history, a_session(), "1")

    assert await _found(history, words) == []


PIECES = (
    "file:",
    "line:",
    "status:",
    "has:",
    "-",
    '"',
    "a*",
    "*",
    "?",
    "ok",
    ",",
    " ",
    "since:",
    "1d",
    "value:",
    "\ue000all",
    "=>",
)


@given(words=st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@given_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_typed_can_be_searched_for(tmp_path: Path, words: str) -> None:
    history = history_at(tmp_path / "typed.db")
    try:
        await history.reader.list(HistoryQuery(search=words))
    except ValidationError as refused:
        assert 0 <= refused.details["start"] < refused.details["end"]
    finally:
        await history.close()


async def test_a_running_execution_is_found_by_its_input(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    await history.store.create(a_run(session, 1, "while (true) spin()"))

    assert await _found(history, "spin") == ["while (true) spin()"]


async def test_search_pages_by_cursor_too(history: History) -> None:
    await stored(history, a_session(), "same 1", "other", "same 2", "same 3")
    first = await history.reader.list(HistoryQuery(search="same", limit=2))
    second = await history.reader.list(HistoryQuery(search="same", limit=2, cursor=first.next_cursor))

    assert [run.input for run in first.items + second.items] == ["same 3", "same 2", "same 1"]
    assert second.next_cursor is None


async def test_a_page_of_a_big_history_takes_no_time(path: Path) -> None:
    """Whatever is filtered by, the first page is found by an index: 10,000 runs, at most 100 ms."""
    fill(path, 10_000)
    history = history_at(path)
    queries = (
        HistoryQuery(),
        HistoryQuery(search="map pri"),
        HistoryQuery(workspace_uri="file:///home/dev/shop"),
        HistoryQuery(kind=Kind.REPL),
        HistoryQuery(search="status:error slower:1ms -price"),
    )
    for query in queries:
        took = []
        for _ in range(3):
            began = time.perf_counter()
            page = await history.reader.list(query)
            took.append(time.perf_counter() - began)
        assert (len(page.items), page.next_cursor is not None) == (50, True)
        assert min(took) < 0.1, query
