"""The two pieces of the user's code that printing asks, and that neither can break it."""

from __future__ import annotations

import pytest

from tests.worker.scripts import URI, Session

CUSTOM = "Symbol.for('nodejs.util.inspect.custom')"


def own(body: str, fields: str = "x = 1") -> str:
    """Return a class A whose instances print themselves with that body."""
    return f"class A {{ {fields}; [{CUSTOM}](depth, options, inspect) {{ {body} }} }};"


@pytest.mark.parametrize(
    ("body", "preview"),
    [
        ("throw new Error('boom')", "<Inspection threw (boom)> A { x: 1 }"),
        ("throw 'text'", "<Inspection threw (text)> A { x: 1 }"),
        ("throw null", "<Inspection threw (null)> A { x: 1 }"),
        ("throw Symbol('s')", "<Inspection threw (Symbol(s))> A { x: 1 }"),
        ("throw {}", "<Inspection threw ()> A { x: 1 }"),
        ("throw { toString() { throw 1 }, get message() { throw 2 } }", "<Inspection threw ()> A { x: 1 }"),
        ("throw new Proxy(new Error('p'), { get() { throw 3 } })", "<Inspection threw ()> A { x: 1 }"),
        ("null.x", "<Inspection threw (cannot read property 'x' of null)> A { x: 1 }"),
        ("return this.missing.x", "<Inspection threw (cannot read property 'x' of undefined)> A { x: 1 }"),
        ("return Symbol('s')", "Symbol(s)"),
        ("return { toString() { throw 1 } }", "{ toString: [Function: toString] }"),
        ("return new Proxy({ a: 1 }, { get() { throw 1 }, ownKeys() { throw 2 } })", "{ a: 1 }"),
        ("return new Error('as value').message", "as value"),
        ("delete this.x; return this", "A {}"),
    ],
)
def test_whatever_an_objects_own_printing_does_the_run_goes_on(body: str, preview: str) -> None:
    session = Session()
    assert session.preview(f"{own(body)} new A") == preview
    assert session.preview("1 + 1") == "2"


def test_own_printing_that_calls_itself_for_ever_is_said_to_have_thrown() -> None:
    session = Session()
    preview = session.preview(f"{own('return inspect(this, options)')} new A")
    assert "Maximum call stack size exceeded" in preview
    assert session.preview("1 + 1") == "2"


def test_own_printing_that_goes_from_object_to_object_is_interrupted() -> None:
    session = Session()
    script = f"const next = () => ({{ [{CUSTOM}]: next }}); next()"
    assert "Inspection interrupted prematurely" in session.preview(script)
    assert session.preview("1 + 1") == "2"


@pytest.mark.parametrize(
    ("value", "change", "preview"),
    [
        ("{ a: new A, b: 2 }", "delete value.b", "{ a: changed, b: undefined }"),
        ("[new A, 2, 3]", "value.length = 1", "[ changed ]"),
        ("new Map([[1, new A], [2, 2]])", "value.clear()", "Map(2) { 1 => changed }"),
        ("new Set([new A, 2])", "value.clear()", "Set(2) { changed, undefined }"),
    ],
)
def test_own_printing_may_change_what_is_being_printed(value: str, change: str, preview: str) -> None:
    session = Session()
    session.run("let value; " + own(change + "; return 'changed'"))
    session.run(f"void (value = {value})")
    assert session.preview("value") == preview


def test_errors_that_own_printing_makes_have_their_stack() -> None:
    session = Session()
    session.run(f"let made; {own('made = new Error(depth); return String(made.stack)')}")
    assert URI in session.preview("new A")
    assert URI in session.run("throw made").exception.stack


def test_own_printing_sees_what_the_caller_of_inspect_passed() -> None:
    session = Session()
    script = own("return inspect({ deep: { deeper: {} } }, { ...options, depth: 0 }) + options.mine")
    session.run(script + "let given;")
    session.run(f"({{ [{CUSTOM}](depth, options, inspect) {{ given = inspect; return '' }} }})")
    assert session.run("given(new A, { mine: '!', depth: 5 })").value.json == '"{ deep: [Object] }!"'


def test_a_console_call_asks_as_a_preview_does() -> None:
    session = Session()
    assert session.run(own("return 'me'") + "console.log(new A, '%s', [new A])").printed == ["me %s [ me ]"]
    assert session.run(own("throw 1") + "console.log(new A); 'on'").value.preview == "'on'"


@pytest.mark.parametrize(
    ("getter", "preview"),
    [
        ("throw new Error('boom')", "A {}"),
        ("return { toString() { throw 1 } }", "A {}"),
        ("return Symbol('s')", "A {}"),
        ("return 'Tag'", "A [Tag] {}"),
        ("return this[Symbol.toStringTag]", "A {}"),
    ],
)
def test_a_getter_of_the_tag_may_throw(getter: str, preview: str) -> None:
    session = Session()
    assert session.preview(f"class A {{ get [Symbol.toStringTag]() {{ {getter} }} }}; new A") == preview
    assert session.preview("1 + 1") == "2"


def test_getters_are_run_only_where_the_options_say_so() -> None:
    session = Session()
    session.run(f"let given; ({{ [{CUSTOM}](depth, options, inspect) {{ given = inspect; return '' }} }})")
    session.run("let ran = 0; const o = { get a() { ran++; return [1] }, get b() { throw new TypeError('no') } }")
    assert session.preview("o") == "{ a: [Getter], b: [Getter] }"
    assert session.preview("ran") == "0"
    text = session.run("given(o, { getters: true })").value.json
    assert text == '"{ a: [Getter] [ 1 ], b: [Getter: <Inspection threw (no)>] }"'


def test_a_comparator_that_throws_leaves_the_order() -> None:
    session = Session()
    session.run(f"let given; ({{ [{CUSTOM}](depth, options, inspect) {{ given = inspect; return '' }} }})")
    assert session.run("given({ b: 1, a: 2 }, { sorted() { throw 1 } })").value.json == '"{ b: 1, a: 2 }"'
    assert session.run("given({ b: 1, a: 2 }, { sorted: (x, y) => x < y ? -1 : 1 })").value.json == '"{ a: 2, b: 1 }"'
