"""A stretch of a document that follows its edits and knows when it is no longer what it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vm_lsp.lsp.documents import Edit

# What stands behind a statement on its line and would change it: anything but blanks, a semicolon and comments.
_CONTINUATION = re.compile(r"[ \t]*(?!//|/\*)[^\s;][^\r\n]*")
# What begins a line and continues what stands before it, comments between them or not: all that can't begin a
# statement, and what automatic semicolons are not inserted before (ECMAScript, "Interesting Cases").
_NEXT_LINE = re.compile(r"(?:\s|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/)*+(?P<token>(?!\+\+|--|//|/\*)[.(\[`+\-*/,?])")
# Comments: one to the end of the line keeps its sign, since what it holds is no code.
_COMMENT = re.compile(r"(//).*|/\*(?:[^*]|\*(?!/))*\*/")
_LAST_TOKEN = re.compile(r"[\w$]+\Z|[^\w$;{}]\Z")  # but for signs that end another statement or open a block
_TAIL_END = re.compile(r";|//|/\*")
_LONGEST_WORD = 40
_FAR = 500  # characters looked at beside a statement
# Between two characters of one word (ECMAScript, IdentifierPart).
_INSIDE_A_WORD = re.compile(r"(?<=[\w$])(?=[\w$])")


@dataclass(slots=True, eq=False, weakref_slot=True)
class Anchor:
    """From offset `start` up to `end`; `gone` once deleted.

    `altered` while its own text differs from when it was made, `stale` while that or what it is continued or led in by
    does. Undoing the edit makes it fresh again.
    """

    start: int
    end: int
    stale: bool = False
    altered: bool = False
    gone: bool = False
    tail: int = 0  # how much code of its line continues it, while that makes it stale
    _source: str = field(default="", repr=False)
    _beside: tuple[str, str] = field(default=("", ""), repr=False)
    _cuts: tuple[bool, bool] = field(default=(False, False), repr=False)

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Anchor:
        """Return an anchor for that part of `text`."""
        return cls(
            start, end, _source=text[start:end], _beside=_beside(text, start, end), _cuts=_cuts(text, start, end)
        )

    def follow(self, edit: Edit, text: str) -> None:
        """Move with `edit`, after which the document is `text`."""
        self.move(edit)
        if edit.start - _FAR <= self.end and self.start <= edit.start + edit.inserted + _FAR:
            self.compare(text)

    def move(self, edit: Edit) -> None:
        """Move with `edit`; what has happened to its text is for `compare` to find out."""
        before = self.end - self.start
        start, end = self._moved_start(edit), self._moved_end(edit)
        self.start, self.end = start, max(start, end)
        self.gone = self.gone or (before > 0 and self.start == self.end)

    def compare(self, text: str) -> None:
        """Find out whether it is in `text` what it was when it was made."""
        start, end = self.start, self.end
        self.altered = text[start:end] != self._source or _cuts(text, start, end) != self._cuts
        self.stale = self.altered or _beside(text, start, end) != self._beside
        self.tail = _tail(text, start, end) if self.stale else 0

    def stand_at(self, other: Anchor) -> None:
        """Take the place of `other`."""
        self.start, self.end = other.start, other.end
        self._source, self._beside, self._cuts = other._source, other._beside, other._cuts

    def contains(self, offset: int) -> bool:
        """Whether a cursor at `offset` is in it or touches it."""
        return self.start <= offset <= self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with that stretch, or lies in it as a whole."""
        return (self.start < end and start < self.end) or (start <= self.start and self.end <= end)

    def _moved_start(self, edit: Edit) -> int:
        # Typing right before a statement moves it, replacing its beginning does not.
        if self.start >= edit.end:
            return edit.moved(self.start)
        return edit.start + edit.inserted if self.start > edit.start else self.start

    def _moved_end(self, edit: Edit) -> int:
        if self.end <= edit.start:
            return self.end
        return edit.moved(self.end)


def _cuts(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether the beginning and the end cut a word: typing on at one makes another word of it."""
    return _INSIDE_A_WORD.match(text, start) is not None, _INSIDE_A_WORD.match(text, end) is not None


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    return _before(text, start), _behind(text, start, end)


def _before(text: str, start: int) -> str:
    """Return the sign or the word right before, on the same line: ``=`` of ``y = f()``, ``//`` of a comment."""
    near = max(0, start - _FAR)
    line = max(near, text.rfind("\n", near, start) + 1, text.rfind("\r", near, start) + 1)
    led_in = _COMMENT.sub(r"\1", text[line:start]).rstrip()
    found = _LAST_TOKEN.search(led_in[-_LONGEST_WORD:])
    return found.group() if found else ""


def _tail(text: str, start: int, end: int) -> int:
    """Return how long the code is that continues the statement on its line, up to a semicolon or a comment."""
    if text.endswith((";", "}"), start, end):
        return 0
    found = _CONTINUATION.match(text, end, end + _FAR)
    return len(_TAIL_END.split(found.group(), maxsplit=1)[0].rstrip()) if found else 0


def _behind(text: str, start: int, end: int) -> str:
    """Return what continues the statement on its line, else the sign that does so on the next."""
    if text.endswith((";", "}"), start, end):
        return ""  # what follows is another statement
    found = _CONTINUATION.match(text, end, end + _FAR)
    if found:
        return found.group()
    below = _NEXT_LINE.match(text, end, end + _FAR)
    return below["token"] if below else ""
