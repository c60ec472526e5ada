"""User code may replace every built-in: that breaks its own code only."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session

WRECK = """
const fail = () => { throw 1 };
function wreck(object, keys = Reflect.ownKeys(object)) {
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] !== 'constructor' && keys[i] !== 'prototype') try { object[keys[i]] = fail } catch {}
  }
}
"""
VANDALISM = {
    "array methods": "wreck(Array.prototype)",
    "string methods": "wreck(String.prototype)",
    "object methods": "wreck(Object.prototype)",
    "functions of Object": "wreck(Object)",
    "function methods": "wreck(Function.prototype, ['call', 'apply', 'bind', 'toString'])",
    "Reflect": "wreck(Reflect)",
    "JSON": "wreck(JSON)",
    "toJSON": "Object.prototype.toJSON = String.prototype.toJSON = Array.prototype.toJSON = fail",
    "collections": "wreck(Map.prototype); wreck(Set.prototype); wreck(WeakMap.prototype)",
    "iteration": "wreck(Object.getPrototypeOf([][Symbol.iterator]())); delete Array.prototype[Symbol.iterator]",
    "regular expressions": "wreck(RegExp.prototype)",
    "promises": "wreck(Promise.prototype); wreck(Promise)",
    "prepareStackTrace": "Error.prepareStackTrace = fail",
    "prepareStackTrace to be no text": "Error.prepareStackTrace = () => ({})",
    "stackTraceLimit": "Error.stackTraceLimit = 0",
    "Error.prototype": "delete Error.prototype.stack; delete Error.prototype.toString; delete Error.prototype.name",
    "inherited setters": "for (let i = 0; i < 20; i++) Object.prototype.__defineSetter__(i, fail)",
    "inherited descriptors": "for (const k of ['get', 'set', 'value', 'writable']) Object.prototype[k] = 5",
    "inherited options": "Object.prototype.depth = Object.prototype.stacks = { toString: fail }",
    "the globals": "for (const k of Reflect.ownKeys(globalThis)) try { delete globalThis[k] } catch {}",
    "the console": "wreck(console); globalThis.console = 5",
    "frozen prototypes": "[Object, Array, Error].forEach((type) => Object.freeze(type.prototype))",
}


@pytest.mark.parametrize("what", VANDALISM)
def test_replacing_built_ins_leaves_the_engine_whole(what: str) -> None:
    session = Session()
    session.run("const keep = console; const Type = TypeError; function fails() { throw new Type('seen') }")
    session.run(WRECK + VANDALISM[what])
    assert session.preview("({ a: [1, 'two', { b: 3 }], 5: 6 })") == "{ '5': 6, a: [ 1, 'two', { b: 3 } ] }"
    exception = session.run("fails()").exception
    assert (exception.name, exception.message) in [("TypeError", "seen"), ("Error", "seen")]
    assert [frame.place.line for frame in exception.frames] in ([0, 0], [])
    assert session.run("const again = 5").statements == [(["again"], "5")]


@pytest.mark.parametrize("what", [what for what in VANDALISM if what != "the console"])
def test_replacing_built_ins_leaves_a_kept_console_whole(what: str) -> None:
    session = Session()
    session.run("const keep = console")
    session.run(WRECK + VANDALISM[what])
    run = session.run("keep.log('%s and', 'this', [1, { a: 2 }])")
    assert run.printed == ["this and [ 1, { a: 2 } ]"]


def test_a_prepare_stack_trace_of_the_users_own_makes_the_stack_and_leaves_our_frames() -> None:
    session = Session()
    session.run(
        "Error.prepareStackTrace = (error, sites) => sites.map((site) => site.getLineNumber() + site.getFileName())"
    )
    run = session.run("function f() { return new Error('x') }\nconst e = f()\ne.stack", line=4)
    assert run.value.preview == "[ '5file:///w/a.js', '6file:///w/a.js' ]"
    frames = session.run("throw e").exception.frames
    assert [(frame.function, frame.place.line) for frame in frames] == [("f", 4), ("", 5)]


def test_reading_our_own_errors_never_runs_the_users_prepare_stack_trace() -> None:
    session = Session()
    session.run("let calls = 0; Error.prepareStackTrace = () => { calls++ }; class A {}")
    session.run("console.log(new Map, new A, /x/, new Date(0), new Proxy({}, {}))")
    assert session.preview("calls") == "0"


def test_the_hooks_are_out_of_reach() -> None:
    session = Session()
    session.run("1; 2; const a = 1")
    names = session.run(
        "Reflect.ownKeys(globalThis).filter((name) => typeof name === 'string' && name.startsWith('vm'))"
    )
    assert names.value.preview == "[]"
    run = session.run("function me() { return me.toString() }\nme()")
    assert run.value.preview == "'function me() { return me.toString() }'"
