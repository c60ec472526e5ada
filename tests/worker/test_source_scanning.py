"""Long scripts, of which most is found without a tree: with the same result as with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.worker.source import rewrite as rewriting
from vm_lsp.worker.source import scanning
from vm_lsp.worker.source.rewrite import Script, rewrite

PIECES = [
    "const a{} = 1",
    "let b{} = (1, 2)",
    "let b{0} = a0, c{0} = 2",
    "var d{} = `x${{y}}z`",
    "var e{}",
    "let [f{}] = [1]",
    "g()",
    "g.h[1](() => {{ return '}}' }})",
    "i = j / 2",
    "i = j / 2 / k",
    "k = /[}}/]/.test(l)",
    "if (m) /'/.test(m)",
    "if (m)\nn()",
    "if (m) {{ n() }}",
    "else o()",
    "label: p()",
    "q = r ?\n s : t",
    "q\n.r()",
    "u = v\n(w)",
    "u = {{ v: 1 }}\n[w]",
    "u = {{ v: 1 }}",
    "u = typeof\nv",
    "function x{}(y = {{}}, {{ z }}) {{ return '}}' // }}\n}}",
    "async function* x{}() {{ await 1 }}",
    "class y{} extends g {{ #z = 1; static async *k() {{ await z }} }}",
    "class y{} {{ [await z]() {{}} }}",
    "for (const z of a) b()",
    "do g(); while (a)",
    "while (a) g()",
    "try {{ a }} catch {{ b }}",
    "const z{} = async (a) => {{ await a }}",
    "const z{} = await a",
    "const z{} = async a => await a",
    "import('a')",
    "throw a",
    "throw new Error('a')",
    "const z{} = () => {{ throw a }}",
    "const z{} = () => {{ throw new TypeError(a) }}",
    "delete a0",
    "a = function () {{ delete b }}",
    "'use strict'",
    "// comment ' ` {{",
    "/* comment ( */",
    "a /* b */ = c",
    "a = b // c",
    "a = b => c",
    "async = 1",
    "async (a)",
    "get\nset",
    "let = 1",
    "yield\na",
    "a ? b : c",
    "a++",
    "++a",
    "a\n++b",
    "{{ a }}",
    "({{ a }})",
    "[a] = b",
    "`a`",
    "'é'.a",
    "é = 1",
    "a\\u0062 = 1",
    "a = '\\\n'",
    "",
    "a in b",
    "a\nin b",
    "a = class {{}}",
    "a = {{ get b() {{ return 1 }} }}",
    "static = 1",
    "a0.if = 1",
    "export const z{} = 1",
    "import z{} from 'a'",
    "export {{ a0 }}",
    "export default a0",
    "a ? /b/ : c",
    "a = `${{`${{b}}`}}`",
    "return a",
]


def both(monkeypatch: pytest.MonkeyPatch, data: bytes) -> tuple[Script, Script]:
    monkeypatch.setattr(scanning, "WORTHWHILE", 0)
    quick = rewrite(data, "H")
    monkeypatch.setattr(scanning, "WORTHWHILE", len(data) + 1)
    return quick, rewrite(data, "H")


def check(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        quick, thorough = both(monkeypatch, data)
    if not thorough.observed and thorough.refused is None and quick.observed:
        return  # a syntax error that only a whole tree shows: the engine will find it
    assert quick.data.decode() == thorough.data.decode()
    assert (quick.spans, quick.last, quick.refused) == (thorough.spans, thorough.last, thorough.refused)
    assert (quick.observed, quick.scoped) == (thorough.observed, thorough.scoped)


@pytest.mark.parametrize("end", ["", ";"])
@pytest.mark.parametrize("first", PIECES)
@pytest.mark.parametrize(
    "second", ["g()", "(g)", "const s = 1", "[s] = [1]", "function s() {}", "`s`", "/s/.g", "else g"]
)
def test_two_statements_are_found_as_a_tree_finds_them(first: str, second: str, end: str) -> None:
    check(f"{first.format(1)}{end}\n{second};\n".encode())


@given(st.lists(st.sampled_from(PIECES), max_size=7), st.sampled_from(["\n", ";\n", "; ", " ;\r\n", "\n\n"]))
def test_any_statements_are_found_as_a_tree_finds_them(pieces: list[str], joint: str) -> None:
    check(joint.join(piece.format(number) for number, piece in enumerate(pieces)).encode())


def test_little_of_a_long_script_is_left_for_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = "".join(f"const a{i} = {{ b: [{i}, '}}'] }};\nfunction f{i}(x) {{ return x / 2; }}\n" for i in range(500))
    parsed: list[int] = []
    parse_parts = rewriting.parse_parts
    monkeypatch.setattr(
        rewriting, "parse_parts", lambda data, parts: parsed.append(len(parts)) or parse_parts(data, parts)
    )

    script = rewrite((plain + "if (a1) f1();\n" + plain.replace("a", "b").replace("f", "g")).encode(), "H")

    assert script.observed
    assert len(script.spans) == 2001
    assert parsed == [2]  # the one statement, and what keeps it apart from what was taken out
