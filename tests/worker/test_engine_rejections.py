"""Rejected promises that nobody took care of, as far as statements came to them."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Run, Session, span
from vm_lsp.worker.wire import Unhandled


def warnings(run: Run) -> list[tuple[str, str]]:
    """Return name and message of each rejection that was told of."""
    return [(one.exception.name, one.exception.message) for one in run.reports if isinstance(one, Unhandled)]


@pytest.mark.parametrize(
    "statement",
    [
        "fail()",
        "Promise.reject(new Error('no'))",
        "fail().then(() => 1)",
        "fail().finally(() => 1)",
        "new Promise((_, reject) => setTimeout(() => reject(new Error('no')), 1))",
        "Promise.all([fail()])",
        "await null; fail()",
    ],
)
def test_a_statement_that_came_to_a_rejected_promise_is_told_of(statement: str) -> None:
    run = Session().run(f"const fail = async () => {{ throw new Error('no') }}\n{statement}\n'done'")
    assert run.value.preview == "'done'"
    assert warnings(run) == [("Error", "no")]


@pytest.mark.parametrize(
    "statement",
    [
        "fail().catch(() => 1)",
        "fail().then(() => 1, () => 2)",
        "void fail()",
        "const kept = fail()",
        "kept; kept = fail(); kept.catch(() => 1)",
        "try { await fail() } catch {}",
        "Promise.allSettled([fail()])",
        "Promise.resolve(1)",
        "new Promise(() => {})",
        "({ then(_, reject) { reject(1) } })",
        "new Proxy(Promise.resolve(1), {})",
    ],
)
def test_what_somebody_takes_care_of_is_not_told_of(statement: str) -> None:
    script = f"let kept; const fail = async () => {{ throw new Error('no') }}\n{statement}\n'done'"
    assert warnings(Session().run(script)) == []


def test_the_last_value_is_the_exception_and_no_warning() -> None:
    run = Session().run("Promise.reject(new Error('no'))")
    assert (run.exception.message, warnings(run)) == ("no", [])


def test_a_warning_points_at_what_was_thrown_or_else_at_the_statement() -> None:
    session = Session()
    session.run("async function later() { await 1; throw new TypeError('x') }", uri="file:///w/lib.js")
    run = session.run("later()\n Promise.reject('why')\n1")
    told = [one.exception for one in run.reports if isinstance(one, Unhandled)]
    assert [(one.frames[0].uri, one.frames[0].place) for one in told] == [
        ("file:///w/lib.js", span(0, 40, 0, 58)),
        ("file:///w/a.js", span(1, 1, 1, 22)),
    ]


def test_a_run_that_rejects_without_end_gives_a_few_warnings() -> None:
    script = "\n".join(["Promise.reject(1)"] * 50) + "\n1"
    assert len(warnings(Session().run(script))) == 20


def test_a_rejection_that_fails_the_run_is_no_warning_as_well() -> None:
    run = Session().run("Promise.reject(new Error('awaited')); const declared = 1")
    assert run.exception.message == "awaited"
    assert warnings(run) == []
