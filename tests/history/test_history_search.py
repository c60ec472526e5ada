"""The grammar against a history: what each filter lets through, alone, negated and together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.history.runs import a_run, a_session, an_event, ended, history_at, now, printed, sqlite
from vm_lsp.errors import ValidationError
from vm_lsp.execution.identity import Identity
from vm_lsp.execution.model import ExceptionInfo, Execution, Kind, Metrics, Position, Range, Status, Value
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History

SHOP = replace(a_session("file:///home/dev/shop"), id="aaaa1111-0000-4000-8000-000000000000")
BLOG = replace(a_session("file:///home/dev/blog"), id="bbbb2222-0000-4000-8000-000000000000")


def _run(
    name: str, text: str, uri: str, first: int | None, last: int | None, wall_ms: float, ago: timedelta
) -> Execution:
    place = None if first is None or last is None else Range(Position(first, 0), Position(last, 9))
    return replace(
        a_run(SHOP, 1, text),
        id=name,
        uri=uri,
        range=place,
        queued_at=now() - ago,
        metrics=Metrics(wall_ms=wall_ms),
        user="ada",
        host="lab",
    )


CART = _run("cart", "items.map((x) => x.price)", f"{SHOP.workspace_uri}/src/cart.js", 3, 4, 5.0, timedelta(days=9))
TEST = replace(
    _run("test", "total * 2", f"{SHOP.workspace_uri}/src/cart.test.js", None, None, 900.0, timedelta(days=3)),
    kind=Kind.RUN_FILE,
)
MENU = replace(
    _run("menu", "total / 2 ?? x", "file:///home/dev/blog/men%C3%BC%20a.js", 0, 99, 80.0, timedelta(hours=5)),
    session_id=BLOG.id,
    user="bob",
    host=None,
)
FAIL = _run("fail", "café(prices)", "untitled:Scratch-1", 7, 7, 0.5, timedelta(minutes=5))


@pytest.fixture
async def history(path: Path) -> AsyncIterator[History]:
    opened = history_at(path)
    for session in (SHOP, BLOG):
        await opened.store.save_session(session)
    for run in (CART, TEST, MENU, FAIL):
        await opened.store.create(replace(run, status=Status.RUNNING))
    price = Value("Array", "[ 3.14, 'pear' ]")
    await opened.store.add_events(printed(CART, 1, 2, "shipping to Zürich"))
    await opened.store.finish(replace(ended(CART), result=price, metrics=CART.metrics), [an_event(CART, 3, price)])
    number = Value("number", "42")
    await opened.store.finish(replace(ended(TEST), result=number, metrics=TEST.metrics), [an_event(TEST, 1, number)])
    nothing = Value("undefined", "undefined")
    await opened.store.finish(replace(ended(MENU), result=nothing, metrics=MENU.metrics), [an_event(MENU, 1, nothing)])
    error = ExceptionInfo("ReferenceError", "cafe is not defined")
    failed = replace(ended(FAIL), status=Status.ERROR, result=None, error=error, metrics=FAIL.metrics)
    await opened.store.finish(failed, [an_event(FAIL, 1, error)])
    yield opened
    await opened.close()


async def _found(history: History, search: str) -> str:
    page = await history.reader.list(HistoryQuery(search=search, oldest_first=True))
    return " ".join(run.id for run in page.items)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("file:cart", "cart test"),
        ("file:CART.js", "cart"),
        ("file:*.js", "cart test menu"),
        ("file:*.test.js", "test"),
        ("file:src/*.js", "cart test"),
        ("file:rc/*.js", ""),
        ("file:cart.??", "cart"),
        ('file:"menü a"', "menu"),
        ("file:scratch", "fail"),
        ("file:blog/", "menu"),
        ("file:100%", ""),
        ("-file:cart", "menu fail"),
        ("line:4", "cart menu"),
        ("line:8", "menu fail"),
        ("line:5-8", "cart menu fail"),
        ("line:101", ""),
        ("-line:8", "cart test"),
        ("kind:run_file", "test"),
        ("-kind:run_file", "cart menu fail"),
        ("kind:repl,run_file", "cart test menu fail"),
        ("-kind:repl,run_file", ""),
        ("status:error", "fail"),
        ("-status:error", "cart test menu"),
        ("-status:ok,error", ""),
        ("since:1h", "fail"),
        ("since:4d", "test menu fail"),
        ("-since:4d", "cart"),
        ("until:today since:1w", "test menu fail"),
        ("since:2100-01-01", ""),
        ("until:1999-12-31", ""),
        ("session:bbbb", "menu"),
        (f"session:{SHOP.id}", "cart test fail"),
        ("session:cccc", ""),
        ("-session:bbbb", "cart test fail"),
        ("has:console", "cart"),
        ("has:error", "fail"),
        ("has:value", "cart test"),
        ("-has:value", "menu fail"),
        ("has:console,error", "cart fail"),
        ("has:pin", ""),
        ("slower:80ms", "test"),
        ("slower:79", "test menu"),
        ("slower:0.4ms", "cart test menu fail"),
        ("slower:1s", ""),
        ("faster:5ms", "fail"),
        ("faster:1s -faster:6ms", "test menu"),
        ("value:42", "test"),
        ("value:4", ""),
        ("value:4*", "test"),
        ("value:3.14", "cart"),
        ("value:3,14", ""),
        ("value:\"'pear'\"", "cart"),
        ("value:total", ""),
        ("code:total", "test menu"),
        ("output:zurich", "cart"),
        ("error:defined", "fail"),
        ("-error:defined total", "test menu"),
        ("user:ada", "cart test fail"),
        ("-user:ada", "menu"),
        ("host:lab file:cart", "cart test"),
        ('"total * 2"', "test"),
        ('"total 2"', "test menu"),
        ('-"total * 2" total', "menu"),
        ("cafe", "fail"),
        ('"=> x"', "cart"),
        ('"-> x"', ""),
        ('"x.price)" -"=> y"', "cart"),
        ("??", "menu"),
        ("=> ??", ""),
        ("-total", "cart fail"),
        ("-total -café", "cart"),
        ("total status:ok -file:test", "menu"),
        ("pri", "cart fail"),
        ("pri status:ok", "cart"),
        ("pri total", ""),
        ("pri* x", "cart"),
        ("-status:ok has:value", ""),
    ],
)
async def test_a_search_finds_what_it_says(history: History, search: str, found: str) -> None:
    assert await _found(history, search) == found


async def test_a_filter_that_is_given_apart_and_one_in_the_search_hold_together(history: History) -> None:
    query = HistoryQuery(search="total", uri=TEST.uri, workspace_uri=SHOP.workspace_uri, status=Status.OK)

    assert [run.id for run in (await history.reader.list(query)).items] == ["test"]
    assert (await history.reader.list(replace(query, kind=Kind.REPL))).items == ()


async def test_pages_of_a_search_repeat_and_skip_nothing(history: History) -> None:
    for oldest_first in (False, True):
        seen, cursor = [], None
        while True:
            query = HistoryQuery(search="-status:timeout", limit=1, cursor=cursor, oldest_first=oldest_first)
            page = await history.reader.list(query)
            seen += [run.id for run in page.items]
            if (cursor := page.next_cursor) is None:
                break
        assert seen == (["cart", "test", "menu", "fail"] if oldest_first else ["fail", "menu", "test", "cart"])


async def test_a_search_that_cant_be_read_says_where(history: History) -> None:
    with pytest.raises(ValidationError) as refused:
        await _found(history, "total status:okay")

    assert refused.value.details == {"key": "search", "start": 13, "end": 17, "hint": "Did you mean ok?"}


async def test_many_documents_are_found_without_naming_each(history: History) -> None:
    for number in range(210):
        await history.store.create(replace(a_run(SHOP, number), uri=f"{SHOP.workspace_uri}/many/{number}.js"))

    async def count(search: str) -> int:
        return len((await history.reader.list(HistoryQuery(search=search, limit=500))).items)

    everything = await count("")
    assert await count("file:many/ status:running") == 210
    assert await count("-file:many/") == everything - 210
    assert await count("file:js file:many/ -file:many/7.js") == 209
    assert await count("-file:js file:many/") == 0


async def test_many_documents_among_many_others_are_found_too(history: History) -> None:
    for number in range(420):
        folder = "one" if number % 2 else "other"
        await history.store.create(replace(a_run(SHOP, number), uri=f"{SHOP.workspace_uri}/{folder}/{number}.js"))

    page = await history.reader.list(HistoryQuery(search="file:one/", limit=500))
    rest = await history.reader.list(HistoryQuery(search="-file:one/ file:other/", limit=500, oldest_first=True))
    assert [run.number for run in page.items] == list(range(419, 0, -2))
    assert [run.number for run in rest.items] == list(range(0, 420, 2))


async def test_nobody_else_s_runs_are_in_a_history_of_one_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a colleague's are, as soon as his server wrote here."""
    found = []
    for user in ("ada", "bob"):
        mine = Identity(user, "lab")
        monkeypatch.setattr("vm_lsp.history.history.identity", lambda _shown, mine=mine: mine)
        history = history_at(tmp_path / "shared.db")
        session = a_session()
        await history.store.save_session(session)
        await history.store.create(replace(a_run(session, 1, f"hello {user}"), user=user, host="lab"))
        for search in ("-user:ada", "-user:bob", "-host:lab", "-host:home"):
            found.append([run.user for run in (await history.reader.list(HistoryQuery(search=search))).items])
        await history.close()

    assert found == [[], ["ada"], [], ["ada"], ["bob"], ["ada"], [], ["bob", "ada"]]


async def test_a_long_run_is_found_by_each_of_its_lines(history: History) -> None:
    assert [await _found(history, f"line:{line} file:men") for line in (1, 50, 100)] == ["menu"] * 3


async def test_facets_are_not_found_as_words(history: History, path: Path) -> None:
    with sqlite(path) as database:
        facets = " ".join(found for [found] in database.execute("SELECT facets FROM execution_search")).split()

    assert {await _found(history, facet) for facet in facets if facet[1:].startswith(("kind", "status", "has"))} == {""}
