"""What is put into a script, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.rewrite import original, rewrite

GUARDED = "}catch(e){H.thrown(e)}"


def rewritten(text: str) -> str:
    script = rewrite(text.encode(), "H")
    assert script.observed
    return script.data.decode()


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a; b", f"try{{H.value(0,(a));; H.last((b));{GUARDED}"),
        ("a\nb", f"try{{H.value(0,(a));\nH.last((b));{GUARDED}"),
        ("f(); // why", f"try{{H.last((f()));;{GUARDED} // why"),
        ("'use strict'", "'use strict';H.last('use strict');"),
        ("'use strict'\na", f"'use strict'\ntry{{H.last((a));{GUARDED}"),
        ("function f() {}", "function f() {};H.bound(0,{f});"),
        (
            "a\nfunction f() {}\nb",
            f"try{{H.value(0,(a));{GUARDED}\nfunction f() {{}};H.bound(1,{{f}});\ntry{{H.last((b));{GUARDED}",
        ),
        ("let x = 1", f'try{{H.declare("[]","[\\"x\\"]","[]");;   x = 1;H.bound(0,{{x}});{GUARDED}'),
        ("const x = 1", f'try{{H.declare("[\\"x\\"]","[]","[]");;     x = 1;H.bound(0,{{x}});{GUARDED}'),
        ("var x = 1", f'try{{H.declare("[]","[]","[\\"x\\"]");var x = 1;H.bound(0,{{x}});{GUARDED}'),
        ("let x, y", f'try{{H.declare("[]","[\\"x\\", \\"y\\"]","[]");;   x=void 0, y=void 0;{GUARDED}'),
        ("let {a} = o", f'try{{H.declare("[]","[\\"a\\"]","[]");;   ({{a}} = o);H.bound(0,{{a}});{GUARDED}'),
        ("class A {}", f'try{{H.declare("[]","[\\"A\\"]","[]");A=class A {{}};H.bound(0,{{A}});{GUARDED}'),
        ("if (a) b; else { c }", f"try{{if (a) H.completion=(b); else {{ H.completion=(c) }};H.completed();{GUARDED}"),
        ("for (;;) {}; 1", f"try{{for (;;) {{}}; H.last((1));{GUARDED}"),
        ("#!/bin/node\n1", f"///bin/node\ntry{{H.last((1));{GUARDED}"),
        ("", ""),
        ("// c", "// c"),
    ],
)  # fmt: skip
def test_hooks_go_in_where_values_come_out(text: str, result: str) -> None:
    assert rewritten(text) == result


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
        assert script.data[moved] in (byte, ord(" "), ord(";"))


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
