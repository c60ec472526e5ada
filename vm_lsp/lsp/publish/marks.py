"""What a run left beside the code: values, console output, squiggles, each at a place that follows edits."""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from vm_lsp.execution.model import ExceptionInfo, Execution, Position, Value
from vm_lsp.lsp.publish.anchors import Anchor
from vm_lsp.lsp.text import Text

_ids = itertools.count(1)
_KEPT: Final = 20  # outputs of one call


class MarkKind(StrEnum):
    """What a mark shows."""

    VALUE = "value"
    CONSOLE = "console"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Call:
    """Where a call stood in the text that ran."""

    uri: str
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class Former:
    """A value that stood at a place until its code ran again."""

    key: str
    start: int
    end: int
    preview: str


@dataclass(slots=True, eq=False)
class Run:
    """One execution as it is shown.

    `text` is its input where it stood, `whole` the document that was part of, `base` the offset in it at which that
    began, `edits_before` how many edits the document had seen by then; `place` is what ran, where it is now, and
    `reached` the last top-level statement in it known to be done. `calls` are the console's, each at its place;
    `former` are the values that stood on its code when it began.
    """

    execution: Execution
    key: str
    text: Text
    whole: Text
    base: int
    edits_before: int
    place: Anchor
    marks: list[Mark] = field(default_factory=list)
    squiggles: list[Squiggle] = field(default_factory=list)
    calls: dict[Call, Mark] = field(default_factory=dict)
    reached: Anchor | None = None
    former: list[Former] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The documents it shows something in, its own included."""
        return {self.key, *(mark.key for mark in self.marks), *(one.key for one in self.squiggles)}

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.execution.status.final

    def was(self, key: str, anchor: Anchor, preview: str) -> str | None:
        """Return what stood at a place before this run, None where nothing did or it was the same."""
        place = (key, anchor.start, anchor.end)
        found = [one.preview for one in self.former if (one.key, one.start, one.end) == place]
        return found[-1] if found and found[-1] != preview else None

    def covers(self, earlier: Run) -> bool:
        """Whether what it ran contains what an earlier one ran: a whole document does, however short it is by now."""
        inside = self.place.start <= earlier.place.start and earlier.place.end <= self.place.end
        return self.key == earlier.key and (inside or self.execution.range is None) and not self.place.gone

    def offset(self, place: Position) -> int:
        """Return the offset in `whole` of a place the run speaks of."""
        start = self.execution.range.start if self.execution.range else Position(0, 0)
        return self.base + self.text.offset(place) - self.text.offset(start)


@dataclass(slots=True, eq=False)
class Mark:
    """A value, what a console call printed or a note of ours, at `anchor` in the document `key`.

    `was` is the value that stood there until this run, where it was another one.
    `said` is what the call printed last, oldest first, `count` how often it printed, `level` how it did so last.
    """

    kind: MarkKind
    run: Run
    key: str
    anchor: Anchor
    value: Value | None = None
    was: str | None = None
    level: str = "log"
    said: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT))
    count: int = 0
    id: int = field(default_factory=lambda: next(_ids))

    @property
    def undone(self) -> bool:
        """Whether it shows a value that no longer is, the run that made it having been rolled back."""
        return self.kind is MarkKind.VALUE and self.run.execution.rolled_back

    @property
    def stale(self) -> bool:
        """Whether it is not true of the code and the session as they are now."""
        return self.anchor.stale or self.undone

    @property
    def printed(self) -> str:
        """What the call printed last, up to twenty outputs, each from a line of its own."""
        return "\n".join(self.said)

    def say(self, level: str, text: str) -> None:
        """Add an output of the call."""
        self.level = level
        self.said.append(text)
        self.count += 1


@dataclass(slots=True, eq=False)
class Squiggle:
    """An exception at the place it came from, in the document `key`; `related` are the calls that led there.

    `unhandled` tells that the run went on: it is the rejection of a promise that nobody took care of.
    `runnable` is what would run instead of the piece that was selected.
    """

    run: Run
    error: ExceptionInfo
    key: str
    uri: str
    anchor: Anchor
    related: tuple[Related, ...] = ()
    unhandled: bool = False
    runnable: Anchor | None = None

    def passes(self, run: Run) -> bool:
        """Whether a call on the exception's stack stands in what `run` ran, or what was to be selected instead."""
        if run.place.gone:
            return False
        places = [(self.key, self.anchor), *((one.key, one.anchor) for one in self.related)]
        places += [(self.key, self.runnable)] if self.runnable else []
        return any(key == run.key and anchor.overlaps(run.place.start, run.place.end) for key, anchor in places)


@dataclass(slots=True, eq=False)
class Related:
    """A further call on the stack."""

    function: str
    key: str
    uri: str
    anchor: Anchor


def without_repeated(marks: list[Mark]) -> list[Mark]:
    """Return `marks`, oldest run first, without those of a console call that a later run called too."""
    latest = {_place(mark): mark.run for mark in marks if mark.kind is MarkKind.CONSOLE}
    return [mark for mark in marks if mark.kind is not MarkKind.CONSOLE or latest[_place(mark)] is mark.run]


def _place(mark: Mark) -> tuple[str, int, int]:
    return mark.key, mark.anchor.start, mark.anchor.end
