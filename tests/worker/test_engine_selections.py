"""What a selection comes to that is no script: an object, a piece of one, the lines of a function, a fragment."""

from __future__ import annotations

import pytest

from tests.worker.scripts import URI, Session, span
from vm_lsp.worker.wire import Execute, WireRange


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1}", "{ a: 1 }"),
        ("{ a: 1, b: { c: 2 } }", "{ a: 1, b: { c: 2 } }"),
        ("{}", "{}"),
        ("/* an */ { a: 1 } // object", "{ a: 1 }"),
        ("\n  {\n    a: 1,\n  }\n", "{ a: 1 }"),
        ("{ m() { return 1 }, get x() { return 2 }, ...{ y: 3 } }", "{ m: [Function: m], x: [Getter], y: 3 }"),
        ("{a: 1}.a", "1"),
        ("{a: 1, b: 2};", "{ a: 1, b: 2 }"),
        ("{a: await Promise.resolve(1)}", "{ a: 1 }"),
    ],
)
def test_what_parses_as_an_object_is_one(text: str, value: str) -> None:
    assert Session().preview(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1};", "1"),
        ("{ let q = 20; q + 1 }", "21"),
        ("{a: 1} 2", "2"),
        ("a: 1", "1"),
        ("var yield = 3; yield * 2", "6"),
        ("with ({ z: 1 }) { z }", "1"),
        ("if (true) { 1 } else { 2 }", "1"),
        ("x: for (;;) { break x } 5", "5"),
    ],
)
def test_what_parses_as_a_script_otherwise_is_a_script(text: str, value: str) -> None:
    assert Session().preview(text) == value


def test_a_whole_file_is_never_an_object() -> None:
    session = Session()
    session.engine.begin(Execute("id", "run_file", "{a: 1}", URI, 0, 0, "null", {}, 1000))
    value = session.engine.finish().value
    assert value is not None
    assert value.preview == "1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("function () { return 1 }", "[Function (anonymous)]"),
        ("async function () {};", "[AsyncFunction (anonymous)]"),
        ("class { }", "[class (anonymous)]"),
        ("function () { return 7 }()", "7"),
    ],
)
def test_a_function_or_class_without_a_name_is_an_expression(text: str, value: str) -> None:
    assert Session().preview(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1, b: 2", "{ a: 1, b: 2 }"),
        ("a: 1,\nb: [2],", "{ a: 1, b: [ 2 ] }"),
        ("'a-b': 1, [1 + 1]: 2", "{ '2': 2, 'a-b': 1 }"),
        ("foo() { return 1 }", "{ foo: [Function: foo] }"),
        ("async foo() { await 1 },", "{ foo: [AsyncFunction: foo] }"),
        ("*foo() { yield 1 }", "{ foo: [GeneratorFunction: foo] }"),
        ("get x() { return 1 },\nset x(to) {}", "{ x: [Getter/Setter] }"),
    ],
)
def test_properties_and_methods_are_an_object(text: str, value: str) -> None:
    assert Session().preview(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("return 1", "1"),
        ("return", "undefined"),
        ("return;", "undefined"),
        ("return /* it */ 1, 2 // last", "2"),
        ("const x = 1; if (x) return 'early'; return 'late'", "'early'"),
        ("for (const a of [1, 2, 3]) { if (a > 1) return a }\nreturn 0", "2"),
        ("try { return 1 } finally { var seen = 1 }", "1"),
        ("try { throw 1 } catch (e) { return e + 1 } finally { }", "2"),
        ("try { return 1 } finally { return 2 }", "2"),
        ("for (;;) { try { return 1 } finally { break } }\n'after'", "'after'"),
        ("function f() { return 3 }\nreturn f()", "3"),
        ("return f()\nfunction f() { return 4 }\nconsole.log('never')", "4"),
        ("return new Promise(resolve => setTimeout(resolve, 1, 'in time'))", "'in time'"),
        ("const v = await Promise.resolve(5); return v + 1", "6"),
        ("if (false) return 1\n'no return was met'", "'no return was met'"),
        ("return (() => { return 1 })()", "1"),
        ("switch (1) { case 1: return 'one'; default: return 'other' }", "'one'"),
    ],
)
def test_the_lines_of_a_function_come_to_what_they_return(text: str, value: str) -> None:
    run = Session().run(text)
    assert (run.value.preview, run.printed) == (value, [])


def test_lines_that_return_show_their_statements_and_keep_what_they_declare() -> None:
    session = Session()
    run = session.run("const a = 1\nlet b = a + 1\na + b\nif (b) return a\nconst c = 3")
    assert run.statements == [(["a"], "1"), (["b"], "2"), (None, "3")]
    assert run.done.place == span(3, 7, 3, 15)
    assert session.preview("[a, b]") == "[ 1, 2 ]"


def test_what_is_thrown_in_lines_that_return_is_their_error() -> None:
    exception = Session().run("\tif (!true) return\n\tnull.x\n\treturn 1", line=5).exception
    assert (exception.name, [frame.place for frame in exception.frames]) == ("TypeError", [span(6, 1, 6, 7)])


def test_a_promise_that_lines_return_and_that_is_rejected_is_their_error() -> None:
    assert Session().run("return Promise.reject(new RangeError('far'))").exception.message == "far"


def test_a_whole_file_may_not_return() -> None:
    session = Session()
    session.engine.begin(Execute("id", "run_file", "return 1", URI, 0, 0, "null", {}, 1000))
    exception = session.engine.finish().exception
    assert exception is not None
    assert exception.name == "SyntaxError"


@pytest.mark.parametrize("text", ["{ a: 1, b: gone }", "a: 1, b: gone", "if (false) return; gone"])
def test_an_error_in_any_of_them_points_at_its_place(text: str) -> None:
    (frame,) = Session().run(text, line=3, column=17).exception.frames
    assert frame.place == span(3, 17 + text.index("gone"), 3, 17 + text.index("gone") + len("gone"))


BEHIND = "\t\te\u0301😀;\t"
"""Columns count UTF-16 units, the engine and the parser bytes."""


@pytest.mark.parametrize(
    "text", ["{ é: '😀', b: gone }", "é: '😀', b: gone", "'e\u0301😀'; return gone", "'😀\te\u0301', gone"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_error_behind_tabs_emoji_and_accents_points_at_its_place(text: str, line_end: str) -> None:
    column = len(BEHIND.encode("utf-16-le")) // 2
    (frame,) = Session().run(f"{text}{line_end}", line=3, column=column).exception.frames
    start = column + len(text[: text.index("gone")].encode("utf-16-le")) // 2
    assert frame.place == span(3, start, 3, start + len("gone"))


def test_a_method_that_was_selected_fails_at_its_place_when_it_is_called_later() -> None:
    session = Session()
    session.run("var kept = undefined")
    text = "foo() { return 1 }, bar: kept = function () { return gone }"
    session.run(text, line=7, column=2)
    frames = session.run("kept()").exception.frames
    assert frames[0].place == span(7, 2 + text.index("gone"), 7, 2 + text.index("gone") + len("gone"))


@pytest.mark.parametrize(
    ("text", "reason", "place", "runnable"),
    [
        ("foo.bar.", "The code ends with '.', which", (7, 8), (0, 7)),
        (", b", "The code begins with ',', which", (0, 1), (2, 3)),
        ("a,", "The code ends with ',', which", (1, 2), (0, 1)),
        ("a &&", "The code ends with '&&', which", (2, 4), (0, 1)),
        ("let x = 1,", "The code ends with ',', which", (9, 10), (0, 9)),
        ("foo(a))", "The ')' here has no '(' in the code.", (6, 7), (0, 6)),
        ("...xs", "The code begins with '...', which", (0, 3), (3, 5)),
        (".map(x => x)", "The code begins with '.', which", (0, 1), None),
        ("&& b", "The code begins with '&&', which", (0, 2), None),
        (")", "The ')' here has no '(' in the code.", (0, 1), None),
        ("} else {", "The '}' here has no '{' in the code.", (0, 1), None),
        ("else { x }", "The code begins with 'else', which", (0, 4), None),
        ("foo(1, [2", "The '[' here has no ']' in the code.", (7, 8), None),
        ("'half", "There is only one of the two quotes of a string in the code.", (0, 1), None),
        ("lf' + x", "There is only one of the two quotes of a string in the code.", (2, 3), None),
        ("`half ${1}", "There is only one of the two quotes of a template in the code.", (0, 1), None),
        ("1 /* half", "A comment begins here, and its end is not in the code.", (2, 4), (0, 1)),
        ("yield 1", "'yield' has a meaning only inside of a generator function.", (0, 5), None),
        ("1; super.x()", "'super' has a meaning only inside of a method.", (3, 8), None),
        ("new.target", "'new.target' has a meaning only inside of a function.", (0, 10), None),
        ("this.#x", "'#x' has a meaning only inside of its class.", (5, 7), None),
        ("if (true) break", "'break' has a meaning only inside of a loop or a switch.", (10, 15), None),
        ("static x = 1", "These are members of a class, which have no value of their own.", (0, 6), None),
        ("a() {}\nb() {}", "These are members of a class, which have no value of their own.", (0, 1), None),
    ],
)
def test_a_fragment_says_what_is_wrong_and_what_would_run(
    text: str, reason: str, place: tuple[int, int], runnable: tuple[int, int] | None
) -> None:
    exception = Session().run(text, line=2).exception
    assert exception.name == "SyntaxError"
    assert exception.message.startswith(reason)
    assert [frame.place for frame in exception.frames] == [span(2, place[0], 2, place[1])]
    if runnable is None:
        assert exception.runnable is None
        assert exception.message.endswith("Select the whole of what it is a part of.")
    else:
        assert exception.runnable == span(2, runnable[0], 2, runnable[1])
        assert exception.message.endswith(f" Select 3:{runnable[0] + 1}\N{EN DASH}3:{runnable[1] + 1}.")


@pytest.mark.parametrize("text", ["let x = ;", "a b", "'use strict'; with (a) {}", "let a; let a"])
def test_what_is_no_fragment_keeps_the_message_of_the_engine(text: str) -> None:
    exception = Session().run(text).exception
    assert exception.name == "SyntaxError"
    assert "Select" not in exception.message


def test_a_fragment_changes_nothing() -> None:
    session = Session()
    session.run("var a = 1")
    session.run("a = 2; var b = 3; function c() {}\na,")
    assert session.preview("[a, typeof b, typeof c]") == "[ 1, 'undefined', 'undefined' ]"


def test_what_the_document_has_around_a_fragment_is_to_be_selected() -> None:
    session = Session()
    around = WireRange(4, 2, 4, 20)
    session.engine.begin(Execute("id", "repl", ".map(f)", URI, 4, 13, "null", {}, 1000, around))
    exception = session.engine.finish().exception
    assert exception is not None
    assert (exception.runnable, exception.message[-18:]) == (around, ". Select 5:3\N{EN DASH}5:21."[-18:])


def test_user_code_that_replaced_eval_is_not_asked_what_compiles() -> None:
    session = Session()
    session.run("globalThis.eval = () => { throw 'mine' }; globalThis.Function = undefined")
    assert session.preview("a: 1, b: 2") == "{ a: 1, b: 2 }"


@pytest.mark.parametrize(
    "text",
    [
        "function* g() { yield 1 }",
        "({ *m() { yield 1; return () => super.x } })",
        "class A { #p = 1; static s = new.target; m() { return () => [this.#p, new.target] } }",
        "for (;;) { switch (1) { case 1: break } break }",
        "class B { static { super.x } f = () => super.x; has(o) { return function () { return #q in o } } #q }",
    ],
)
def test_words_inside_of_what_they_belong_into_are_no_fragment(text: str) -> None:
    assert Session().run(text).done.exception is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("function* g() { return () => { yield 1 } }", "yield"),
        ("({ m() { return function () { return super.x } } })", "super"),
        ("for (;;) { [1].forEach(() => { break }) }", "break"),
    ],
)
def test_a_function_keeps_out_what_is_around_it(text: str, word: str) -> None:
    assert Session().run(text).exception.message.startswith(f"'{word}' has a meaning only inside of")


@pytest.mark.parametrize("clause", ["catch (e) {\n  e\n}", "  catch (e) { }", "catch (e) { } finally { }"])
def test_the_end_of_a_try_is_no_method_of_an_object(clause: str) -> None:
    exception = Session().run(clause).exception
    assert exception.message.startswith("The code begins with 'catch', which belongs to what stands before it.")
