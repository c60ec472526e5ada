from __future__ import annotations

from functools import cached_property

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from vm_lsp.errors import StaleDocumentError
from vm_lsp.lsp.documents import Documents, Edit, OpenDocument, document_key, smallest_edit, smallest_edits
from vm_lsp.lsp.text import Encoding, Text

URI = "file:///w/a.js"


class Follower:
    """Collects what documents tell."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.closed_at: list[int] = []

    def opened(self, document: OpenDocument) -> None: ...

    def changed(self, document: OpenDocument, edit: Edit) -> None:
        self.edits.append(edit)

    def closed(self, document: OpenDocument) -> None:
        self.closed_at.append(document.version)


def opened(text: str, encoding: Encoding = Encoding.UTF_16) -> Documents:
    documents = Documents()
    documents.encoding = encoding
    documents.open(types.TextDocumentItem(URI, "javascript", 1, text))
    return documents


def replace(documents: Documents, start: tuple[int, int], end: tuple[int, int], text: str, version: int = 2) -> str:
    change = types.TextDocumentContentChangePartial(types.Range(types.Position(*start), types.Position(*end)), text)
    documents.change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, URI), [change]))
    document = documents.get(URI)
    assert document is not None
    return document.text.content


def test_an_edit_behind_a_line_separator_lands_where_the_editor_made_it() -> None:
    documents = opened("a\u2028b\x0cc\nd\n")

    assert replace(documents, (1, 0), (1, 1), "D") == "a\u2028b\x0cc\nD\n"


@pytest.mark.parametrize(("encoding", "column"), [(Encoding.UTF_8, 4), (Encoding.UTF_16, 2), (Encoding.UTF_32, 1)])
def test_an_edit_counts_columns_as_the_client_does(encoding: Encoding, column: int) -> None:
    assert replace(opened("😀b", encoding), (0, column), (0, column + 1), "c") == "😀c"


def test_an_edit_past_the_end_of_the_last_line_drops_nothing() -> None:
    assert replace(opened("ab"), (0, 99), (0, 99), "c") == "abc"


def test_a_full_change_is_told_as_the_stretch_that_differs() -> None:
    documents, follower = opened("one\ntwo\nthree"), Follower()
    documents.listen(follower)

    whole = types.TextDocumentContentChangeWholeDocument("one\n2\nthree")
    documents.change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), [whole]))

    assert follower.edits == [Edit(4, 7, 1)]


def test_changes_of_one_message_apply_one_after_the_other() -> None:
    documents = opened("ab")
    changes = [
        types.TextDocumentContentChangePartial(types.Range(types.Position(0, 0), types.Position(0, 0)), "xy"),
        types.TextDocumentContentChangePartial(types.Range(types.Position(0, 2), types.Position(0, 3)), "-"),
    ]

    documents.change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), changes))

    document = documents.get(URI)
    assert document is not None
    assert (document.text.content, document.version) == ("xy-b", 2)


def test_a_command_for_another_version_is_stale() -> None:
    with pytest.raises(StaleDocumentError) as stale:
        opened("a").at_version(URI, 7)

    assert stale.value.details == {"uri": URI, "version": 7, "current": 1}


def test_a_command_for_a_version_of_a_closed_document_is_stale() -> None:
    documents = opened("a")
    documents.close(URI)

    with pytest.raises(StaleDocumentError):
        documents.at_version(URI, 1)
    assert documents.at_version(URI, None) is None


def test_a_document_is_found_however_its_uri_is_escaped() -> None:
    documents = Documents()
    documents.open(types.TextDocumentItem("file:///c%3A/a%20b/c%40d.js", "javascript", 1, ""))

    assert documents.get("file:///c:/a%20b/c@d.js") is not None


def test_the_key_of_a_key_is_the_key() -> None:
    key = document_key("file:///w/a%2520b%23.js")

    assert document_key(key) == key
    assert key != document_key("file:///w/a%20b%23.js")


def test_closing_what_is_not_open_is_no_matter() -> None:
    documents, follower = Documents(), Follower()
    documents.listen(follower)

    documents.close(URI)

    assert follower.closed_at == []


@given(st.text("abc", max_size=12), st.text("abc", max_size=12), st.text("abc", max_size=12))
def test_the_smallest_edit_turns_the_old_text_into_the_new(before: str, after: str, head: str) -> None:
    edit = smallest_edit(before, after, len(head))

    old, new = head + before, head + after
    assert new == old[: edit.start] + new[edit.start : edit.start + edit.inserted] + old[edit.end :]
    shared_start = before[:1] == after[:1] != ""
    assert not (shared_start and edit.start == len(head) and edit.end > edit.start and edit.inserted)


@given(st.text("ab\r\n", max_size=30), st.text("ab\r\n", max_size=30), st.text("ab\r\n", max_size=8))
def test_the_smallest_edits_turn_the_old_text_into_the_new(before: str, after: str, head: str) -> None:
    text = head + before
    for edit, inserted in smallest_edits(before, after, len(head)):
        assert edit.inserted == len(inserted)
        text = text[: edit.start] + inserted + text[edit.end :]

    assert text == head + after


@given(st.text("ab\r\n", max_size=20), st.text("a\r\n", max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_a_text_knows_its_lines_after_an_edit(content: str, inserted: str, one: int, other: int) -> None:
    start, end = sorted(min(offset, len(content)) for offset in (one, other))

    changed = Text(content).replaced(start, end, inserted)

    assert changed.content == content[:start] + inserted + content[end:]
    assert changed.line_starts == Text(changed.content).line_starts


def test_lines_that_a_formatter_left_alone_between_two_it_changed_are_not_edited() -> None:
    before = "f( 1 )\nb()\nc()\nd()\ng( 2 )\n"
    edits = smallest_edits(before, before.replace("( ", "(").replace(" )", ")"), 0)

    assert [before[edit.start : edit.end] for edit, _ in edits] == [" 2 ", " 1 "]


def test_many_changes_of_one_message_look_for_the_lines_of_a_long_document_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = opened("one\n" * 10_000)
    known = documents.get(URI)
    assert known is not None
    assert known.text.line_count == 10_001
    looked_for: list[str] = []
    lines_of = Text.line_starts.func
    prop = cached_property(lambda text: looked_for.append(text.content) or lines_of(text))
    prop.__set_name__(Text, "line_starts")
    monkeypatch.setattr(Text, "line_starts", prop)

    start = types.Position(0, 0)
    changes = [types.TextDocumentContentChangePartial(types.Range(start, start), "x\n") for _ in range(40)]
    documents.change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), changes))

    document = documents.get(URI)
    assert document is not None
    assert document.text.line_count == 10_041
    assert looked_for == []
