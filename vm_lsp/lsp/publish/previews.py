"""The parts of a printed value in one line: words, strings, and the items between brackets.

It reads what `util.inspect` prints, and console output, which may hold such prints among words. Whatever else it is
given comes out as words: nothing is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CLOSING: Final = {"{": "}", "[": "]"}
_QUOTED = {quote: re.compile(rf"{quote}(?:[^\\{quote}]|\\.)*{quote}:?(?=[\s,]|$)") for quote in "'\"`"}
_LABEL = re.compile(r"\[[^\s\[\]{}][^\[\]{}]*(?:\[[^\[\]{}]*\][^\[\]{}]*)*\]:?(?=[\s,]|$)")
_WORD = re.compile(r"[^\s,]+(?:,(?=[^\s])[^\s,]*)*")
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Word:
    """What has no parts: a number, a name, a key with its colon, a word of a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A text between quotes, or a label such as ``[Function: f]``, with what follows its end at once."""

    head: str
    inner: str
    tail: str

    @property
    def text(self) -> str:
        """The whole of it."""
        return self.head + self.inner + self.tail

    @property
    def is_label(self) -> bool:
        """Whether it is no string."""
        return self.head == "["


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two brackets; `open_ended` where the text ended before the closing one."""

    opening: str
    items: tuple[Parts, ...]
    open_ended: bool

    @property
    def closing(self) -> str:
        """The bracket at its end."""
        return _CLOSING[self.opening]

    @property
    def text(self) -> str:
        """The whole of it."""
        return f"{self.opening} {', '.join(map(text_of, self.items))} {self.closing}"


Part = Word | Enclosed | Group
Parts = tuple[Part, ...]


def text_of(parts: Parts) -> str:
    """Return parts as they were printed."""
    return " ".join(part.text for part in parts)


def parts_of(text: str) -> Parts:
    """Return what a text of one line consists of."""
    return _Reader(text).parts("", 0)


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def parts(self, closing: str, depth: int) -> Parts:
        """Read up to a comma or the bracket that closes; at top level to the end, commas and all."""
        found: list[Part] = []
        while self._skip_blanks():
            rest = self._text[self._at]
            if closing and (rest == "," or (rest == closing and self._ends_here())):
                break
            found.append(self._part(depth, keep_commas=not closing))
        return tuple(found)

    def _part(self, depth: int, keep_commas: bool) -> Part:
        sign = self._text[self._at]
        if sign in _CLOSING and self._text[self._at + 1 : self._at + 2] == " " and depth < _DEEPEST:
            return self._group(sign, depth)
        if (pattern := _LABEL if sign == "[" else _QUOTED.get(sign)) and (found := pattern.match(self._text, self._at)):
            self._at = found.end()
            return self._with_comma(_enclosed(found[0]), keep_commas)
        found = _WORD.match(self._text, self._at)
        self._at = found.end() if found else self._at + 1
        return self._with_comma(Word(found[0] if found else ","), keep_commas)

    def _with_comma(self, part: Word | Enclosed, keep: bool) -> Part:
        if not keep or not self._text.startswith(",", self._at):
            return part
        self._at += 1
        return Word(f"{part.text},")

    def _group(self, opening: str, depth: int) -> Group:
        self._at += 1
        items: list[Parts] = []
        while self._skip_blanks():
            sign = self._text[self._at]
            if sign == _CLOSING[opening] and self._ends_here():
                self._at += 1
                return Group(opening, tuple(items), open_ended=False)
            if sign == ",":
                self._at += 1
            items += [item] if (item := self.parts(_CLOSING[opening], depth + 1)) else []
        return Group(opening, tuple(items), open_ended=True)

    def _ends_here(self) -> bool:
        """Whether the bracket here stands by itself, as `inspect` writes it."""
        return self._text[self._at + 1 : self._at + 2] in ("", " ", ",")

    def _skip_blanks(self) -> bool:
        """Go to the next sign; false at the end of the text."""
        while self._text.startswith(" ", self._at):
            self._at += 1
        return self._at < len(self._text)


def _enclosed(text: str) -> Enclosed:
    tail = text[-2:] if text.endswith(":") else text[-1:]
    return Enclosed(text[0], text[1 : len(text) - len(tail)], tail)
