"""What `vm-lsp eval` prints, and where to."""

from __future__ import annotations

import io

from rich.console import Console

from tests.cli.runs import ID, URI, events, execution, output
from vm_lsp.cli.transcript import Transcript
from vm_lsp.execution.model import ExceptionInfo, Execution, Frame, Status, System, Value


def transcript(ended: Execution, *payloads) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    publisher = Transcript(Console(file=out, width=40), Console(file=err, width=40), ID)
    publisher.started(ended)
    for event in events(*payloads):
        publisher.event(event)
    publisher.ended(ended)
    return out.getvalue(), err.getvalue()


def test_output_and_then_the_value() -> None:
    told = transcript(execution("x", result=Value("number", "42")), output(0, "hi"))
    assert told == ("hi\n42\n", "")


def test_a_long_value_is_printed_whole_and_unbroken() -> None:
    out, _ = transcript(execution("x", result=Value("string", "'xx…", True, full="'" + "x" * 5000 + "'")))
    assert out == "'" + "x" * 5000 + "'\n"


def test_warnings_and_errors_go_to_stderr() -> None:
    told = transcript(execution("x"), output(0, "a", "warn"), output(0, "b", "error"), output(0, "c", "info"))
    assert told == ("c\n", "a\nb\n")


def test_what_the_server_says_about_a_run_goes_to_stderr() -> None:
    error = ExceptionInfo("Error", "nope", frames=(Frame("load", URI, 0, 4),))
    _, err = transcript(execution("load()"), System("warning", "Uncaught (in promise) Error: nope", error))
    assert err == "Uncaught (in promise) Error: nope  (/somewhere/app.js:1)\n"


def test_an_exception_goes_to_stderr_with_its_frames() -> None:
    error = ExceptionInfo("TypeError", "no", frames=(Frame("f", URI, 0, 4), Frame("", URI, 2, 0)))
    _, err = transcript(execution("x", status=Status.ERROR, error=error))
    assert err == "TypeError: no\n  at f (/somewhere/app.js:1:5)\n  at <main> (/somewhere/app.js:3:1)\n"


def test_nothing_is_read_as_markup() -> None:
    out, _ = transcript(execution("x", result=Value("Array", "[bold]")), output(0, "[red]x[/red] :smile:"))
    assert out == "[red]x[/red] :smile:\n[bold]\n"
