"""What a program says must not steer the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from vm_lsp.cli.printable import printable, printable_colours


def test_controls_become_signs() -> None:
    assert printable("a\x1b[2J\x07b\x7f") == "a␛[2J␇b␡"


def test_tabs_and_newlines_stay() -> None:
    assert printable("a\tb\nc") == "a\tb\nc"


def test_overrides_of_the_reading_direction_are_seen() -> None:
    assert "\u202e" not in printable("access\u202elevel")


def test_a_lone_surrogate_can_be_written() -> None:
    assert printable("\ud83d").encode("utf-8")


def test_colours_of_output_are_kept() -> None:
    text = printable_colours("\x1b[31mred\x1b[0m plain")
    assert text.plain == "red plain"
    assert text.spans[0].style == Style.parse("color(1)")


@given(st.text())
def test_printable_keeps_the_number_of_characters(text: str) -> None:
    assert len(printable(text)) == len(text)


@given(st.text(st.sampled_from("\x1b[]0;7mcJ\x07(B\\ax")))
def test_no_escape_gets_through_in_coloured_output(text: str) -> None:
    assert not {"\x1b", "\x07"} & set(printable_colours(text).plain)
