"""What is put into a script, and the way back to the original."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.rewrite import original, rewrite


def rewritten(text: str) -> str:
    script = rewrite(text.encode(), "H")
    assert script.observed
    return script.data.decode()


def declares(const: str = "", let: str = "", var: str = "", function: str = "") -> str:
    lists = (json.dumps(json.dumps(names.split())) for names in (const, let, var, function))
    return f"H.declare({','.join(lists)})"


BEGINS = declares() + ";"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a; b", f"{BEGINS}H.value(0,(a));; b"),
        ("a\nb", f"{BEGINS}H.value(0,(a));\nb"),
        ("f(); // why", f"{BEGINS}f(); // why"),
        ("'use asm'\na", f"'use asm'\n{BEGINS}a"),
        ("function f() {}", f"{declares(function='f')};function f() {{}}var {{}}=H.bound(0,{{f}});"),
        ("let x = 1", f"{declares(let='x')};var x = 1,{{}}=H.bound(0,{{x}})"),
        ("let x = 1;", f"{declares(let='x')};var x = 1,{{}}=H.bound(0,{{x}});"),
        ("const x = 1", f"{declares(const='x')};var   x = 1,{{}}=H.bound(0,{{x}})"),
        ("var x = 1", f"{declares(var='x')};var x = 1,{{}}=H.bound(0,{{x}})"),
        ("var x", f"{declares(var='x')};var x"),
        ("let x, y", f"{declares(let='x y')};var x=void 0, y=void 0"),
        ("let {a} = o", f"{declares(let='a')};var {{a}} = o,{{}}=H.bound(0,{{a}})"),
        ("class A {}", f"{declares(let='A')};var A=class A {{}},{{}}=H.bound(0,{{A}});"),
        ("if (a) b; else { var c }", f"{declares(var='c')};if (a) b; else {{ var c }}"),
        ("try { a } catch { b }", f"{BEGINS}try {{ a }} catch {{void 0; b }}"),
        ("delete x", f'{BEGINS}(H.keeps("x")?false:delete x)'),
        ("delete x.y", f"{BEGINS}delete x.y"),
        ("#!/bin/node\n1", f"///bin/node\n{BEGINS}1"),
        ("", ""),
        ("// c", "// c"),
    ],
)  # fmt: skip
def test_hooks_go_in_where_they_change_no_value(text: str, result: str) -> None:
    assert rewritten(text) == result


GUARDED = "}catch(e){H.thrown(e)}"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", ";H.last('use strict');"),
        ("\na", f"\ntry{{let Hc=H.result();Hc=(a);;H.last(Hc){GUARDED}"),
        ("\na; (() => {})", f"\ntry{{let Hc=H.result();H.value(1,(a));; Hc=(0,(() => {{}}));;H.last(Hc){GUARDED}"),
        ("\nif (a) b", f"\ntry{{let Hc=H.result();Hc=void 0;if (a) Hc=(b);H.last(Hc){GUARDED}"),
        ("; function f() {}", ";;H.last('use strict'); function f() {};H.bound(1,{f});"),
        ("; let x = 1", f";;H.last('use strict'); try{{{declares(let='x')[:-1]},true);let Hc=H.result();"
         f";   x = 1;H.bound(1,{{x}});;H.last(Hc){GUARDED}"),
    ],
)  # fmt: skip
def test_a_strict_script_keeps_its_value_itself(text: str, result: str) -> None:
    assert rewritten("'use strict'" + text) == "'use strict'" + result


@pytest.mark.parametrize(
    "text",
    [
        "let x = ;",
        "let \\u0061 = 1",
        "a b",
        "(",
        "let let = 1",
        "let // far\nx = 1",
    ],
)
def test_what_can_not_be_rewritten_is_left_as_it_is(text: str) -> None:
    script = rewrite(text.encode(), "H")
    assert not script.observed
    assert script.data.decode() == text


def test_a_name_declared_twice_is_refused_at_its_second_place() -> None:
    assert rewrite(b"let a = 1; const { b: [a] } = {}", "H").refused == (
        23,
        "Identifier 'a' has already been declared",
    )


@pytest.mark.parametrize(
    "text", ["var a; var a", "function a() {} function a() {}", "var a; function a() {}", "let a; { let a }"]
)
def test_names_that_may_be_declared_again_are_not_refused(text: str) -> None:
    assert rewrite(text.encode(), "H").refused is None


def test_the_original_is_kept_but_for_its_hashbang() -> None:
    assert original(b"#!/x\nlet a").data == b"///x\nlet a"


PIECES = st.sampled_from(
    [
        "let a{} = 1",
        "const [b{}] = [2]",
        "class C{} {{}}",
        "f()",
        "function g{}() {{ return 'é' }}",
        "if (x) y",
        "var v{} = '😀'",
    ]
)


@given(st.lists(PIECES, max_size=6), st.sampled_from(["\n", ";\n", "; "]))
def test_every_byte_of_the_original_has_its_own_place_in_the_result(pieces: list[str], joint: str) -> None:
    data = joint.join(piece.format(i) for i, piece in enumerate(pieces)).encode()
    script = rewrite(data, "H")
    places = [script.edits.place(offset) for offset in range(len(data))]
    assert places == sorted(set(places))
    for offset, byte in enumerate(data):
        moved = [at for at in range(places[offset], len(script.data)) if script.edits.origin(at) == offset][-1]
        assert script.data[moved] in (byte, *b" ;var")


def test_an_insertion_leads_back_to_where_it_was_put_in() -> None:
    edits = Edits()
    edits.insert(2, "<<")
    edits.insert(4, ">>", closing=True)
    assert edits.apply(b"abcdef") == b"ab<<cd>>ef"
    assert [edits.origin(at) for at in range(10)] == [0, 1, 2, 2, 2, 3, 4, 4, 4, 5]


def test_insertions_at_one_place_close_before_they_open() -> None:
    edits = Edits()
    edits.insert(1, "(")
    edits.insert(1, "[")
    edits.insert(1, ")", closing=True)
    edits.insert(1, "]", closing=True)
    assert edits.apply(b"ab") == b"a)]([b"
