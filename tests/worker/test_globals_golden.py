"""The globals do what Node's do; `golden/make_globals_golden.mjs` asked it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.worker.scripts import Session

GOLDEN = json.loads((Path(__file__).parent / "golden" / "globals_golden.json").read_text("utf-8"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["code"][:70])
def test_a_global_does_what_nodes_does(case: dict[str, Any]) -> None:
    session = Session()
    run = session.run(case["code"])
    if "prints" in case:
        assert run.value.full or run.value.preview
        assert (run.value.full or run.value.preview) == case["prints"]
    else:
        name, code = case["threw"]
        assert run.exception.name == name
        assert session.preview("_error.code ?? null").strip("'") == str(code if code is not None else "null")
