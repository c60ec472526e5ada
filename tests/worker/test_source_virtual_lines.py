"""Sources on lines of their own."""

from __future__ import annotations

import copy

from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.rewrite import original, rewrite
from vm_lsp.worker.source.virtual_lines import FIRST_LINE, Source, VirtualLines
from vm_lsp.worker.wire import WireRange


def add(lines: VirtualLines, text: str, uri: str = "file:///a.js", line: int = 0, column: int = 0) -> Source:
    source = SourceText(text, line, column)
    return lines.add(uri, source, rewrite(source.data, "H"))


def test_sources_share_no_line() -> None:
    lines = VirtualLines()
    first = add(lines, "a\nb\nc")
    second = add(lines, "d\n")
    third = add(lines, "e")
    assert first.first_line == FIRST_LINE
    assert second.first_line >= first.first_line + 3
    assert third.first_line >= second.first_line + 2


def test_the_same_text_at_the_same_place_gets_its_lines_again() -> None:
    lines = VirtualLines()
    first = add(lines, "a")
    add(lines, "b")
    assert add(lines, "a") is first
    assert add(lines, "a", line=1) is not first
    assert add(lines, "a", column=1) is not first
    assert add(lines, "a", uri="file:///b.js") is not first


def test_a_script_as_it_stands_has_other_lines_than_the_rewritten_one() -> None:
    lines = VirtualLines()
    text = SourceText("return")
    assert lines.add("u", text, rewrite(text.data, "H")) is not lines.add("u", text, original(text.data))


def test_a_line_of_the_engine_leads_to_its_document() -> None:
    lines = VirtualLines()
    add(lines, "one\ntwo")
    second = add(lines, "  three\nfour()", uri="file:///b.js", line=7, column=4)
    place = lines.find(second.first_line + 1, 1)
    assert place is not None
    assert place.source.uri == "file:///b.js"
    assert place.position == (8, 0)


def test_lines_of_nobody_lead_nowhere() -> None:
    lines = VirtualLines()
    assert lines.find(FIRST_LINE, 1) is None
    add(lines, "a")
    assert lines.find(FIRST_LINE - 1, 1) is None
    assert lines.find(1, 1) is None
    assert lines.find(FIRST_LINE + 1000, 1) is None


def test_a_copy_knows_only_what_was_there_when_it_was_made() -> None:
    lines = VirtualLines()
    first = add(lines, "a")
    kept = copy.deepcopy(lines)
    second = add(lines, "b")
    assert kept.find(second.first_line, 1) is None
    assert kept.find(first.first_line, 1) is not None


def test_beyond_the_bound_the_oldest_texts_are_forgotten_and_keep_their_lines() -> None:
    lines = VirtualLines(kept_bytes=3000)
    sources = [add(lines, f"1\n  two{i}()\n//" + "x" * 1000, line=5, column=3) for i in range(10)]
    assert sum(len(source.text.data) for source in sources) <= 3000
    place = lines.find(sources[0].first_line + 1, 3)
    assert place is not None
    assert place.source is sources[0]
    assert place.position == (6, 0)
    assert place.expression() == WireRange(6, 0, 6, 0)
    newest = lines.find(sources[9].first_line + 1, 3)
    assert newest is not None
    assert newest.position == (6, 2)


def test_a_text_that_is_run_again_is_not_the_oldest() -> None:
    lines = VirtualLines(kept_bytes=3500)
    first = add(lines, "//" + "x" * 1000)
    for i in range(5):
        add(lines, f"//{i}" + "x" * 1000)
        assert add(lines, "//" + "x" * 1000) is first
    assert first.text.data
