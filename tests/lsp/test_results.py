from __future__ import annotations

from dataclasses import replace

import pytest
from lsprotocol import types

from tests.lsp.desk import URI, Desk, frame
from vm_lsp.execution.model import Console, ExceptionInfo, Position, Range, Statement, Status, Value
from vm_lsp.lsp.publish.hints import Hints
from vm_lsp.lsp.publish.markdown import markdown
from vm_lsp.lsp.publish.marks import Mark
from vm_lsp.lsp.text import Text

OTHER = "file:///w/b.js"
TOO_LONG = ExceptionInfo("TimeLimitExceeded", "too long")


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.open("const x = 5;\n20 + 22\nconsole.log(x)\n")
    return desk


@pytest.fixture
def line() -> Desk:
    """A desk with two calls on one line."""
    desk = Desk()
    desk.open("console.log('x'); console.warn('y')\n")
    return desk


def test_a_value_stands_at_the_end_of_its_statement(desk: Desk) -> None:
    desk.value("20 + 22", "42")

    (mark,) = desk.results.marks(URI)
    assert desk.results.page(URI).range(mark.anchor).end == Position(1, 7)
    assert desk.labels() == ["→ 42"]


def test_a_value_moves_with_edits_above_it(desk: Desk) -> None:
    desk.value("20 + 22", "42")

    desk.replace("const x", "// first\n\nconst x")

    assert desk.lines() == [3]
    assert desk.labels() == ["→ 42"]


def test_editing_a_statement_marks_its_value_stale(desk: Desk) -> None:
    desk.value("20 + 22", "42")

    desk.replace("22", "23")

    assert desk.labels() == ["~ 42"]


def test_deleting_a_statement_takes_its_value_along(desk: Desk) -> None:
    desk.value("20 + 22", "42")

    desk.replace("20 + 22\n", "")

    assert desk.labels() == []


def test_running_the_same_place_again_replaces_what_was_there(desk: Desk) -> None:
    desk.value("20 + 22", "42")
    desk.replace("22", "23")

    desk.value("20 + 23", "43")

    assert desk.labels() == ["→ 43"]


def test_running_another_place_leaves_what_is_there(desk: Desk) -> None:
    desk.value("20 + 22", "42")

    desk.value("const x = 5;", "5")

    assert desk.labels() == ["→ 5", "→ 42"]


def test_a_run_that_began_before_an_edit_shows_its_results_where_the_code_is_now(desk: Desk) -> None:
    execution = desk.begin("20 + 22")
    desk.replace("const x", "\n\nconst x")

    desk.end(execution, result=Value("number", "42"), result_range=execution.range)

    assert desk.lines() == [3]
    assert desk.labels() == ["→ 42"]


def test_a_run_asked_for_before_an_edit_that_began_after_it_shows_its_results_where_the_code_is_now() -> None:
    desk = Desk()
    desk.open("1\n2\n")
    asked = replace(desk.begin("2"), id="asked")
    with desk.results.expecting(asked.id, URI, desk.documents.get(URI)):
        desk.replace("1\n", "one\nmore\n")
        desk.results.started(asked)
    desk.end(asked, result=Value("number", "2"), result_range=asked.range)

    assert desk.lines() == [2]


def test_the_value_of_a_run_stands_once_where_its_statement_told_of_it_before(desk: Desk) -> None:
    execution = desk.begin(None)

    desk.tell(execution, Statement(desk.where("20 + 22"), "number", "42"))
    assert desk.labels() == ["→ 42"]
    desk.end(execution, result=Value("number", "42", full="forty-two"), result_range=desk.where("20 + 22"))

    (mark,) = desk.results.marks(URI)
    assert mark.value is not None
    assert mark.value.full == "forty-two"


def test_statement_values_stand_at_their_statements(desk: Desk) -> None:
    execution = desk.begin(None)

    desk.tell(execution, Statement(desk.where("const x = 5;"), "number", "5", ("x",)))
    desk.end(execution, result=Value("undefined", "undefined"), result_range=desk.where("console.log(x)"))

    assert desk.labels() == ["→ 5"]
    assert desk.lines() == [0]


def test_a_selection_that_leaves_no_other_trace_shows_undefined(desk: Desk) -> None:
    desk.value("20 + 22", "undefined", "undefined")

    assert desk.labels() == ["→ undefined"]


def test_console_output_stands_at_the_line_of_its_call(desk: Desk) -> None:
    execution = desk.begin("console.log(x)")

    for text in ("one", "two", "three"):
        desk.tell(execution, Console("log", text, URI, 2, 12))

    assert desk.labels() == ["» three ×3"]
    assert desk.lines() == [2]


def test_calls_of_one_line_are_told_apart_by_their_columns_in_the_order_of_the_code(line: Desk) -> None:
    execution = line.begin(None)

    line.tell(execution, Console("warn", "y", URI, 0, 26))
    line.tell(execution, Console("log", "x", URI, 0, 8))

    assert line.labels() == ["» x", "⚠ y"]


def test_running_one_call_of_a_line_again_leaves_the_other(line: Desk) -> None:
    execution = line.begin(None)
    line.tell(execution, Console("log", "x", URI, 0, 8))
    line.tell(execution, Console("warn", "y", URI, 0, 26))
    line.end(execution)

    again = line.begin("console.warn('y')")
    line.tell(again, Console("warn", "z", URI, 0, 26))

    assert line.labels() == ["» x", "⚠ z"]


def test_editing_one_call_of_a_line_leaves_the_other_fresh(line: Desk) -> None:
    execution = line.begin(None)
    line.tell(execution, Console("log", "x", URI, 0, 8))
    line.tell(execution, Console("warn", "y", URI, 0, 26))

    line.replace("'y'", "'z'")

    assert line.labels() == ["» x", "~ y"]


def test_a_place_on_a_line_has_the_output_of_its_call_and_elsewhere_all_of_the_line(line: Desk) -> None:
    execution = line.begin(None)
    line.tell(execution, Console("log", "x", URI, 0, 8))
    line.tell(execution, Console("warn", "y", URI, 0, 26))

    def said(offset: int) -> list[str]:
        return [mark.printed for mark in line.results.marks_at(URI, offset)]

    assert (said(0), said(20), said(17)) == (["x"], ["y"], ["x", "y"])


def test_values_of_a_run_that_was_rolled_back_are_stale_and_what_it_printed_stays(desk: Desk) -> None:
    execution = desk.begin(None)
    desk.tell(execution, Statement(desk.where("const x = 5;"), "number", "5", ("x",)))
    desk.tell(execution, Console("log", "5", URI, 2, 0))
    assert desk.labels() == ["→ 5", "» 5"]

    desk.end(execution, Status.TIMEOUT, error=ExceptionInfo("TimeLimitExceeded", "too long"), rolled_back=True)

    assert desk.labels() == ["~ 5", "» 5"]
    assert markdown(desk.results.marks(URI)[0]).endswith("rolled back: the session is as before this run")


def test_console_output_of_a_function_in_another_document_stands_there(desk: Desk) -> None:
    desk.open("function f() {\n  console.warn(1)\n}\n", OTHER)
    execution = desk.begin("20 + 22")

    desk.tell(execution, Console("warn", "1", OTHER, 1, 2))

    assert desk.labels(OTHER) == ["⚠ 1"]
    assert desk.labels() == []


def test_running_the_caller_again_replaces_what_it_printed_elsewhere(desk: Desk) -> None:
    desk.open("function f() {\n  console.log(1)\n}\n", OTHER)
    first = desk.begin("20 + 22")
    desk.tell(first, Console("log", "1", OTHER, 1, 2))
    desk.end(first, result=Value("number", "42"), result_range=first.range)

    desk.value("20 + 22", "42")

    assert desk.labels(OTHER) == []


def test_an_exception_stands_at_its_place(desk: Desk) -> None:
    desk.throw("console.log(x)", "log")

    assert desk.squiggled() == ["log"]


def test_an_exception_vanishes_when_its_code_succeeds(desk: Desk) -> None:
    desk.throw("console.log(x)", "log")

    desk.value("console.log(x)", "1")

    assert desk.squiggled() == []


def test_an_exception_stays_when_other_code_succeeds(desk: Desk) -> None:
    execution = desk.begin(None)
    error = ExceptionInfo("Error", "boom", frames=(frame(desk.where("log")),))
    desk.end(execution, Status.ERROR, error=error)

    desk.value("20 + 22", "42")

    assert desk.squiggled() == ["log"]


def test_an_exception_deep_in_a_function_vanishes_when_the_call_succeeds() -> None:
    desk = Desk()
    desk.open("function f() { g() }\nf()\n1\n")
    desk.throw("f()\n1", "g()", others=("f()\n",))

    desk.value("f()\n", "1")

    assert desk.squiggled() == []


def test_a_second_exception_replaces_the_first(desk: Desk) -> None:
    desk.throw("console.log(x)", "log")

    desk.throw("console.log(x)", "(x)")

    assert desk.squiggled() == ["(x)"]


def test_an_exception_follows_edits_and_goes_with_its_code(desk: Desk) -> None:
    desk.throw("console.log(x)", "log")

    desk.replace("20 + 22", "20 +\n  22")
    assert desk.squiggled() == ["log"]
    desk.replace("console.log(x)", "")
    assert desk.squiggled() == []


def test_an_exception_in_a_function_that_moved_since_it_was_defined_stands_where_it_is_now() -> None:
    desk = Desk()
    desk.open("function f() { fail() }\nf()\n")
    defined = desk.where("fail()")
    desk.value("function f() { fail() }", "[Function: f]", "function")
    desk.replace("function", "// one\n// two\nfunction")

    execution = desk.begin("f()\n")
    desk.end(execution, Status.ERROR, error=ExceptionInfo("Error", "boom", frames=(frame(defined),)))

    assert desk.squiggled() == ["fail()"]


def test_a_stopped_run_keeps_what_it_printed_and_says_so(desk: Desk) -> None:
    execution = desk.begin("console.log(x)")
    desk.tell(execution, Console("log", "5", URI, 2, 0))

    desk.end(execution, Status.CANCELLED, error=ExceptionInfo("Cancelled", "Stopped."), rolled_back=True)

    assert desk.labels() == ["» 5", "■ stopped"]
    assert desk.squiggled() == []


def test_a_limit_is_a_squiggle_on_the_first_line_that_ran(desk: Desk) -> None:
    execution = desk.begin("\n20 + 22\nconsole.log(x)\n")

    desk.end(execution, Status.TIMEOUT, error=ExceptionInfo("TimeLimitExceeded", "too long"), rolled_back=True)

    assert desk.squiggled() == ["20 + 22"]


def test_a_limit_is_a_squiggle_behind_the_last_statement_that_had_a_value(desk: Desk) -> None:
    execution = desk.begin(None)
    desk.tell(execution, Statement(desk.where("const x = 5;"), "number", "5", ("x",)))

    desk.end(execution, Status.TIMEOUT, error=TOO_LONG, rolled_back=True)

    assert desk.squiggled() == ["20 + 22"]


def test_a_limit_is_a_squiggle_behind_the_last_call_of_the_console_on_the_top_level() -> None:
    desk = Desk()
    desk.open("console.log(1); // one\n\n/* then\n*/ for (;;) {\n  console.log(2)\n}\n")
    execution = desk.begin(None)
    desk.tell(execution, Console("log", "1", URI, 0, 8))
    desk.tell(execution, Console("log", "2", URI, 4, 10))

    desk.end(execution, Status.TIMEOUT, error=TOO_LONG, rolled_back=True)

    assert desk.squiggled() == ["for (;;) {"]


def test_a_limit_is_a_squiggle_on_the_first_line_where_no_code_follows_what_had_a_value(desk: Desk) -> None:
    execution = desk.begin("20 + 22\nconsole.log(x)\n")
    desk.tell(execution, Statement(desk.where("console.log(x)"), "number", "1"))

    desk.end(execution, Status.TIMEOUT, error=TOO_LONG, rolled_back=True)

    assert desk.squiggled() == ["20 + 22"]


def test_an_exception_hides_while_its_code_is_another_and_returns_on_undo(desk: Desk) -> None:
    desk.throw("console.log(x)", "log")

    desk.replace("log(x)", "warn(x)")
    hidden = desk.squiggled()
    desk.changed.clear()
    desk.replace("warn(x)", "log(x)")

    assert hidden == []
    assert desk.squiggled() == ["log"]
    assert desk.changed == [URI]


def test_an_exception_hides_where_its_word_is_typed_on_and_not_when_something_beside_it_changes(desk: Desk) -> None:
    desk.throw("console.log(x)", "log")

    desk.replace("(x)", "(x + 1)")
    beside = desk.squiggled()
    desk.replace("log(", "logs(")

    assert beside == ["log"]
    assert desk.squiggled() == []


def test_clearing_takes_away_hints_and_exceptions_and_counts_them(desk: Desk) -> None:
    desk.value("20 + 22", "42")
    desk.throw("console.log(x)", "log")

    assert desk.results.clear(URI) == 2
    assert (desk.labels(), desk.squiggled()) == ([], [])


def test_clearing_everywhere_reaches_every_document(desk: Desk) -> None:
    desk.open("1\n", OTHER)
    desk.value("20 + 22", "42")
    execution = desk.begin("1", OTHER)
    desk.end(execution, result=Value("number", "1"), result_range=execution.range)

    assert desk.results.clear(None) == 2
    assert desk.labels() == desk.labels(OTHER) == []


def test_a_document_opened_again_unchanged_has_its_results(desk: Desk) -> None:
    desk.value("20 + 22", "42")
    text = desk.text().content

    desk.close()
    assert desk.labels() == []
    desk.open(text)

    assert desk.labels() == ["→ 42"]


def test_a_document_opened_again_with_another_text_has_no_results(desk: Desk) -> None:
    desk.value("20 + 22", "42")

    desk.close()
    desk.open("something else\n")

    assert desk.labels() == []


def test_a_frame_in_a_file_nobody_opened_waits_for_its_text(desk: Desk) -> None:
    execution = desk.begin("20 + 22")
    there = Range(Position(1, 2), Position(1, 8))
    desk.end(execution, Status.ERROR, error=ExceptionInfo("Error", "boom", frames=(frame(there, OTHER),)))
    (squiggle,) = desk.results.squiggles(OTHER)
    assert desk.results.page(OTHER).range(squiggle.anchor) == there

    desk.open("function f() {\n  fail();\n}\n", OTHER)

    assert desk.squiggled(OTHER) == ["fail()"]


def test_a_file_that_ran_unopened_shows_its_results_when_it_is_opened() -> None:
    desk = Desk()
    desk.open("1 + 1\n")
    text = desk.text().content
    execution = desk.begin(None)
    desk.close()
    with desk.results.expecting(execution.id, URI, None):
        desk.results.started(execution)
    desk.end(execution, result=Value("number", "2"), result_range=Range(Position(0, 0), Position(0, 5)))

    desk.open(text)

    assert desk.labels() == ["→ 2"]


def test_a_rerun_of_text_that_is_no_longer_there_shows_nothing(desk: Desk) -> None:
    first = desk.value("20 + 22", "42")
    desk.replace("20 + 22", "7")

    again = replace(first, id="again")
    with desk.results.expecting_again(again.id, first.id):
        desk.results.started(again)
    desk.end(again, result=Value("number", "42"), result_range=again.range)

    assert desk.labels() == ["~ 42"]


def test_a_rerun_shows_its_results_where_the_text_is_now(desk: Desk) -> None:
    first = desk.value("20 + 22", "42")
    desk.replace("const x", "\n\nconst x")

    again = replace(first, id="again")
    with desk.results.expecting_again(again.id, first.id):
        desk.results.started(again)
    desk.end(again, result=Value("number", "43"), result_range=again.range)

    assert desk.labels() == ["→ 43 (was 42)"]
    assert desk.lines() == [3]


def test_a_queued_run_leaves_what_is_there_until_its_turn(desk: Desk) -> None:
    desk.value("20 + 22", "42")
    former = desk.results.marks(URI)

    execution = desk.begin("console.log(x)")
    desk.results.ended(execution)

    assert desk.results.marks(URI) == former


def test_a_text_of_other_line_breaks_counts_lines_as_editors_do() -> None:
    desk = Desk()
    desk.open("a\u2028b\r\n20 + 22\r\n")

    desk.value("20 + 22", "42")

    assert desk.lines() == [1]
    assert Text("a\u2028b\r\n").line_count == 2


def test_a_statement_edited_while_it_runs_shows_its_old_value_as_stale(desk: Desk) -> None:
    execution = desk.begin("20 + 22")
    desk.replace("22", "999")

    desk.end(execution, result=Value("number", "42"), result_range=execution.range)

    assert desk.labels() == ["~ 42"]


def test_a_statement_edited_while_its_run_waits_shows_its_old_value_as_stale_until_that_is_undone(desk: Desk) -> None:
    waiting = replace(desk.begin("20 + 22"), id="waiting")
    with desk.results.expecting(waiting.id, URI, desk.documents.get(URI)):
        desk.replace("22", "999")
        desk.results.started(waiting)
    desk.end(waiting, result=Value("number", "42"), result_range=waiting.range)
    edited = desk.labels()

    desk.replace("999", "22")

    assert (edited, desk.labels()) == (["~ 42"], ["→ 42"])


def test_a_console_call_edited_while_it_runs_shows_its_old_output_as_stale(desk: Desk) -> None:
    execution = desk.begin("console.log(x)")
    desk.replace("log(x)", "log(x + 1)")

    desk.tell(execution, Console("log", "5", URI, 2, 8))

    assert desk.labels() == ["~ 5"]


def test_a_statement_deleted_while_it_runs_leaves_nothing_on_its_neighbours(desk: Desk) -> None:
    execution = desk.begin(None)
    value, call = desk.where("20 + 22"), desk.where("console.log(x)")
    desk.replace("20 + 22\nconsole.log(x)\n", "")

    desk.tell(execution, Statement(value, "number", "42"))
    desk.tell(execution, Console("log", "5", URI, 2, 8))
    desk.tell(execution, Console("log", "5", URI, 2, 8))
    desk.end(execution, Status.ERROR, error=ExceptionInfo("Error", "boom", frames=(frame(call),)))

    assert (desk.labels(), desk.squiggled()) == ([], [])


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.TIMEOUT])
def test_a_run_whose_code_was_deleted_leaves_no_word_of_its_end(desk: Desk, status: Status) -> None:
    desk.throw("console.log(x)", "log")
    execution = desk.begin("20 + 22\n")
    desk.replace("20 + 22\n", "")

    desk.tell(execution, Console("log", "5"))
    desk.end(execution, status, error=TOO_LONG, rolled_back=True)

    assert (desk.labels(), desk.squiggled()) == ([], ["log"])


def test_what_a_helper_printed_for_the_last_run_replaces_what_it_printed_for_earlier_ones() -> None:
    desk = Desk()
    desk.open("function lg(x) { console.log(x) }\nlg(1)\nlg(2)\nlg(3)\n")
    for number in (1, 2, 3):
        execution = desk.begin(f"lg({number})")
        desk.tell(execution, Console("log", str(number), URI, 0, 25))
        assert desk.labels() == [f"» {number}"]
        desk.end(execution)

    assert desk.results.clear(URI) == 1


def test_asking_for_the_hints_of_a_few_lines_looks_at_the_places_of_these_only(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    desk.open("".join(f"console.log({number})\n" for number in range(1000)))
    execution = desk.begin(None)
    for number in range(1000):
        desk.tell(execution, Console("log", str(number), URI, number, 8))
    hints = Hints(desk.results, desk.documents, refresh=list)
    asked: list[Mark] = []
    stands_at = desk.results.stands_at
    monkeypatch.setattr(desk.results, "stands_at", lambda mark: asked.append(mark) or stands_at(mark))

    found = hints.hints(URI, types.Range(types.Position(500, 5), types.Position(502, 0)), 40, tooltips=True)

    assert [hint.label for hint in found] == ["» 500", "» 501"]
    assert len({mark.id for mark in asked}) <= 3


def test_a_formatter_that_replaces_the_whole_document_leaves_the_results_of_what_it_left_alone() -> None:
    desk = Desk()
    desk.open("const a=1\n\n1 + 1\n2 + 2\n\n3 + 3\nconst b=2\n")
    for part, value in (("1 + 1", "2"), ("2 + 2", "4"), ("3 + 3", "6")):
        desk.value(part, value)

    desk.rewrite("const a = 1;\n\n1 + 1\n2 + 2;\n3 + 3\n\nconst b = 2;\n")

    assert desk.labels() == ["→ 2", "→ 4", "→ 6"]
    assert desk.lines() == [2, 3, 4]
