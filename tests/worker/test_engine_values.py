"""What a run comes to, as a value."""

from __future__ import annotations

import json

import pytest

from tests.worker.scripts import Session, span


@pytest.mark.parametrize(
    ("script", "kind", "preview"),
    [
        ("20 + 22", "number", "42"),
        ("undefined", "undefined", "undefined"),
        ("null", "null", "null"),
        ("'text'", "string", "'text'"),
        ("'nul\\0 inside'", "string", "'nul\\x00 inside'"),
        ("10n ** 20n", "bigint", "100000000000000000000n"),
        ("Symbol('s')", "symbol", "Symbol(s)"),
        ("() => 1", "function", "[Function (anonymous)]"),
        ("new Map", "Map", "Map(0) {}"),
        ("class A {}; new A", "A", "A {}"),
        ("Object.create(null)", "Object", "[Object: null prototype] {}"),
        ("'ab'.repeat(3) + 'c'.repeat(2000)", "string", None),
        ("", "undefined", "undefined"),
        ("// only a comment", "undefined", "undefined"),
        ("5; // trailing\n;;", "number", "5"),
        ("'use strict'", "string", "'use strict'"),
        ("'use strict'; this === undefined", "boolean", "false"),
        ("const x = 5", "undefined", "undefined"),
        ("var x = 5", "undefined", "undefined"),
        ("1; const x = 5", "number", "1"),
        ("5; function f() {}", "number", "5"),
        ("#!/usr/bin/env node\n7", "number", "7"),
    ],
)
def test_the_last_statement_is_the_value(script: str, kind: str, preview: str | None) -> None:
    value = Session().run(script).value
    assert value.type == kind
    assert preview is None or value.preview == preview


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("if (true) { 5 } else { 6 }", "5"),
        ("if (false) 5; else 6", "6"),
        ("for (let i = 0; i < 3; i++) i * 2", "4"),
        ("for (const x of [1, 2]) { x; }", "2"),
        ("let i = 0; while (i < 3) { i++ }", "2"),
        ("let i = 0; do { i += 5 } while (i < 12)", "15"),
        ("try { 1 } finally { 2 }", "1"),
        ("try { throw 1 } catch (e) { e + 1 }", "2"),
        ("switch (2) { case 1: 'one'; case 2: 'two'; break; default: 'other' }", "'two'"),
        ("out: for (;;) { 9; break out }", "9"),
        ("{ 1; { 2 } }", "2"),
        ("{ 1; var x = 2 }", "1"),
        ("{ 10n }", "10n"),
        ("{ (function () {}) }", "[Function (anonymous)]"),
        ("if (false) { 1 }", "undefined"),
        ("{ function inner() { 'not me' } inner() }", "undefined"),
    ],
)
def test_the_last_statement_may_be_a_compound_one(script: str, preview: str) -> None:
    assert Session().preview(script) == preview


def test_one_compound_statement_does_not_leave_its_value_to_the_next() -> None:
    session = Session()
    assert session.preview("if (true) 5") == "5"
    assert session.preview("if (false) 6") == "undefined"


def test_the_place_of_the_value_is_the_last_statement_in_the_document() -> None:
    assert Session().run("const a = 1\n  a + 1", line=7, column=3).done.place == span(8, 2, 8, 7)
    assert Session().run("  'é😀'; 2", line=7, column=3).done.place == span(7, 12, 7, 13)
    assert Session().run("5; function f() {}").done.place == span(0, 0, 0, 2)
    assert Session().run("function f() {}").done.place == span(0, 0, 0, 15)
    assert Session().run("// nothing").done.place is None


@pytest.mark.parametrize(
    ("script", "carried"),
    [
        ("undefined", None),
        ("({ a: [1, 'two', null, true, { b: {} }] })", {"a": [1, "two", None, True, {"b": {}}]}),
        ("Object.assign(Object.create(null), { 'ü': 1.5 })", {"ü": 1.5}),
        ("[]", []),
        ("'\\u2028 \"'", '\u2028 "'),
    ],
)
def test_json_is_there_where_it_carries_the_value_whole(script: str, carried: object) -> None:
    text = Session().run(script).value.json
    assert text is not None
    assert json.loads(text) == carried


@pytest.mark.parametrize(
    "script",
    [
        "NaN",
        "-0",
        "1n",
        "Symbol()",
        "() => 1",
        "({ a: undefined })",
        "[, 1]",
        "[undefined]",
        "new Map",
        "new Date(0)",
        "class A {}; new A",
        "({ get a() { return 1 } })",
        "({ toJSON() {} })",
        "const o = {}; o.o = o; o",
        "new Proxy({}, {})",
        "Object.assign([1], { extra: 1 })",
        "({ [Symbol()]: 1 })",
        "'\\ud800'",
        "/x/",
        "new Number(1)",
        "'x'.repeat(70000)",
        "Array(40000).fill(1)",
        "globalThis",
        "Object.defineProperty({}, 'h', { value: 1 })",
    ],
)
def test_json_is_absent_where_it_would_lose_something(script: str) -> None:
    assert Session().run(script).value.json is None


def test_a_long_value_has_a_short_preview_and_a_full_text() -> None:
    value = Session().run("Array.from({ length: 90 }, (_, i) => 'item number ' + i + ' of a long list')").value
    assert value.truncated
    assert len(value.preview.encode()) <= 2048
    assert value.full is not None
    assert value.full.startswith(value.preview[:-1])
    assert value.full.endswith("]")


def test_a_short_value_has_no_full_text() -> None:
    value = Session().run("'short'").value
    assert (value.truncated, value.full) == (False, None)


def test_previews_are_cut_between_characters() -> None:
    value = Session().run("'😀'.repeat(5000)").value
    assert len(value.preview.encode()) <= 2048
    assert value.preview.endswith("😀…")
    assert len((value.full or "").encode()) <= 65536


def test_lone_surrogates_become_replacement_characters_in_text() -> None:
    run = Session().run("console.log('\\ud83d'); ({ ['\\ud83d']: 1 })")
    assert run.printed == ["�"]
    assert run.value.preview == "{ '\\ud83d': 1 }"


def test_a_promise_as_the_last_value_is_awaited() -> None:
    assert Session().preview("Promise.resolve({ a: 1 })") == "{ a: 1 }"
    assert Session().preview("new Promise((resolve) => setTimeout(resolve, 5, 'late'))") == "'late'"
    assert Session().preview("(async () => { await null; return 7 })()") == "7"
    assert Session().preview("class P extends Promise {}; P.resolve(8)") == "8"


def test_a_promise_that_nothing_can_settle_is_shown_as_pending() -> None:
    value = Session().run("new Promise(() => {})").value
    assert (value.type, value.preview) == ("Promise", "Promise { <pending> }")


def test_promises_inside_a_value_show_their_state_once_the_run_is_over() -> None:
    preview = Session().preview(
        "[Promise.resolve(new Set([Promise.resolve(1)])), Promise.reject(2), new Promise(() => {})]"
    )
    assert preview == "[\n  Promise { Set(1) { [Promise] } },\n  Promise { <rejected> 2 },\n  Promise { <pending> }\n]"


def test_a_promise_inside_a_promise_shows_its_state() -> None:
    assert Session().preview("[{ p: Promise.resolve({ a: 1 }) }]") == "[ { p: Promise { [Object] } } ]"
    assert Session().preview("({ p: Promise.resolve([1]) })") == "{ p: Promise { [ 1 ] } }"


def test_what_an_earlier_run_awaited_does_not_become_the_value_of_a_later_one() -> None:
    session = Session()
    session.run("let settle; new Promise((resolve) => { settle = resolve })")
    assert session.preview("settle('old'); 'new'") == "'new'"


def test_an_object_that_only_has_a_then_is_not_awaited() -> None:
    assert Session().preview("({ then() { throw 1 } })") == "{ then: [Function: then] }"


def test_args_and_env_are_globals_of_the_run() -> None:
    session = Session()
    run = session.run("[__ARGS__.a, __ENV__.mode]", args='{"a":[1]}', env={"mode": "test"})
    assert run.value.preview == "[ [ 1 ], 'test' ]"
    assert session.preview("__ARGS__") == "null"


def test_strict_sessions_run_everything_as_under_use_strict() -> None:
    assert Session(strict=True).run("undeclared = 1").exception.name == "ReferenceError"
    assert Session(strict=True).run("throw new Error('x')").exception.frames[0].place == span(0, 6, 0, 20)
    assert Session(strict=False).preview("undeclared = 1") == "1"


def test_a_session_without_console_has_none() -> None:
    assert Session(console=False).preview("typeof console") == "'undefined'"


def test_the_engine_names_itself() -> None:
    assert Session().engine.version.startswith("quickjs-ng 0.")


def test_the_heap_is_measured() -> None:
    session = Session()
    before = session.run("0").done.heap_bytes
    assert session.run("const kept = new Uint8Array(1e6)").done.heap_bytes > before + 1_000_000
