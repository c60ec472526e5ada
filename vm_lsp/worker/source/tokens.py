"""The tokens of a piece of source that need not parse, and which of its brackets, strings and comments are whole.

Where a `/` begins a regular expression is told by the token before it, which is wrong behind some closing brackets
(ECMA-262, "Lexical Grammar"): enough to tell a person what is wrong with a selection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(
    rb"""
    (?P<blank>   (?:\s|\xc2\xa0|\xef\xbb\xbf|\xe2\x80[\xa8\xa9])+ | //[^\r\n]* | /\*.*?\*/ | \#![^\r\n]* )
  | (?P<string>  '(?:[^'\\\r\n]|\\(?:\r\n|.))*' | "(?:[^"\\\r\n]|\\(?:\r\n|.))*" )
  | (?P<number>  \.?[0-9](?:[0-9a-zA-Z_.]|(?<=[eE])[+-])* )
  | (?P<word>    [#@]?(?:[a-zA-Z0-9_$\x80-\xff]|\\u)+ )
  | (?P<sign>    \.\.\.|=>|\?\.(?![0-9])|\*\*=?|<<=?|>>>?=?|(?:&&|\|\||\?\?)=?|[=!]==?|[-+*/%&|^<>]=|\+\+|--|. )
    """,
    re.DOTALL | re.VERBOSE,
)
_TEMPLATE = re.compile(rb"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_REGEX = re.compile(rb"/(?![*/])(?:[^\\/\[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*\])+/[a-z]*")
_CLOSES = {b")": b"(", b"]": b"[", b"}": b"{"}
_BEFORE_OPERAND = frozenset(
    b"await case delete do else extends in instanceof new of return throw typeof void yield".split()
)
"""Words that a value follows."""


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    STRING = "string"
    TEMPLATE = "template"
    REGEX = "regex"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands, in bytes."""

    kind: Kind
    text: bytes
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a text consists of.

    `opened` are the brackets that nothing closes, in order, `stray` those that close nothing; `unended` is the quote,
    the backtick or the comment that goes on past the end of the text, or of its line.
    """

    all: tuple[Token, ...]
    opened: tuple[Token, ...]
    stray: tuple[Token, ...]
    unended: Token | None


def tokens_of(data: bytes) -> Tokens:
    """Return the tokens of a text, without blanks and comments."""
    return _Scanner(data).scan()


class _Scanner:
    """Goes once through a text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._found: list[Token] = []
        self._open: list[Token] = []
        self._stray: list[Token] = []

    def scan(self) -> Tokens:
        at = 0
        unended: Token | None = None
        while at < len(self._data) and unended is None:
            if self._open and self._open[-1].text == b"`":
                at = self._template(at)
                continue
            token = self._token(at)
            at = token.end if token else at + 1
            unended = token if token and self._goes_on(token) else None
        backtick = next((token for token in self._open if token.text == b"`"), None)
        opened = tuple(token for token in self._open if token.text != b"`")
        return Tokens(tuple(self._found), opened, tuple(self._stray), unended or backtick)

    def _token(self, at: int) -> Token | None:
        found = _TOKEN.match(self._data, at)
        if found is None:
            return None
        kind = found.lastgroup or ""
        if kind == "blank":
            return Token(Kind.SIGN, found[0], at)
        if found[0].startswith(b"/") and self._wants_operand() and (regex := _REGEX.match(self._data, at)):
            return self._keep(Token(Kind.REGEX, regex[0], at))
        token = Token(Kind(kind), found[0], at)
        if kind == "sign":
            self._bracket(token)
        return token if token.text == b"`" else self._keep(token)

    def _keep(self, token: Token) -> Token:
        self._found.append(token)
        return token

    def _bracket(self, token: Token) -> None:
        if token.text in (b"(", b"[", b"{", b"`"):
            self._open.append(token)
        elif token.text in _CLOSES:
            fits = self._open and self._open[-1].text in (_CLOSES[token.text], token.text == b"}" and b"${")
            if fits:
                self._open.pop()
            else:
                self._stray.append(token)

    def _template(self, at: int) -> int:
        """Read on in a template, to its end or to what is put into it; return where that ends."""
        found = _TEMPLATE.match(self._data, at)
        end = found.end() if found else at
        if self._data.startswith(b"`", end):
            start = self._open.pop().start
            self._found = [token for token in self._found if token.start < start]
            self._keep(Token(Kind.TEMPLATE, self._data[start : end + 1], start))
            return end + 1
        if end < len(self._data):
            self._open.append(Token(Kind.SIGN, b"${", end))
            return end + 2
        return end

    def _goes_on(self, token: Token) -> bool:
        """Whether it begins what has no end here: a string or a comment."""
        return token.kind is Kind.SIGN and (
            token.text in (b"'", b'"') or (token.text == b"/" and self._data.startswith(b"/*", token.start))
        )

    def _wants_operand(self) -> bool:
        if not self._found:
            return True
        last = self._found[-1]
        if last.kind is Kind.SIGN:
            return last.text not in (b")", b"]", b"}", b"++", b"--")
        return last.kind is Kind.WORD and last.text in _BEFORE_OPERAND
