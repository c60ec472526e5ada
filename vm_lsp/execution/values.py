"""What JavaScript gave, as plain data: values, exceptions, and where in a text something stands.

Positions are 0-based lines and UTF-16 columns (LSP 3.17, "Position").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


class Absent(Enum):
    """The type of `ABSENT`: there is no JSON for this value, which is not the same as JSON's null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a text: 0-based line, 0-based UTF-16 column."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` up to, not including, `end`."""

    start: Position
    end: Position

    @property
    def empty(self) -> bool:
        """Whether it is a mere cursor."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Value:
    """A JavaScript value as it was when its run ended.

    `preview` is at most 2 kB; `full` the same text up to 64 kB where it is longer; `json` the value itself where
    JSON carries it whole within 64 kB, else `ABSENT`.
    """

    type: str
    preview: str
    truncated: bool = False
    full: str | None = None
    json: Json | Absent = ABSENT
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One call on the stack of an exception; `end` closes the expression that starts at `line` and `column`."""

    function: str
    uri: str
    line: int
    column: int
    end: Position | None = None


@dataclass(frozen=True, slots=True)
class ExceptionInfo:
    """A thrown thing, or one of our own endings (`Ending`).

    `runnable` is the range of the same document that would run instead, where the text is only a piece of something.
    """

    name: str
    message: str
    stack: str = ""
    frames: tuple[Frame, ...] = ()
    cause: ExceptionInfo | None = None
    thrown: Value | None = None
    runnable: Range | None = None
