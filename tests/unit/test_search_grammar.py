"""The grammar of searches: what is read how, where an error points, and what completes itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Kind, Status
from vm_lsp.search import FILTERS, completions, parse
from vm_lsp.search.query import (
    Before,
    Clause,
    Condition,
    Faster,
    Field,
    Has,
    InFile,
    InSession,
    OfKind,
    OnLines,
    Possession,
    Since,
    Slower,
    Text,
    WithStatus,
)

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=timezone(timedelta(hours=1)))


def _read(query: str) -> list[Condition]:
    clauses = parse(query, NOW).clauses
    assert not any(clause.negated for clause in clauses)
    return [clause.condition for clause in clauses]


def test_words_are_read_one_by_one_and_the_last_is_open_ended() -> None:
    assert _read(" total  price ") == [Text("total"), Text("price", prefix=True)]
    assert _read("total status:ok") == [Text("total", prefix=True), WithStatus((Status.OK,))]
    assert _read("tot* price status:ok") == [
        Text("tot", prefix=True),
        Text("price", prefix=True),
        WithStatus((Status.OK,)),
    ]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('"a b"', "a b"),
        ('"a b', "a b"),
        (r'"say \"hi\""', 'say "hi"'),
        (r'"c:\\dir"', r"c:\dir"),
        ('"status:"', "status:"),
    ],
)
def test_a_phrase_stands_as_it_is_quoted(query: str, text: str) -> None:
    assert _read(query) == [Text(text, exact=True)]


@pytest.mark.parametrize("query", ["", " ", '"', '""', '-"', "\0"])
def test_what_asks_for_nothing_lets_everything_through(query: str) -> None:
    assert parse(query).clauses == ()


def test_a_minus_negates_what_it_stands_before() -> None:
    assert parse('-total -"a b" -status:ok', NOW).clauses == (
        Clause(Text("total"), negated=True),
        Clause(Text("a b", exact=True), negated=True),
        Clause(WithStatus((Status.OK,)), negated=True),
    )


@pytest.mark.parametrize("code", ["->", "--", "-=", "-1", "-", "=>", "a-b", "node:fs", "http://x.y", "{a:1}", "x?1:2"])
def test_code_is_taken_as_it_is_typed(code: str) -> None:
    assert _read(code) == [Text(code, prefix=True)]


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("file:cart.js", InFile("cart.js")),
        ('file:"my file.js"', InFile("my file.js")),
        ("FILE:a", InFile("a")),
        ("line:12", OnLines(11, 11)),
        ("line:10-20", OnLines(9, 19)),
        ("kind:repl,run_file", OfKind((Kind.REPL, Kind.RUN_FILE))),
        ("status:Error", WithStatus((Status.ERROR,))),
        ("session:3FA2", InSession("3fa2")),
        ("has:console", Has((Possession.CONSOLE,))),
        ("slower:500ms", Slower(500)),
        ("slower:1.5s", Slower(1500)),
        ("faster:2", Faster(2)),
        ("value:42", Text("42", exact=True, field=Field.VALUE)),
        ("value:app*", Text("app", prefix=True, exact=True, field=Field.VALUE)),
        ('output:"a b"', Text("a b", exact=True, field=Field.OUTPUT)),
        ("since:2d", Since(NOW - timedelta(days=2))),
        ("since:30m", Since(NOW - timedelta(minutes=30))),
        ("since:today", Since(NOW.replace(hour=0, minute=0))),
        ("since:2026-11-01", Since(datetime(2026, 11, 1, tzinfo=NOW.tzinfo))),
        ("until:2026-11-01", Before(datetime(2026, 11, 2, tzinfo=NOW.tzinfo))),
        ("until:2026-11-01T10:00Z", Before(datetime(2026, 11, 1, 10, tzinfo=UTC))),
    ],
)
def test_each_filter_reads_its_value(query: str, condition: Condition) -> None:
    assert _read(query) == [condition]


@pytest.mark.parametrize(
    ("query", "marked", "words"),
    [
        ("total statsu:ok", "statsu", "Did you mean status:?"),
        ("status:errr", "errr", "Did you mean error?"),
        ("-kind:repl,fil", "fil", "none of repl, run_file, startup"),
        ("status: total", "status:", "one of queued, running"),
        ("line:0", "0", "count from 1"),
        ("line:20-10", "20-10", "no line"),
        ("since:soon total", "soon", "Try 30m, 2h"),
        ("until:2026-13-01", "2026-13-01", "no time"),
        ("slower:fast", "fast", "Try 500ms"),
        ("session:xyz", "xyz", "beginning of one"),
        ('file:""', 'file:""', "part of a path"),
        ("😀 has:consol", "consol", "Did you mean console?"),
    ],
)
def test_what_cant_be_read_is_pointed_at_with_a_hint(query: str, marked: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse(query, NOW)
    start, end = refused.value.details["start"], refused.value.details["end"]
    units = query.encode("utf-16-le")

    assert units[2 * start : 2 * end].decode("utf-16-le") == marked  # type: ignore[operator]  # integers they are
    assert refused.value.details["key"] == "search"
    assert words in refused.value.message


def _offered(query: str, cursor: int | None = None) -> list[str]:
    return [one.insert for one in completions(query, len(query) if cursor is None else cursor)]


def test_filters_complete_by_name_with_what_they_are_for() -> None:
    assert _offered("total st") == ["status:"]
    assert _offered("-s") == ["status:", "since:", "session:", "slower:"]
    assert _offered("") == [f"{name}:" for name in FILTERS]
    assert _offered("total ") == _offered("")
    assert all(one.detail for one in completions("", 0))


def test_values_complete_where_there_are_few() -> None:
    assert _offered("status:") == [status.value for status in Status]
    assert _offered("status:e") == ["error"]
    assert _offered("-status:ok,t") == ["ok,timeout"]
    assert _offered("total has:c price", 11) == ["console"]
    assert _offered("nothing:x") == _offered('"sta') == []


def test_a_completion_replaces_what_is_typed_of_it() -> None:
    [one] = completions("😀 status:er x", 12)

    assert (one.start, one.end) == (10, 12)


def test_values_of_the_history_are_asked_for_and_quoted_where_they_need_it() -> None:
    asked = []

    def suggest(name: str, beginning: str) -> list[str]:
        asked.append((name, beginning))
        return ["src/my cart.js", "src/cart.js"]

    found = completions('file:"ca', 8, suggest)
    assert [one.insert for one in found] == ['"src/my cart.js"', "src/cart.js"]
    assert asked == [("file", "ca")]
    for one in found:
        parse(f"file:{one.insert}")


@given(query=st.text(max_size=20), cursor=st.integers(0, 25))
def test_completion_never_fails_and_stays_in_the_query(query: str, cursor: int) -> None:
    for one in completions(query, cursor):
        assert 0 <= one.start <= one.end <= len(query.encode("utf-16-le", "surrogatepass")) // 2
