"""Scripts that await at top level."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session, span


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("await 42", "42"),
        ("await Promise.resolve('kept')", "'kept'"),
        ("const x = await 5; x + 1", "6"),
        ("let { a, ...rest } = await { a: 1, b: 2 }; rest", "{ b: 2 }"),
        ("let sum = 0; for await (const n of [1, Promise.resolve(2)]) sum += n; sum", "3"),
        ("for await (var n of [1, 2]); n", "2"),
        ("if (await true) { 'yes' } else { 'no' }", "'yes'"),
        ("try { await Promise.reject(new Error('no')) } catch (e) { e.message }", "'no'"),
        ("await 1; Promise.resolve(2)", "2"),
        ("function late() { return 7 } await late()", "7"),
        ("await later(); function later() { return 8 }", "8"),
        ("await 1; function f() {} await 2; f.name", "'f'"),
        ("await 1; this === globalThis", "true"),
        ("'use strict'; await 1; (function () { return this })()", "undefined"),
        ("const f = async () => 1; (await f()) + 1", "2"),
        ("await new Promise(r => setTimeout(r, 5, 'waited'))", "'waited'"),
        ("await 1; const x = 5", "1"),
        ("await 1; if (false) 2", "undefined"),
        ("var a = await 1; function f() {}", "undefined"),
        ("await 1; function f() {} {}", "1"),
        ("class A extends (await Object) { [await 'm']() { return 9 } } new A().m()", "9"),
        ("out: for (const a of [1, 2]) { for (;;) { await a; continue out } } 'out'", "'out'"),
        ("switch (await 2) { case await 2: 'two'; break; default: 'other' }", "'two'"),
        ("try { await 1 } finally { await 2 }", "1"),
        ("const { a = await 3, ...b } = { c: 4 }; [a, b]", "[ 3, { c: 4 } ]"),
        ("`${await 1}${await 2}`", "'12'"),
        ("class A { static n = 3 } await 0; A.n", "3"),
        ("await null; { function inner() { return 4 } } inner()", "4"),
        ("var [p, q] = [await 1, 2], r = 3; p + q + r", "6"),
        ("if (await 1) var within = 2; within", "2"),
        ("for (var i = 0, [j] = [5]; i < 2; i++) await i; i + j", "7"),
        ("for (var k in await { a: 1 }); k", "'a'"),
        ("let a = await 1\nvar [b] = [2]\n;[a, b]", "[ 1, 2 ]"),
        ("await 1\nvar { a, b: [c] } = { a: 1, b: [2] }\na + c", "3"),
        ("'use strict'\nvar { a } = { a: 1 }, [b] = [2]\na + b", "3"),
        ("{ let a = 1\nvar { c } = { c: await 3 } } c", "3"),
    ],
)
def test_a_script_may_await_anywhere(script: str, preview: str) -> None:
    assert Session().preview(script) == preview


def test_what_an_awaiting_script_declares_is_there_for_the_next_run_and_can_be_declared_again() -> None:
    session = Session()
    session.run("const a = await 1; let b = await 2; var c = await 3; class D {} function f() { return a }")

    assert session.preview("[a, b, c, D.name, f()]") == "[ 1, 2, 3, 'D', 1 ]"
    assert session.preview("const a = await 10; var b = 20; let c = 30; f() + b + c") == "60"


def test_a_constant_of_an_awaiting_script_stays_one() -> None:
    session = Session()
    session.run("const fixed = await 1")

    assert session.run("fixed = 2").exception.message == "Assignment to constant variable."


def test_each_statement_of_an_awaiting_script_reports_its_value_functions_first() -> None:
    run = Session().run("const a = await 1\na + 1\nfunction f() {}\nawait a + 2\nconsole.log('done')\nlet b = 5")

    assert run.statements == [(["f"], "[Function: f]"), (["a"], "1"), (None, "2"), (None, "3"), (["b"], "5")]
    assert run.printed == ["done"]


def test_jobs_of_the_script_come_in_the_order_the_language_gives_them() -> None:
    script = "Promise.resolve().then(() => console.log('job'))\nfunction f() {}\nconsole.log('main')\nawait 0\n1"

    assert Session().run(script).printed == ["main", "job"]


def test_an_exception_after_an_await_points_at_its_place() -> None:
    run = Session().run("const x = await 1\nawait null\nx.boom()\n")

    assert run.exception.name == "TypeError"
    assert [(frame.function, (frame.place.line, frame.place.column)) for frame in run.exception.frames] == [
        ("", (2, 0))
    ]


def test_a_rejection_that_is_awaited_is_the_exception_of_the_run() -> None:
    exception = Session().run("await 1\nawait Promise.reject(new RangeError('far'))\nconsole.log('never')").exception

    assert (exception.name, exception.message) == ("RangeError", "far")


def test_a_script_that_waits_for_what_never_comes_shows_that_it_is_pending() -> None:
    session = Session()

    assert session.preview("const r = Promise.withResolvers(); await r.promise; console.log('on')") == (
        "Promise { <pending> }"
    )


def test_a_script_that_goes_on_in_a_later_run_does_not_speak_for_it() -> None:
    session = Session()
    session.run("var give; globalThis.kept = 0; await new Promise(r => { give = r }); 1; kept = 5; 'theirs'")

    run = session.run("give(); 'ours'")

    assert (run.value.preview, run.statements) == ("'ours'", [])
    assert session.preview("kept") == "5"


def test_a_failed_initialiser_leaves_a_name_that_can_be_declared_again() -> None:
    session = Session()
    failed = session.run("const x = await Promise.reject(new Error('first'))")

    assert failed.exception.message == "first"
    assert session.run("x").exception.name == "ReferenceError"
    assert session.preview("const x = await 2; x") == "2"


def test_awaiting_inside_a_plain_function_is_an_error_at_its_place() -> None:
    exception = Session().run("function f() {\n  return await 1\n}").exception

    assert exception.name == "SyntaxError"
    assert exception.frames[0].place.line == 1


def test_await_is_a_name_where_the_script_uses_it_as_one() -> None:
    assert Session().preview("var await = 3; await + 1") == "4"


def test_places_in_an_awaiting_script_are_those_of_its_text() -> None:
    run = Session().run("let a = await 1; missing; var b = 2")

    assert run.exception.frames[0].place == span(0, 17, 0, 24)


@pytest.mark.parametrize("between", ["function f() { null.x }", "await 2\nfunction f() { null.x }\nfunction g() {}\n0"])
def test_what_stands_before_a_function_is_no_caller_of_what_stands_behind_it(between: str) -> None:
    run = Session().run(f"await 1\n{between}\nf()\nfunction last() {{}}\n0")

    last_line = between.count("\n") + 2
    assert [(frame.function, frame.place.line) for frame in run.exception.frames][1:] == [("", last_line)]
