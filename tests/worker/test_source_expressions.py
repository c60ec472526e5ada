"""The expression that an error of the engine points at, through the engine itself."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session
from vm_lsp.worker.source.expressions import expression_at

# The script, and what of it the first frame covers.
SHAPES = [
    ("throw new Error('x')", "new Error('x')"),
    ("throw new (class extends Error {})('x')", "new (class extends Error {})('x')"),
    ("throw Error('x')", "Error('x')"),
    ("class E extends Error {}; throw new E('x')", "new E('x')"),
    ("class E extends Error {}; class F extends E { constructor() { super(1) } }; throw new F", "new F"),
    ("missing", "missing"),
    ("missing()", "missing"),
    ("missing.member", "missing"),
    ("1 + missing", "missing"),
    ("Math.max(1, missing)", "missing"),
    ("`${missing}`", "missing"),
    ("null.member", "null.member"),
    ("null[0]", "null[0]"),
    ("let o = {}; o.a.b", "o.a.b"),
    ("let o = {}; o.a.b.c", "o.a.b"),
    ("let o = {}; o.a.b.c = 1", "o.a.b"),
    ("let o = {}; o['a']['b'].c", "o['a']['b']"),
    ("let o = {}; (1, o.a).b", "(1, o.a).b"),
    ("let o = {}, k = 'x'; o.a[k]", "o.a[k]"),
    ("let o = {}; o.m()", "o.m()"),
    ("let o = {}, x = 1; o.m(x)", "o.m(x)"),
    ("let o = {}, x = 1; o.m(1, x.y)", "o.m(1, x.y)"),
    ("let o = {}; o['m']()", "o['m']()"),
    ("let o = {}; o\n  .m\n  ()", "o\n  .m\n  ()"),
    ("let f; f()", "f()"),
    ("let f, x; f(x)", "f(x)"),
    ("let f, x; new f(x)", "new f(x)"),
    ("new 5", "new 5"),
    ("let o = {}; new o.C()", "new o.C()"),
    ("Array(-1)", "Array(-1)"),
    ("new Array(-1)", "new Array(-1)"),
    ("'x'.repeat(-1)", "'x'.repeat(-1)"),
    ("JSON.parse('{')", "JSON.parse('{')"),
    ("decodeURIComponent('%')", "decodeURIComponent('%')"),
    ("[1].map((x) => x.y.z)", "x.y.z"),
    ("const a = 1; a = 2", "a"),
    ("x; let x", "x"),
    ("'use strict'; undeclared = 1", "undeclared"),
    ("[...5]", "5"),
    ("null.\n  member", "null.\n  member"),
]


@pytest.mark.parametrize(("script", "covered"), SHAPES)
def test_an_error_points_at_the_smallest_expression_that_went_wrong(script: str, covered: str) -> None:
    place = Session().run(script).exception.frames[0].place
    lines = script.split("\n")
    last = lines[place.end_line][: place.end_column]
    between = [*lines[place.line : place.end_line], last]
    between[0] = between[0][place.column :]
    assert "\n".join(between) == covered


@pytest.mark.parametrize("script", ["(", ")", "{", "let", "'", "/*", "", "@@", "a b", "x =>"])
def test_broken_text_has_some_range_at_every_offset(script: str) -> None:
    data = script.encode()
    for offset in range(len(data) + 1):
        start, end = expression_at(data, offset)
        assert 0 <= start <= end <= len(data)


def test_deep_nesting_takes_no_time() -> None:
    data = b"[" * 50_000 + b"x" + b"]" * 50_000
    assert expression_at(data, 50_000) == (50_000, 50_001)
    assert expression_at(data, 20_000) == (20_000, 20_001)
