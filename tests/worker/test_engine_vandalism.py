"""Whatever a script breaks, the next runs work: checked with random vandalism.

`VM_LSP_VANDALISM=5000 pytest -p no:timeout tests/worker/test_engine_vandalism.py` looks for more than the suite does.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from tests.worker.scripts import Session
from tests.worker.vandalism import scripts

WANTED = int(os.environ.get("VM_LSP_VANDALISM", "0"))
VALUE = "({ a: [1, 'two', { b: 3 }], 5: 6 })"


@settings(
    max_examples=WANTED or 60,
    derandomize=not WANTED,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(scripts())
def test_after_any_vandalism_the_next_runs_work(script: str) -> None:
    session = Session()
    session.run("const log = console.log; let again = 0")
    session.run(script)
    assert session.preview("1 + 1") == "2"
    shown = session.preview(VALUE)
    assert len(shown) <= 2048
    printed = session.run("log('%s arrives', 'this', [1, { a: 'too' }])").printed
    assert [text.startswith("this arrives ") for text in printed] == [True]
    if "inspect.custom" not in script:  # else it is asked, and what it says is shown
        assert "'two'" in shown and "'too'" in printed[0]
    exception = session.run("1\n{ (() => { null.gone })() }").exception
    assert [(frame.place.line, frame.place.column) for frame in exception.frames] == [(1, 11), (1, 2)]
    if not session.run("let again = 1").done.exception:
        assert session.preview("let again = 2; again") == "2"
    assert session.run("throw [1]").exception.frames[0].place.column == 6
