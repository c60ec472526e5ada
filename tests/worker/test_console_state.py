"""What the console knows beyond one call: places, groups, counters, clocks, and where its output ends."""

from __future__ import annotations

import re

import pytest

from tests.worker.scripts import URI, Session
from vm_lsp.worker.wire import ConsoleOutput


def _outputs(session: Session, text: str, **unit: object) -> list[ConsoleOutput]:
    return [report for report in session.run(text, **unit).reports if isinstance(report, ConsoleOutput)]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("console.table([1])", 8),
        ("console.trace('x')", 8),
        ("console.dir(1)", 8),
        ("console.group('x')", 8),
        ("console.count()", 8),
        ("console.assert(false)", 8),
        ("const say = console.log.bind(console, 'x'); say()", 44),
        ("const { log } = console; log('x')", 25),
        ("console.log('a', [1, 2].map(String))", 8),
        ("console.log(JSON.stringify(1))", 8),
        ("[1].forEach(console.log)", 12),
        ("Reflect.apply(console.log, null, ['x'])", 14),
        ("({ get x() { console.log('x') } }).x", 21),
        ("setTimeout(() => console.log('x'), 1); 0", 25),
        ("setTimeout(console.log, 1, 'x'); 0", 11),
        ("const say = console.log.bind(console); 0; setTimeout(say, 1, 'x'); 0", 53),
        ("setTimeout(console.log.bind(null, 'x')); 0", 28),
        ("Promise.resolve().then(() => console.log('x')); 0", 37),
        ("class A { static { console.log('x') } }", 27),
        ("new (class { x = console.log('x') })", 25),
        ("`${{ toString() { console.log('x'); return '' } }}`", 26),
    ],
)
def test_the_place_is_that_of_the_call(text: str, column: int) -> None:
    output = _outputs(Session(), text)[0]
    assert (output.uri, output.line, output.column) == (URI, 0, column)


def test_a_trace_shows_the_calls_at_their_places() -> None:
    session = Session()
    session.run("function deep() { console.trace('at %d', 7) }", line=40)
    (output,) = _outputs(session, "\n  deep()")
    assert output.level == "warn"
    assert output.text == f"Trace: at 7\n    at deep ({URI}:41:27)\n    at {URI}:2:3"


def test_a_call_over_several_lines_is_placed_where_its_method_is_named() -> None:
    session = Session()
    text = "const n = 1\nconsole.log(\n  String(\n    n\n  ),\n  n,\n)\nvoid [1].map((v) => console\n  .log(v, n))"
    assert [(output.line, output.column) for output in _outputs(session, text)] == [(1, 8), (8, 3)]


def test_counters_and_clocks_outlive_a_run_and_groups_do_not() -> None:
    session = Session()
    session.run("console.count(); console.time('t'); console.group('g'); throw 1")
    first, second = session.run("console.count(); console.timeEnd('t')").printed
    assert first == "default: 2"
    assert re.fullmatch(r"t: \d+(\.\d+)?ms", second)


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "0ms"),
        (1.23456, "1.235ms"),
        (999.9, "999.9ms"),
        (1000, "1.000s"),
        (59999, "59.999s"),
        (62345, "1:02.345 (m:ss.mmm)"),
        (3723456, "1:02:03.456 (h:mm:ss.mmm)"),
    ],
)
def test_a_duration_reads_as_in_node(milliseconds: float, text: str) -> None:
    session = Session()
    run = session.engine._context.eval("(vm, ms) => vm.counting.duration(ms)")
    assert run(session.engine._runtime, milliseconds) == text


def test_clocks_say_what_they_are_asked() -> None:
    printed = (
        Session()
        .run("console.time(); console.timeLog('default', 'so far', { a: 1 }); console.timeEnd(); console.timeEnd()")
        .printed
    )
    assert re.fullmatch(r"default: [\d.]+ms so far { a: 1 }", printed[0])
    assert re.fullmatch(r"default: [\d.]+ms", printed[1])
    assert printed[2] == "Warning: No such label 'default' for console.timeEnd()"


def test_a_label_that_can_be_no_text_is_the_callers_error() -> None:
    assert Session().run("console.count(Symbol('s'))").exception.name == "TypeError"


@pytest.mark.parametrize(
    "text",
    [
        "console.table(Array.from({ length: 1e6 }, (_, i) => i))",
        "console.table(Array.from({ length: 3000 }, (_, i) => ({ ['k' + i]: i })))",
        "console.table(new Map(Array.from({ length: 2e5 }, (_, i) => [i, i])))",
        "console.table([{ a: 'x'.repeat(1e6) }])",
        "for (let i = 0; i < 1e5; i++) console.group(); console.log('\\n'.repeat(1e6))",
        "console.log('%s'.repeat(1e4), ...Array(1e4).fill('long '.repeat(100)))",
    ],
)
def test_however_much_there_is_to_print_it_stops_just_above_the_limit(text: str) -> None:
    output = _outputs(Session(mem_mb=128), text, max_output_bytes=20_000)[0]
    assert 20_000 < len(output.text.encode()) <= 20_004


@pytest.mark.parametrize(
    "vandalism",
    [
        "Object.prototype.depth = 0; Object.prototype.get = () => 1; Object.prototype.level = 'error'",
        "Array.prototype[0] = 'x'; Object.defineProperty(Array.prototype, 1, { set() { throw 1 } })",
        "for (const of of [Map, Set, Array, String, Number, RegExp]) for (const key of Reflect.ownKeys(of.prototype))"
        " if (key !== 'constructor') try { of.prototype[key] = () => { throw key } } catch {}",
        "globalThis.String = globalThis.Number = globalThis.JSON = null",
        "Function.prototype.call = Function.prototype.apply = null; Symbol.prototype.toString = null",
    ],
)
def test_what_a_script_does_to_built_ins_changes_nothing_that_is_printed(vandalism: str) -> None:
    session = Session()
    session.run(vandalism)
    run = session.run("console.log('%s %d', 'a', '1', { b: [2] }); console.table([{ c: 3 }]); console.count()")
    table = "┌─────────┬───┐\n│ (index) │ c │\n├─────────┼───┤\n│ 0       │ 3 │\n└─────────┴───┘"
    assert run.printed == ["a 1 { b: [ 2 ] }", table, "default: 1"]
