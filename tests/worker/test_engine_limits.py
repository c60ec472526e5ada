"""Memory at its end, values of any size, and what one run may cost the next."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tests.worker.scripts import Session

BOMBS = [
    "const all = []; for (;;) all.push(new Array(1000).fill({}))",
    "const all = []; for (;;) all.push('x'.repeat(1000) + all.length)",
    "const all = []; (function f() { for (;;) all.push([1, 2, 3]) })()",
    "const all = {}; for (let i = 0; ; i++) all['k' + i] = { i }",
    "'a'.repeat(2 ** 29)",
    "new Array(2 ** 31).fill(0)",
    "new Uint8Array(1e9)",
    "const m = new Map; for (let i = 0; ; i++) m.set(i, [i])",
    "console.log('before'); const all = []; for (;;) { all.push('x'.repeat(100) + all.length) }",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_running_out_of_memory_is_told_as_such(bomb: str) -> None:
    run = Session(mem_mb=24).run(bomb)
    assert run.done.exception is not None
    assert run.done.out_of_memory


# What these held is free again when the engine's bare `null` is caught: only the process's own peak tells.
PASSING_BOMBS = [
    "setTimeout(() => { const all = []; for (;;) all.push({}) }, 1); 0",
    "Promise.resolve().then(() => { const all = []; for (;;) all.push({}) })",
    "const of = (n, make) => Array.from({ length: n }, make); of(100, () => of(100, () => of(100, (_, i) => ({ i }))))",
    "{ let all = []; for (;;) all.push({}) }",
]


@pytest.mark.parametrize("bomb", PASSING_BOMBS)
def test_running_out_of_memory_is_told_also_when_it_is_free_again(bomb: str) -> None:
    code = f"from tests.worker.scripts import Session; print(Session(mem_mb=64).run({bomb!r}).done.out_of_memory)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=True).stdout == b"True\n"


@pytest.mark.parametrize("script", ["throw null", "throw undefined", "throw new Error('out of memory')", "null.x"])
def test_other_failures_are_not_taken_for_it(script: str) -> None:
    assert not Session(mem_mb=24).run(script).done.out_of_memory


# Of an unhandled rejection nothing tells but the peak; the promises of the first hold each other until none fits.
UNHANDLED_BOMBS = [
    "const loop = () => Promise.resolve().then(loop); loop(); 1",
    "(async () => { const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1)) })(); 'done'",
    "(async () => { await 0; const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1)) })(); 'done'",
]


@pytest.mark.parametrize("bomb", UNHANDLED_BOMBS)
def test_running_out_of_memory_is_told_also_when_a_promise_swallows_it(bomb: str) -> None:
    assert _out_of_memory_alone(bomb) == [True]


def test_a_run_is_not_blamed_for_the_memory_that_an_earlier_one_used_up() -> None:
    caught = "{ try { const all = []; for (;;) all.push({}) } catch {} }"
    assert _out_of_memory_alone(caught, "throw null", "Promise.resolve(1)") == [False, False, False]


def test_what_an_inherited_setter_throws_is_not_taken_for_the_end_of_memory() -> None:
    session = Session()
    session.run("Object.defineProperty(Array.prototype, '0', { set() { throw 'set0' }, configurable: true })")
    assert session.preview("[[1], { a: 1 }]") == "[ [ 1 ], { a: 1 } ]"
    run = session.run("throw new Error('mine')")
    assert (run.exception.message, run.done.out_of_memory) == ("mine", False)


def _out_of_memory_alone(*scripts: str) -> list[bool]:
    """Run them in a session in a process of its own, whose memory nobody else uses."""
    runs = f"[session.run(text).done.out_of_memory for text in {scripts!r}]"
    code = f"from tests.worker.scripts import Session; session = Session(mem_mb=64); print({runs})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=True, text=True).stdout
    return [word == "True" for word in told.strip("[]\n").split(", ")]


def test_a_session_that_is_nearly_full_can_still_show_values_and_errors() -> None:
    session = Session(mem_mb=24)
    session.run("let all = []; try { for (;;) all.push({}) } catch {} all.length > 0")
    assert session.preview("1 + 1") == "2"
    session.run("all = null")
    assert session.preview("({ a: 1 })") == "{ a: 1 }"


HUGE = [
    "'x'.repeat(1e7)",
    "'é'.repeat(5e6)",
    "let rope = ''; for (let i = 0; i < 1e5; i++) rope += 'ab'; rope",
    "new Uint8Array(1e7)",
    "new Float64Array(1e6).fill(1.5)",
    "new Array(2 ** 32 - 1)",
    "new Array(1e6).fill(7)",
    "let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; deep",
    "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; o",
    "let o = {}; for (let i = 0; i < 5e4; i++) o['key' + i] = i; o",
    "new Map(Array.from({ length: 5e4 }, (_, i) => [i, { i }]))",
    "new Set(new Array(5e4).keys())",
    "Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ({ a: 1, b: [1, 2, 3] })))",
    "class P { a = 1 }; Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => new P))",
    "let e = new Error('x'); for (let i = 0; i < 2e4; i++) e = new Error('y', { cause: e }); e",
    "10n ** 20000n",
    "Object.create(Array.from({ length: 1000 }).reduce((proto) => Object.create(proto), {}))",
    "let f = () => 1; for (let i = 0; i < 1000; i++) f = f.bind(null); f",
    "let p = {}; for (let i = 0; i < 1e4; i++) p = new Proxy(p, {}); p",
]


@pytest.mark.parametrize("script", HUGE)
def test_a_huge_value_is_shown_in_bounded_size_and_time(script: str) -> None:
    session = Session(mem_mb=256)
    before, _, expression = script.rpartition("; ")
    session.run(f"const make = () => {{ {before}; return {expression} }}; const value = make()")
    start = time.perf_counter()
    value = session.run("value").value
    elapsed = time.perf_counter() - start
    assert len(value.preview.encode()) <= 2048
    assert len((value.full or "").encode()) <= 65536
    assert len(value.json or "") <= 65536
    assert elapsed < 1.0


def test_a_run_holds_on_to_nothing_but_the_last_value_and_error() -> None:
    session = Session()
    before = session.run("0").done.heap_bytes
    session.run("Array.from({ length: 1e5 }, () => ({}))")
    session.run("throw Array.from({ length: 1e5 }, () => ({}))")
    session.run("if (true) Array.from({ length: 1e5 }, () => ({}))")
    session.run("throw 0")
    session.run("0")
    assert session.run("0").done.heap_bytes < before + 200_000


def test_running_the_same_text_again_takes_no_more_lines() -> None:
    session = Session()
    script = "\n" * 20_000 + "function where() { return new Error('m').stack }"
    first = min(_seconds(session, script) for _ in range(3))
    for _ in range(30):
        session.run(script)
    assert _seconds(session, script) < first * 5 + 0.05


def _seconds(session: Session, script: str) -> float:
    start = time.perf_counter()
    session.run(script)
    return time.perf_counter() - start
