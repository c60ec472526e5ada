"""The console prints what Node's prints; `golden/make_console_golden.mjs` asked it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.worker.scripts import Session
from vm_lsp.worker.wire import ConsoleOutput

GOLDEN = json.loads((Path(__file__).parent / "golden" / "console_golden.json").read_text("utf-8"))
STDERR = ("warn", "error")


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["code"][:60])
def test_the_console_prints_as_nodes_does(case: dict[str, Any]) -> None:
    session = Session()
    session.run("Error.stackTraceLimit = 0; Array.prototype.push = null")
    run = session.run(f"(function () {{ {case['code']} }})()")
    reports = [report for report in run.reports if isinstance(report, ConsoleOutput)]
    assert [["err" if report.level in STDERR else "out", report.text] for report in reports] == case["printed"]
    assert (run.done.exception.message if run.done.exception else None) == case["threw"]


def test_there_are_enough_cases_to_mean_something() -> None:
    assert len(GOLDEN) >= 150
