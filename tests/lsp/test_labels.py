from __future__ import annotations

import pytest

from tests.lsp.desk import URI, Desk
from vm_lsp.execution.model import Console
from vm_lsp.lsp.publish.abridging import cut
from vm_lsp.lsp.publish.labels import label, one_line
from vm_lsp.lsp.publish.markdown import markdown, plain
from vm_lsp.lsp.publish.marks import Mark


def utf_16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "units", "shown"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one too many", 11, "one too ma…"),
        ("a word then more", 8, "a word…"),
        ("😀😀😀😀", 6, "😀😀…"),
        ("ab👩\u200d👧", 6, "ab…"),
        ("abe\u0301cd", 4, "ab…"),
    ],
)
def test_a_text_is_cut_between_characters(text: str, units: int, shown: str) -> None:
    assert cut(text, units) == shown
    assert utf_16_units(cut(text, units)) <= units


def test_a_label_never_exceeds_its_length_with_its_sign() -> None:
    desk = Desk()
    desk.open("x\n")
    desk.value("x", "😀" * 60)

    (shown,) = desk.labels()

    assert utf_16_units(shown) <= 40
    assert shown.endswith("…")


def said(texts: list[str], level: str = "log") -> Mark:
    """Return the mark of a call that printed these."""
    desk = Desk()
    desk.open("console.log(x)\n")
    execution = desk.begin(None)
    for text in texts:
        desk.tell(execution, Console(level, text, URI, 0, 8))
    (mark,) = desk.results.marks(URI)
    return mark


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["a"], "» a"),
        (["a", "b", "c"], "» c ×3"),
        ([str(number) for number in range(1000)], "» 999 ×1000"),
        (["much longer than any hint can be, is this"] * 2, "» much longer than any hint can be,… ×2"),
        (["b", ""], "» ×2"),
    ],
)
def test_what_a_call_printed_is_shown_or_the_last_of_it_and_how_often(texts: list[str], shown: str) -> None:
    assert label(said(texts), 40) == shown


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (
            "┌─────────┬───────┐\n│ (index) │ name  │\n├─────────┼───────┤\n│ 0       │ 'Ada' │\n│ 1       │ 'Bo'  │\n"
            "└─────────┴───────┘",
            "» 0 'Ada' · 1 'Bo'",
        ),
        ("┌─────────┐\n│ (index) │\n├─────────┤\n└─────────┘", "» (empty table)"),
    ],
)
def test_of_a_table_a_hint_shows_the_rows(table: str, shown: str) -> None:
    assert label(said([table]), 40) == shown


def test_the_last_twenty_outputs_of_a_call_are_listed_and_the_older_ones_counted() -> None:
    text = plain(said([f"line {number}" for number in range(1, 51)], "warn"))

    assert text.startswith("line 31\nline 32\n")
    assert "line 50\n\nconsole.warn · printed 50 times, the last 20 shown · " in text


def test_a_value_of_many_lines_is_shown_in_one() -> None:
    assert one_line("{\n  a: 1,\n  b: 2\n}") == "{ a: 1, b: 2 }"


def test_colours_go_and_what_turns_the_writing_direction_is_not_let_through() -> None:
    assert one_line("\x1b[31mred\x1b[0m \u202edlrow\x00") == "red \ufffddlrow\ufffd"


def test_the_whole_result_says_type_duration_and_number() -> None:
    desk = Desk()
    desk.open("x\n")
    desk.value("x", "[ `a` ]", "Array")
    (mark,) = desk.results.marks("file:///w/a.js")

    assert markdown(mark) == "```js\n[ `a` ]\n```\n\n`Array` · 1.5 ms · run 1"
    assert plain(mark) == "[ `a` ]\n\nArray · 1.5 ms · run 1"


def test_a_value_with_fences_in_it_gets_a_longer_fence() -> None:
    desk = Desk()
    desk.open("x\n")
    desk.value("x", "'```'", "string")
    (mark,) = desk.results.marks("file:///w/a.js")

    assert markdown(mark).startswith("````js\n'```'\n````")
