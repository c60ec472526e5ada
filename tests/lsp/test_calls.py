from __future__ import annotations

import pytest

from vm_lsp.lsp.publish.calls import call_at


def found(content: str, at: str) -> str | None:
    """Return the call around the text `at`, which stands in the first line."""
    end = content.find("\n")
    bounds = call_at(content, content.index(at), (0, len(content) if end < 0 else end))
    return content[slice(*bounds)] if bounds else None


@pytest.mark.parametrize(
    ("content", "at", "call"),
    [
        ("console.log('x'); console.warn('y')", "log", "console.log('x')"),
        ("console.log('x'); console.warn('y')", "warn", "console.warn('y')"),
        ("xs.map(x => console.log(f(x)))", "(x))", "console.log(f(x))"),
        ("console.log('a)', \")\", `)`, /* ) */ 1)", "1", "console.log('a)', \")\", `)`, /* ) */ 1)"),
        ("console.log(console.error(1))", "1", "console.error(1)"),
        ("console.log({\n  a: 1,\n})\n1", "log", "console.log({\n  a: 1,\n})"),
        ("console?.log?.(1) + 2", "1", "console?.log?.(1)"),
        ("console.log(1", "1", "console.log(1"),
    ],
)
def test_a_call_is_found_around_a_place_in_it(content: str, at: str, call: str) -> None:
    assert found(content, at) == call


def test_a_call_by_another_name_is_not_found() -> None:
    assert found("console.log(1); say(2)", "2") is None
