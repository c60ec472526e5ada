"""What a scenario asks of an editor: what a person does with hands, and what a person sees."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, TypeVar

Seen = TypeVar("Seen")

SECONDS: Final = 20.0  # until what should be seen is seen
_PAUSE: Final = 0.03  # between two looks, where an editor has no event to wait for


@dataclass(frozen=True, order=True)
class Place:
    """A place in a text, counted from 0: `column` in characters of Python's strings."""

    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """A diagnostic of ours, and the lines (from 0) its related places lead to."""

    start: Place
    end: Place
    message: str
    leads_to: Sequence[int] = field(default=())


@dataclass(frozen=True)
class Desk:
    """Where an editor works: its workspace `folder`, a `home` for all it keeps, and its processes' environment."""

    folder: Path
    home: Path
    env: dict[str, str]


class NotOfferedError(Exception):
    """This editor has no way to do that; the message says why."""


class Editor(Protocol):
    """A real editor with vm-lsp attached and one workspace folder. Reading returns what is there now: poll it."""

    title: str  # as the README's table names it

    def open(self, name: str, text: str) -> None:
        """Write a file into the workspace and open it in front, attached to the server."""

    def text(self) -> str:
        """Return the text of the buffer in front."""

    def select(self, start: Place, end: Place) -> None:
        """Select the text between two places."""

    def move(self, place: Place) -> None:
        """Put the cursor before a place, with nothing selected."""

    def replace(self, start: Place, end: Place, text: str) -> None:
        """Edit the buffer as a person would."""

    def run(self) -> None:
        """Run the selection, or the statement at the cursor, and return at once."""

    def run_file(self) -> None:
        """Run the file and return at once."""

    def running(self) -> bool:
        """Return whether the editor shows that something runs."""

    def stop(self) -> None:
        """Stop what runs."""

    def restart(self) -> None:
        """Restart the session, and return when the new one is there."""

    def clear(self) -> None:
        """Take results away."""

    def insert_result(self) -> None:
        """Put the result at the cursor beside the code."""

    def whole_value(self) -> str:
        """Return the whole value at the cursor as the editor shows it."""

    def values(self) -> dict[int, str]:
        """Return what stands beside the code of the buffer in front, by line from 0."""

    def problems(self) -> list[Problem]:
        """Return our diagnostics of the buffer in front."""

    def find(self, words: str) -> list[str]:
        """Search the history and return what it shows of each run found, newest first."""

    def run_found(self) -> None:
        """Run the first of what was found again."""

    def close(self) -> None:
        """End the editor and all it started."""


def eventually(look: Callable[[], Seen], wanted: Callable[[Seen], object], what: str, within: float = SECONDS) -> Seen:
    """Look again and again until what is seen is as wanted, and return that.

    Raises:
        AssertionError: it was not within that many seconds; says what was expected and what was seen last.
    """
    end = time.monotonic() + within
    while not wanted(seen := look()):
        if time.monotonic() > end:
            raise AssertionError(f"Expected {what}; saw {seen!r}")
        time.sleep(_PAUSE)
    return seen
