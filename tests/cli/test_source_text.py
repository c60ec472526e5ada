"""Lines to print, and where a UTF-16 column comes to stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.cli.source_text import source_lines


def test_lines_end_where_the_language_server_protocol_says() -> None:
    assert [line.raw for line in source_lines("a\r\nb\rc\nd\u2028e\x0cf")] == ["a", "b", "c", "d\u2028e\x0cf"]


def test_a_last_line_end_opens_no_line_of_its_own() -> None:
    assert len(source_lines("a\n")) == 1
    assert len(source_lines("")) == 1


@pytest.mark.parametrize(
    ("line", "utf16", "index"),
    [("abc", 1, 1), ("abc", 99, 3), ("\tab", 1, 4), ("a\tb", 2, 4), ("😀b", 2, 1), ("é\u0301b", 2, 2)],
)
def test_a_column_is_found_behind_tabs_and_surrogate_pairs(line: str, utf16: int, index: int) -> None:
    assert source_lines(line)[0].column(utf16) == index


@given(st.text(st.characters(exclude_characters="\r\n")))
def test_the_end_of_a_line_is_its_end_as_printed(line: str) -> None:
    source = source_lines(line)[0]
    assert source.column(len(line.encode("utf-16-le", "surrogatepass")) // 2) == len(source.shown)
