"""What the runtime prints is what Node prints; `golden/make_inspect_golden.mjs` asked it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.worker.scripts import Session

GOLDEN = json.loads((Path(__file__).parent / "golden" / "inspect_golden.json").read_text("utf-8"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["code"][:60])
def test_a_value_prints_as_node_prints_it(case: dict[str, str]) -> None:
    value = Session().run(case["code"]).value
    assert (value.full or value.preview) == case["prints"]
