"""What `vm-lsp run` prints: a value beside its line, output at its call, an error at its place."""

from __future__ import annotations

from tests.cli.runs import URI, events, execution, listing, output, span, statement
from vm_lsp.cli.listing import Listing, windows
from vm_lsp.cli.looks import output_console
from vm_lsp.execution.model import ExceptionInfo, Frame, Position, Range, Statement, Status, System, Value


def failed(text: str, *frames: Frame, message: str = "boom", cause: ExceptionInfo | None = None):
    return execution(text, status=Status.ERROR, error=ExceptionInfo("Error", message, frames=frames, cause=cause))


def test_every_line_has_its_number() -> None:
    assert listing(execution("one\ntwo\n")) == ["   1 │ one", "   2 │ two"]


def test_a_value_stands_beside_its_line() -> None:
    assert listing(execution("6 * 7\n"), statement(0, "42")) == ["   1 │ 6 * 7  → 42"]


def test_the_result_stands_beside_the_last_statement() -> None:
    run = execution("a\nb", result=Value("number", "42"), result_range=span(1, 0, 1))
    assert listing(run)[1] == "   2 │ b  → 42"


def test_the_result_stands_once_beside_its_statement_where_a_declaration_follows() -> None:
    declared = Statement(span(0, 3, 12), "number", "3", ("x",))
    run = execution("2; const x = 3", result=Value("number", "2"), result_range=span(0, 0, 1))
    assert listing(run, statement(0, "2"), declared) == ["   1 │ 2; const x = 3  → 2 · 3"]


def test_undefined_as_the_result_is_not_worth_a_note() -> None:
    run = execution("f()", result=Value("undefined", "undefined"), result_range=span(0, 0, 3))
    assert listing(run) == ["   1 │ f()"]


def test_values_stand_in_one_column() -> None:
    rows = listing(execution("a\nlonger\n"), statement(0, "1"), statement(1, "2"))
    assert [row.index("→") for row in rows] == [15, 15]


def test_a_value_belongs_to_the_line_its_statement_ends_on() -> None:
    assert listing(execution("f(\n  1)\n"), statement(0, "42", end_line=1)) == ["   1 │ f(", "   2 │   1)  → 42"]


def test_several_statements_on_a_line_show_their_values_in_order() -> None:
    assert listing(execution("1; 2"), statement(0, "1"), statement(0, "2")) == ["   1 │ 1; 2  → 1 · 2"]


def test_a_value_that_does_not_fit_stands_below_and_is_broken() -> None:
    rows = listing(execution("f()"), statement(0, "x" * 100), width=60)
    assert rows[0] == "   1 │ f()"
    assert rows[1].startswith("     │   → xxx")
    assert sum(row.count("x") for row in rows) == 100
    assert max(len(row) for row in rows) <= 60


def test_a_value_of_many_lines_stands_below_as_one_block() -> None:
    rows = listing(execution("m"), statement(0, "Map {\n  1 => 2\n}"))
    assert rows[1:] == ["     │   → Map {", "     │       1 => 2", "     │     }"]


def test_a_very_long_value_is_folded_and_says_so() -> None:
    rows = listing(execution("m"), statement(0, "\n".join("abcdefghijklmnopqrstuvwxyz")))
    assert len(rows) == 13
    assert rows[-1].endswith("… 15 more lines")


def test_a_value_is_broken_at_a_space_and_goes_on_under_its_text() -> None:
    rows = listing(
        execution("f()"), statement(0, "[ { price: 9.99, quantity: 3 },\n  { price: 10.25, quantity: 4 } ]"), width=36
    )
    assert rows[1:] == [
        "     │   → [ { price: 9.99,",
        "     │     quantity: 3 },",
        "     │       { price: 10.25,",
        "     │       quantity: 4 } ]",
    ]


def test_output_is_broken_at_a_space_and_goes_on_under_its_text() -> None:
    rows = listing(execution("log()"), output(0, "the session is exactly as it was", "warn"), width=30)
    assert rows[1:] == ["     │   ▲ the session is", "     │     exactly as it was"]


def test_only_a_word_longer_than_the_line_is_cut() -> None:
    rows = listing(execution("f()"), statement(0, f"ab {'x' * 40} cd"), width=40)
    assert [row[7:] for row in rows[1:]] == ["  → ab", f"    {'x' * 29}", f"    {'x' * 11} cd"]


def test_what_ended_a_run_is_broken_at_a_space() -> None:
    rows = listing(failed("a", message="The session is exactly as it was before this run."), width=40)
    assert rows[1:] == ["     │ Error: The session is exactly as", "     │ it was before this run."]


def test_a_message_that_does_not_fit_under_its_carets_stands_below_like_other_remarks() -> None:
    frame = Frame("", URI, 0, 20, Position(0, 24))
    rows = listing(failed(" " * 20 + "FAIL", frame, message="a message that is too long for this"), width=52)
    assert rows[1:] == [f"     │ {' ' * 20}^^^^", "     │   Error: a message that is too long for this"]


def test_one_short_output_stands_beside_its_call() -> None:
    assert listing(execution("log()"), output(0, "hi")) == ["   1 │ log()  ▸ hi"]


def test_several_outputs_stand_below_their_call() -> None:
    rows = listing(execution("loop()"), output(0, "a"), output(0, "b", "warn"))
    assert rows == ["   1 │ loop()", "     │   ▸ a", "     │   ▲ b"]


def test_a_loops_output_keeps_its_beginning_and_end() -> None:
    rows = listing(execution("loop()"), *(output(0, f"{i}") for i in range(100)))
    assert rows[1:] == [
        *(f"     │   ▸ {i}" for i in range(6)),
        "     │     … 92 more",
        "     │   ▸ 98",
        "     │   ▸ 99",
    ]


def test_output_of_another_file_stands_at_the_end_with_its_place() -> None:
    rows = listing(execution("a\nb"), output(4, "hi", uri="file:///elsewhere/lib.js"))
    assert rows[-1] == "     │   ▸ hi  (/elsewhere/lib.js:5)"


def test_what_the_server_says_stands_at_the_end() -> None:
    assert listing(execution("a"), System("warning", "It was ended."))[-1] == "     │   It was ended."


def test_a_rejection_that_nobody_took_care_of_is_told_with_its_place() -> None:
    error = ExceptionInfo("Error", "no", "", (Frame("f", "file:///w/lib.js", 4, 2),))
    rows = listing(execution("f()"), System("warning", "Uncaught (in promise) Error: no", error))
    assert rows[-1].endswith("Uncaught (in promise) Error: no  (/w/lib.js:5)")


def test_an_error_has_carets_under_its_exact_place() -> None:
    rows = listing(failed("let a\nlet b = a.c.d\n", Frame("", URI, 1, 8, Position(1, 13))))
    assert rows == ["   1 │ let a", "   2 │ let b = a.c.d", "     │         ^^^^^ Error: boom"]


def test_carets_stand_right_after_tabs_and_wide_signs() -> None:
    rows = listing(failed("\tf('😀', x)", Frame("", URI, 0, 9, Position(0, 10))))
    assert rows[0] == "   1 │     f('😀', x)"
    assert rows[1].index("^") == len("   1 │     f('xx', ")


def test_an_error_shows_who_called() -> None:
    inner, outer = Frame("inner", URI, 0, 0, Position(0, 1)), Frame("", "file:///elsewhere/lib.js", 6, 2)
    assert listing(failed("x", inner, outer))[1:] == [
        "     │ ^ Error: boom",
        "     │   at inner (/somewhere/app.js:1:1)",
        "     │   at <main> (/elsewhere/lib.js:7:3)",
    ]


def test_an_error_stands_at_the_innermost_frame_of_the_text() -> None:
    rows = listing(failed("a\nb", Frame("f", "file:///elsewhere/lib.js", 0, 0), Frame("", URI, 1, 0, Position(1, 1))))
    assert rows[2].startswith("     │ ^ Error: boom")


def test_an_error_with_no_frame_in_the_text_stands_at_the_end() -> None:
    assert listing(failed("a\nb", message="stopped"))[-1] == "     │ Error: stopped"


def test_an_error_shows_its_causes() -> None:
    rows = listing(failed("a", cause=ExceptionInfo("TypeError", "deep", frames=(Frame("f", URI, 0, 0),))))
    assert rows[-2:] == ["     │ caused by TypeError: deep", "     │   at f (/somewhere/app.js:1:1)"]


def test_a_very_long_line_is_moved_so_that_the_error_is_in_sight() -> None:
    text = "x" * 1000 + "FAIL" + "y" * 1000
    rows = listing(failed(text, Frame("", URI, 0, 1000, Position(0, 1004))))
    start = rows[1].index("^^^^")
    assert rows[0][start : start + 4] == "FAIL"


def test_a_selection_keeps_its_place_in_the_document() -> None:
    run = execution("6 * 7\n8", range=Range(Position(9, 4), Position(10, 1)))
    assert listing(run, statement(9, "42")) == ["  10 │     6 * 7  → 42", "  11 │ 8"]


def test_of_a_long_text_only_lines_with_results_are_printed_and_that_is_said() -> None:
    rows = listing(execution("x\n" * 17_000), statement(8_000, "1"), statement(12_000, "2"))
    assert "17,000 lines, printed where there is a result." in rows[0]
    assert [row.split("│")[0].strip() for row in rows[1:]] == [
        *("7999", "8000", "8001", "8002", "8003"),
        "⋮",
        *("11999", "12000", "12001", "12002", "12003"),
    ]


def test_a_long_text_without_results_prints_no_lines() -> None:
    rows = listing(execution("x\n" * 17_000))
    assert [row.strip() for row in rows] == ["17,000 lines, none with a result."]


def test_neighbouring_results_share_a_window() -> None:
    assert [(window.start, window.stop) for window in windows(1000, [10, 13])] == [(8, 16)]


def test_what_a_program_says_cannot_steer_the_terminal() -> None:
    evil = "\x1b]0;title\x07\x1b[2J\x1bc\u202e"
    rows = listing(execution(f"'{evil}'"), statement(0, evil), output(0, evil), System("info", evil))
    assert not any(sign in "".join(rows) for sign in "\x1b\x07\u202e")


def test_in_a_pipe_there_is_no_colour(capsys) -> None:
    console = output_console()
    console.print(Listing(execution("const a = 1"), events(output(0, "\x1b[31mred\x1b[0m"))), crop=False)
    assert capsys.readouterr().out == "   1 │ const a = 1  ▸ red\n"
