"""How the doctor tells what it found. That each check does the real thing is tested with the real core."""

from __future__ import annotations

import asyncio
import io
import sys

import pytest
from rich.console import Console

from vm_lsp.cli import checks
from vm_lsp.cli.checks import Check, Finding, Verdict, ailing_history, history_kept, perform, perform_all
from vm_lsp.cli.doctor import finding_table, finding_wire, healthy
from vm_lsp.errors import WorkerFailedError

WORKS = Finding("engine", Verdict.WORKS, "quickjs-ng")
LIMITED = Finding("stop", Verdict.LIMITED, "no fork")
BROKEN = Finding("history", Verdict.BROKEN, "read-only", "Make it writable.")


def printed(*findings: Finding) -> str:
    stream = io.StringIO()
    Console(file=stream, width=100).print(finding_table(findings))
    return stream.getvalue()


def test_each_finding_is_a_line_with_its_sign() -> None:
    assert [line.split() for line in printed(WORKS, LIMITED).splitlines()] == [
        ["✓", "engine", "quickjs-ng"],
        ["!", "stop", "no", "fork"],
    ]


def test_what_is_broken_says_what_to_do() -> None:
    first, second = printed(BROKEN).splitlines()
    assert first.startswith("✗  history  read-only")
    assert second.strip() == "Make it writable."


def test_a_limitation_is_no_illness() -> None:
    assert healthy([WORKS, LIMITED])
    assert not healthy([WORKS, BROKEN])


def test_a_finding_is_json_data() -> None:
    assert finding_wire(BROKEN) == {
        "name": "history",
        "verdict": "broken",
        "detail": "read-only",
        "advice": "Make it writable.",
    }


async def test_a_failure_of_ours_is_a_finding() -> None:
    async def fails() -> Finding:
        raise WorkerFailedError("The engine did not start.")

    found = await perform(Check("engine", fails, "Reinstall."))
    assert found == Finding("engine", Verdict.BROKEN, "The engine did not start.", "Reinstall.")


@pytest.mark.parametrize(
    ("url", "cause", "advice"),
    [
        ("nonsense", "the database URL is malformed", "Write it as"),
        ("oracle://somewhere/history", "neither sqlite nor postgresql", "Write it as"),
        ("postgresql://somewhere/history", "driver is missing", "Install it"),
        ("sqlite:////dev/null/history.db", "/dev/null", "folder writable"),
    ],
)
async def test_a_history_that_fails_is_told_with_its_cause_and_what_to_do_about_it(
    url: str, cause: str, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where the driver is not installed
    found = await history_kept(url)
    assert found.verdict is Verdict.BROKEN
    assert found.detail.startswith("can't be opened: ")
    assert cause in found.detail
    assert advice in found.advice
    assert "doctor" not in found.detail


@pytest.mark.parametrize(
    ("cause", "advice"),
    [
        ("database is locked", "Another program"),
        ("connection failed: connection to server at 127.0.0.1, port 1 failed: Connection refused", "database server"),
        ("failed to resolve host 'nowhere'", "database server"),
        ("attempt to write a readonly database", "writable"),
    ],
)
def test_what_to_do_follows_from_the_cause(cause: str, advice: str) -> None:
    found = ailing_history("session", cause)
    assert found.detail == f"can't be written: {cause}"
    assert advice in found.advice


async def test_what_a_check_advises_itself_goes_before_the_general_advice() -> None:
    async def breaks() -> Finding:
        return BROKEN

    assert (await perform(Check("history", breaks, "Something else."))).advice == BROKEN.advice


async def test_without_an_engine_nothing_is_tried_that_needs_one() -> None:
    async def fails() -> Finding:
        raise WorkerFailedError("The engine did not start.")

    engine, stop = await perform_all([Check("engine", fails), Check("stop", fails, needs_engine=True)])
    assert engine.detail == "The engine did not start."
    assert stop.detail == "not tried: the engine does not run"


async def test_a_check_that_hangs_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs() -> Finding:
        await asyncio.Event().wait()
        return WORKS

    monkeypatch.setattr(checks, "CHECK_S", 0.01)
    assert (await perform(Check("engine", hangs, ""))).verdict is Verdict.BROKEN
