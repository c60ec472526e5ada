"""Documents of the history, made of runs as they are."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from vm_lsp.browsing.addresses import address_of, uri_of_list, uri_of_run
from vm_lsp.browsing.listing import listing
from vm_lsp.browsing.markup import fenced, first_line, in_line, plain
from vm_lsp.browsing.page import Page
from vm_lsp.browsing.record import MOST_EVENTS, Record, record
from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import (
    Console,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    Frame,
    Kind,
    Metrics,
    Position,
    Range,
    Status,
    Value,
)
from vm_lsp.execution.store import HistoryQuery, Neighbours, PastSession, RunName
from vm_lsp.settings import Template

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
URI = "file:///desk/my%20app.js"


def a_run(number: int = 1, text: str = "20 + 22", **changes: object) -> Execution:
    plain_run: dict[str, object] = {
        "id": f"id-{number}",
        "number": number,
        "session_id": "session",
        "kind": Kind.REPL,
        "status": Status.OK,
        "input": text,
        "uri": URI,
        "queued_at": NOW + timedelta(seconds=number),
        "range": Range(Position(11, 0), Position(11, len(text))),
        "result": Value("number", "42", json=42),
        "metrics": Metrics(wall_ms=3.21, event_count=2, output_bytes=20_000),
    }
    return Execution(**{**plain_run, **changes})  # type: ignore[arg-type]  # a mapping of many types


def a_record(run: Execution, *payloads: Console) -> Page:
    events = [Event(run.id, seq, NOW, EventType.CONSOLE, payload) for seq, payload in enumerate(payloads, 1)]
    session = PastSession("session", "file:///work", NOW, Template(), 3, NOW)
    return record(Record(run, events, session, Neighbours(RunName("id-0", 0), None)))


def links_hold(page: Page) -> bool:
    """Whether each link is where the text has it, and none is in another."""
    texts = [page.text[link.start : link.end] for link in page.links]
    ordered = sorted(page.links, key=lambda link: link.start)
    apart = all(one.end <= other.start for one, other in pairwise(ordered))
    return apart and all(re.fullmatch(r"\[.*\]\[\d+\]", text) or "://" in text or ":/" in text for text in texts)


def test_a_list_has_a_line_for_each_run_by_day() -> None:
    runs = [a_run(3, "a | b\n// more"), a_run(2, "`x`", queued_at=NOW - timedelta(days=3))]
    page = listing(HistoryQuery(search="x", limit=2), runs, "cursor")

    assert "The newest 2 runs · search `x`\n" in page.text
    assert " · [my app.js:12][2] · ✓ ok 3.21 ms · `a | b …` → `42`\n" in page.text
    assert "`` `x` `` → `42`" in page.text
    assert page.text.count("\n## ") == 2
    assert links_hold(page)
    query = address_of(
        next(link.target for link in page.links if "cursor" not in link.target and "history" in link.target)
    )
    assert query == HistoryQuery(search="x", limit=2, cursor="cursor")


def test_a_thousand_runs_are_listed_within_200_ms() -> None:
    runs = [a_run(number, f"const total{number} = items.map(x => x.price)\n" * 30) for number in range(1000)]
    begun = time.thread_time()
    page = listing(HistoryQuery(limit=1000), runs, None)
    assert (time.thread_time() - begun) * 1000 < 200
    assert page.text.count("\n- [") == 1000


def test_an_error_has_its_frames_as_links() -> None:
    cause = ExceptionInfo("RangeError", "too <far>", frames=(Frame("g", "file:///desk/lib.js", 4, 2),))
    error = ExceptionInfo("TypeError", "no", frames=(Frame("", URI, 11, 0),), cause=cause)
    page = a_record(a_run(result=None, status=Status.ERROR, error=error))

    assert "# Run 1 ✗ error" in page.text
    assert "```text\nTypeError: no\n```" in page.text
    assert "Caused by RangeError: too \\<far\\>" in page.text
    assert {f"{URI}#L12", "file:///desk/lib.js#L5", "vm-lsp-page:/run-0.md?id-0"} <= {
        link.target for link in page.links
    }
    assert links_hold(page)


def test_output_is_told_in_order_without_colours_and_bounded() -> None:
    page = a_record(a_run(), Console("log", "\x1b[31mred\x1b[0m\nagain", URI, 4, 0), Console("error", "bad"))
    assert "```text\n   5  ▸ red\n      again\n      ✖ bad\n```" in page.text
    many = a_record(a_run(), *[Console("log", "x")] * (MOST_EVENTS + 5))
    assert "5 more: `vm-lsp history events ID`" in many.text


def test_a_run_says_whether_it_was_rolled_back_and_is_pinned() -> None:
    page = a_record(a_run(status=Status.TIMEOUT, rolled_back=True, pinned=True))
    assert page.text.startswith("# Run 1 ◷ timeout · 3.21 ms · rolled back: the session was left as before it · pinned")


def test_a_run_that_goes_on_says_so() -> None:
    assert a_record(a_run(status=Status.RUNNING, result=None)).going
    assert not a_record(a_run()).going


def test_addresses_survive_what_editors_do_to_uris() -> None:
    query = HistoryQuery("s", None, URI, Range(Position(1, 2), Position(3, 4)), Kind.REPL, Status.OK, 'é "a&b=c"%', 7)
    for address in (uri_of_list(query), uri_of_run("0123-4567", 12)):
        assert re.fullmatch(r"vm-lsp-page:/[\w-]+\.md\?[\w-]+", address)
    assert address_of(uri_of_list(query)) == query
    assert address_of(uri_of_run("0123-4567", 12)) == "0123-4567"


@pytest.mark.parametrize(
    "uri", ["file:///x", "vm-lsp-page:/run-1.md", "vm-lsp-page:/history.md?ab!", "vm-lsp-page:/x?y"]
)
def test_what_is_no_address_is_refused(uri: str) -> None:
    with pytest.raises(ValidationError):
        address_of(uri)


def test_text_can_not_break_out_of_its_place() -> None:
    assert fenced("a\n````\nb", "js").startswith("`````js\n")
    assert in_line("a\n  `b`\x1b", 40) == "``  a `b`\ufffd  ``".replace("  ", " ")
    assert len(in_line("x" * 100, 20)) == 22
    assert plain("[a](b) <c>\n*d*") == "\\[a\\](b) \\<c\\> \\*d\\*"
    assert first_line("\n\n  one\ntwo") == "one …"
