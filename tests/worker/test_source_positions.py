"""Byte offsets and positions, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.worker.source.positions import SourceText

TEXTS = st.text(alphabet="aé\u20ac😀\r\n\u2028\u0085\x0c ", max_size=40)


def test_columns_count_utf_16_units_and_offsets_bytes() -> None:
    text = SourceText("é😀x")
    assert [text.position(offset) for offset in (0, 2, 6, 7)] == [(0, 0), (0, 1), (0, 3), (0, 4)]
    assert [text.offset(0, column) for column in (0, 1, 3, 4)] == [0, 2, 6, 7]


def test_inside_a_character_means_its_start() -> None:
    text = SourceText("a😀b")
    assert text.position(3) == (0, 1)
    assert text.offset(0, 2) == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_the_protocol_says(ending: str) -> None:
    text = SourceText(f"ab{ending}cd{ending}")
    assert text.position(len(text.data)) == (2, 0)
    assert text.offset(1, 1) == len(f"ab{ending}c")


@pytest.mark.parametrize("other", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_nothing_else_ends_a_line(other: str) -> None:
    assert SourceText(f"a{other}b").position(len(f"a{other}b".encode())) == (0, 3)


def test_positions_past_the_end_are_clamped() -> None:
    text = SourceText("ab\ncd")
    assert text.offset(0, 2**31) == 2
    assert text.offset(7, 0) == 5
    assert text.offset(-1, 0) == 0


def test_a_text_may_stand_anywhere_in_its_document() -> None:
    text = SourceText("ab\ncd", line=5, column=10)
    assert text.position(1) == (5, 11)
    assert text.position(4) == (6, 1)
    assert text.offset(5, 11) == 1
    assert text.offset(6, 1) == 4
    assert text.offset(4, 0) == text.offset(5, 3) == 0


def test_lone_surrogates_keep_their_column() -> None:
    assert SourceText("\ud800x").position(3) == (0, 1)


@given(TEXTS, st.integers(0, 3), st.integers(0, 9))
def test_a_position_leads_back_to_its_offset(text: str, line: int, column: int) -> None:
    source = SourceText(text, line, column)
    for end in range(len(text) + 1):
        if text[end - 1 : end + 1] == "\r\n":
            continue
        offset = len(text[:end].encode())
        assert source.offset(*source.position(offset)) == offset
