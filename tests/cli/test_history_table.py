"""Executions and events as tables."""

from __future__ import annotations

import io

import pytest
from rich.console import Console as RichConsole
from rich.table import Table

from tests.cli.runs import URI, events, execution, output, span, statement
from vm_lsp.cli.history_table import event_table, execution_table
from vm_lsp.execution.model import ExceptionInfo, Frame, InputEcho, Status, System, Value


def printed(table: Table, width: int = 120) -> list[str]:
    stream = io.StringIO()
    RichConsole(file=stream, width=width).print(table)
    return [line.rstrip() for line in stream.getvalue().splitlines() if line.strip()][1:]


def test_an_execution_is_a_row_with_its_text_and_value() -> None:
    (row,) = printed(execution_table([execution("6 *\n  7", path="app.js", result=Value("number", "42"))]))
    assert row.split()[0] == "3f2a9c1e"
    assert "✓ ok" in row
    assert "app.js" in row
    assert row.endswith("6 * 7  → 42")


def test_a_selection_names_its_line() -> None:
    (row,) = printed(execution_table([execution("1", path="app.js", range=span(9, 0, 1))]))
    assert "app.js:10" in row


def test_a_failure_shows_its_error_and_place() -> None:
    error = ExceptionInfo("TypeError", "no\nway", frames=(Frame("f", URI, 1, 2),))
    (row,) = printed(execution_table([execution("f()", path="app.js", status=Status.ERROR, error=error)]))
    assert row.endswith("f()  ✗ TypeError: no way  /somewhere/app.js:2:3")


def test_a_long_text_is_cut_and_stays_on_one_line() -> None:
    rows = printed(execution_table([execution("x = 1\n" * 500, result=Value("string", "y" * 500))]), width=80)
    assert len(rows) == 1
    assert rows[0].startswith("3f2a9c1e")
    assert rows[0].endswith("…")


@pytest.mark.parametrize("width", range(76, 130))
def test_a_row_is_cut_once_for_each_part_and_never_twice_in_one_place(width: int) -> None:
    run = execution("for (const second of seconds) console.info(second) " * 3, result=Value("string", "y" * 500))
    (row,) = printed(execution_table([run]), width)
    assert "……" not in row
    assert row.count("…") == 2


def test_a_short_outcome_leaves_the_rest_of_the_row_to_the_text() -> None:
    (row,) = printed(execution_table([execution("a " * 200, result=Value("number", "42"))]))
    assert len(row) == 120
    assert row.endswith("…  → 42")


def test_events_are_rows_in_order() -> None:
    error, system = ExceptionInfo("Error", "boom"), System("warning", "ended")
    told = events(InputEcho("a\nb"), output(0, "hi", "warn"), statement(2, "3"), system, Value("number", "4"), error)
    rows = printed(event_table(told))
    words = ["a b", "▲ hi", "line 3 → 3", "warning: ended", "→ 4", "Error: boom"]
    assert [row.split()[0] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row.endswith(word) for row, word in zip(rows, words, strict=True)] == [True] * 6
