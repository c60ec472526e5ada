"""The globals a session has beyond the language: when they come, whose they are, what is refused and why."""

from __future__ import annotations

import re

import pytest

from tests.worker.scripts import Session
from vm_lsp.worker.wire import ConsoleOutput

NAMES = [
    "AbortController",
    "AbortSignal",
    "Buffer",
    "CustomEvent",
    "DOMException",
    "Event",
    "EventTarget",
    "TextDecoder",
    "TextEncoder",
    "URL",
    "URLSearchParams",
    "atob",
    "btoa",
    "crypto",
    "fetch",
    "performance",
    "process",
    "structuredClone",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_global_looks_like_a_plain_property_once_it_was_used(name: str) -> None:
    session = Session()
    session.run(f"typeof {name}")
    assert session.preview(
        f"const own = Object.getOwnPropertyDescriptor(globalThis, '{name}');"
        f"[typeof own.value === 'undefined', own.writable, own.enumerable, own.configurable, own.value === {name}]"
    ) == ("[ false, true, false, true, true ]")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "take",
    [
        "const {0} = 'mine'",
        "let {0} = 'mine'",
        "var {0} = 'mine'",
        "{0} = 'mine'",
        "globalThis.{0} = 'mine'",
        "Object.defineProperty(globalThis, '{0}', {{ value: 'mine', configurable: true }})",
        "'use strict'; {0} = 'mine'",
    ],
)
def test_a_global_can_be_replaced_before_it_was_ever_used(name: str, take: str) -> None:
    session = Session()
    session.run(take.format(name))
    assert session.preview(name) == "'mine'"


@pytest.mark.parametrize("name", NAMES)
def test_a_global_can_be_deleted_and_a_function_can_bear_its_name(name: str) -> None:
    session = Session()
    assert session.preview(f"[delete globalThis.{name}, typeof {name}, '{name}' in globalThis]") == (
        "[ true, 'undefined', false ]"
    )
    session.run(f"function {name}() {{}}")
    assert session.preview(f"typeof {name}") == "'function'"


def test_a_frozen_global_object_still_answers() -> None:
    session = Session()
    session.run("Object.freeze(globalThis)")
    assert session.preview("[new URL('http://a.b').host, URL === URL, typeof structuredClone({})]") == (
        "[ 'a.b', true, 'object' ]"
    )


def test_none_of_them_is_listed_by_for_in() -> None:
    assert Session().preview(f"Object.keys(globalThis).filter((name) => '{' '.join(NAMES)}'.includes(name))") == "[]"


VANDALISM = [
    "for (const of of [Map, Set, Array, String, Number, RegExp, WeakMap, Promise, ArrayBuffer, Uint8Array, Object])"
    " for (const key of Reflect.ownKeys(of.prototype))"
    " if (key !== 'constructor') try { of.prototype[key] = () => { throw key } } catch {}",
    "for (const of of [Reflect, Object, Array, JSON, Math, String, Number, ArrayBuffer, Symbol])"
    " for (const key of Reflect.ownKeys(of)) try { of[key] = () => { throw key } } catch {}",
    "for (const name of Reflect.ownKeys(globalThis))"
    " if (!/^(console|globalThis|undefined|eval|Proxy|vm_.*)$/.test(name)"
    " && !'URL URLSearchParams TextEncoder TextDecoder structuredClone EventTarget Event atob crypto Buffer process'"
    ".split(' ').includes(name)) delete globalThis[name]",
    "Object.prototype.get = () => 1; Object.prototype.value = 2; Object.prototype.base = 'x'",
    "Object.defineProperty(Object.prototype, 'then', { get() { throw 'then' } })",
    "Object.defineProperty(Array.prototype, 0, { set() { throw 'set' }, configurable: true })",
    "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = null",
]


@pytest.mark.parametrize("vandalism", VANDALISM)
def test_a_global_that_comes_after_vandalism_works_all_the_same(vandalism: str) -> None:
    session = Session()
    session.run(vandalism)
    run = session.run(
        "console.log(structuredClone({ a: [1] }).a[0], new TextDecoder().decode(new TextEncoder().encode('é')),"
        " new URL('?q=1', 'http://a.b/c').href, new URLSearchParams('a=1&b=%20').toString(), atob('aGk='),"
        " crypto.randomUUID().length, Buffer.from('hi').toString('hex'), process.argv.length);"
        "const target = new EventTarget(); target.addEventListener('x', (event) => { console.log(event.type) });"
        "void target.dispatchEvent(new Event('x'))"
    )
    assert run.done.exception is None
    assert run.printed == ["1 é http://a.b/c?q=1 a=1&b=+ hi 36 6869 2", "x"]


def test_what_a_listener_throws_ends_the_run_at_its_place_and_the_others_are_still_called() -> None:
    run = Session().run(
        "const target = new EventTarget()\n"
        "target.addEventListener('x', () => { throw new TypeError('heard') })\n"
        "target.addEventListener('x', () => console.log('too'))\n"
        "target.dispatchEvent(new Event('x')); console.log('after')"
    )
    assert (run.exception.name, run.exception.message) == ("TypeError", "heard")
    assert run.exception.frames[0].place.line == 1
    assert run.printed == ["too", "after"]


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("structuredClone(() => 1)", "DataCloneError", "() => 1 could not be cloned."),
        ("structuredClone(Symbol('s'))", "DataCloneError", "Symbol(s) could not be cloned."),
        ("structuredClone(new WeakMap())", "DataCloneError", "#<WeakMap> could not be cloned."),
        ("structuredClone({}, { transfer: [{}] })", "DataCloneError", "Found invalid object in transferList"),
        ("atob('*')", "InvalidCharacterError", "The string to be decoded is not correctly encoded."),
        ("new URL('nope')", "TypeError", "Invalid URL"),
        ("crypto.getRandomValues(new Uint8Array(65537))", "QuotaExceededError", "The requested length exceeds"),
        ("AbortSignal.abort().throwIfAborted()", "AbortError", "This operation was aborted"),
        ("setTimeout(5)", "TypeError", 'The "callback" argument must be of type function. Received type number (5)'),
    ],
)
def test_what_a_global_throws_points_at_the_call(code: str, name: str, message: str) -> None:
    run = Session().run(f"1;\n  {code}")
    assert run.exception.name == name
    assert run.exception.message.startswith(message)
    assert run.exception.frames[0].place.line == 1


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        ("fetch('https://example.org')", "TypeError", "no network"),
        ("await fetch('https://example.org')", "TypeError", "no network"),
        ("new WebSocket('ws://x')", "ReferenceError", "no network"),
        ("new XMLHttpRequest()", "ReferenceError", "no network"),
        ("localStorage.getItem('x')", "ReferenceError", "nothing is stored"),
        ("document.body", "ReferenceError", "no page"),
        ("new Intl.NumberFormat()", "ReferenceError", "has no Intl"),
        ("await crypto.subtle.generateKey({}, true, [])", "NotSupportedError", "crypto.subtle.generateKey needs keys"),
        ("nothing.of.the.kind", "ReferenceError", "nothing is not defined"),
    ],
)
def test_what_a_session_lacks_is_refused_with_the_reason(code: str, kind: str, reason: str) -> None:
    exception = Session().run(code).exception
    assert exception.name == kind
    assert reason in exception.message


def test_packages_that_look_where_they_run_see_what_there_is() -> None:
    probes = "[typeof fetch, typeof window, typeof document, typeof XMLHttpRequest, typeof localStorage]"
    assert Session().preview(probes) == "[ 'function', 'undefined', 'undefined', 'undefined', 'undefined' ]"
    assert Session().preview("[process.versions.node, process.version]") == "[ undefined, 'v0.1.0' ]"


def test_the_last_value_is_at_hand() -> None:
    session = Session()
    assert session.preview("_") == "undefined"
    session.run("20 + 22")
    assert session.preview("_ / 2") == "21"
    session.run("const nothing = 1")
    assert session.preview("_") == "21"
    session.run("Promise.resolve('settled')")
    assert session.preview("_") == "'settled'"
    session.run("throw new RangeError('far')")
    assert session.preview("[_, _error.message]") == "[ 'settled', 'far' ]"
    session.run("throw 5")
    assert session.preview("_error") == "5"


@pytest.mark.parametrize("name", ["_", "_error"])
@pytest.mark.parametrize(
    "bind",
    [
        "const {0} = 'mine'",
        "let {0} = 'mine'",
        "var {0} = 'mine'",
        "{0} = 'mine'",
        "globalThis.{0} = 'mine'",
        "'use strict'; {0} = 'mine'",
        "const {{ {0} }} = {{ {0}: 'mine' }}",
        "if (true) {{ {0} = 'mine' }}",
        "await 0; var {0} = 'mine'",
    ],
)
def test_a_script_that_binds_the_name_has_it_for_ever(name: str, bind: str) -> None:
    session = Session()
    session.run("42")
    session.run(bind.format(name))
    session.run("43")
    session.run("throw 44")
    assert session.preview(name) == "'mine'"


def test_a_function_or_a_bare_var_takes_the_name_too() -> None:
    session = Session()
    session.run("42")
    assert session.preview("var _; typeof _") == "'undefined'"
    session.run("43")
    assert session.preview("_") == "undefined"
    session = Session()
    session.run("42")
    session.run("function _() {}")
    session.run("43")
    assert session.preview("typeof _") == "'function'"


def test_a_package_imported_by_that_name_has_it() -> None:
    session = Session()
    session.files["lodash.js"] = "export default { chunk: 'chunk' }; export const map = 1"
    session.run("42")
    session.run("import _ from './lodash.js'")
    session.run("43")
    assert session.preview("_.chunk") == "'chunk'"


def test_exit_ends_the_run_well_and_the_session_goes_on() -> None:
    session = Session()
    run = session.run("let kept = 1; console.log('a'); process.exit(); console.log('never'); kept = 2")
    assert run.done.exception is None
    assert run.value.preview == "undefined"
    assert run.printed == ["a"]
    assert session.preview("kept") == "1"


def test_exit_with_a_code_is_a_failure_at_its_place() -> None:
    run = Session().run("console.log('a')\nprocess.exit(3)\nconsole.log('never')")
    assert (run.exception.name, run.exception.message) == ("ProcessExit", "process.exit(3) ended the run")
    assert run.exception.frames[0].place.line == 1
    assert run.printed == ["a"]


@pytest.mark.parametrize(
    "code",
    [
        "try { process.exit() } catch {} console.log('never'); 5",
        "(() => { try { process.exit() } finally { console.log('never') } })()",
        "setTimeout(() => process.exit(), 1); setTimeout(() => console.log('never'), 3); 0",
        "Promise.resolve().then(() => process.exit()).catch(() => console.log('never')); 0",
        "await 0; process.exit(); console.log('never')",
        "queueMicrotask(() => process.exit()); setTimeout(() => console.log('never'), 1); 0",
    ],
)
def test_after_exit_nothing_more_is_seen(code: str) -> None:
    session = Session()
    run = session.run(code)
    assert run.done.exception is None
    assert run.printed == []
    assert run.value.preview == "undefined"
    assert session.preview("1 + 1") == "2"


def test_the_process_is_what_the_run_was_given() -> None:
    session = Session()
    run = session.run("[process.argv, process.env.KEY, process.cwd()]", args='["a", 1]', env={"KEY": "v"})
    assert run.value.preview == "[ [ 'vm-lsp', '/w/a.js', 'a', '1' ], 'v', '/w' ]"
    assert session.preview("[process.argv.length, process.env]") == "[ 2, {} ]"


def test_what_is_written_to_the_streams_is_output() -> None:
    run = Session().run("process.stdout.write('out\\n'); process.stderr.write('err'); process.on('exit', () => {}); 0")
    outputs = [report for report in run.reports if isinstance(report, ConsoleOutput)]
    assert [(output.level, output.text, output.column) for output in outputs] == [
        ("log", "out", 15),
        ("warn", "err", 46),
    ]


def test_ticks_come_before_promises_as_in_node() -> None:
    script = (
        "Promise.resolve().then(() => console.log('promise')); process.nextTick(() => console.log('tick'));"
        "queueMicrotask(() => console.log('micro')); setTimeout(() => console.log('timer'), 0);"
        "setImmediate(() => console.log('immediate')); console.log('sync')"
    )
    assert Session().run(script).printed == ["sync", "tick", "promise", "micro", "immediate", "timer"]


def test_a_tick_that_throws_ends_the_run() -> None:
    run = Session().run("process.nextTick(() => { throw new Error('tick') }); process.nextTick(() => console.log('n'))")
    assert run.exception.message == "tick"
    assert run.printed == []


def test_a_delay_that_is_too_long_is_said_to_be_none() -> None:
    run = Session().run("setTimeout(() => console.log('ran'), 2 ** 31); 0")
    assert run.printed[0].startswith("TimeoutOverflowWarning: 2147483648 does not fit")
    assert run.printed[1] == "ran"


def test_a_run_does_not_wait_for_a_signal_that_nobody_listens_to() -> None:
    session = Session()
    session.engine.begin(session.execute("AbortSignal.timeout(60000)"))
    assert session.engine.timer_due_in is None
    session.engine.finish()
    assert session.preview(
        "new Promise((resolve) => AbortSignal.timeout(5).addEventListener('abort', (event) => resolve(event.type)))"
    ) == ("'abort'")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("[Event.NONE, Event.AT_TARGET, new Event('x').BUBBLING_PHASE]", "[ 0, 2, 3 ]"),
        (
            "const t = new EventTarget(); const e = new Event('x', { cancelable: true });"
            "t.addEventListener('x', (e) => e.preventDefault(), { passive: true }); t.dispatchEvent(e);"
            "e.defaultPrevented",
            "false",
        ),
        ("const { signal } = new AbortController(); signal.onabort = 5; signal.onabort", "null"),
        ("URL.parse('nope')", "null"),
        ("URL.parse('/x', 'http://a.b').href", "'http://a.b/x'"),
        ("[structuredClone.length, structuredClone.name]", "[ 1, 'structuredClone' ]"),
        ("Object.keys(URL.prototype).includes('href') && Object.keys(Event.prototype).includes('type')", "true"),
    ],
)
def test_where_node_departs_from_the_standards_ours_follow_them(code: str, value: str) -> None:
    assert Session().preview(code) == value


def test_marks_stay_bounded() -> None:
    assert Session().preview(
        "for (let i = 0; i < 10010; i++) performance.mark(i); performance.getEntries().length"
    ) == ("10000")


def test_random_values_differ_between_runs_and_sessions() -> None:
    session = Session()
    first, second = session.preview("crypto.randomUUID()"), session.preview("crypto.randomUUID()")
    assert len({first, second, Session().preview("crypto.randomUUID()")}) == 3
    assert re.fullmatch(r"'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'", first)


@pytest.mark.parametrize(
    "code",
    [
        "structuredClone(new Array(10).fill().reduce((inner) => [inner, inner], 1)).length",
        "let deep = {}; for (let i = 0; i < 1e5; i++) deep = { deep };"
        "try { structuredClone(deep) } catch (e) { e.name }",
        "new TextDecoder().decode(new TextEncoder().encode('€'.repeat(2e5))).length",
        "new URLSearchParams('a=1&'.repeat(2e4)).size",
        "new URL('http://a.b/' + 'x'.repeat(1e5)).href.length",
    ],
)
def test_large_arguments_are_no_matter(code: str) -> None:
    run = Session(mem_mb=128).run(code)
    assert run.done.exception is None
    assert run.value.preview in ("2", "'RangeError'", "200000", "20000", "100011")


def test_the_buffer_is_also_a_module_of_nodes() -> None:
    assert Session().preview("require('buffer').Buffer === Buffer && require('node:buffer').atob === atob") == "true"
