"""A document while it is written and when it is done: its text, and where in it the links stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """The characters from `start` to `end` of the page's text lead to the URI `target`, which `tooltip` names."""

    start: int
    end: int
    target: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Page:
    """A finished document; `going` says that it tells of a run that is not over, so that it will change."""

    title: str
    text: str
    links: tuple[Link, ...]
    going: bool = False


class Draft:
    """A document that is being written, line by line.

    A link stands in the text as ``[label][3]``; where it leads is told at the end, out of the reader's way.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._targets: dict[str, int] = {}

    def write(self, text: str) -> None:
        """Go on with `text`, which may have several lines."""
        self._parts.append(text)
        self._length += len(text)

    def line(self, text: str = "") -> None:
        """Go on with `text` and end the line."""
        self.write(text + "\n")

    def link(self, label: str, target: str, tooltip: str) -> None:
        """Go on with a link."""
        number = self._targets.setdefault(target, len(self._targets) + 1)
        start = self._length
        self.write(f"[{label}][{number}]")
        self._links.append(Link(start, self._length, target, tooltip))

    def page(self, going: bool = False) -> Page:
        """Return the document with the targets of its links at the end."""
        if self._targets:
            self.line()
        for target, number in self._targets.items():
            lead = f"[{number}]: "
            start = self._length + len(lead)
            self.write(f"{lead}{target}\n")
            self._links.append(Link(start, start + len(target), target, target))
        return Page(self._title, "".join(self._parts), tuple(self._links), going)
