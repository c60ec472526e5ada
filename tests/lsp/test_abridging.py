"""How values are cut to the size of a hint: 38 units, beside the sign and its blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.lsp.publish.abridging import width
from vm_lsp.lsp.publish.labels import inline

UNITS = 38

CASES = {
    "an object between its entries": (
        "{ id: 1, name: 'Ada', email: 'ada@example.com', born: 1815 }",
        "{ id: 1, name: 'Ada', … }",
    ),
    "an array between its items": (
        "[ 1000, 2000, 3000, 4000, 5000, 6000, 7000 ]",
        "[ 1000, 2000, 3000, 4000, 5000, … ]",
    ),
    "what is left out already": (
        "[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... 86 more items ]",
        "[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … ]",
    ),
    "an object in an object": (
        "{ user: { id: 1, name: 'Ada', email: 'ada@example.com' }, ok: true }",
        "{ user: { id: 1, name: 'Ada', … }, … }",
    ),
    "arrays in an array": (
        "[ [ 1, 2, 3, [Array] ], [ 1, 2, 3, 4, 5 ], [ 1 ] ]",
        "[ [ 1, 2, 3, [Array] ], [ 1, … ], … ]",
    ),
    "no room for what is deep": (
        "{ a: { b: { c: { d: { e: { f: { g: { h: { i: 1 } } } } } } } } }",
        "{ a: { b: { c: { d: { e: … } } } } }",
    ),
    "a print of several lines": (
        "{\n  id: 1,\n  name: 'Ada',\n  address: { street: [Object] },\n  age: 36\n}",
        "{ id: 1, name: 'Ada', … }",
    ),
    "an array of long strings": (
        "[ 'Lorem ipsum dolor sit amet, consectetur', 'adipiscing elit' ]",
        "[ 'Lorem ipsum dolor sit amet,…', … ]",
    ),
    "a long string between its words": (
        "'Lorem ipsum dolor sit amet, consectetur adipiscing elit'",
        "'Lorem ipsum dolor sit amet,…'",
    ),
    "a string of one long word": (
        "'https://example.com/a/very/long/path/that/goes/on'",
        "'https://example.com/a/very/long/pat…'",
    ),
    "a string with brackets and quotes in it": (
        "{ text: 'it\\'s {not} a [go], 1', more: 'and more' }",
        "{ text: 'it\\'s {not} a [go], 1', … }",
    ),
    "a map": (
        "Map(2) { 'sky' => 'blue', 'night' => Set(2) { 'moon', 'stars' } }",
        "Map(2) { 'sky' => 'blue', … }",
    ),
    "a set": ("Set(4) { 'mercury', 'venus', 'earth', 'mars' }", "Set(4) { 'mercury', 'venus', … }"),
    "an instance of a class": (
        "Rocket { stage: 1, crew: [ 'Laika', 'Belka', 'Strelka' ] }",
        "Rocket { stage: 1, … }",
    ),
    "an object without a prototype": (
        "[Object: null prototype] { a: 1, b: 2, c: 3 }",
        "[Object: null prototype] { a: 1, … }",
    ),
    "one that holds itself": (
        "<ref *1> { self: [Circular *1], name: 'a circular thing' }",
        "<ref *1> { self: [Circular *1], … }",
    ),
    "symbols as keys": ("{ [Symbol(a)]: 1, [Symbol(b)]: 2, [Symbol(c)]: 3 }", "{ [Symbol(a)]: 1, [Symbol(b)]: 2, … }"),
    "a function": (
        "[Function: aVeryLongFunctionNameThatGoesOnAndOnAndOn]",
        "[Function: aVeryLongFunctionNameThat…]",
    ),
    "a class": ("[class AVeryLongClassName extends AnotherLongOne]", "[class AVeryLongClassName extends…]"),
    "an error without its calls": (
        "TypeError: not a function\n    at boss (file:///w/a.js:3:4)\n    at <eval> (file:///w/a.js:9:1)",
        "TypeError: not a function",
    ),
    "a long error between its words": (
        "TypeError: cannot read property 'name' of undefined\n    at boss (file:///w/a.js:3:4)",
        "TypeError: cannot read property…",
    ),
    "an error with entries": (
        "Error: bad\n    at f (file:///w/a.js:1:2) {\n  code: 'E_BAD'\n}",
        "Error: bad { code: 'E_BAD' }",
    ),
    "a promise": ("Promise { { id: 1, name: 'Ada', email: 'a@b.c' } }", "Promise { { id: 1, name: 'Ada', … } }"),
    "a long number": ("1267650600228229401496703205376000000000000n", "1267650600228229401496703205376000000…"),
    "console output between its words": (
        "don't panic, it's only a text { that: 'has', structure: true }",
        "don't panic, it's only a text…",
    ),
    "a value in console output": (
        "ready: Rocket { stage: 1, crew: [ 'Laika' ], more: true }",
        "ready: Rocket { stage: 1, … }",
    ),
}


@pytest.mark.parametrize(("whole", "shown"), CASES.values(), ids=CASES)
def test_a_value_is_cut_between_its_parts(whole: str, shown: str) -> None:
    assert inline(whole, UNITS) == shown


@pytest.mark.parametrize("whole", ["{ id: 1, name: 'Ada' }", "[]", "{}", "'}'", "[ '[', '{' ]", "-0"])
def test_what_fits_is_shown_as_it_was_printed(whole: str) -> None:
    assert inline(whole, UNITS) == whole


def test_a_letter_and_its_accents_are_not_parted() -> None:
    assert inline("[ '" + "e\u0301" * 30 + "' ]", 12) == "[ 'e\u0301e\u0301…' ]"


_PIECES = st.sampled_from(
    ["{ ", " }", "[ ", " ]", ", ", "a: ", "'", '"', "`", "\\", "word", " ", "😀", "\n", "[Function: f]", "=>"]
)


@given(st.lists(_PIECES, max_size=60).map("".join), st.integers(1, 60))
def test_nothing_is_longer_than_it_may_be_whatever_is_printed(whole: str, units: int) -> None:
    assert width(inline(whole, units)) <= units


def test_a_long_print_is_not_read_to_its_end() -> None:
    assert inline("[ " + "{ a: [ 1, 2 ] }, " * 500_000 + "1 ]", UNITS) == "[ { a: [ 1, 2 ] }, … ]"
