from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.execution.model import Position
from vm_lsp.lsp.text import Encoding, Text, text_from

SMILE = "😀"


def test_lines_end_at_carriage_return_and_line_feed_and_nowhere_else() -> None:
    text = Text("a\r\nb\rc\nd\u2028e\x0cf\x85g")

    bounds = [text.line_bounds(number) for number in range(text.line_count)]
    assert [text.content[start:end] for start, end in bounds] == ["a", "b", "c", "d\u2028e\x0cf\x85g"]


def test_a_text_that_ends_in_a_break_has_an_empty_last_line() -> None:
    assert Text("a\n").line_count == 2
    assert Text("").line_count == 1


@pytest.mark.parametrize(("encoding", "column"), [(Encoding.UTF_8, 7), (Encoding.UTF_16, 4), (Encoding.UTF_32, 3)])
def test_a_column_counts_in_the_units_of_its_encoding(encoding: Encoding, column: int) -> None:
    text = Text(f"é{SMILE}a;\n")

    assert text.position(3, encoding) == Position(0, column)
    assert text.offset(Position(0, column), encoding) == 3


@pytest.mark.parametrize("column", [2, 3, 4])
def test_a_utf_8_column_inside_a_character_means_its_start(column: int) -> None:
    assert Text(f"a{SMILE}b").offset(Position(0, column), Encoding.UTF_8) == 1


def test_a_utf_16_column_between_surrogates_means_the_start_of_the_pair() -> None:
    assert Text(f"a{SMILE}b").offset(Position(0, 2), Encoding.UTF_16) == 1


def test_a_column_past_the_end_of_a_line_means_its_end_before_the_break() -> None:
    text = Text("ab\r\ncd")

    assert text.offset(Position(0, 999)) == 2
    assert text.offset(Position(1, 999)) == 6


def test_a_line_past_the_end_means_the_end_of_the_text() -> None:
    assert Text("ab\ncd").offset(Position(7, 0)) == 5


def test_a_part_stands_where_it_stood_in_its_document() -> None:
    text = text_from(Position(2, 4), f"x{SMILE}\ny")

    assert text.to_client(Position(2, 7), Encoding.UTF_8) == Position(2, 9)
    assert text.to_client(Position(3, 1), Encoding.UTF_8) == Position(3, 1)


@given(st.text(alphabet="ab\r\n é😀\u2028\ud800", max_size=40), st.sampled_from(list(Encoding)))
def test_every_offset_but_the_middle_of_a_line_break_survives_the_way_there_and_back(
    content: str, encoding: Encoding
) -> None:
    text = Text(content)

    for offset in range(len(content) + 1):
        if content[offset - 1 : offset + 1] != "\r\n" or offset == 0:
            assert text.offset(text.position(offset, encoding), encoding) == offset
