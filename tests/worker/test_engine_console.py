"""The console and the timers of a run."""

from __future__ import annotations

import pytest

from tests.worker.scripts import URI, Session
from vm_lsp.worker.wire import ConsoleOutput


def test_output_is_reported_at_once_with_level_and_place() -> None:
    run = Session().run("console.log('a')\nif (true) console.error('b')", line=4, column=2)
    assert run.reports == [
        ConsoleOutput("log", "a", URI, 4, 10),
        ConsoleOutput("error", "b", URI, 5, 18),
    ]


@pytest.mark.parametrize("level", ["log", "info", "warn", "error", "debug"])
def test_each_level_has_its_method(level: str) -> None:
    report = Session().run(f"console.{level}('x')").reports[0]
    assert isinstance(report, ConsoleOutput)
    assert report.level == level


def test_the_place_is_that_of_the_nearest_code_of_the_user() -> None:
    session = Session()
    session.run("const say = (text) => console.log(text)", line=7)
    report = session.run("[1].forEach(say); [2].forEach(console.log)").reports
    assert [(item.line, item.text) for item in report if isinstance(item, ConsoleOutput)] == [
        (7, "1"),
        (0, "2 0 [ 2 ]"),
    ]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("", ""),
        ("'text', 1, -0, 2n, true, null, undefined", "text 1 -0 2n true null undefined"),
        ("{ a: ['x'] }, [1]", "{ a: [ 'x' ] } [ 1 ]"),
        ("1, 'raw'", "1 raw"),
        ("'%s|%s|%s|%s', 'a', 1, 2n, Symbol('s')", "a|1|2n|Symbol(s)"),
        ("'%s', { a: { b: {} } }", "{ a: [Object] }"),
        ("'%d|%d|%d', '42', 1.5, {}", "42|1.5|NaN"),
        ("'%i|%f', '42.9', '1.5x'", "42|1.5"),
        ("'%j', { a: 1 }", '{"a":1}'),
        ("'%o %O', [1], { a: 1 }", "[ 1, [length]: 1 ] { a: 1 }"),
        ("'%c%s', 'color: red', 'styled'", "styled"),
        ("'100%', 1", "100% 1"),
        ("'%% %s'", "%% %s"),
        ("'%% %s', 1", "% 1"),
        ("'%s'", "%s"),
        ("'%s %s', 1", "1 %s"),
        ("'%x', 1", "%x 1"),
        ("'a', 'b', 'c'", "a b c"),
    ],
)
def test_output_reads_as_in_node(arguments: str, text: str) -> None:
    assert Session().run(f"console.log({arguments})").printed == [text]


def test_an_error_is_printed_with_its_stack() -> None:
    assert Session().run("console.log(new Error('m'))").printed == [f"Error: m\n    at {URI}:1:13"]
    assert Session().run("console.log({ e: new Error('m') })").printed == [
        "{\n  e: Error: m\n      at " + URI + ":1:18\n}"
    ]


@pytest.mark.parametrize("character", ["x", "é", "€", "😀"])
def test_output_is_cut_just_above_the_limit_of_the_run(character: str) -> None:
    text = Session().run(f"console.log('{character}'.repeat(1e6))", max_output_bytes=1000).printed[0]
    assert 1000 < len(text.encode()) <= 1004


def test_timers_run_in_the_order_they_are_due() -> None:
    script = (
        "setTimeout((a, b) => console.log('third', a, b), 20, 1, 2); setTimeout(() => console.log('second'), 5);"
        "setImmediate(() => console.log('first')); Promise.resolve().then(() => console.log('micro')); 0"
    )
    assert Session().run(script).printed == ["micro", "first", "second", "third 1 2"]


def test_microtasks_run_between_two_timers() -> None:
    script = (
        "setTimeout(() => { console.log('a'); queueMicrotask(() => console.log('b')) }, 1);"
        "setTimeout(() => console.log('c'), 1); 0"
    )
    assert Session().run(script).printed == ["a", "b", "c"]


def test_an_interval_repeats_until_it_is_cleared() -> None:
    script = "let n = 0; const id = setInterval(() => { console.log(++n); if (n === 3) clearInterval(id) }, 1); 0"
    assert Session().run(script).printed == ["1", "2", "3"]


@pytest.mark.parametrize(
    "clear", ["clearTimeout(id)", "clearTimeout(+id)", "id.close()", "clearInterval(id)", "id.unref()"]
)
def test_a_timer_can_be_taken_back(clear: str) -> None:
    assert Session().run(f"const id = setTimeout(() => console.log('never'), 5); {clear}; 0").printed == []


def test_a_timer_can_be_put_off() -> None:
    script = (
        "const late = setTimeout(() => console.log('late'), 10); setTimeout(() => late.refresh(), 5);"
        "setTimeout(() => console.log('between'), 12); 0"
    )
    assert Session().run(script).printed == ["between", "late"]


def test_clearing_what_is_no_timer_does_nothing() -> None:
    assert (
        Session().preview(
            "clearTimeout(); clearTimeout(null); clearTimeout({}); clearTimeout(99); clearTimeout(Symbol()); 1"
        )
        == "1"
    )


def test_a_timer_that_throws_ends_the_run_and_drops_the_others() -> None:
    run = Session().run(
        "setTimeout(() => { throw new TypeError('late') }, 1); setTimeout(() => console.log('never'), 5); 0"
    )
    assert (run.exception.name, run.exception.message) == ("TypeError", "late")
    assert run.printed == []


def test_a_microtask_that_throws_ends_the_run() -> None:
    assert Session().run("queueMicrotask(() => { throw new Error('micro') }); 0").exception.message == "micro"


def test_timers_do_not_outlive_their_run() -> None:
    session = Session()
    session.engine.begin(session.execute("setTimeout(() => console.log('never'), 0); 7"))
    session.engine.clear_timers()
    assert session.engine.timer_due_in is None
    done = session.engine.finish(cleared=True)
    assert done.timers_cleared
    assert done.value is not None
    assert done.value.preview == "7"
    assert session.run("0").printed == []


def test_endless_timers_leave_the_engine_in_between() -> None:
    session = Session()
    session.engine.begin(session.execute("setInterval(() => {}, 1); (function again() { setImmediate(again) })(); 0"))
    for _ in range(20):
        assert session.engine.timer_due_in is not None
        session.engine.fire_timers()
    assert session.engine.finish().value is not None


def test_no_timer_is_due_in_a_run_that_has_failed() -> None:
    session = Session()
    session.engine.begin(session.execute("setTimeout(() => {}, 0); throw 1"))
    assert session.engine.timer_due_in is None
    assert session.engine.finish().exception is not None


def test_a_callback_that_is_no_function_is_refused() -> None:
    assert Session().run("setTimeout('code', 1)").exception.name == "TypeError"


def test_many_timers_are_no_matter() -> None:
    many = "let n = 0; for (let i = 0; i < 20000; i++) setTimeout(() => n++, i % 7);"
    script = f"{many} setTimeout(() => console.log(n), 20); 0"
    assert Session().run(script).printed == ["20000"]
