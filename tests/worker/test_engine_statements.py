"""What the statements of a script report, and declaring names again."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session, span
from vm_lsp.worker.wire import StatementValue


def test_each_statement_but_the_last_reports_its_value() -> None:
    assert Session().run("1 + 1\n'two'\n3").statements == [(None, "2"), (None, "'two'")]


@pytest.mark.parametrize("mode", ["", "'use strict';", "await 0;", "import 'node:path';"])
def test_the_value_of_the_run_is_told_of_its_statement_where_only_declarations_stand_behind_it(mode: str) -> None:
    run = Session().run(f"{mode}1\n2\nconst x = 3")
    assert run.statements[-3:] == [(None, "1"), (None, "2"), (["x"], "3")]
    assert (run.value.preview, run.done.place) == ("2", span(1, 0, 1, 1))


def test_a_value_that_is_undefined_is_left_out() -> None:
    assert Session().run("undefined; void 0; if (true) 5; 1").statements == []


def test_a_statement_value_stands_at_its_statement() -> None:
    run = Session().run("1\n  'é' + 2; 3", line=4, column=6)
    places = [report.place for report in run.reports if isinstance(report, StatementValue)]
    assert places == [span(4, 6, 4, 7), span(5, 2, 5, 10)]


def test_a_declaration_reports_the_names_it_bound() -> None:
    assert Session().run("const x = 5").statements == [(["x"], "5")]
    assert Session().run("let a = 1, { b, c: [d = 4], ...rest } = { b: 2, c: [], e: 5 }").statements == [
        (["a", "b", "d", "rest"], "{ a: 1, b: 2, d: 4, rest: { e: 5 } }")
    ]
    assert Session().run("class A {}").statements == [(["A"], "[class A]")]
    assert Session().run("function f() {}").statements == [(["f"], "[Function: f]")]
    assert Session().run("var v = undefined").statements == [(["v"], "undefined")]


def test_a_declaration_without_a_value_reports_nothing() -> None:
    assert Session().run("let x; var y; x").statements == []


@pytest.mark.parametrize("kind", ["let", "const", "var"])
def test_a_name_can_be_declared_again_in_the_next_run(kind: str) -> None:
    session = Session()
    for value in ("1", "2"):
        session.run(f"{kind} x = {value}")
        assert session.preview("x") == value


@pytest.mark.parametrize("first", ["let x = 1", "const x = 1", "var x = 1", "class x {}", "function x() {}"])
@pytest.mark.parametrize("second", ["let x = 2", "const x = 2", "var x = 2"])
def test_a_name_can_change_the_way_it_is_declared(first: str, second: str) -> None:
    session = Session()
    session.run(first)
    session.run(second)
    assert session.preview("x") == "2"


@pytest.mark.parametrize("first", ["let x = 1", "const x = 1", "class x {}"])
def test_a_function_may_take_a_name_over(first: str) -> None:
    session = Session()
    session.run(first)
    assert session.preview("function x() { return 2 }\nx()") == "2"


def test_a_class_can_be_declared_again() -> None:
    session = Session()
    session.run("class A { a() { return 1 } }")
    session.run("class A { a() { return A.name + 2 } }")
    assert session.preview("new A().a()") == "'A2'"


def test_a_closure_sees_the_value_of_the_new_declaration() -> None:
    session = Session()
    session.run("const x = 1; const read = () => x")
    session.run("const x = 2")
    assert session.preview("read()") == "2"


@pytest.mark.parametrize("mode", ["", "'use strict';"])
def test_a_constant_can_not_be_assigned_to(mode: str) -> None:
    session = Session()
    session.run("const x = 1")
    exception = session.run(f"{mode}x = 2").exception
    assert (exception.name, exception.message) == ("TypeError", "Assignment to constant variable.")
    assert session.preview("x") == "1"


def test_a_name_throws_before_its_declaration() -> None:
    session = Session()
    exception = session.run("x; let x = 1").exception
    assert (exception.name, exception.message) == ("ReferenceError", "x is not initialized")
    assert session.run("typeof y; class y {}").exception.name == "ReferenceError"


def test_a_declaration_whose_initialiser_threw_can_be_run_again() -> None:
    session = Session()
    assert session.run("let x = missing()").exception.name == "ReferenceError"
    assert session.run("x").exception.message == "x is not initialized"
    session.run("let x = 3")
    assert session.preview("x") == "3"


@pytest.mark.parametrize(
    "script",
    [
        "let a; let a",
        "const a = 1; var a",
        "let a; function a() {}",
        "class A {}; let A",
        "let undefined",
        "let\n{ a } = {}; const [b, a] = []",
    ],
)
def test_declaring_a_name_twice_in_one_run_stays_a_syntax_error(script: str) -> None:
    assert Session().run(script).exception.name == "SyntaxError"


def test_declarations_are_no_properties_that_show() -> None:
    session = Session()
    session.run("let a = 1; const b = 2; class C {}")
    assert session.preview("Object.keys(globalThis).filter((name) => 'abC'.includes(name))") == "[]"


def test_functions_get_the_name_they_are_assigned_to() -> None:
    session = Session()
    session.run("const f = () => {}, { g = function () {} } = {}; let K = class {}")
    assert session.preview("[f.name, g.name, K.name]") == "[ 'f', 'g', 'K' ]"


def test_functions_are_hoisted() -> None:
    assert Session().preview("early(); function early() { return 'yes' }") == "'yes'"
    assert Session().run("var seen = typeof later; function later() {}\nseen").value.preview == "'function'"


def test_a_script_that_threw_does_not_run_on_behind_a_function() -> None:
    session = Session()
    session.run("var after = 'untouched'")
    session.run("null.x\nfunction f() {}\nafter = 'reached'")
    assert session.preview("after") == "'untouched'"


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("let a\n(5)", "5"),
        ("var b = 1\n;[2]\n;(3)", "3"),
        ("let c = 1\n++c", "2"),
        ("const s = `a\n${1}\nb`\ns", "'a\\n1\\nb'"),
        ("x: { break x }\n4", "4"),
        ("const { length } = 'abc'\nlength", "3"),
        ("let async = 1; async\n(2)", None),
        ("const of = 1, get = 2\n[of, get]", None),
    ],
)
def test_rewriting_keeps_where_statements_end(script: str, preview: str | None) -> None:
    run = Session().run(script)
    assert preview is None or run.value.preview == preview


def test_names_that_only_strict_code_forbids_stay_what_they_are() -> None:
    assert Session().preview("var yield = 3; yield") == "3"


def test_a_use_strict_at_the_top_stays_in_force() -> None:
    session = Session()
    assert session.run("'use strict'\nundeclared = 1").exception.name == "ReferenceError"
    session.run("'use strict'; var kept = 1; function alsoKept() {}; let too = 2")
    assert session.preview("[kept, typeof alsoKept, too]") == "[ 1, 'function', 2 ]"


@pytest.mark.parametrize("comment", ["// c", "/* c */", "/* c */ // d", "// c\n// d"])
@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("const a = 1", "1"),
        ("let a = [1]", "[ 1 ]"),
        ("let { a } = { a: 1 }", "1"),
        ("var a = () => {}", "[Function: a]"),
        ("function a() {}", "[Function: a]"),
        ("class a {}", "[class a]"),
        ("1 + 1", "2"),
        ("a = () => {}", "[Function: a]"),
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\n3"])
def test_a_comment_behind_a_statement_takes_nothing_from_it(statement: str, shown: str, comment: str, end: str) -> None:
    run = Session().run(f"7\n{statement} {comment}{end}")
    shown_values = [preview for _, preview in run.statements]
    assert "7" in [*shown_values, run.value.preview]
    assert shown in [*shown_values, run.value.preview]


def test_a_statement_ends_before_the_comment_behind_it() -> None:
    run = Session().run("const a = 1 // c\n2")
    assert [report.place for report in run.reports if isinstance(report, StatementValue)] == [span(0, 0, 0, 11)]


@pytest.mark.parametrize("script", ["const a = 1\n;[a]", "let a = 1 // one\n;[a]", "'a' + 1\n;[1]", "({})\n\n; 2"])
def test_a_semicolon_that_begins_a_later_line_takes_no_value_there(script: str) -> None:
    run = Session().run(script)
    places = [report.place for report in run.reports if isinstance(report, StatementValue)]
    assert [place.end_line for place in places] == [0]


@pytest.mark.parametrize("exported", ["export { x }", "export {}", "export { x as y }\nvar z = 2"])
def test_a_list_of_exports_has_no_value(exported: str) -> None:
    run = Session().run(f"var x = 1\n5\n{exported}")
    assert run.value.preview == "5"
    assert run.done.place == span(1, 0, 1, 1)


def test_a_default_export_is_the_value_of_its_script() -> None:
    run = Session().run("1\nexport default 2")
    assert run.done.place == span(1, 0, 1, 16)
