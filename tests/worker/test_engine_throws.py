"""`throw` statements say where they are, and nobody can see that they do."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session

HIDDEN = [
    "function f(a) { if (a) throw 'x', a; throw (1); throw new Error(`a`) }",
    "function f() { throw () => { throw 1 } }",
    "class f { m() { throw /* why */ 'x' // here\n } }",
    "async function f() { const m = await import('./m.mjs'); import.meta.url; throw m }",
    "var f = a => { throw a }",
]


@pytest.mark.parametrize("script", HIDDEN)
def test_the_text_of_a_function_is_the_one_that_was_written(script: str) -> None:
    value = Session().run(f"{script}\n;[f.toString(), String(f), `${{f}}`, f + '']").value
    text = script.removeprefix("var f = ").replace("\n", "\\n").replace('"', '\\"')
    assert value.json == f'["{text}","{text}","{text}","{text}"]'


def test_the_text_of_a_function_that_uses_an_import_is_the_one_that_was_written() -> None:
    text = "function show() { f(two); const o = { two }; if (o.z) throw two; return f }"
    session = Session()
    session.files = {
        "m.mjs": "export const two = 2; export function f() {}",
        "show.mjs": "import { f, two } from './m.mjs'\nexport " + text,
    }
    assert session.run("import { show } from './show.mjs'; show.toString()").value.json == f'"{text}"'


def test_to_string_is_as_the_engines_own() -> None:
    script = "const { toString } = Function.prototype; [toString.call(toString), toString.name, toString.length]"
    assert Session().run(script).value.json == '["function toString() {\\n    [native code]\\n}","toString",0]'
    assert Session().run("new Function.prototype.toString()").exception.message == "not a constructor"
    assert Session().run("Function.prototype.toString.call({})").exception.name == "TypeError"


@pytest.mark.parametrize("thrown", ["5", "'a', 'b'", "(1,\n2)", "class {}", "x => x", "{ a: 1 }", "this", "-1", "[1]"])
def test_what_is_thrown_is_thrown_and_its_place_is_known(thrown: str) -> None:
    session = Session()
    caught = session.preview(f"try {{ throw {thrown} }} catch (error) {{ typeof error }}")
    assert caught == session.preview(f"typeof ({thrown})")
    place = session.run(f"if (true) throw {thrown}").exception.frames[0].place
    lines = thrown.split("\n")
    assert (place.line, place.column, place.end_line) == (0, 16, len(lines) - 1)
    assert place.end_column == len(lines[-1]) + (16 if len(lines) == 1 else 0)


def test_of_a_value_thrown_twice_the_last_place_counts() -> None:
    session = Session()
    script = "const o = {}\ntry { throw 1 } catch {}\ntry { throw o } catch {}\n"
    assert session.run(f"{script}throw o").exception.frames[0].place.line == 3
    assert session.run(f"{script}throw 1").exception.frames[0].place.line == 3


def test_what_an_earlier_run_threw_is_not_taken_for_what_this_one_did() -> None:
    session = Session()
    session.run("try { throw 'same' } catch {}")
    assert [frame.place.line for frame in session.run("\nPromise.reject('same')").exception.frames] == [1]
