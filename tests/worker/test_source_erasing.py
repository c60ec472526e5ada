"""TypeScript without its types: nothing moves, and it means what TypeScript's own compiler makes of it.

`golden/typescript/*.ts` are the cases, the `.js` beside each what is left of it, and `typescript_values.json` what it
comes to in Node behind TypeScript's compiler (`golden/make_typescript_values.mjs` asked).
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worker.scripts import Session, span
from vm_lsp.worker.source.erasing import erase, erase_untyped
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.statements import statement_at, statement_ranges, statement_texts
from vm_lsp.worker.source.typescript import Dialect, dialect_of

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted((GOLDEN / "typescript").glob("*.ts"))
VALUES = json.loads((GOLDEN / "typescript_values.json").read_text("utf-8"))

URI = "file:///w/a.ts"


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")  # with its line ends


def erased(text: str, uri: str = URI) -> str:
    result = erase(text, uri)
    assert result.refused is None, result.refused
    return result.text


def check_that_nothing_moved(text: str, result: str) -> None:
    assert len(result.encode()) == len(text.encode())
    assert len(result.encode("utf-16")) == len(text.encode("utf-16"))
    before, after = SourceText(text), SourceText(result)
    offset = 0
    for character in text:
        assert before.position(offset) == after.position(offset)
        offset += len(character.encode())
    assert before.position(offset) == after.position(offset)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_types_become_spaces(case: Path) -> None:
    assert erased(read(case)) == read(case.with_suffix(".js"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_left_comes_to_what_typescript_makes_of_it(case: Path) -> None:
    session = Session()
    session.files = {"empty.js": "export const real = 1"}
    assert session.run(read(case), uri=f"file:///w/{case.name}").value.preview == VALUES[case.name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_byte_and_every_column_stays(case: Path, ending: str) -> None:
    text = read(case).replace("\n", ending)
    check_that_nothing_moved(text, erased(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_no_type_is_untouched(case: Path) -> None:
    text, result = read(case).encode(), erased(read(case)).encode()
    for before, after in zip(text, result, strict=True):
        assert after == before or chr(after) in " ;()0|" or after in "\u00a0\u2003".encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_javascript_has_nothing_to_erase(case: Path) -> None:
    text = read(case.with_suffix(".js"))
    assert erased(text) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("foo\ntype X = 1\n(bar)", "foo\n;         \n(bar)"),
        ("foo\ntype X = 1\nbar", "foo\n          \nbar"),
        ("x as any\n[1].map(f)", "x ;     \n[1].map(f)"),
        ("x as any\nfoo", "x       \nfoo"),
        ("if (a) interface B {}", "if (a) ;             "),
        ("return <T>(x) => x", "return    (x) => x"),
        ("async <\nT\n>(x: T) => x", "async (\n \n  x   ) => x"),
        ("(a): {\n b: c\n} => a", "(a    \n     \n) => a"),
        ("() => <T>{}", "() => 0||{}"),
        ("() => <\nTU>{}", "() =>  \n0||{}"),
        ("() => <\nT>{}", "() => 0\n||{}"),
        ("async (a):\n漢 => a", "async (a  \n\u2003)=> a"),
        ("class A { b\n漢(): c\nd = 1 }", "class A { b\n\u2003;    \nd = 1 }"),
        ("f(this)\nfunction f(this: A, b?: C) {}", "f(this)\nfunction f(         b    ) {}"),
        ("class A { x: any\n[b] = 1 }", "class A { x;    \n[b] = 1 }"),
        ("class A { x = 1\nprivate [b] = 1 }", "class A { x = 1\n;       [b] = 1 }"),
        ("x as a.b.c.d", "x           "),
        ("f<a, (b) => c>`d`", "f             `d`"),
        ("a < b > c", "a < b > c"),
        ("a ? (b) : c => d", "a ? (b) : c => d"),
        ("import { type A, b } from 'c'", "import {         b } from 'c'"),
        ("import { A } from 'c'; let a: A", "import { A } from 'c'; let a   "),
        ("export type * from 'c'", "                      "),
        ("interface A<in out B> {}", "                        "),
        ("let a: b\r\n[c]", "let a   \r\n[c]"),
    ],
)
def test_lines_stay_apart_and_together(text: str, result: str) -> None:
    assert erased(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("foo<T>(a: T): T { return a as T }", "foo   (a   )    { return a      }"),
        ("private foo(): void {}\nbar?: string = 'a'", "        foo()       {}\nbar          = 'a'"),
        ("{ a: 1, b: c as d }", "{ a: 1, b: c      }"),
        ("a: 1, b: c as d", "a: 1, b: c     "),
    ],
)
def test_a_part_of_a_program_loses_its_types_too(text: str, result: str) -> None:
    assert erased(text) == result


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("let a: b; enum Color { Red }", "enum Color", "enum"),
        ("export const enum Color { Red }", "const enum Color", "enum"),
        ("namespace A.B { export const c = 1 }", "namespace A.B", "namespace with values"),
        ("class A { constructor(b: c, private readonly d: e = 1) {} }", "private readonly d", "parameter property"),
        ("import a = require('b')", "import a = require('b')", "require"),
        ("import a = b.c", "import a = b.c", "import x = y"),
        ("export = a", "export = a", "export ="),
        ("@first @second class A {}", "@first", "decorators"),
        ("class A { accessor b = 1 }", "accessor b = 1", "accessor"),
        ("let a = 1 + b as number * 2", "1 + b as number", "brackets"),
        ("function f() { return <\nA\n>b }", "<\nA\n>", "one line"),
        ("() => <é>{}", "<é>", "block"),
        ("async (a):\n漢=> a", ":\n漢", "one line"),
    ],
)
def test_what_needs_code_is_refused_at_its_place(text: str, place: str, words: str) -> None:
    refused = erase(text, URI).refused
    assert refused is not None
    assert text.encode()[refused.start : refused.end].decode() == place
    assert words in refused.reason


def test_a_refusal_is_a_syntax_error_with_its_place() -> None:
    exception = Session().run("let a: '😀é' = 1 as any; enum Color { Red }", uri=URI, line=4, column=2).exception
    (frame,) = exception.frames
    assert (exception.name, frame.uri, frame.place) == ("SyntaxError", URI, span(4, 27, 4, 37))
    assert exception.message.startswith("An enum needs code")


@pytest.mark.parametrize("uri", ["file:///w/a.tsx", "file:///w/a.jsx", "file:///w/a.js"])
def test_jsx_is_refused_at_its_first_element(uri: str) -> None:
    exception = Session().run("const a = 1\nconst b = <p id='c'>d<br/></p>", uri=uri).exception
    (frame,) = exception.frames
    assert (exception.message[:3], frame.place) == ("JSX", span(1, 10, 1, 20))


def test_tsx_without_elements_is_typescript_without_casts() -> None:
    assert Session().run("const a = <T,>(b: T) => b as T; a<number>(1)", uri="file:///w/a.tsx").value.preview == "1"


def test_an_error_points_at_the_place_in_the_typescript() -> None:
    exception = Session().run("type A = '😀'\nconst a: A = null as any; (a as any)!.b.c", uri=URI).exception
    assert exception.frames[0].place == span(1, 26, 1, 39)


def test_a_syntax_error_behind_a_type_points_at_what_is_wrong() -> None:
    exception = Session().run("let a: Array<number> = ;", uri=URI).exception
    assert (exception.name, exception.frames[0].place) == ("SyntaxError", span(0, 23, 0, 24))


def test_values_stand_behind_the_types_of_their_statements() -> None:
    run = Session().run("const a = 1 as number\na satisfies number as any; a!", uri=URI)
    places = [report.place for report in run.reports]
    assert [*places, run.done.place] == [span(0, 0, 0, 21), span(1, 0, 1, 26), span(1, 27, 1, 29)]


def test_the_statement_at_the_cursor_is_the_typescript_one() -> None:
    text = "interface A { b: string }\nlet c = d as {\n  e: A\n}\nf()"
    assert statement_at(text, 2, 3, URI) == span(1, 0, 3, 1)
    assert statement_ranges(text, URI) == [span(1, 0, 3, 1), span(4, 0, 4, 3)]


def test_the_statements_that_are_kept_have_their_types() -> None:
    text = "interface A {}\nlet é: A = { b: '😀' } as A\né satisfies A; f<A>()"
    assert statement_texts(text, 3, 2, 10, URI) == [
        (span(4, 0, 4, 27), "let é: A = { b: '😀' } as A"),
        (span(5, 0, 5, 14), "é satisfies A;"),
        (span(5, 15, 5, 21), "f<A>()"),
    ]


@pytest.mark.parametrize(
    ("uri", "dialect"),
    [
        ("file:///w/a.ts", Dialect.TYPESCRIPT),
        ("file:///w/a.mts", Dialect.TYPESCRIPT),
        ("file:///w/a.CTS", Dialect.TYPESCRIPT),
        ("file:///w/a.d.ts?x#y", Dialect.TYPESCRIPT),
        ("file:///w/a.tsx", Dialect.TSX),
        ("file:///w/a.ts.js", Dialect.JAVASCRIPT),
        ("file:///w/ats", Dialect.JAVASCRIPT),
        ("untitled:Untitled-1", Dialect.JAVASCRIPT),
    ],
)
def test_the_name_says_what_a_document_is_written_in(uri: str, dialect: Dialect) -> None:
    assert dialect_of(uri) is dialect


# --- JavaScript ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a < b > (c)", "x ? (y) : z => 1", "let a = b\n!c", "var type, as; type\nas", "let ="]
)
def test_javascript_is_never_touched(text: str) -> None:
    assert erase(text, "file:///w/a.js").text == text
    assert erase_untyped(text) is None


def test_a_script_with_types_runs_in_a_javascript_file_too() -> None:
    run = Session().run("const a: number = 3; interface B {}\na as number", uri="untitled:Untitled-1")
    assert (run.value.preview, run.done.place) == ("3", span(1, 0, 1, 11))


def test_what_is_neither_keeps_the_engines_own_error() -> None:
    exception = Session().run("const a = 1 +* 2").exception
    assert exception.frames[0].place == span(0, 13, 0, 14)


def test_looking_whether_a_text_compiles_runs_nothing_of_it() -> None:
    session = Session()
    session.run("}); globalThis.ran = true; (function () { const a: number = <p/>")
    assert session.preview("typeof ran") == "'undefined'"


# --- whatever the text -----------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("let a{}: '😀é' = 1 as any", "type T{} = {{ 'ключ': 漢 }}", "interface I{} extends J<K> {{}}", "(x as any)"),
        *("function f{}<T>(this: A, b?: T): b is T {{}}", "class C{} implements I {{ private x!: T\n[y] = 1 }}"),
        *(
            "const g{} = async <T,>(x: T): Promise<\nT> => x!",
            "`${{x as T}}`",
            "<T>{{}}",
            "[1]",
            "// é",
            "enum E{} {{}}",
        ),
        *("declare const d{}: 1", "x satisfies Y\n", "f<'😀'>`x`", "}}", "(", ":", "as", "<", "\u2028", "'"),
    ]
)


@given(st.lists(PIECES, max_size=8), st.sampled_from(["\n", ";\n", " ", "\r\n"]))
def test_whatever_is_typed_nothing_moves(pieces: list[str], joint: str) -> None:
    text = joint.join(piece.format(number) for number, piece in enumerate(pieces))
    result = erase(text, URI).text
    check_that_nothing_moved(text, result)
    assert re.sub(r"[^\r\n\u2028\u2029]", "", result) == re.sub(r"[^\r\n\u2028\u2029]", "", text)


def test_deep_nesting_is_no_crash() -> None:
    text = "(" * 20_000 + "a as b" + ")" * 20_000
    assert len(erase(text, URI).text) == len(text)
