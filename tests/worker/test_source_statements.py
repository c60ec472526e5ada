"""Which statement a cursor means."""

from __future__ import annotations

import threading

import pytest

from tests.worker.scripts import span
from vm_lsp.worker.source.statements import statement_at
from vm_lsp.worker.wire import WireRange

TEXT = """\
// header

  first(); second();  // trailing
const third = {
  a: 1,

};
/* about the
   fourth */
fourth()

"""


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        (2, 0, span(2, 2, 2, 10)),
        (2, 2, span(2, 2, 2, 10)),
        (2, 10, span(2, 2, 2, 10)),
        (2, 11, span(2, 11, 2, 20)),
        (2, 15, span(2, 11, 2, 20)),
        (2, 30, span(2, 11, 2, 20)),
        (3, 0, span(3, 0, 6, 2)),
        (4, 1, span(3, 0, 6, 2)),
        (5, 0, span(3, 0, 6, 2)),
        (7, 3, span(3, 0, 6, 2)),
        (8, 3, span(3, 0, 6, 2)),
        (9, 4, span(9, 0, 9, 8)),
        (10, 0, span(9, 0, 9, 8)),
        (99, 0, span(9, 0, 9, 8)),
    ],
)
def test_a_cursor_means_the_statement_there(line: int, column: int, expected: object) -> None:
    assert statement_at(TEXT, line, column) == expected


@pytest.mark.parametrize(("line", "column"), [(0, 3), (1, 0)])
def test_before_the_first_statement_there_is_none(line: int, column: int) -> None:
    assert statement_at(TEXT, line, column) is None


@pytest.mark.parametrize("text", ["", "\n\n", "// only a comment", ";;"])
def test_a_text_without_statements_has_none(text: str) -> None:
    assert statement_at(text, 0, 0) is None


def test_columns_count_utf_16_units() -> None:
    assert statement_at("'😀é'; two()", 0, 9) == span(0, 7, 0, 12)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts(ending: str) -> None:
    assert statement_at(f"a(){ending}{ending}b()", 2, 1) == span(2, 0, 2, 3)


def test_a_broken_statement_is_one_too() -> None:
    place = statement_at("ok();\nbroken(;\nfine();", 1, 3)
    assert place is not None
    assert place.line == 1


@pytest.mark.parametrize(
    "broken",
    ["foo(1, [2", "const s = 'half", "if (x) {\n  inner()", "const o = {", "let = = 3", "}", "class A {\n  m( {"],
)
def test_whole_statements_behind_a_broken_one_are_their_own(broken: str) -> None:
    text = f"first()\n{broken}\n\nsecond()\nthird({{\n  a: 1\n}})\nlast()\n"
    row = 1 + broken.count("\n")
    assert statement_at(text, 0, 1) == span(0, 0, 0, 7)
    assert statement_at(text, row + 2, 1) == span(row + 2, 0, row + 2, 8)
    assert statement_at(text, row + 4, 1) == span(row + 3, 0, row + 5, 2)
    assert statement_at(text, row + 6, 1) == span(row + 6, 0, row + 6, 6)


def test_a_function_is_found_from_inside() -> None:
    assert statement_at("function f() {\n  return 1;\n}\nf()", 1, 5) == span(0, 0, 2, 1)


def test_other_threads_run_while_a_long_text_is_parsed() -> None:
    text = "call(function () { return [1, 2, 3] });\n" * 20_000
    began, turns = threading.Event(), []

    def count() -> None:
        began.set()
        while not finished.is_set():
            turns.append(None)
            finished.wait(0.001)

    finished = threading.Event()
    other = threading.Thread(target=count)
    other.start()
    assert began.wait(5)
    before = len(turns)
    assert statement_at(text, 10_000, 3) is not None
    during = len(turns) - before
    finished.set()
    other.join(5)
    assert during > 5


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [(0, 3, span(0, 0, 0, 11)), (1, 0, span(1, 1, 1, 11)), (1, 4, span(1, 1, 1, 11)), (2, 0, span(2, 1, 2, 4))],
)
def test_a_semicolon_that_protects_a_line_belongs_to_no_statement_before_it(
    line: int, column: int, expected: WireRange
) -> None:
    assert statement_at("const a = 1\n;[a].map(f)\n;(3)\n", line, column) == expected
