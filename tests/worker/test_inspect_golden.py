"""What the runtime prints is what Node prints; `golden/make_inspect_golden.mjs` asked it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.worker.scripts import Session

GOLDEN = json.loads((Path(__file__).parent / "golden" / "inspect_golden.json").read_text("utf-8"))
_PLACE = re.compile(r"\n( *at ).*?(?= \{$|$)", re.MULTILINE)
_INSPECT = """
let inspect;
({ [Symbol.for('nodejs.util.inspect.custom')](depth, options, given) { inspect = given; return '' } })
"""
"""How a script comes by `inspect` without importing it: an object's own printing function is given it."""


@pytest.fixture(scope="module")
def session() -> Session:
    """One for all: a case that needs a name declares it anew."""
    return Session()


def printed(session: Session, code: str, options: dict[str, Any]) -> str:
    """Return how a session prints what the code comes to, with nothing said of where errors were made."""
    chosen = dict(options)
    session.run(f"Error.stackTraceLimit = {chosen.pop('stackTraceLimit', 0)}")
    if not chosen:
        value = session.run(code).value
        return _PLACE.sub(r"\n\1…", value.full or value.preview)
    session.run(_INSPECT)
    text = session.run(
        f"inspect((function () {{ return eval({json.dumps(code)}) }})(), {json.dumps(chosen)})"
    ).value.json
    assert text is not None
    return _PLACE.sub(r"\n\1…", json.loads(text))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["code"][:60])
def test_a_value_prints_as_node_prints_it(session: Session, case: dict[str, Any]) -> None:
    assert printed(session, case["code"], case["options"]) == case["prints"]
