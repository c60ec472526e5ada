"""The same program in the bare engine and through the pipeline: it must come to the same."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
import quickjs
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worker.scripts import Session

SETTING = "var t = true, f = false, n = 0, x = 0, o = { a: 1, b: [2, 3] };\n"
NAMES = ("t", "n", "x", "y", "z", "g", "C", "w", "h", "p", "q", "r", "i", "k", "v", "e")

FORMS = (
    "@",
    "{ @ }",
    "if (t) { @ }",
    "if (f) 20; else { @ }",
    "if (f) { @ }",
    "for (let i = 0; i < 2; i++) { @ }",
    "for (var i = 0; i < 2; i++) if (i) { @ }",
    "for (const k in o) { @ }",
    "for (var v of [1, 2]) { @ }",
    "while (n++ < 2) { @ }",
    "do { @ } while (n++ < 1)",
    "switch (1) { case 1: { @ } default: 21 }",
    "switch (2) { case 1: { @ } }",
    "try { @ } catch (e) { e.name }",
    "try { throw 1 } catch (e) { 22; @ }",
    "try { 23 } finally { @ }",
    "label: { @ }",
    "label: for (;;) { 24; { @ } break label }",
    "other: for (const k of [1, 2]) { { @ } continue other }",
    "do { try { 25 } finally { { @ } break } } while (t)",
)
STATEMENTS = (
    "1",
    "'two'",
    "print(2)",
    ";",
    "var x = 3",
    "let y = 4; y",
    "let y = 4",
    "const z = 5",
    "const z = 5; z = 6",
    "let { a: p, b: [q = 7, ...r] } = o",
    "var { a: p, b: [, q] } = o; p",
    "y; let y = 1",
    "function g() { return 6 } g()",
    "function g() { return x } x = 8; g()",
    "class C { static m() { return C.name } } C.m()",
    "class C { static { print(this.name) } }",
    "x = 9",
    "x += n",
    "({ a: x } = o)",
    "[x, n] = [n, x]",
    "throw new TypeError('no')",
    "missing",
    "missing = 1",
    "null.x",
    "if (f) 10",
    "if (t) var w = 11",
    "typeof x",
    "typeof missing",
    "this === globalThis",
    "(() => {}).name",
    "let h = () => {}; h.name",
    "var h = function () {}; h.name",
    "const h = class {}; h.name",
    "eval('var w = 12; w')",
    "eval('x = 13')",
    "(0, eval)('typeof x')",
    "`${x}${n}`",
    "x\n++n",
    "var w = 1\n;[w].length",
    "print(x), print(n)",
    "for (const k of [1, 2]) print(k)",
    "(function () { return typeof this })()",
    "new Function('return x')()",
    "[1, 2].map((a) => a * 2).join()",
    "!function () {}()",
    "void 0",
)
ENDS = ("", "\nvar w = 14", "\n;", "\nlet last = 15", "\nfunction late() {}", "\n{}", "\n16; class D {}")
SLOPPY_ONLY = (
    "delete x",
    "delete missing",
    "delete o.a",
    "with (o) a",
    "with (o) { var w = a }",
    "var let = 1; let",
    "var yield = 2; yield",
    "var static = 3; static",
    "x = 010",
    "undefined = 1",
    "if (t) function g() { return 17 }",
)


@dataclass(frozen=True)
class Came:
    """What a program came to: its value or the error, what it printed, and the globals there are."""

    value: str
    printed: tuple[str, ...]
    globals: str


SEEN = f"""JSON.stringify({json.dumps(NAMES)}.map((name) => {{
  try {{ const value = (0, eval)(name); return typeof value + ':' + JSON.stringify(value) }}
  catch (error) {{ return error.name }}
}}))"""


def bare(program: str) -> Came:
    context = quickjs.Context()
    printed: list[str] = []
    context.add_callable("show", printed.append)
    context.eval("globalThis.print = (value) => { show(String(value)) }")
    try:
        value = context.eval(program)
        said = "object" if isinstance(value, quickjs.Object) else plain(value)
    except quickjs.JSException as error:
        said = str(error).split("\n", maxsplit=1)[0]
    return Came(normal(said), tuple(printed), normal(context.eval(SEEN)))


def piped(program: str) -> Came:
    session = Session()
    session.run("globalThis.print = (value) => { console.log(String(value)) }")
    run = session.run(program, kind="run_file")
    seen = session.run(SEEN, kind="run_file").value
    assert seen.json is not None
    if run.done.exception:
        said = f"{run.exception.name}: {run.exception.message}"
    else:
        value = run.value
        is_plain = value.type in ("number", "string", "boolean", "undefined", "null")
        said = plain(json.loads(value.json)) if is_plain and value.json else "object"
    return Came(normal(said), tuple(run.printed), normal(json.loads(seen.json)))


def plain(value: object) -> str:
    return json.dumps(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def normal(said: str) -> str:
    """The engine has other words for what the runtime says as V8 does."""
    return said.replace("'z' is read-only", "Assignment to constant variable.")


def programs(form: str, statements: tuple[str, ...], part: int) -> list[str]:
    """One of three parts of what can be made of a form: another one for each form."""
    chosen = list(enumerate(statements))[(FORMS.index(form) + part) % 3 :: 3]
    return [SETTING + form.replace("@", statement) + ENDS[number % len(ENDS)] for number, statement in chosen]


def check(program: str, ours: str) -> None:
    expected = bare(program)
    if expected.value.startswith("SyntaxError"):
        assert piped(ours).value.startswith("SyntaxError"), ours
    else:
        assert piped(ours) == expected, ours


@pytest.mark.parametrize("form", FORMS)
def test_a_program_comes_to_the_same(form: str) -> None:
    for program in programs(form, STATEMENTS + SLOPPY_ONLY, 0):
        check(program, program)


@pytest.mark.parametrize("form", FORMS)
def test_a_strict_program_comes_to_the_same(form: str) -> None:
    for program in programs(form, STATEMENTS, 1):
        check("'use strict';\n" + program, "'use strict';\n" + program)


@pytest.mark.parametrize("form", FORMS)
def test_a_program_that_awaits_comes_to_the_same_as_one_that_does_not(form: str) -> None:
    for program in programs(form, tuple(one for one in STATEMENTS if "eval('var" not in one), 2):
        check(program, "var waited = await 0;\n" + program)


COMPOSED = st.recursive(
    st.sampled_from(STATEMENTS[:20]),
    lambda inner: st.builds(
        lambda form, parts: form.replace("@", "\n".join(parts)), st.sampled_from(FORMS), st.lists(inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(COMPOSED, min_size=1, max_size=3), st.sampled_from(["", "'use strict';\n"]))
def test_composed_programs_come_to_the_same(parts: list[str], mode: str) -> None:
    program = mode + SETTING + "\n".join(parts)
    check(program, program)
