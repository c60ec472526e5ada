r"""The names that a text may assign to, wherever in it: rather too many than one too few.

A constant that nothing assigns to can be a plain read-only property, which loops read twice as fast. What counts is not
scope but spelling, so patterns tell, at a tenth of what a tree would cost. Names are those of the text, strings
included: what is given to `eval` as a literal is seen as well. Of a pattern that is assigned to all words count; where
that is not clear, or a comment stands between a name and its operator, those of the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_NAME = rb"[\w$\x80-\xff]++"
_WORDS = re.compile(_NAME)

# Each begins with what is rare, so that the rest of the text costs next to nothing. Those that look at what stands
# before an operator read the text from its end: `=` is followed by the operator, then by the name, written backwards.
_ENDING = rb"=(?<![=>]=)(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?+(?![=!<>])"
_DECLARED = rb"(?!\s++(?:tsnoc|tel|rav)\b)"
_BEFORE = (
    re.compile(_ENDING + rb"[\s)]*+(" + _NAME + rb")(?!\.)" + _DECLARED),
    re.compile(rb"\+\+[\s)]*+(" + _NAME + rb")"),
    re.compile(rb"--[\s)]*+(" + _NAME + rb")"),
)
_PATTERN = re.compile(_ENDING + rb"[\s)]*+[\]}]")
_LONGEST = 4000  # bytes of a pattern
_FLAT = rb"[^{}()\[\]\"'`/]++|\"[^\"\\\n]*+\"|'[^'\\\n]*+'"
_DECLARED_PATTERNS = [
    re.compile(keyword + rb"\s*+[{\[](?:" + _FLAT + rb"|[{(\[](?:" + _FLAT + rb")*+[)}\]])*+[}\]]")
    for keyword in (b"const", b"let", b"var")
]
_AT_LINE_START = re.compile(_ENDING + rb"[ \t)]*+\r?\n")
_BEHIND = (
    re.compile(rb"\+\+[\s(]*+(" + _NAME + rb")"),
    re.compile(rb"--[\s(]*+(" + _NAME + rb")"),
    re.compile(rb"for\s*+(?:await\s*+)?\([\s(]*+(" + _NAME + rb")[\s)]++(?:of|in)\b"),
)
_UNCLEAR = (
    re.compile(rb"\*/[\s)]*+(?:(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=(?![=>])|\+\+|--|of\b|in\b)"),
    re.compile(rb"\+\+[\s(]*+/"),
    re.compile(rb"--[\s(]*+/"),
    re.compile(rb"for\s*+(?:await\s*+)?(?:/|\([\s(]*+[/\[{])"),
)

_EVALUATING = re.compile(rb"\beval\b|\bFunction\b(?<!instanceof Function)(?!\.prototype)")
_CONSTRUCTOR = re.compile(rb"constructor\b(?!\s*+(?:\.(?:name|prototype)\b|[!=]=))")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
_ESCAPE = re.compile(r"\\u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))")


def assigned_names(data: bytes, declared: Collection[int] = ()) -> set[str]:
    """Return the names that code in a text may assign to, but for those it declares at the offsets of `declared`."""
    plain = _plain(data)
    backwards = plain[::-1]
    if any(unclear.search(plain) for unclear in _UNCLEAR) or _AT_LINE_START.search(backwards):
        return _names(_WORDS.findall(plain))
    found = {name for behind in _BEHIND for name in behind.findall(plain)}
    for before in _BEFORE:
        if declared and plain is data:
            matches = before.finditer(backwards)
            found.update(match[1][::-1] for match in matches if len(data) - match.end(1) not in declared)
        else:
            found.update(name[::-1] for name in before.findall(backwards))
    ends = {pattern.end() for patterns in _DECLARED_PATTERNS for pattern in patterns.finditer(plain)}
    for pattern in _PATTERN.finditer(backwards):
        end = len(plain) - pattern.end() + 1
        inside = b"" if end in ends else _pattern_before(plain, end - 1)
        if inside is None:
            return _names(_WORDS.findall(plain))
        found.update(_WORDS.findall(inside))
    return _names(found)


def _pattern_before(data: bytes, last: int) -> bytes | None:
    """Return the pattern that ends with the bracket at `last`, None if it is not clear.

    A bracket in a string or comment can't be told from one of the pattern; but then a quote or a slash is met first.
    """
    depth = 0
    for at in range(last, max(-1, last - _LONGEST), -1):
        character = data[at]
        if character in b"]})":
            depth += 1
        elif character in b"[{(":
            depth -= 1
        elif character in b"\"'`/":
            return None
        if depth == 0:
            return data[at:last]
    return None


def makes_code(data: bytes) -> bool:
    """Whether it may run code that no source shows: by `eval`, or by the constructor that each function has."""
    data = _plain(data)
    if (b"eval" in data or b"Function" in data) and _EVALUATING.search(data):
        return True
    return b"constructor" in data and any(_constructors(data))


def _constructors(data: bytes) -> Iterator[bool]:
    """Whether each `constructor` is a property that is read, and not a method of a class."""
    for found in _CONSTRUCTOR.finditer(data):
        before = data[max(0, found.start() - 80) : found.start()].rstrip()
        is_method = data[found.end() : found.end() + 80].lstrip().startswith(b"(") and not before.endswith(b".")
        yield not is_method


def _plain(data: bytes) -> bytes:
    r"""Return the text with its names as they are meant: ``\u0061`` is ``a``; and with spaces that bytes tell."""
    if b"\\u" not in data and data.isascii():
        return data
    text = _SPACES.sub(" ", data.decode("utf-8", "replace"))
    return _ESCAPE.sub(_character, text).encode("utf-8", "replace")


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _names(found: Iterator[bytes] | list[bytes] | set[bytes]) -> set[str]:
    return {name.decode("utf-8", "replace") for name in found}
