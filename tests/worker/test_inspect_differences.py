"""Where printing differs from Node's, on purpose or because the engine tells no more; the README names these."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tests.worker.scripts import Session
from tests.worker.test_inspect_golden import printed


@dataclass(frozen=True)
class Difference:
    """One case: what Node 20 prints, what we print, and why."""

    why: str
    code: str
    node: str
    ours: str
    options: str = "{}"


CUSTOM = "Symbol.for('nodejs.util.inspect.custom')"
KEY = "[Symbol(nodejs.util.inspect.custom)]"
DIFFERENCES = [
    Difference(
        "the rest of an iterator can't be seen without using it up",
        "new Map([[1, 2]]).entries()",
        "[Map Entries] { [ 1, 2 ] }",
        "Object [Map Iterator] {}",
    ),
    Difference(
        "the rest of an iterator can't be seen without using it up",
        "new Set([1]).values()",
        "[Set Iterator] { 1 }",
        "Object [Set Iterator] {}",
    ),
    Difference(
        "an error has no stack of its own in the engine",
        "new Error('m')",
        "[Error: m] { [stack]: 'Error: m', [message]: 'm' }",
        "[Error: m] { [message]: 'm' }",
        '{"showHidden": true}',
    ),
    Difference(
        "a function has no arguments and caller of its own",
        "(function f() {}).hasOwnProperty('caller')",
        "true",
        "false",
    ),
    Difference(
        "the class of before an exchange of prototypes is not known",
        "class Foo {}; Object.setPrototypeOf(new Foo, Object.create(null))",
        "Foo <[Object: null prototype] {}> {}",
        "Object <[Object: null prototype] {}> {}",
    ),
    Difference(
        "the kind of an object is asked of its classes only",
        "Object.setPrototypeOf(new Date(0), class Foo {}.prototype)",
        "Foo 1970-01-01T00:00:00.000Z",
        "Foo {}",
    ),
    Difference(
        "no getter is run to find an object's own printing",
        f"({{ get [{CUSTOM}]() {{ return () => 'x' }} }})",
        "x",
        f"{{ {KEY}: [Getter] }}",
    ),
    Difference(
        "no getter is run for an error's message",
        "class E extends Error { get message() { return 'm' } }; new E",
        "[E [Error]: m]",
        "[E [Error]]",
    ),
    Difference(
        "own printing that throws is told of, where Node throws",
        f"({{ [{CUSTOM}]() {{ throw 1 }} }})",
        "",
        f"<Inspection threw (1)> {{\n  {KEY}: [Function: [nodejs.util.inspect.custom]]\n}}",
    ),
    Difference(
        "sizes are asked of the buffer, not of what it inherits",
        "Object.setPrototypeOf(new ArrayBuffer(1), null)",
        "[ArrayBuffer: null prototype] {\n  [Uint8Contents]: <00>,\n  byteLength: undefined\n}",
        "[ArrayBuffer: null prototype] { [Uint8Contents]: <00>, byteLength: 1 }",
    ),
    Difference(
        "a class is told by its text alone",
        "(class extends (class {}) {})",
        "[Function (anonymous)]",
        "[class (anonymous)]",
    ),
    Difference("minus zero stays with separators", "-0", "0", "-0", '{"numericSeparator": true}'),
]


@pytest.mark.parametrize("case", DIFFERENCES, ids=lambda case: case.code[:60])
def test_a_known_difference_prints_as_told(case: Difference) -> None:
    assert printed(Session(), case.code, json.loads(case.options)) == case.ours
    assert case.ours != case.node


def test_a_longer_array_than_a_hundred_thousand_shows_items_only() -> None:
    session = Session(mem_mb=256)
    assert "extra" in session.preview("Object.assign(new Array(100_000).fill(0), { extra: 1 })")
    assert "extra" not in session.preview("Object.assign(new Array(100_001).fill(0), { extra: 1 })")


def test_a_promise_has_no_state_while_the_run_goes_on() -> None:
    run = Session().run("console.log(Promise.resolve(1)); [Promise.resolve(1)]")
    assert run.printed == ["Promise { <state unknown> }"]
    assert run.value.preview == "[ Promise { 1 } ]"
