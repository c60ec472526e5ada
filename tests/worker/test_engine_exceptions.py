"""What was thrown, and where."""

from __future__ import annotations

import re

import pytest

from tests.worker.scripts import URI, Session, span
from vm_lsp.worker.wire import Remark, WireFrame


def test_a_thrown_error_has_name_message_stack_and_frames() -> None:
    exception = Session().run("throw new Error('boom')").exception
    assert (exception.name, exception.message, exception.cause, exception.thrown) == ("Error", "boom", None, None)
    assert exception.frames == [WireFrame("", URI, span(0, 6, 0, 23))]
    assert exception.stack == f"Error: boom\n    at {URI}:1:7"


def test_frames_lead_through_functions_of_earlier_runs() -> None:
    session = Session()
    session.run("function f(a) {\n  return a.b.c\n}", line=10, column=4, uri="file:///w/lib.js")
    frames = session.run("\n[{}].map(f)", line=2, column=9).exception.frames
    assert frames == [
        WireFrame("f", "file:///w/lib.js", span(11, 9, 11, 14)),
        WireFrame("", URI, span(3, 0, 3, 11)),
    ]


def test_a_selection_in_mid_line_keeps_the_columns_of_its_first_line_only() -> None:
    session = Session()
    assert session.run("nope", line=5, column=20).exception.frames[0].place == span(5, 20, 5, 24)
    assert session.run("1\nnope", line=5, column=20).exception.frames[0].place == span(6, 0, 6, 4)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_one_line(ending: str) -> None:
    text = ending.join(["'a';", "`b", "c`;", "/* d", "*/", "// e", "  nope()"])
    assert Session().run(text).exception.frames[0].place == span(6, 2, 6, 6)


def test_separators_that_end_a_line_for_the_engine_end_none_for_editors() -> None:
    text = "'in a string\u2028'\n/* in a comment \u2029 */ 1\u2028 nope()"
    assert Session().run(text).exception.frames[0].place == span(1, 24, 1, 28)


def test_columns_count_utf_16_units() -> None:
    assert Session().run("'😀é'; nope").exception.frames[0].place == span(0, 7, 0, 11)


def test_what_rewriting_put_in_shifts_no_place() -> None:
    text = "'use strict'; let { a } = { a: 1 }, b; const c = [a]; class D { m() { return gone } }; new D().m()"
    frames = Session().run(text).exception.frames
    assert [frame.place for frame in frames] == [
        span(0, text.index("gone"), 0, text.index("gone") + 4),
        span(0, text.index("new D().m"), 0, text.index("new D().m") + len("new D().m()")),
    ]


def test_a_syntax_error_points_at_its_place() -> None:
    exception = Session().run("let ok = 1\nlet q = ;", line=3).exception
    assert exception.name == "SyntaxError"
    assert [frame.place for frame in exception.frames] == [span(4, 8, 4, 9)]


def test_a_syntax_error_that_only_the_engine_sees_points_at_its_place() -> None:
    exception = Session().run("let ok = 1\nlabel: { break other }", line=3).exception
    assert exception.name == "SyntaxError"
    assert [frame.place.line for frame in exception.frames] == [4]


def test_a_script_with_a_syntax_error_does_nothing() -> None:
    session = Session()
    session.run("let a = 1; var b = 1")
    session.run("let a = 2; var b = 2; break label")
    assert session.preview("[a, b]") == "[ 1, 1 ]"


def test_a_nul_character_is_a_syntax_error() -> None:
    exception = Session().run("1; '\0'").exception
    assert (exception.name, exception.frames[0].place.column) == ("SyntaxError", 4)


def test_an_error_of_eval_points_at_the_code_that_called_it() -> None:
    exception = Session().run("\neval('1 +')").exception
    assert exception.name == "SyntaxError"
    assert [frame.place.line for frame in exception.frames] == [1]


@pytest.mark.parametrize(
    ("thrown", "preview", "kind"),
    [
        ("'text'", "'text'", "string"),
        ("{ a: 1 }", "{ a: 1 }", "Object"),
        ("null", "null", "null"),
        ("undefined", "undefined", "undefined"),
        ("10n", "10n", "bigint"),
        ("new Proxy(new Error('x'), {})", "Error: x\n    at file:///w/a.js:1:17", "Error"),
    ],
)
def test_a_thrown_non_error_is_uncaught_and_shows_itself(thrown: str, preview: str, kind: str) -> None:
    run = Session().run(f"throw {thrown}")
    exception = run.exception
    assert (exception.name, exception.message) == ("Uncaught", preview)
    assert exception.thrown is not None
    assert (exception.thrown.type, exception.thrown.preview) == (kind, preview)
    assert not run.done.out_of_memory


def test_causes_are_followed_a_few_steps() -> None:
    exception = (
        Session().run("let e = 0; for (let i = 0; i < 9; i++) e = new Error('e' + i, { cause: e }); throw e").exception
    )
    messages = []
    cause: object = exception
    while cause is not None:
        messages.append(cause.message)
        cause = cause.cause
    assert messages == ["e8", "e7", "e6", "e5", "e4", "e3"]
    assert Session().run("throw new Error('a', { cause: 'b' })").exception.cause.thrown.preview == "'b'"


def test_an_error_of_the_users_own_class_has_its_name() -> None:
    script = "class Own extends Error { get name() { return 'Own' } }; throw new Own('mine')"
    exception = Session().run(script).exception
    assert (exception.name, exception.message) == ("Own", "mine")


def test_getters_that_throw_break_nothing() -> None:
    script = (
        "const e = new Error('m'); for (const key of ['name', 'message', 'stack', 'cause'])"
        " Object.defineProperty(e, key, { get() { throw e } }); throw e"
    )
    exception = Session().run(script).exception
    assert (exception.name, exception.message) == ("Error", "")


def test_the_constructor_of_an_error_is_no_frame_of_it() -> None:
    session = Session()
    session.run("class Own extends Error {}; class Sub extends Own { constructor() { super('m'); this.name = 'Sub' } }")
    exception = session.run("function make() { return new Sub }\nthrow make()").exception
    assert [frame.function for frame in exception.frames] == ["make", ""]
    assert exception.stack == f"Sub: m\n    at make ({URI}:1:26)\n    at {URI}:2:7"


def test_a_name_that_is_no_text_is_shown() -> None:
    assert Session().run("throw Object.assign(new Error('m'), { name: { a: 1 } })").exception.name == "{ a: 1 }"


def test_a_rejected_promise_as_the_last_value_is_the_exception() -> None:
    exception = Session().run("(async () => { throw new TypeError('later') })()").exception
    assert (exception.name, exception.message) == ("TypeError", "later")
    assert exception.frames[0].place == span(0, 21, 0, 43)


def test_the_stack_that_user_code_reads_names_the_places_in_the_documents() -> None:
    stack = Session().run("function f() { return new Error('m') }\nf().stack", line=2).value.json
    assert stack == f'"Error: m\\n    at f ({URI}:3:23)\\n    at {URI}:4:1"'


def test_a_stack_that_user_code_wrote_is_kept() -> None:
    session = Session()
    assert session.preview("const e = new Error('m'); e.stack = 'mine'; e.stack") == "'mine'"
    assert session.run("throw e").exception.stack == "mine"


def test_capture_stack_trace_names_the_places_in_the_documents() -> None:
    assert (
        Session().preview("const o = {}; Error.captureStackTrace(o); o.stack.split(':1:')[0]")
        == f"'Error\\n    at {URI}'"
    )


def test_the_first_failure_of_a_run_counts_and_the_next_run_is_free_of_it() -> None:
    session = Session()
    assert session.run("throw 1").exception.message == "1"
    assert session.preview("2") == "2"


def test_deep_recursion_is_an_exception_with_a_place() -> None:
    session = Session()
    exception = session.run("function f() { f() }\nf()").exception
    assert exception.name == "RangeError"
    assert exception.frames[0].function == "f"
    assert session.preview("1 + 1") == "2"


@pytest.mark.parametrize(
    "script",
    [
        "let d = []; for (let i = 0; i < 1e5; i++) d = [d]; JSON.stringify(d)",
        "eval('['.repeat(1e5))",
        "new Function('('.repeat(1e5))",
        "JSON.parse('['.repeat(1e5))",
        "class A { constructor() { new A } }; new A",
        "const p = new Proxy({}, { get(t, k, r) { return r[k] } }); p.x",
        "const o = { get a() { return this.a } }; o.a",
        "[1].map(function f() { return [1].map(f) })",
        "(function f() { try { f() } finally { f() } }).call === 1; (function g() { `${g()}` })()",
    ],
)
def test_recursion_inside_the_engine_is_an_exception_too(script: str) -> None:
    session = Session()
    assert session.run(script).exception.name in ("RangeError", "InternalError", "SyntaxError")
    assert session.preview("1 + 1") == "2"


def test_a_source_nested_too_deep_for_the_parser_is_an_exception() -> None:
    assert Session().run("[" * 100_000 + "]" * 100_000).exception.name in ("RangeError", "SyntaxError")
    assert Session().run("{" * 20_000 + "5" + "}" * 20_000).done.execution_id == "id"


@pytest.mark.parametrize("limit", ["0", "NaN", "'x'", "undefined", "-1"])
def test_the_users_own_stack_trace_limit_takes_no_place_from_a_failure(limit: str) -> None:
    session = Session()
    session.run(f"Error.stackTraceLimit = {limit}")
    assert session.run("function f() { null.x }\nf()").exception.frames[0].place.line == 0
    assert session.preview("try { f() } catch (e) { e.stack }") == "\"TypeError: cannot read property 'x' of null\""


def test_the_users_own_stack_trace_limit_counts_for_what_the_user_reads() -> None:
    session = Session()
    session.run("Error.stackTraceLimit = 1")
    assert session.preview("const f = () => new Error('m').stack.split('\\n').length; f()") == "2"
    assert session.preview("Error.stackTraceLimit") == "1"


@pytest.mark.parametrize("bad", ["const c;", "const a = 1, b", "let [x];", "let { y }", "var [z];"])
def test_a_declaration_that_lacks_its_value_is_a_syntax_error_before_anything_runs(bad: str) -> None:
    run = Session().run(f"console.log('ran')\n{bad}")
    assert run.exception.name == "SyntaxError"
    assert run.exception.frames[0].place.line == 1
    assert run.printed == []


@pytest.mark.parametrize("how", ["freeze", "seal", "preventExtensions"])
def test_a_global_object_that_takes_no_more_names_leaves_declarations_to_the_engine(how: str) -> None:
    session = Session()
    session.run(f"var old = 1; Object.{how}(globalThis)")
    assert session.preview("let fresh = 1; const other = 2; fresh + other") == "3"
    assert session.run("console.log('once'); let more = 1; null.x").printed == ["once"]


@pytest.mark.parametrize("how", ["freeze", "seal", "preventExtensions"])
def test_a_name_that_can_not_be_kept_is_told_of_and_can_be_declared_again(how: str) -> None:
    session = Session()
    session.run(f"Object.{how}(globalThis)")
    for value in ("1", "2"):
        run = session.run(f"let fresh = {value}; fresh")
        assert run.value.preview == value
        (remark,) = (report.message for report in run.reports if isinstance(report, Remark))
        assert remark.startswith("'fresh' can't be declared for later runs: globalThis was frozen")
    awaiting = session.run("let late = await 1; late").exception
    assert awaiting.message.startswith("'late' can't be declared for later runs")
    assert awaiting.frames[0].place == span(0, 4, 0, 8)
    importing = session.run("import { join } from 'node:path'").exception
    assert importing.message.startswith("'join' can't be imported: globalThis takes no new names")


@pytest.mark.parametrize(
    ("script", "places"),
    [
        ("function f() { return null.x }\ntry { f() } catch (e) { e.stack }", ["1:28", "2:7"]),
        ("try { ({}).nothing() } catch (e) { e.stack }", ["1:12"]),
        ("try { missing + 1 } catch (e) { e.stack }", ["1:7"]),
        ("new Error('m', { cause: new TypeError('n') }).stack", ["1:1"]),
        ("class Own extends Error { constructor() { super('m') } }\n0, new Own().stack", ["2:4"]),
        (
            "const o = { m() { throw new Error('m') } }\ntry { o.m(Math.max(1, 2)) } catch (e) { e.stack }",
            ["1:25", "2:9"],
        ),
        ("const o = {}; Error.captureStackTrace(o); o.stack", ["1:21"]),
        ("Error.prepareStackTrace = (_, sites) => '' + sites[0]\n0, new Error('m').stack", ["2:4"]),
    ],
)
def test_the_stack_that_user_code_reads_points_where_v8_points(script: str, places: list[str]) -> None:
    stack = Session().preview(script)
    assert re.findall(r"a\.js:(\d+:\d+)", stack) == places
