"""Syntax errors in texts with import, export and `await`, which the engine does not know."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session, span
from vm_lsp.worker.source.probing import probe

BROKEN = [
    ("await 1; let x = ;", "unexpected token in expression: ';'", (0, 17)),
    ("import a from 'b'\nconst x = { a: 1 b: 2 }", "Unexpected identifier 'b'", (1, 17)),
    ("import 'b'; import { c } from \"d\" with { type: 'json' }\nx y", "expecting ';'", (1, 2)),
    ("import {\n  a,\n} from 'b'\nfoo(]", "unexpected token in expression: ']'", (3, 4)),
    ("export const a = 1\nfoo(]", "unexpected token in expression: ']'", (1, 4)),
    ("export default () => {\n  x y\n}", "expecting ';'", (1, 4)),
    ("export default class { m( }", "missing formal parameter", (0, 26)),
    ("export { a as b } from 'c'\nexport * from 'd'\nlet 5", "expecting ';'", (2, 4)),
    ("const u = import.meta.url; const m = await import('x'\nlet y", "Unexpected identifier 'let'", (1, 0)),
    ("export const b = a +", "Unexpected end of input", (0, 19)),
    ("for await (const x of y) {\n  z(x)\n", "Unexpected end of input", (1, 5)),
    ("function f() { await 1 }\nimport 'a'", "await is only valid in async functions and at the top level", (0, 15)),
]


@pytest.mark.parametrize(("text", "message", "place"), BROKEN)
def test_a_syntax_error_is_found_where_it_is(text: str, message: str, place: tuple[int, int]) -> None:
    exception = Session().run(text, kind="run_file").exception
    found = exception.frames[0].place
    assert (exception.name, exception.message, (found.line, found.column)) == ("SyntaxError", message, place)
    assert exception.stack.startswith(f"SyntaxError: {message}\n    at file:///w/a.js:{place[0] + 1}:{place[1] + 1}")


@pytest.mark.parametrize("text", [text for text, _, _ in BROKEN])
def test_a_probe_has_every_line_where_it_was(text: str) -> None:
    probed = probe(text.encode())
    assert [len(line) for line in probed.split(b"\n")] == [len(line) for line in text.encode().split(b"\n")]


def test_looking_for_an_error_runs_nothing_and_declares_nothing() -> None:
    session = Session()
    text = "await 1\n}); console.log('ran'); var leaked = 1; function also() {} (async () => {"
    assert session.run(text).printed == []
    assert session.preview("[typeof leaked, typeof also]") == "[ 'undefined', 'undefined' ]"


def test_an_error_in_a_broken_module_is_found_there() -> None:
    session = Session()
    session.files = {"m.mjs": "export const a = 1\nexport const b = { c: 1 d: 2 }\n"}
    frame = session.run("import './m.mjs'").exception.frames[0]
    assert (frame.uri, frame.place) == ("file:///w/m.mjs", span(1, 24, 1, 25))


def test_a_syntax_error_that_the_user_made_stays_as_it_is() -> None:
    exception = Session().run("await 1; throw new SyntaxError(\"expecting ';'\")").exception
    assert (exception.message, exception.frames[0].place) == ("expecting ';'", span(0, 15, 0, 47))
