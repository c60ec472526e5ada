"""What modules do at their edges: namespaces, places of failures, built-in ones, graphs of every shape."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session, span


def session_with(files: dict[str, str]) -> Session:
    session = Session()
    session.files = files
    return session


@pytest.mark.parametrize("prefix", ["", "node:"])
@pytest.mark.parametrize("script", ["import m from '{}'; typeof m", "import * as m from '{}'; typeof m.default"])
@pytest.mark.parametrize(
    "name", ["assert", "assert/strict", "path", "path/posix", "util", "util/types", "events", "url"]
)
def test_nodes_own_modules_are_there_with_and_without_their_prefix(prefix: str, script: str, name: str) -> None:
    session = Session()

    assert session.preview(script.format(prefix + name)) in ("'object'", "'function'")
    assert session.preview(f"require('{name}') === require('node:{name}')") == "true"


def test_nodes_own_modules_have_named_exports() -> None:
    session = session_with({"m.mjs": "import { join } from 'node:path'; export const joined = join('a', '..', 'b')"})

    assert session.preview("import { joined } from './m.mjs'; joined") == "'b'"
    assert session.preview("import { EventEmitter, once } from 'events'; typeof once") == "'function'"


def test_a_falsy_assertion_tells_the_expression_and_points_at_it() -> None:
    exception = Session().run("import assert from 'assert'\nconst n = 1\n  assert(n === 2)").exception

    assert exception.message == "The expression evaluated to a falsy value:\n\n  assert(n === 2)\n"
    assert [frame.place for frame in exception.frames] == [span(2, 2, 2, 17)]


def test_nodes_modules_hold_where_user_code_changed_the_built_ins() -> None:
    session = Session()
    session.run(
        "for (const c of [Array, Map, Set, String, RegExp, Function, Object])"
        " for (const k of Reflect.ownKeys(c.prototype))"
        " if (k !== 'constructor') try { c.prototype[k] = () => { throw 'broken' } } catch {}"
    )

    run = session.run(
        "const a = require('assert'); const E = require('events'); const e = new E();"
        "e.on('x', v => { a.deepStrictEqual(v, { a: [1, { b: /x/g }] }) });"
        "e.emit('x', { a: [1, { b: /x/g }] }) && require('path').join('a', '..', 'b')"
    )

    assert run.value.preview == "'b'"


@pytest.mark.parametrize("specifier", ["fs", "node:fs", "node:http", "child_process", "node:test"])
def test_a_module_of_nodes_that_there_is_not_says_why(specifier: str) -> None:
    session = Session()

    exception = session.run(f"const x = 1\nimport y from '{specifier}'").exception

    assert "no file system, no network" in exception.message
    assert exception.frames[0].place == span(1, 14, 1, 16 + len(specifier))
    assert session.preview(f"try {{ require('{specifier}') }} catch (e) {{ e.code }}") == "'ERR_UNKNOWN_BUILTIN_MODULE'"


@pytest.mark.parametrize(
    ("script", "place"),
    [
        ("const a = 1\nimport { there } from './gone.mjs'", span(1, 22, 1, 34)),
        ("const a = 1\nimport { there, nope } from './m.mjs'", span(1, 16, 1, 20)),
        ("const a = 1\nimport { nope as there } from './m.mjs'", span(1, 9, 1, 13)),
        ("import nope from './m.mjs'", span(0, 7, 0, 11)),
        ("const a = 1\nexport { there, nope } from './m.mjs'", span(1, 16, 1, 20)),
        ("import { one, nope } from './c.cjs'", span(0, 14, 0, 18)),
    ],
)
def test_what_is_missing_is_underlined_where_it_is_named(script: str, place: object) -> None:
    session = session_with({"m.mjs": "export const there = 1", "c.cjs": "exports.one = 1"})

    assert [frame.place for frame in session.run(script).exception.frames] == [place]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("const a = 1\nimport b from './gone.mjs'", 1, 14),
        ("\nimport { there, nope } from './m.mjs'", 1, 16),
        ("export { there, nope } from './m.mjs'", 0, 16),
        ("export const a = 1\nexport const b = 2\nexport { a as c, gone }", 2, 17),
        ("export const a = 1\nexport function f() {\n  return 1 +\n}", 3, 0),
        ("import { there } from './m.mjs'\nexport default 1 +* 2", 1, 18),
    ],
)
def test_what_is_wrong_in_an_imported_file_points_into_it(text: str, line: int, column: int) -> None:
    session = session_with({"x.mjs": text, "m.mjs": "export const there = 1"})

    frames = session.run("const first = 1\nimport './x.mjs'").exception.frames

    assert (frames[0].uri, frames[0].place.line, frames[0].place.column) == ("file:///w/x.mjs", line, column)
    assert (frames[-1].uri, frames[-1].place) == ("file:///w/a.js", span(1, 7, 1, 16))


def test_broken_json_points_at_its_place() -> None:
    session = session_with({"d.json": '{"a": 1,\n "b": }'})

    frame = session.run("import d from './d.json'").exception.frames[0]

    assert (frame.uri, frame.place.line, frame.place.column) == ("file:///w/d.json", 1, 6)


def test_a_failure_is_heard_each_time_it_is_asked_for_in_one_run() -> None:
    session = session_with({"x.mjs": "export {", "y.mjs": "import './x.mjs'"})

    run = session.run(
        "for (const name of ['y', 'x', 'y']) await import(`./${name}.mjs`).catch(error => console.log(error.name))"
    )

    assert run.printed == ["SyntaxError"] * 3


def test_a_namespace_is_what_the_standard_says() -> None:
    session = session_with({"m.mjs": "export let b = 1; export default 2; export const set = v => { b = v }"})
    session.run("const m = await import('./m.mjs')")

    assert session.preview("m.set(5); m.b") == "5"
    assert session.preview("Object.keys(m)") == "[ 'b', 'default', 'set' ]"
    assert session.preview("Object.getOwnPropertyDescriptor(m, 'b')") == (
        "{ value: 5, writable: true, enumerable: true, configurable: false }"
    )
    assert session.preview("[Reflect.set(m, 'b', 1), Reflect.deleteProperty(m, 'b'), m.b]") == "[ false, false, 5 ]"
    assert session.preview("[Object.isExtensible(m), Object.getPrototypeOf(m), m[Symbol.toStringTag]]") == (
        "[ false, null, 'Module' ]"
    )
    assert session.run("'use strict'; m.b = 1").exception.name == "TypeError"


def test_a_namespace_prints_as_nodes_does_and_says_what_is_not_there_yet() -> None:
    session = session_with(
        {"m.mjs": "import * as me from './m.mjs'; console.log(me); export const a = 1, b = [me === me]"}
    )

    run = session.run("import * as m from './m.mjs'; m")

    assert run.printed == ["[Module: null prototype] { a: <uninitialized>, b: <uninitialized> }"]
    assert run.value.preview == "[Module: null prototype] { a: 1, b: [ true ] }"


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("import './m.mjs'; this", "undefined"),
        ("import './m.mjs'\n;[1].map(() => this)", "[ undefined ]"),
        ("import './m.mjs'; (function () { return this }).call(7)", "7"),
        ("export const me = this; me", "undefined"),
        ("import { own } from './m.mjs'; own", "undefined"),
        ("require('./c.cjs').own", "true"),
        ("this === globalThis", "true"),
    ],
)
def test_this_is_what_it_is_in_such_a_file(script: str, preview: str) -> None:
    session = session_with({"m.mjs": "export const own = this", "c.cjs": "exports.own = this === module.exports"})

    assert session.preview(script) == preview


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("import { x } from './stars.mjs'; x", None),
        ("import * as s from './stars.mjs'; Object.keys(s)", "[ 'one', 'two' ]"),
        ("import { same } from './diamond.mjs'; same", "1"),
        ("import { 'a b' as s, function as f } from './names.mjs'; [s, f]", "[ 1, 1 ]"),
        ("import * as n from './names.mjs'; Object.keys(n)", "[ 'a b', 'class', 'function' ]"),
        ("import d from './default.mjs'; [d.name, new d().x]", "[ 'default', 1 ]"),
        ("import { default as d } from './default.mjs'; d.name", "'default'"),
        ("import d, { named } from './interop.cjs'; [d.default, named]", "[ 'd', 'n' ]"),
        ("require('./default.mjs').__esModule", "true"),
        ("require('./m.mjs').__esModule", "undefined"),
        ("try { require('./waits.mjs') } catch (error) { error.code }", "'ERR_REQUIRE_ASYNC_MODULE'"),
        ("import { v } from './loops.mjs'; v", "'late'"),
        ("import.meta.resolve('./m.mjs')", "'file:///w/m.mjs'"),
        ("[import.meta.filename, import.meta.dirname]", "[ '/w/a.js', '/w' ]"),
        ("require.resolve('./m.mjs')", "'/w/m.mjs'"),
        ("require.main === module", "true"),
        ("[__dirname, __filename]", "[ '/w', '/w/a.js' ]"),
        ("require('./main.cjs')", "false"),
        ("require('module').createRequire('file:///w/deep/x.js')('../c.cjs').n", "1"),
    ],
)
def test_modules_are_linked_by_the_rules(script: str, preview: str | None) -> None:
    session = session_with(
        {
            "m.mjs": "export const x = 1, one = 1",
            "n.mjs": "export const x = 2, two = 2",
            "stars.mjs": "export * from './m.mjs'; export * from './n.mjs'",
            "base.mjs": "export const same = 1",
            "left.mjs": "export { same } from './base.mjs'",
            "diamond.mjs": "export * from './left.mjs'; export * from './base.mjs'",
            "names.mjs": "const v = 1; export { v as 'a b', v as function, v as class }",
            "default.mjs": "export default class { x = 1 }",
            "interop.cjs": "Object.defineProperty(exports, '__esModule', { value: true })\n"
            "exports.default = 'd'; exports.named = 'n'",
            "waits.mjs": "export const w = await 1",
            "loops.mjs": "import './back.mjs'; export const v = await new Promise(r => setTimeout(r, 5, 'late'))",
            "back.mjs": "import { v } from './loops.mjs'; export const read = () => v; await 0",
            "main.cjs": "module.exports = require.main === module",
            "c.cjs": "exports.n = 1",
        }
    )

    run = session.run(script)
    if preview is None:
        assert "conflicting star exports for name 'x'" in run.exception.message
    else:
        assert run.value.preview == preview


def test_what_a_cycle_has_not_got_to_is_an_error_where_it_is_used() -> None:
    session = session_with(
        {
            "a.mjs": "import { b } from './b.mjs'\nexport const a = 1",
            "b.mjs": "import { a } from './a.mjs'\nexport const b = a + 1",
        }
    )

    exception = session.run("import './a.mjs'").exception

    assert exception.name == "ReferenceError"
    assert (exception.frames[0].uri, exception.frames[0].place) == ("file:///w/b.mjs", span(1, 17, 1, 18))


def test_what_the_cache_has_no_more_runs_again() -> None:
    session = session_with({"c.cjs": "globalThis.count = (globalThis.count ?? 0) + 1; exports.n = count"})
    session.run("require('./c.cjs'); require('./c.cjs')")

    assert session.preview("delete require.cache[require.resolve('./c.cjs')]; require('./c.cjs').n") == "2"


def test_a_long_chain_of_modules_is_followed() -> None:
    files = {f"m{i}.mjs": f"import {{ v as w }} from './m{i + 1}.mjs'; export const v = w + 1" for i in range(1500)}
    session = session_with({**files, "m1500.mjs": "export const v = 0"})

    assert session.preview("import { v } from './m0.mjs'; v") == "1500"
    assert session.preview("import { v } from './m0.mjs'; v") == "1500"


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    session = session_with({"d.json": '\ufeff{"x": 1}', "m.mjs": "\ufeffexport const y = 2"})

    assert session.preview("import d from './d.json'; import { y } from './m.mjs'; d.x + y") == "3"
    assert session.preview("import d from './d.json'; import { y } from './m.mjs'; d.x + y") == "3"


def test_a_selection_with_imports_runs_twice() -> None:
    session = session_with({"m.mjs": "export const a = 1; export default 2"})
    selection = "import two, { a } from './m.mjs'\nconst sum = a + two\nsum"

    assert [session.preview(selection) for _ in range(2)] == ["3", "3"]


def test_an_import_attribute_that_nothing_has_is_refused() -> None:
    exception = session_with({"d.json": "{}"}).run("await import('./d.json', { with: { type: 'css' } })").exception

    assert exception.message == "Import attribute 'type' with value 'css' is not supported"


def test_a_package_loads_a_module_that_there_is_not_and_is_refused_when_it_calls_it() -> None:
    session = Session()
    session.files = {
        "node_modules/p/index.cjs": "const fs = require('fs'); exports.size = () => 3\n"
        "exports.read = () => fs.readFileSync('x')\nexports.Own = class extends require('stream').Transform {}",
        "node_modules/q/index.mjs": "import { readFileSync } from 'node:fs'; export const name = typeof readFileSync",
    }

    assert session.preview("const p = require('./node_modules/p/index.cjs'); p.size()") == "3"
    assert session.preview("import { name } from './node_modules/q/index.mjs'; name") == "'function'"
    exception = session.run("p.read()").exception
    assert exception.message.startswith("fs.readFileSync was called. 'fs' is part of Node")
    assert exception.frames[0].uri.endswith("node_modules/p/index.cjs")


def test_a_text_that_only_speaks_of_import_meta_is_no_module() -> None:
    session = Session()
    session.files = {"a.js": "exports.said = 'import.meta'", "b.js": "const meta = import.meta; const said = meta.url"}
    assert session.preview("require('./a.js').said") == "'import.meta'"
    assert session.preview("Object.prototype.toString.call(require('./b.js'))") == "'[object Module]'"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import x from './a.css' with { type: 'css' }", "Import attribute 'type' with value 'css' is not supported"),
        ("import x from './a.js' with { type: 'json' }", 'Module "file:///w/a.js" is not of type "json"'),
        ("import './nested.mjs'", 'Module "file:///w/a.js" is not of type "json"'),
        ("await import('./a.js', { with: { type: 'json' } })", 'Module "file:///w/a.js" is not of type "json"'),
        ("import defer * as x from './a.js'", "`import defer` is not there"),
        ("import source x from './a.js'", "`import source` is not there"),
        ("import.defer('./a.js')", "`import defer` is not there"),
        ("import './deferred.mjs'", "`import defer` is not there"),
    ],
)
def test_what_an_import_can_not_be_is_refused_with_the_reason(code: str, message: str) -> None:
    session = Session()
    session.files = {
        "a.js": "export default 1",
        "nested.mjs": "import x from './a.js' with { type: 'json' }",
        "deferred.mjs": "import defer * as x from './a.js'",
    }
    assert session.run(code).exception.message.startswith(message)


def test_names_that_are_words_of_proposals_are_imported() -> None:
    session = Session()
    session.files = {"a.js": "export default 1; export const source = 2", "a.json": "[3]"}
    assert session.preview("import defer, { source } from './a.js'; [defer, source]") == "[ 1, 2 ]"
    assert session.preview("import source from './a.js'; source") == "1"
    assert session.preview("import list from './a.json' with { type: 'json' }; list") == "[ 3 ]"
