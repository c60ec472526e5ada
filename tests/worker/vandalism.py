"""Scripts that break what scripts stand on: a grammar of what is broken, at which key, in which way, with what."""

from __future__ import annotations

from hypothesis import strategies as st

CLASSES = [
    "Object",
    "Array",
    "Function",
    "String",
    "Number",
    "Boolean",
    "Symbol",
    "BigInt",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "Promise",
    "RegExp",
    "Date",
    "Error",
    "TypeError",
    "SyntaxError",
    "ReferenceError",
    "RangeError",
    "AggregateError",
    "Uint8Array",
    "ArrayBuffer",
    "SharedArrayBuffer",
    "DataView",
    "FinalizationRegistry",
    "DOMException",
    "Iterator",
    "URL",
    "URLSearchParams",
    "TextEncoder",
    "TextDecoder",
    "Buffer",
    "EventTarget",
    "Event",
    "AbortController",
    "AbortSignal",
    "Crypto",
]
OTHERS = [
    "globalThis",
    "Reflect",
    "JSON",
    "Math",
    "Proxy",
    "Atomics",
    "performance",
    "structuredClone",
    "crypto",
    "console",
    "process",
    "Object.getPrototypeOf(Uint8Array)",
    "Object.getPrototypeOf(Uint8Array.prototype)",
    "Object.getPrototypeOf([][Symbol.iterator]())",
    "Object.getPrototypeOf(new Map()[Symbol.iterator]())",
    "Object.getPrototypeOf(new Set()[Symbol.iterator]())",
    "Object.getPrototypeOf(''[Symbol.iterator]())",
    "Object.getPrototypeOf(function* () {})",
    "Object.getPrototypeOf(function* () {}).prototype",
    "Object.getPrototypeOf(async function* () {}).prototype",
    "Object.getPrototypeOf(async () => {})",
    "setTimeout",
    "Function.prototype.toString",
    "Error.prototype.constructor",
]
NAMED = [
    "__proto__",
    "constructor",
    "prototype",
    "hasOwnProperty",
    "then",
    "catch",
    "toString",
    "valueOf",
    "toJSON",
    "length",
    "name",
    "message",
    "stack",
    "cause",
    "errors",
    "get",
    "set",
    "value",
    "writable",
    "enumerable",
    "configurable",
    "next",
    "done",
    "return",
    "throw",
    "call",
    "apply",
    "bind",
    "exec",
    "flags",
    "index",
    "lastIndex",
    "callee",
    "caller",
    "arguments",
    "eval",
    "undefined",
    "NaN",
    "Infinity",
    "0",
    "1",
    "2",
    "size",
    "kind",
    "depth",
    "raw",
    "default",
    "prepareStackTrace",
    "stackTraceLimit",
    "captureStackTrace",
    "log",
    "text",
    "place",
    "type",
    "preview",
    "frames",
    "function",
    "line",
    "column",
    "again",
    "still",
]
SYMBOLS = [
    "iterator",
    "asyncIterator",
    "toPrimitive",
    "toStringTag",
    "species",
    "hasInstance",
    "isConcatSpreadable",
    "unscopables",
    "match",
    "replace",
    "split",
    "search",
]
VALUES = [
    "fail",
    "null",
    "undefined",
    "5",
    "NaN",
    "-0",
    "''",
    "'x'.repeat(100000)",
    "Symbol('odd')",
    "10n",
    "{}",
    "[]",
    "hostile",
    "bomb",
    "endless",
    "() => hostile",
    "() => bomb",
    "() => undefined",
    "function () { return this }",
    "(value) => value",
    "() => ({ length: 2 ** 53 - 1 })",
    "async () => { throw fail }",
    "function* () { for (;;) yield fail }",
    "class { constructor() { fail() } }",
    "globalThis",
    "new Error('planted')",
    "require('node:util')",
    "require('node:util').inspect",
    "require('node:events').prototype",
    "require('node:assert')",
    "require('node:crypto')",
    "require('node:string_decoder').StringDecoder.prototype",
    "require.cache",
]
LEAD = """
const fail = () => { throw new Error('vandal') };
const hostile = new Proxy(function () {}, new Proxy({}, { get: () => fail }));
const bomb = { get toString() { fail() }, get valueOf() { fail() }, get then() { fail() }, get length() { fail() },
  [Symbol.toPrimitive]: fail, [Symbol.iterator]: fail, get name() { fail() }, get message() { fail() } };
const endless = function () { return endless() };
const own = (object) => Reflect.ownKeys(object);
const { defineProperty, deleteProperty, setPrototypeOf, ownKeys, apply } = Reflect;
const { freeze, seal, preventExtensions } = Object;
"""

_targets = st.one_of(
    st.sampled_from([f"{name}.prototype" for name in CLASSES]),
    st.sampled_from(CLASSES),
    st.sampled_from(OTHERS),
    st.just("Object.prototype"),
    st.just("Array.prototype"),
)
_keys = st.one_of(
    st.integers(0, 60).map(lambda at: f"ownKeys(target)[{at}]"),
    st.sampled_from(NAMED).map(repr),
    st.sampled_from(SYMBOLS).map(lambda name: f"Symbol.{name}"),
    st.just("Symbol.for('nodejs.util.inspect.custom')"),
)
_values = st.sampled_from(VALUES)
_flags = st.sampled_from(["true", "false"])


@st.composite
def _acts(draw: st.DrawFn) -> str:
    """One act of vandalism; it may fail, as what it needs may be broken already."""
    target, key, value, flag = draw(_targets), draw(_keys), draw(_values), draw(_flags)
    act = draw(
        st.sampled_from(
            [
                f"target[key] = {value}",
                f"target[key] = {value}",
                "deleteProperty(target, key)",
                f"defineProperty(target, key, {{ get: fail, set: fail, configurable: {flag} }})",
                f"defineProperty(target, key, {{ get: () => {value}, configurable: {flag} }})",
                f"defineProperty(target, key, {{ value: {value}, writable: false, configurable: {flag} }})",
                f"defineProperty(target, key, {{ set: fail, configurable: {flag} }})",
                f"for (const each of keys) try {{ target[each] = {value} }} catch {{}}",
                "for (const each of keys) try { deleteProperty(target, each) } catch {}",
                "freeze(target)",
                "seal(target)",
                "preventExtensions(target)",
                "setPrototypeOf(target, null)",
                "setPrototypeOf(target, hostile)",
                "setPrototypeOf(target, bomb)",
            ]
        )
    )
    keys = "ownKeys(target).filter((each) => each !== 'log')" if "of keys" in act else "null"
    return f"try {{ const target = {target}, key = {key}, keys = {keys}; if (key !== 'log') {{ {act} }} }} catch {{}}"


def scripts(most: int = 6) -> st.SearchStrategy[str]:
    """Return scripts of a few acts of vandalism."""
    return st.lists(_acts(), min_size=1, max_size=most).map(lambda acts: "{" + LEAD + "\n".join(acts) + "\n}")
