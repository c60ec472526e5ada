r"""The plain statements of a long script, found without a tree: what is left for the parser is little.

A tree of a long text costs more than all else that is done to it. But most statements of one are of four kinds, and
end where no bracket is open: ``const name = …;``, an expression that begins with a name, a function, a class. Nothing
here has to be valid JavaScript, since the engine sees it all the same; it only has to be certain where a statement
ends. What is not certain is left to the parser: a slash that may begin a regular expression, a line that may go on in
the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vm_lsp.worker.source.declarations import Name
from vm_lsp.worker.source.outline import Statement

WORTHWHILE = 8 * 1024
"""Bytes: a shorter text is parsed whole."""

_MARK = b"\n0;"
_DEEPEST = 12  # brackets within brackets

_STRING = rb'"(?:[^"\\\n]|\\.)*+"' + rb"|'(?:[^'\\\n]|\\.)*+'"
_TEMPLATE = rb"`(?:[^`\\$]|\\.|\$(?!\{)|\$\{[^{}`\"'/]*+\})*+`"
_COMMENT = rb"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/"
_REGEX = rb"(?:(?<=[(,=:\[!&|?{;])|(?<=[(,=:\[!&|?] ))/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/[a-z]*+"
_DIVISION = rb"/(?![*/])(?=[^/\n]*+(?:\n|//))"
"""Where no other slash is on the line, it can't be a regular expression that begins."""
_ATOM = rb"|".join((_STRING, _TEMPLATE, _REGEX, _DIVISION))


def _group() -> bytes:
    inner = rb"[^(){}\[\]\"'`/]++|" + _COMMENT + rb"|" + _ATOM
    group = rb"[({\[](?:" + inner + rb")*+[)}\]]"
    for _ in range(_DEEPEST):
        group = rb"[({\[](?:" + inner + rb"|" + group + rb")*+[)}\]]"
    return group


_NAME = rb"[A-Za-z_$][\w$]*+"
_WORDS = (
    rb"async[ \t]+function|as|assert|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|"
    rb"export|extends|finally|for|from|function|get|if|import|in|instanceof|let|new|of|return|set|static|super|switch|"
    rb"this|throw|try|typeof|var|void|while|with|yield"
)
_KEYWORD_AT_END = re.compile(rb"(?<![\w$.])(?:" + _WORDS + rb"|async)\Z")
_CONTINUING = re.compile(rb"(?:in|instanceof|of|as|from|with|assert)\b")
_END = rb"(?:(;)|(?=[ \t\r]*+(?:\n|//|\Z)))"
_SPACE = re.compile(rb"(?:\s++|" + _COMMENT + rb")*+", re.DOTALL)
_UNSUITABLE = re.compile(rb"\r(?!\n)|<!--|-->|\xe2\x80[\xa8\xa9]")
_DELETING = re.compile(rb"\bdelete\b[\s(]*+[\w$]++\s*+(?![\w$.\[(?])")
_THROWING = re.compile(rb"\bthrow\b(?!\s++new\s++(?:[\w$]++\.)*+[\w$]*?Error\b)")
_COMPUTED = re.compile(rb"(?:^|[{};*]|\b(?:static|async|get|set))\s*+\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rest:
    """Parts of a text, from where to where in bytes; at `marks` are statements that only keep them apart."""

    data: bytes
    parts: tuple[tuple[int, int], ...]
    marks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scan:
    """The plain statements, in order, and what is left of the text: None where there is nothing else."""

    plain: list[Statement]
    rest: Rest | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    declaration: re.Pattern[bytes]
    expression: re.Pattern[bytes]
    function: re.Pattern[bytes]
    class_: re.Pattern[bytes]
    other: re.Pattern[bytes]
    own_await: re.Pattern[bytes]


@cache
def _patterns() -> _Patterns:
    """Compile them when the first long text comes: that takes some ms."""
    group = _group()
    value = rb"(?:[^;,\n\"'`/(){}\[\]\\]++|" + _ATOM + rb"|" + group + rb")++"
    values = value.replace(rb"[^;,", rb"[^;", 1)
    parameters = rb"(?=\()" + group
    block = rb"(?=\{)" + group

    def compiled(pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern, re.DOTALL)

    return _Patterns(
        compiled(rb"(const|let|var)[ \t]++(" + _NAME + rb")[ \t]*+=(?![=>])(?=[ \t]*+[^\s;])(" + value + rb")" + _END),
        compiled(rb"(?!(?:" + _WORDS + rb")\b)(?!" + _NAME + rb"\s*+:)(?=[A-Za-z_$])(" + values + rb")" + _END),
        compiled(rb"(?:async[ \t]++)?function\b[ \t]*+\*?[ \t]*+(" + _NAME + rb")\s*+" + parameters + rb"\s*+" + block),
        compiled(rb"class[ \t]++(?!extends\b)(" + _NAME + rb")(?:[ \t]++extends[ \t]++[\w$.]++)?\s*+" + block),
        compiled(rb"(?:[^;\n\"'`/(){}\[\]]++|" + _COMMENT + rb"|" + _ATOM + rb"|" + group + rb")*+[;\n]?"),
        compiled(
            rb"\basync\b\s*+(?:function\b\s*+)?[*#\s]*+[\w$]*+\s*+(?:=>\s*+)?"
            + rb"(?:" + parameters + rb"\s*+(?:=>\s*+)?)?" + block
        ),
    )  # fmt: skip


def scan(data: bytes) -> Scan | None:
    """Return what there is in a long text, None where it has to be parsed whole."""
    if len(data) < WORTHWHILE or _UNSUITABLE.search(data):
        return None
    return _Scanner(data).scan()


class _Scanner:
    """Goes through one text, from statement to statement."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plain: list[Statement] = []
        self._kept: list[tuple[int, int]] = []
        self._taken = 0  # plain statements before the last stretch that is kept
        self._patterns = _patterns()
        self._wary = [
            check
            for word, check in (
                (b"import", _imports),
                (b"throw", _throws),
                (b"await", self._awaits),
                (b"delete", _deletes),
            )
            if word in data
        ]

    def scan(self) -> Scan:
        data, at, is_ended = self._data, 0, True
        if data.startswith(b"#!"):
            at = data.find(b"\n") % len(data)
        while (at := self._behind_space(at)) < len(data):
            end = self._statement(at) if is_ended else None
            if end is not None:
                at = end
                continue
            found = self._patterns.other.match(data, at)
            if found is None or found.end() == at:
                self._keep(at, len(data))
                break
            self._keep(at, found.end())
            at = found.end()
            is_ended = _is_ended(found[0].rstrip())
        return Scan(self._plain, self._rest())

    def _behind_space(self, at: int) -> int:
        found = _SPACE.match(self._data, at)
        return found.end() if found else at

    def _statement(self, at: int) -> int | None:
        """Take the plain statement there; return where it ends, None if there is none."""
        patterns = self._patterns
        if found := patterns.expression.match(self._data, at):
            return self._ended("expression", found, found.end(1), 2, ())
        if found := patterns.declaration.match(self._data, at):
            return self._ended(found[1].decode(), found, found.end(3), 4, (_name(found, 2),))
        if found := patterns.function.match(self._data, at):
            return self._add("function", at, found.end(), found.end(), (_name(found, 1),))
        if found := patterns.class_.match(self._data, at):
            return self._add("class", at, found.end(), found.end(), (_name(found, 1),))
        return None

    def _ended(self, kind: str, found: re.Match[bytes], stop: int, mark: int, names: tuple[Name, ...]) -> int | None:
        data = self._data
        while data[stop - 1] in b" \t\r":
            stop -= 1
        if found[mark]:
            return self._add(kind, found.start(), stop, found.end(), names)
        if data[stop - 1] in b"=+-*%&|^<>?:!~." or _KEYWORD_AT_END.search(data, found.start(), stop):
            return None
        behind = self._behind_space(stop)
        following = data[behind : behind + 1]
        if (following and not (following.isalpha() or following in b"_$")) or _CONTINUING.match(data, behind):
            return None
        return self._add(kind, found.start(), stop, stop, names)

    def _add(self, kind: str, start: int, stop: int, end: int, names: tuple[Name, ...]) -> int:
        if self._wary and any(check(self._data[start:end], kind) for check in self._wary):
            self._keep(start, end)
        else:
            self._plain.append(Statement(kind, start, stop, end, names, bool(names), None))
        return end

    def _keep(self, start: int, end: int) -> None:
        """Leave a stretch to the parser, together with one that nothing was taken out behind."""
        if self._kept and self._taken == len(self._plain):
            start = self._kept.pop()[0]
        self._kept.append((start, end))
        self._taken = len(self._plain)

    def _awaits(self, piece: bytes, kind: str) -> bool:
        """Whether there may be an `await` that no function in there owns."""
        if kind == "function" or b"await" not in piece:
            return False
        if kind == "class" and _COMPUTED.search(piece):
            return True
        return b"await" in self._patterns.own_await.sub(b"", piece)

    def _rest(self) -> Rest | None:
        """What the parser has to see, with a `0;` where something was taken out: so nothing joins across it."""
        if not self._kept:
            return None
        data = bytearray(self._data)
        parts: list[tuple[int, int]] = []
        marks: list[int] = []
        at = 0
        for start, end in self._kept:
            if parts or (self._plain and self._plain[0].start < start):
                mark = _MARK[-min(start - at, len(_MARK)) :]
                data[start - len(mark) : start] = mark
                parts.append((start - len(mark), start))
                marks.append(start - len(b"0;"))
            parts.append((start, end))
            at = end
        return Rest(bytes(data), tuple(parts), frozenset(marks))


def _name(found: re.Match[bytes], group: int) -> Name:
    return Name(found[group].decode(), found.start(group))


def _imports(piece: bytes, _kind: str) -> bool:
    return b"import" in piece


def _throws(piece: bytes, _kind: str) -> bool:
    return b"throw" in piece and _THROWING.search(piece) is not None


def _deletes(piece: bytes, kind: str) -> bool:
    return kind != "function" and b"delete" in piece and _DELETING.search(piece) is not None


def _is_ended(piece: bytes) -> bool:
    """Whether a piece ends with a semicolon or a bracket, and not with a comment."""
    return piece.endswith((b";", b"}")) and b"/" not in piece[piece.rfind(b"\n") + 1 :]
