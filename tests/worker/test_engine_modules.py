"""Modules: what a script and other modules import, and what they get."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session, span


def session_with(**files: str) -> Session:
    """Return a session whose workspace has these files; `__` in a name stands for a dot."""
    session = Session()
    session.files = {name.replace("__", "."): text for name, text in files.items()}
    return session


def printed(session: Session, script: str) -> list[str]:
    """Run a script that must succeed, and return what it printed."""
    run = session.run(script)
    assert run.done.exception is None, run.done.exception
    return run.printed


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("import { two } from './m.mjs'; two", "2"),
        ("import { two as zwei } from './m.mjs'\nzwei", "2"),
        ("import three from './m.mjs'; three", "3"),
        ("import three, { two } from './m.mjs'; two + three", "5"),
        ("import * as m from './m.mjs'; m.two + m.default", "5"),
        ("import './m.mjs'; 'done'", "'done'"),
        ("const m = await import('./m.mjs'); m.two", "2"),
        ("import('./m.mjs').then(m => m.default)", "3"),
        ("two * 2; import { two } from './m.mjs'", "4"),
        ("import { f } from './m.mjs'; f()", "undefined"),
        ("import data from './d.json'; data.x", "1"),
        ("import data from './d.json' with { type: 'json' }; data.x", "1"),
        ("import { 'a name' as n } from './m.mjs'; n", "'strange'"),
        ("import c from './c.cjs'; c.one", "1"),
        ("import { one } from './c.cjs'; one", "1"),
        ("import * as c from './c.cjs'; c.default === require('./c.cjs')", "true"),
        ("require('./c.cjs').one", "1"),
        ("require('./m.mjs').two", "2"),
        ("require('./d.json').x", "1"),
        ("import { star } from './again.mjs'; star.two", "2"),
        ("import { two, zwei, three } from './again.mjs'; [two, zwei, three]", "[ 2, 2, 3 ]"),
        ("import d from './anonymous.mjs'; d.name", "'default'"),
        ("import { Point, g } from './declared.mjs'; [new Point().x, g(), typeof g]", "[ 1, 7, 'function' ]"),
        ("import.meta.url", "'file:///w/a.js'"),
        ("import { url } from './meta.mjs'; url", "'file:///w/meta.mjs'"),
        ("import { slow } from './slow.mjs'; slow", "'late'"),
        ("import { over } from './over.mjs'; over", "'late'"),
        ("export const x = 5; export default x + 1", "6"),
        ("export default function () {}", "[Function (anonymous)]"),
        ("const y = 4; export { y as z }; y", "4"),
        ("import { two } from './m.mjs'; export { two }; export * from './m.mjs'; two", "2"),
    ],
)
def test_a_script_imports_and_exports(script: str, preview: str) -> None:
    session = session_with(
        m__mjs="export const two = 2; export default 3; export function f() { return this }\n"
        "const strange = 'strange'; export { strange as 'a name' }",
        d__json='{"x": 1}',
        c__cjs="exports.one = 1",
        again__mjs="export * as star from './m.mjs'; export * from './m.mjs'\n"
        "export { two as zwei, default as three } from './m.mjs'",
        anonymous__mjs="export default () => 1",
        declared__mjs="export class Point { x = 1 } export function* gen() {} export { g }; function g() { return 7 }",
        meta__mjs="export const { url } = import.meta",
        slow__mjs="export const slow = await new Promise(r => setTimeout(r, 5, 'late'))",
        over__mjs="import { slow } from './slow.mjs'\nexport { slow as over }",
    )

    assert session.preview(script) == preview


def test_an_imported_binding_lives() -> None:
    session = session_with(counter__mjs="export let count = 0; export const more = () => { count++ }")

    run = session.run("import { count, more } from './counter.mjs'; console.log(count); more(); console.log(count)")

    assert run.printed == ["0", "1"]
    assert session.preview("more(); count") == "2"


def test_modules_that_import_each_other_find_each_others_functions() -> None:
    session = session_with(
        even__mjs="import { odd } from './odd.mjs'; export function even(n) { return n === 0 || odd(n - 1) }\n"
        "console.log('even', typeof odd)",
        odd__mjs="import { even } from './even.mjs'; export function odd(n) { return n !== 0 && even(n - 1) }\n"
        "console.log('odd', even(2))",
    )

    run = session.run("import { even } from './even.mjs'; even(10)")

    assert run.printed == ["odd true", "even function"]
    assert run.value.preview == "true"


def test_a_module_runs_once_and_after_what_it_needs() -> None:
    session = session_with(
        a__mjs="import './b.mjs'; import './c.mjs'; console.log('a')",
        b__mjs="import './c.mjs'; console.log('b')",
        c__mjs="console.log('c')",
    )

    assert printed(session, "import './a.mjs'; import './c.mjs'") == ["c", "b", "a"]
    assert printed(session, "import './a.mjs'") == []


def test_a_changed_module_is_made_anew_with_all_that_lead_to_it() -> None:
    session = session_with(
        a__mjs="import { b } from './b.mjs'; console.log('a'); export const a = b + 1",
        b__mjs="export const b = 1",
        c__mjs="console.log('c')",
    )
    assert session.preview("import { a } from './a.mjs'; import './c.mjs'; a") == "2"

    session.files["b.mjs"] = "export const b = 10"
    again = session.run("import { a } from './a.mjs'; import './c.mjs'; a")

    assert (again.value.preview, again.printed) == ("11", ["a"])


def test_what_commonjs_requires_counts_when_it_changes() -> None:
    session = session_with(a__cjs="module.exports = require('./b.cjs') + 1", b__cjs="module.exports = 1")
    assert session.preview("require('./a.cjs')") == "2"

    session.files["b.cjs"] = "module.exports = 10"

    assert session.preview("require('./a.cjs')") == "11"


def test_a_name_can_be_imported_again_and_declared_as_something_else() -> None:
    session = session_with(m__mjs="export const x = 1", n__mjs="export const x = 2")
    session.run("import { x } from './m.mjs'; const before = () => x")

    assert session.preview("import { x } from './n.mjs'; before()") == "2"
    assert session.preview("let x = 3; before()") == "3"
    assert session.preview("import { x } from './m.mjs'; before()") == "1"


def test_an_imported_name_can_not_be_assigned_to() -> None:
    session = session_with(m__mjs="export let x = 1", bad__mjs="import { x } from './m.mjs'; x = 2")

    assert session.run("import { x } from './m.mjs'; x = 2").exception.message == "Assignment to constant variable."
    assert session.run("import './bad.mjs'").exception.message == "Assignment to constant variable."


def test_importing_a_name_that_is_not_there_is_a_syntax_error_before_anything_runs() -> None:
    session = session_with(m__mjs="console.log('ran'); export const x = 1")

    run = session.run("import { y } from './m.mjs'")

    assert (run.exception.name, run.printed) == ("SyntaxError", [])
    assert run.exception.message == "The requested module './m.mjs' does not provide an export named 'y'"


def test_a_missing_module_is_an_exception_at_its_import() -> None:
    session = session_with(m__mjs="import './gone.mjs'")

    direct = session.run("const x = 1\nimport './gone.mjs'").exception
    caught = session.run("try { require('./gone.cjs') } catch (error) { error.code }")

    assert (direct.name, direct.message) == ("Error", "Cannot find module './gone.mjs'.")
    assert caught.value.preview == "'MODULE_NOT_FOUND'"
    assert session.run("import './m.mjs'").exception.message == "Cannot find module './gone.mjs'."
    assert session.preview("import('./gone.mjs').catch(error => error.code)") == "'ERR_MODULE_NOT_FOUND'"


def test_an_exception_in_a_module_points_into_it_and_stays_with_it() -> None:
    session = session_with(m__mjs="export const x = 1\nnull.boom\n")

    exception = session.run("import { x } from './m.mjs'").exception
    again = session.run("import { x } from './m.mjs'").exception

    assert exception.frames[0].uri == "file:///w/m.mjs"
    assert exception.frames[0].place == span(1, 0, 1, 9)
    assert again.message == exception.message


def test_a_broken_module_is_a_syntax_error_at_its_place() -> None:
    session = session_with(m__mjs="export const x = 1\nlet 5 = 6\n")

    exception = session.run("import { x } from './m.mjs'").exception

    assert exception.name == "SyntaxError"
    assert (exception.frames[0].uri, exception.frames[0].place.line) == ("file:///w/m.mjs", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("export const a = 1; export { a }", "Duplicate export of 'a'"),
        ("export { gone }", "Export 'gone' is not defined in module"),
        ("return 5; export {}", "Illegal return statement"),
    ],
)
def test_what_only_a_module_forbids_is_a_syntax_error(text: str, message: str) -> None:
    exception = session_with(m__mjs=text).run("import './m.mjs'").exception

    assert exception.name == "SyntaxError"
    assert message in exception.message


def test_a_function_of_an_imported_module_keeps_its_place_in_later_runs() -> None:
    session = session_with(m__mjs="\n\nexport function late() { throw new Error('late') }")
    session.run("import { late } from './m.mjs'")

    exception = session.run("late()").exception

    assert [(frame.uri, frame.place.line) for frame in exception.frames] == [
        ("file:///w/m.mjs", 2),
        ("file:///w/a.js", 0),
    ]


@pytest.mark.parametrize(
    ("body", "preview"),
    [
        ("export const v = ((a) => a)(5)", "5"),
        ("export const v = [1].map(n => n + a).concat(a)", "[ 11, 10 ]"),
        ("export const v = { a }", "{ a: 10 }"),
        ("export let v = 0; { let a = 3; v = a }", "3"),
        ("export let v = 0; for (const a of [4]) v = a", "4"),
        ("export let v; try { throw 6 } catch (a) { v = a }", "6"),
        ("export const v = (function a() { return typeof a })()", "'function'"),
        ("export const v = (() => { var a = 7; return a })()", "7"),
        ("export const v = (() => { if (true) { var a = 7 } return a })()", "7"),
        ("export const v = ({ x: a }) => a", "[Function: v]"),
        ("export const v = { m(a) { return a } }.m(8)", "8"),
        ("export const v = (({ a }) => a)({ a: 9 })", "9"),
        ("export const v = `${a}`", "'10'"),
        ("export const v = { a: 1, b: a }.b", "10"),
        ("const o = { a: 1 }\nexport const v = o.a", "1"),
        ("f()\nexport const v = called\nvar called; f()", "undefined"),
        ("export const v = new C().n", "1"),
        ("export const v = f`x`", "undefined"),
        ("export const v = typeof a", "'number'"),
        ("let v = 1\nf()\nexport { v }", "1"),
        ("export const v = class a { static n = typeof a }.n", "'function'"),
        ("a: for (;;) { break a }\nexport const v = a", "10"),
        ("export const v = (x => { switch (1) { case 1: let a = 2; return a } })()", "2"),
    ],
)
def test_an_imported_name_is_hidden_where_another_is_declared(body: str, preview: str) -> None:
    session = session_with(
        other__mjs="export const a = 10; export class C { n = 1 } export function f() { return this }",
        m__mjs="import { a, C, f } from './other.mjs'\n" + body,
    )

    assert session.preview("import { v } from './m.mjs'; v") == preview


def test_nodes_own_modules_are_refused_with_the_reason() -> None:
    exception = Session().run("import fs from 'node:fs'").exception

    assert "no file system" in exception.message


def test_commonjs_modules_may_require_each_other() -> None:
    session = session_with(
        a__cjs="exports.early = 1; exports.b = require('./b.cjs').b; exports.late = 2",
        b__cjs="const a = require('./a.cjs'); exports.b = Object.keys(a)",
    )

    assert session.preview("require('./a.cjs')") == "{ early: 1, b: [ 'early' ], late: 2 }"


def test_a_file_may_fill_its_own_exports() -> None:
    assert Session().preview("module.exports = { a: 1 }; exports.b = 2; module.exports") == "{ a: 1 }"


@pytest.mark.parametrize("name", ["empty.mjs", "empty.cjs"])
def test_an_empty_file_is_a_module(name: str) -> None:
    session = session_with(**{name: ""})

    assert session.preview(f"import * as m from './{name}'; typeof m") == "'object'"
