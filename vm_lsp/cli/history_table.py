"""Executions and events as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console as RichConsole
from rich.console import ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from vm_lsp.cli.looks import ARROW, DIM, FAILURE, VALUE, duration, status_text
from vm_lsp.cli.places import shown_place, shown_uri
from vm_lsp.cli.printable import printable
from vm_lsp.cli.remarks import output_remark
from vm_lsp.cli.summary import short_id
from vm_lsp.execution.model import Console, Event, ExceptionInfo, Execution, InputEcho, Statement, System, Value

WHEN = "%Y-%m-%d %H:%M"
WIDEST = 32
"""The cells of any column but the last, at most."""


def execution_table(executions: Sequence[Execution]) -> Table:
    """Return one row for each execution: when, how it went, what ran and what came of it."""
    table = _table("id", "when", "status", "took", "where", "what")
    for execution in executions:
        table.add_row(
            short_id(execution.id),
            f"{execution.queued_at.astimezone():{WHEN}}",
            status_text(execution.status),
            duration(execution.metrics.wall_ms),
            _where(execution),
            _what(execution),
        )
    return table


def event_table(events: Sequence[Event]) -> Table:
    """Return one row for each event: its number, time, type, and what it says."""
    table = _table("seq", "time", "type", "what")
    for event in events:
        time = f"{event.ts.astimezone():%H:%M:%S.%f}"[:-3]
        table.add_row(str(event.seq), time, event.type.value, _told(event))
    return table


def _table(*titles: str) -> Table:
    """Return an empty table; its last column takes what the others leave."""
    table = Table(box=None, header_style=DIM, padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    for title in titles[:-1]:
        table.add_column(title, no_wrap=True, overflow="ellipsis", max_width=WIDEST)
    table.add_column(titles[-1], no_wrap=True, overflow="ellipsis", ratio=1)
    return table


def _where(execution: Execution) -> str:
    path = printable(execution.path) if execution.path else shown_uri(execution.uri)
    return path if execution.range is None else f"{path}:{execution.range.start.line + 1}"


@dataclass(frozen=True, slots=True)
class _What:
    """What ran and what came of it, on one line; what came of it gets at most half of the cell where both are long."""

    ran: Text
    outcome: Text

    def __rich_console__(self, _console: RichConsole, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        ran, outcome = self.ran.copy(), self.outcome.copy()
        ran.truncate(max(width - outcome.cell_len, (width + 1) // 2), overflow="ellipsis")
        outcome.truncate(width - ran.cell_len, overflow="ellipsis")
        yield Text.assemble(ran, outcome, no_wrap=True)


def _what(execution: Execution) -> _What:
    return _What(Text(_one_line(execution.input)), _outcome(execution))


def _outcome(execution: Execution) -> Text:
    if execution.error is not None:
        return Text.assemble(("  ✗ ", DIM), _failed(execution.error))
    if execution.result is not None and execution.result.type != "undefined":
        return _valued(f"  {ARROW}", execution.result)
    return Text()


def _told(event: Event) -> Text:
    match event.payload:
        case InputEcho(text=text):
            return Text(_one_line(text))
        case Console() as output:
            return output_remark(output)
        case Statement() as statement:
            line = f"{statement.range.start.line + 1}"
            names = f" {', '.join(statement.names)}" if statement.names else ""
            return _valued(f"line {line}{printable(names)} {ARROW}", statement)
        case Value() as value:
            return _valued(ARROW, value)
        case ExceptionInfo() as exception:
            return _failed(exception)
        case System() as system:
            return Text(printable(f"{system.level}: {system.message}"))


def _valued(lead: str, value: Value | Statement) -> Text:
    return Text.assemble((lead, DIM), (_one_line(value.preview), VALUE))


def _failed(exception: ExceptionInfo) -> Text:
    told = (_one_line(f"{exception.name}: {exception.message}"), FAILURE)
    if not exception.frames:
        return Text.assemble(told)
    first = exception.frames[0]
    return Text.assemble(told, (f"  {shown_place(first.uri, first.line, first.column)}", DIM))


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))
