"""How the doctor tells what it found. That each check does the real thing is tested with the real core."""

from __future__ import annotations

import asyncio
import io

import pytest
from rich.console import Console

from vm_lsp.cli import checks
from vm_lsp.cli.checks import Check, Finding, Verdict, perform, perform_all
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
