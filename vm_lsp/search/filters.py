"""The filters a search knows: what each is called, what it takes, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from vm_lsp.execution.model import Kind, Status
from vm_lsp.search.moments import milliseconds, moment
from vm_lsp.search.query import (
    Before,
    ByUser,
    Condition,
    Faster,
    Field,
    Has,
    InFile,
    InSession,
    OfKind,
    OnHost,
    OnLines,
    Possession,
    Since,
    Slower,
    Text,
    WithStatus,
)
from vm_lsp.search.refusing import UnreadableError

Choice = TypeVar("Choice", bound=StrEnum)

TIMES = ("1h", "1d", "2d", "1w", "today", "yesterday")
DURATIONS = ("100ms", "500ms", "1s", "5s")

_LINES = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_ID = re.compile(r"[0-9a-f-]{1,36}")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind the colon, and where: indices of the whole query. `now` is when that is read."""

    text: str
    start: int
    end: int
    quoted: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its one line of help, values worth offering, and how a value is read."""

    help: str
    read: Callable[[Value], Condition]
    offers: tuple[str, ...] = ()


def _refused(value: Value, message: str, hint: str) -> UnreadableError:
    return UnreadableError(message, value.start, value.end, hint)


def _choices(value: Value, known: type[Choice]) -> tuple[Choice, ...]:
    """Return the choices a value names, with commas between them."""
    found, at = [], value.start
    for part in value.text.lower().split(","):
        if part not in list(known):
            near = get_close_matches(part, list(known), 1, 0.6)
            hint = f"Did you mean {near[0]}?" if near else ""
            one_of = ", ".join(known)
            end = at + len(part) if not value.quoted else value.end
            raise UnreadableError(f"{part!r} is none of {one_of}.", at, max(end, at + 1), hint)
        found.append(known(part))
        at += 0 if value.quoted else len(part) + 1
    return tuple(found)


def _since(value: Value) -> Condition:
    return Since(_moment(value)[0])


def _until(value: Value) -> Condition:
    return Before(_moment(value)[1])


def _moment(value: Value) -> tuple[datetime, datetime]:
    if (found := moment(value.text.strip(), value.now)) is None:
        raise _refused(value, f"{value.text!r} is no time.", "Try 30m, 2h, 2d, 1w, today, yesterday or 2026-11-27.")
    return found


def _milliseconds(value: Value) -> float:
    if (found := milliseconds(value.text)) is None:
        raise _refused(value, f"{value.text!r} is no duration.", "Try 500ms, 2s or 1m.")
    return found


def _lines(value: Value) -> Condition:
    found = _LINES.fullmatch(value.text)
    first = int(found[1]) if found else 0
    last = int(found[2] or found[1]) if found else 0
    if not 1 <= first <= last:
        raise _refused(value, f"{value.text!r} is no line.", "Lines count from 1: try 12 or 10-20.")
    return OnLines(first - 1, last - 1)


def _session(value: Value) -> Condition:
    if _ID.fullmatch(value.text.lower()) is None:
        raise _refused(value, f"{value.text!r} is no session's id.", "It is the beginning of one, such as 3fa2.")
    return InSession(value.text.lower())


def _text_in(field: Field) -> Callable[[Value], Condition]:
    def read(value: Value) -> Condition:
        prefix = not value.quoted and len(value.text) > 1 and value.text.endswith("*")
        return Text(value.text[:-1] if prefix else value.text, prefix, True, field)

    return read


FILTERS: dict[str, Filter] = {
    "file": Filter("part of a path, or a pattern with * and ?", lambda value: InFile(value.text)),
    "line": Filter("a line, or lines such as 10-20", _lines),
    "kind": Filter("why it ran", lambda value: OfKind(_choices(value, Kind)), tuple(Kind)),
    "status": Filter("how it went", lambda value: WithStatus(_choices(value, Status)), tuple(Status)),
    "since": Filter("not before a time: 2h, 2d, today, 2026-11-27", _since, TIMES),
    "until": Filter("not after a time", _until, TIMES),
    "session": Filter("the beginning of a session's id", _session),
    "has": Filter("what there is", lambda value: Has(_choices(value, Possession)), tuple(Possession)),
    "slower": Filter("took longer than 500ms, 2s, 1m", lambda value: Slower(_milliseconds(value)), DURATIONS),
    "faster": Filter("took less than", lambda value: Faster(_milliseconds(value)), DURATIONS),
    "value": Filter("words of the value", _text_in(Field.VALUE)),
    "code": Filter("words of what ran", _text_in(Field.CODE)),
    "output": Filter("words that were printed", _text_in(Field.OUTPUT)),
    "error": Filter("words of the error's message", _text_in(Field.ERROR)),
    "user": Filter("who ran it", lambda value: ByUser(value.text)),
    "host": Filter("on which machine", lambda value: OnHost(value.text)),
}
