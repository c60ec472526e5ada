"""What is wrong with a selection that is a piece of something larger, and which part of it would run by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vm_lsp.worker.source.outsiders import first_outsider
from vm_lsp.worker.source.selection import runs
from vm_lsp.worker.source.syntax import parse, statements
from vm_lsp.worker.source.tokens import Token, Tokens, tokens_of

_LARGEST = 64 * 1024
"""Bytes of a selection that is looked at: what is longer is no slip of the mouse."""

_MOST_DROPPED = 4
"""Tokens at both ends, all in all."""

_OPERATORS = frozenset(
    b"= + - * / % ** & | ^ && || ?? < > <= >= == != === !== << >> >>> => ? : . ?. "
    b"+= -= *= /= %= **= <<= >>= >>>= &= |= ^= &&= ||= ??=".split()
)
_PREFIXES = frozenset((b"+", b"-", b"/"))
"""Operators that may also begin an expression, the last one as a regular expression."""

_CONTINUING = frozenset(b"else catch finally case default extends instanceof in of from as".split())
"""Words that need what stands before them, or around."""

_UNFINISHED = frozenset(
    b"await case const delete do else extends for function if import in instanceof let new of switch throw try typeof "
    b"var void while".split()
)
_CLOSED_BY = {b"(": b")", b"[": b"]", b"{": b"}", b"${": b"}"}
_OPENED_BY = {b")": b"(", b"]": b"[", b"}": b"{"}
_DROPPED_IN_FRONT = frozenset((b",", b";", b")", b"]", b"}", b"..."))
_DROPPED_BEHIND = _OPERATORS | {b",", b";", b"(", b"[", b"{", b")", b"]", b"}", b"..."}


@dataclass(frozen=True, slots=True)
class Fragment:
    """Why a text does not run: `reason`, a sentence about what stands from `start` to `end`, in bytes.

    `fits` is the part of the text that would run. `cut_off` tells that something is missing rather than too much, so
    that what is around the text is meant more likely; `certain` that no engine would run the text.
    """

    start: int
    end: int
    reason: str
    fits: tuple[int, int] | None = None
    cut_off: bool = True
    certain: bool = False


def fragment_of(data: bytes) -> Fragment | None:
    """Return what makes a text a fragment; None where it is none, or where it is broken in another way."""
    if len(data) > _LARGEST:
        return None
    tree = parse(data)
    if not tree.root_node.has_error:
        outsider = first_outsider(data, tree)
        if outsider is None:
            return None
        reason = f"'{outsider.word}' has a meaning only inside of {outsider.home}."
        return Fragment(outsider.start, outsider.end, reason, certain=outsider.word.startswith("#"))
    tokens = tokens_of(data)
    found = _reason(tokens) or _members(data, tokens)
    is_whole = tokens.unended is None or tokens.unended.text == b"/"  # else its tokens may be words of a text
    return replace(found, fits=_fits(data, tokens)) if found and is_whole else found


def _reason(tokens: Tokens) -> Fragment | None:
    if tokens.unended:
        return _unended(tokens.unended)
    if not tokens.all:
        return None
    first, last = tokens.all[0], tokens.all[-1]
    if tokens.stray:
        return _bracket(tokens.stray[0], _OPENED_BY, cut_off=False)
    if _belongs_before(first):
        reason = f"The code begins with '{_text(first)}', which belongs to what stands before it."
        return Fragment(first.start, first.end, reason, cut_off=first.text not in _DROPPED_IN_FRONT)
    if tokens.opened:
        return _bracket(tokens.opened[-1], _CLOSED_BY)
    if last.text in _OPERATORS or last.text in (b",", b"...") or last.text in _UNFINISHED:
        reason = f"The code ends with '{_text(last)}', which belongs to what comes after it."
        return Fragment(last.start, last.end, reason, cut_off=last.text in _UNFINISHED)
    return None


def _unended(token: Token) -> Fragment:
    if token.text == b"/":
        return Fragment(token.start, token.end + 1, "A comment begins here, and its end is not in the code.")
    kind = "template" if token.text == b"`" else "string"
    return Fragment(token.start, token.end, f"There is only one of the two quotes of a {kind} in the code.")


def _bracket(token: Token, partners: dict[bytes, bytes], *, cut_off: bool = True) -> Fragment:
    partner = partners[token.text].decode()
    return Fragment(
        token.start, token.end, f"The '{_text(token)}' here has no '{partner}' in the code.", cut_off=cut_off
    )


def _belongs_before(token: Token) -> bool:
    is_operator = token.text in _OPERATORS and token.text not in _PREFIXES
    return is_operator or token.text in (b",", b"...") or token.text in _CONTINUING


def _members(data: bytes, tokens: Tokens) -> Fragment | None:
    tree = parse(b"(class {" + data + b"\n})")
    if tree.root_node.has_error or len(statements(tree)) != 1 or not tokens.all:
        return None
    first = tokens.all[0]
    return Fragment(first.start, first.end, "These are members of a class, which have no value of their own.")


def _fits(data: bytes, tokens: Tokens) -> tuple[int, int] | None:
    """Return what is left when as few tokens as need be are dropped at both ends."""
    found = tokens.all
    for dropped in range(1, min(_MOST_DROPPED + 1, len(found))):
        for front in range(dropped + 1):
            kept = found[front : len(found) - (dropped - front)]
            in_front, behind = found[:front], found[front + len(kept) :]
            if not all(token.text in _DROPPED_IN_FRONT for token in in_front):
                break
            if all(token.text in _DROPPED_BEHIND for token in behind) and runs(data[kept[0].start : kept[-1].end]):
                return kept[0].start, kept[-1].end
    return None


def _text(token: Token) -> str:
    return token.text.decode("utf-8", "replace")
