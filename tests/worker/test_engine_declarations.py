"""What is declared again, as anything; and that constants stay ones whoever assigns to them."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session
from vm_lsp.worker.source.assignments import assigned_names, makes_code

KINDS = {
    "let": "let x = '{}'",
    "const": "const x = '{}'",
    "var": "var x = '{}'",
    "class": "class x {{ static toString() {{ return '{}' }} }}",
    "function": "function x() {{}} x.toString = () => '{}'",
    "pattern": "const {{ a: x = '{}', ...rest }} = {{}}",
    "awaited": "const x = await '{}'",
    "strict": "'use strict'; const x = '{}'",
    "import": "import {{ {} as x }} from './m.mjs'",
}
CONSTANT = "TypeError: Assignment to constant variable."


def failure(session: Session, text: str) -> str:
    exception = session.run(text).exception
    return f"{exception.name}: {exception.message}"


def with_module() -> Session:
    session = Session()
    session.files = {"m.mjs": "export const one = 'one', two = 'two'"}
    return session


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
def test_anything_can_be_declared_again_as_anything(first: str, second: str) -> None:
    session = with_module()
    session.run(KINDS[first].format("one") + "\n;var read = () => String(x)")
    assert session.preview("read()") == "'one'"
    session.run(KINDS[second].format("two"))
    assert session.preview("read()") == "'two'"
    if second in ("const", "pattern", "awaited", "strict", "import"):
        assert failure(session, "x = 3") == CONSTANT


@pytest.mark.parametrize("first", [kind for kind in KINDS if kind != "strict"])
def test_what_is_declared_again_is_not_initialised_before_its_declaration(first: str) -> None:
    session = with_module()
    session.run(KINDS[first].format("one"))
    assert failure(session, "x; let x = 'two'") == "ReferenceError: x is not initialized"
    assert session.preview("const x = 'three'; x") == "'three'"


@pytest.mark.parametrize(
    "assigning",
    [
        "x = 2",
        "x += 2",
        "x ||= 2; x &&= 2",
        "x++",
        "--x",
        "(x) = 2",
        "[x] = [2]",
        "({ a: { b: [x] } } = { a: { b: [2] } })",
        "for (x of [2]);",
        "for (x in { a: 2 });",
        "for ([x] of [[2]]);",
        "x /* here */ = 2",
        "x\n= 2",
        "\\u0078 = 2",
        "eval('x = 2')",
        "eval('x' + '= 2')",
        "(0, eval)(['x', '2'].join('='))",
        "new Function('x' + '= 2')()",
        "(function () {}).constructor('x' + '= 2')()",
        "with ({}) x = 2",
        "set()",
        "late()",
        "(() => { 'use strict'; x = 2 })()",
    ],
)
def test_nothing_assigns_to_a_constant(assigning: str) -> None:
    session = Session()
    session.run("function set() { x = 2 } const late = eval('() => { x' + '= 2 }')" if "()" in assigning else "0")
    session.run("const x = 1")
    assert failure(session, assigning) == CONSTANT
    assert session.preview("x") == "1"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("const x = 1, y = 2; let z = x == y", {"y"}),
        ("a.x = 1; b?.[x] === 2; (c) => c", set()),
        ("const { a, b: { c } } = d; let [e = 1] = []", {"e"}),
        ("f(`${x = 1}`, 'y = 2')", {"x", "y"}),
        ("é = 1; $ = 2", {"é", "$"}),
    ],
)
def test_names_that_are_assigned_to_are_seen_in_the_text(text: str, names: set[str]) -> None:
    assert assigned_names(text.encode()) == names


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("eval(a)", True),
        ("evaluate(retrieval)", False),
        ("new Function(a)", True),
        ("a.constructor(b)", True),
        ("a['constructor'](b)", True),
        ("class A { constructor() {} }", False),
        ("a.constructor.name; a.constructor === A; a instanceof Function", False),
    ],
)
def test_code_that_makes_code_is_seen_in_the_text(text: str, makes: bool) -> None:
    assert makes_code(text.encode()) is makes


@pytest.mark.parametrize("declaring", ["var x = 1", "let x = 1", "const x = 1", "class x {}", "function x() {}"])
@pytest.mark.parametrize("deleting", ["delete x", "delete (x)", "delete this.x"])
def test_what_is_declared_can_not_be_deleted(declaring: str, deleting: str) -> None:
    session = Session()
    session.run(declaring)
    assert session.preview(deleting) == "false"
    assert session.preview("typeof x") != "'undefined'"


def test_what_is_not_declared_can_be_deleted() -> None:
    assert Session().preview("implicit = 1; [delete implicit, typeof implicit]") == "[ true, 'undefined' ]"


def test_a_variable_in_a_block_clashes_with_a_lexical_name() -> None:
    exception = Session().run("let a\n{ var a }").exception
    assert exception.message == "Identifier 'a' has already been declared"
    assert exception.frames[0].place.line == 1


def test_a_function_of_a_block_leaves_a_constant_of_its_name_alone() -> None:
    assert Session().preview("const f = 1; { function f() {} } f") == "1"


def test_in_a_frozen_session_a_declaration_lives_for_its_own_run() -> None:
    session = Session()
    session.run("Object.freeze(globalThis); 0")
    assert session.preview("const x = 1; x") == "1"
    assert session.run("x").exception.name == "ReferenceError"
