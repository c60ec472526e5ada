"""No question walks a whole table: what SQLite plans for every combination of filters that the grammar allows.

`execution_search` is walked by a MATCH, which is its index; `document` has as many rows as there are files, and
`server` as often as an editor was started.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from sqlalchemy import Connection, Engine, event, func, select

from tests.bench.history_data import fill
from tests.history.runs import url_of
from vm_lsp.execution.model import Kind, Position, Range, Status
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import past, queries, translating
from vm_lsp.history.engine import connect, parse_url
from vm_lsp.history.tables import DOCUMENT
from vm_lsp.search import FILTERS

URI = "file:///home/dev/shop/src/user/render1.js"
VALUES = {
    "file": "render*.js",
    "line": "3-9",
    "kind": "repl",
    "status": "error",
    "since": "2026-01-01",
    "until": "today",
    "session": "0",
    "has": "console",
    "slower": "5ms",
    "faster": "1s",
    "value": "price",
    "code": '"map x"',
    "output": "total",
    "error": "defined",
    "user": "dev",
    "host": "lab",
}
TERMS = [
    sign + term
    for term in (*(f"{name}:{value}" for name, value in VALUES.items()), "price", "=>", '"x.price *"')
    for sign in ("", "-")
]
WHOLE = re.compile(r"SCAN (?!execution_search VIRTUAL TABLE INDEX \d+:\S*M|document\b|server\b|\(subquery|anon_)")

Plan = list[str]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("plans") / "history.db"
    fill(path, 3000)
    engine = connect(parse_url(url_of(path)))
    yield engine
    engine.dispose()


def _plan(connection: Connection, question: Callable[[Connection], object]) -> Plan:
    """Return the plans of all statements that a question asks, one step a line."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        question(connection)
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)
    steps: Plan = []
    for statement, parameters in asked:
        if statement.startswith("SELECT"):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps += [row[3] for row in plan]
    return steps


def _walks(plan: Plan) -> list[str]:
    return [step for step in plan if WHOLE.match(step) or "TEMP B-TREE" in step]


def test_every_filter_of_the_grammar_is_among_those_tried() -> None:
    assert VALUES.keys() == FILTERS.keys()


def test_no_combination_of_filters_walks_a_table_or_sorts(engine: Engine) -> None:
    with engine.connect() as connection:
        for several in (1, 2):
            for terms in combinations(TERMS, several):
                query = HistoryQuery(search=" ".join(terms))
                walked = _walks(_plan(connection, lambda asked, query=query: queries.page_of(asked, query)))
                assert walked == [], (terms, walked)
        for first in range(len(TERMS)):
            query = HistoryQuery(search=" ".join(TERMS[first::3]))
            assert _walks(_plan(connection, lambda asked, query=query: queries.page_of(asked, query))) == []


@pytest.mark.parametrize("search", ["", "kind:repl", "price", "-price", "since:2026-01-01"])
@pytest.mark.parametrize("documents", [0, 1, 200, 300, 399])
def test_no_number_of_documents_that_a_filter_names_makes_it_walk(
    engine: Engine, documents: int, search: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many of the documents there are its facets, the others' facets, or neither."""
    with engine.connect() as connection:
        many = connection.scalar(select(func.count()).select_from(DOCUMENT)) or 0
        monkeypatch.setattr(translating, "MOST_PLACES", many * documents // 400)
        for file in ("file:render1", "-file:render1", "file:js", "-file:js"):
            query = HistoryQuery(search=f"{search} {file}")
            walked = _walks(_plan(connection, lambda asked, query=query: queries.page_of(asked, query)))
            assert set(walked) <= ({"SCAN execution"} if not search else set()), (file, walked)


@pytest.mark.parametrize("oldest_first", [False, True])
def test_the_filters_of_a_command_walk_no_table_either(engine: Engine, oldest_first: bool) -> None:
    place = Range(Position(3, 0), Position(9, 0))
    fields = {
        "session_id": "00000000-0000-4000-9000-000000000000",
        "workspace_uri": "file:///home/dev/shop",
        "uri": URI,
        "kind": Kind.REPL,
        "status": Status.OK,
        "search": "price -total",
        "cursor": queries.cursor_at(1000),
    }
    with engine.connect() as connection:
        for several in (1, 2, 3):
            for names in combinations(fields, several):
                chosen = {name: fields[name] for name in names}
                ranges = [{}, {"range": place}, {"range": place, "statements": ("f()",)}] if "uri" in names else [{}]
                for where in ranges:
                    query = HistoryQuery(**chosen, **where, oldest_first=oldest_first)
                    walked = _walks(_plan(connection, lambda asked, query=query: queries.page_of(asked, query)))
                    assert walked == [], (names, walked)


def test_a_list_without_filters_is_read_in_its_own_order(engine: Engine) -> None:
    with engine.connect() as connection:
        assert _plan(connection, lambda asked: queries.page_of(asked, HistoryQuery())) == ["SCAN execution"]


def test_a_line_s_past_an_execution_and_its_events_are_looked_up(engine: Engine) -> None:
    with engine.connect() as connection:
        plan = _plan(connection, lambda asked: past.values_of(asked, URI, "const x = 1", 10))
        plan += _plan(connection, lambda asked: queries.events(asked, "00000001-0000-4000-8000-000000000000", 0, 10))
    assert len(plan) >= 3
    assert _walks(plan) == []
