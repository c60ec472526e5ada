"""What is seen while a run goes on."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from tests.cli.runs import events, execution, output
from vm_lsp.cli.terminal import Terminal
from vm_lsp.execution.model import Status

RUNNING = execution("x", status=Status.RUNNING)


def shown(terminal: bool) -> tuple[Terminal, io.StringIO]:
    stream = io.StringIO()
    return Terminal(Console(file=stream, force_terminal=terminal, width=60), RUNNING.id), stream


def test_on_a_terminal_output_moves_along_and_is_taken_away_at_the_end() -> None:
    publisher, stream = shown(terminal=True)
    publisher.started(RUNNING)
    publisher.event(events(output(0, "hello"))[0])
    publisher.ended(RUNNING)
    told = stream.getvalue()
    assert "Ctrl-C stops it" in told
    assert "hello" in told
    assert told.endswith("\x1b[2K"), "the last thing written takes the last line away"


def test_in_a_pipe_nothing_is_shown_before_the_end() -> None:
    publisher, stream = shown(terminal=False)
    publisher.started(RUNNING)
    publisher.event(events(output(0, "hello"))[0])
    publisher.ended(RUNNING)
    assert stream.getvalue() == ""


def test_the_events_of_its_own_run_are_gathered_and_no_others() -> None:
    publisher, _ = shown(terminal=False)
    mine, other = events(output(0, "mine"), output(0, "other's"))
    publisher.event(mine)
    publisher.event(replace(other, execution_id="another"))
    assert publisher.events == [mine]


def test_a_run_that_never_started_can_be_closed() -> None:
    publisher, _ = shown(terminal=True)
    publisher.close()
    publisher.ended(execution("x"))
