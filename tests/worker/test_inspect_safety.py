"""Printing a value runs no code of the user's."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session

SPY = """
let ran = [];
const spy = (object, ...keys) => {
  for (const key of keys) Object.defineProperty(object, key, {
    get() { ran.push(String(key)) }, set() { ran.push(String(key)) }, configurable: true, enumerable: true,
  });
  return object;
};
const TRAPS = Object.fromEntries(Reflect.ownKeys(Reflect).map((trap) => [trap, () => { ran.push(trap) }]));
const trapped = (target) => new Proxy(target, TRAPS);
"""

VALUES = [
    (
        "spy({}, 'a', 'toString', 'toJSON', 'constructor', Symbol.toStringTag)",
        None,
    ),
    ("spy([1], 1, 'length2', 'constructor', Symbol.iterator)", None),
    ("spy(new Map([[1, 2]]), 'size', 'entries', Symbol.iterator)", None),
    ("spy(new Set([1]), 'size', 'values', 'constructor')", None),
    ("spy(/x/g, 'source', 'flags', 'global', 'exec')", None),
    ("spy(new Date(0), 'toISOString', 'getTime', Symbol.toPrimitive)", None),
    ("spy(new Error('m'), 'name', 'message', 'stack', 'cause', 'errors')", None),
    ("spy(function f() {}, 'name', 'prototype', 'toString')", None),
    ("spy(class A {}, 'name')", None),
    ("new (class { static get name() { ran.push('name') } })", None),
    ("spy(new Uint8Array(2), 'length', 'byteLength', 'buffer')", None),
    ("spy(new ArrayBuffer(2), 'byteLength', 'slice')", None),
    ("spy(Promise.resolve(1), 'then', 'constructor')", None),
    ("new (class P extends Promise { static get [Symbol.species]() { ran.push('species') } })(() => {})", None),
    ("spy(new Number(1), 'valueOf', 'toString')", None),
    ("trapped({ a: 1 })", "{ a: 1 }"),
    ("trapped([1, 2])", "[ 1, 2 ]"),
    ("trapped(function f() {})", "[Function: f]"),
    ("trapped(new Map([[1, 2]]))", "Map(1) { 1 => 2 }"),
    ("({ inside: trapped(trapped({})) })", "{ inside: {} }"),
    ("Object.create(trapped({}))", None),
    ("Object.setPrototypeOf(() => {}, trapped(Function.prototype))", None),
    ("Object.setPrototypeOf([1], trapped(Array.prototype))", None),
    ("spy({}, Symbol.for('nodejs.util.inspect.custom'))", None),
    ("({ constructor: trapped(class A {}) })", None),
    ("trapped(Promise.resolve(1))", None),
    ("({ then: trapped(() => {}) })", None),
    ("Object.setPrototypeOf(new Error('m'), trapped(Error.prototype))", None),
]


@pytest.mark.parametrize(("expression", "preview"), VALUES, ids=[expression for expression, _ in VALUES])
def test_printing_runs_no_getter_and_no_trap(expression: str, preview: str | None) -> None:
    session = Session()
    session.run(SPY)
    session.run(f"const value = {expression}; ran = []; 0")
    run = session.run("[value]; console.log(value, [value]); ({ value })")
    assert session.preview("ran") == "[]"
    assert preview is None or run.value.preview == f"{{ value: {preview} }}"


def test_describing_an_exception_runs_only_getters_of_the_error_itself() -> None:
    session = Session()
    session.run(SPY)
    assert session.run("throw spy({}, 'name', 'message', 'stack')").exception.name == "Uncaught"
    assert session.run("throw trapped(new Error('m'))").exception.name == "Uncaught"
    assert session.preview("ran") == "[]"


@pytest.mark.parametrize(
    ("expression", "preview"),
    [
        ("const b = new ArrayBuffer(4); b.transfer(); b", "ArrayBuffer { (detached), byteLength: 0 }"),
        ("const b = new ArrayBuffer(4); const t = new Uint8Array(b); b.transfer(); t", "Uint8Array(0) []"),
        ("const b = new ArrayBuffer(4); const d = new DataView(b); b.transfer(); d", "DataView {}"),
        ("const { proxy, revoke } = Proxy.revocable([], {}); revoke(); [proxy]", "[ <Revoked Proxy> ]"),
        ("const { proxy, revoke } = Proxy.revocable([], {}); new Proxy(proxy, {})", "[]"),
    ],
)
def test_what_is_no_longer_there_is_told_as_such(expression: str, preview: str) -> None:
    assert Session().preview(expression) == preview


def test_the_proxy_constructor_is_what_it_was() -> None:
    session = Session()
    assert session.preview("[typeof Proxy, Proxy.name, Proxy.length, typeof Proxy.revocable]") == (
        "[ 'function', 'Proxy', 2, 'function' ]"
    )
    assert session.preview("new Proxy({}, { get: (_, key) => key }).anything") == "'anything'"
    assert session.run("Proxy({}, {})").exception.name == "TypeError"
    assert session.run("new Proxy(1, {})").exception.name == "TypeError"
