"""Where in a document something stands now that a run placed in the text it was taken from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from vm_lsp.execution.model import Execution, Position, Range
from vm_lsp.lsp.publish.anchors import Anchor
from vm_lsp.lsp.publish.calls import call_at
from vm_lsp.lsp.publish.marks import Run
from vm_lsp.lsp.publish.pages import Page
from vm_lsp.lsp.text import Text, text_from

_START = Position(0, 0)
_INDENT = re.compile(r"[ \t]*")
# Blanks, semicolons and comments.
_NO_CODE = re.compile(r"(?:[\s;]|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a run that was asked for is taken from.

    `text` is its document by then (None: the page's own), `edits` how many edits that had seen, and `offset` where in
    it the run's text begins, if its range does not say.
    """

    text: Text | None
    edits: int
    offset: int | None = None


class Placing:
    """Finds places on pages; `runs` are all that are shown, oldest first."""

    def __init__(self, page: Callable[[str], Page], runs: dict[str, Run]) -> None:
        self._page = page
        self._runs = runs

    def place(self, execution: Execution, origin: Origin | None) -> Run | None:
        """Return the run at its place, or None where its text does not stand in the document, or not any more."""
        page = self._page(execution.uri)
        origin = origin or Origin(None, len(page.edits))
        start = execution.range.start if execution.range else _START
        whole = origin.text or self._whole(page, execution)
        if page.version is None:
            page.learn(whole)
        base = origin.offset if origin.offset is not None else whole.offset(start)
        if not whole.content.startswith(execution.input, base):
            return None
        place = page.anchor_since(whole, base, base + len(execution.input), origin.edits)
        ran = text_from(start, execution.input)
        return None if place.gone else Run(execution, page.key, ran, whole, base, origin.edits, place)

    def locate(self, run: Run, uri: str, place: Range) -> tuple[Page, Anchor]:
        """Return an anchor for a place that `run` speaks of.

        It may lie in code that an earlier run defined, whose document has been edited since: the latest run that
        contains it knows where it was.
        """
        page = self._page(uri)
        known = self._known(run, page, place.start)
        if known is None:
            return page, page.anchor_for(place)
        start, end = known.offset(place.start), known.offset(place.end)
        return page, page.anchor_since(known.whole, start, end, known.edits_before)

    def around(self, run: Run, place: Range) -> Anchor:
        """Return an anchor for a place in the document that `run` was taken from, perhaps outside of what ran."""
        start, end = run.whole.offset(place.start), run.whole.offset(place.end)
        return self._page(run.key).anchor_since(run.whole, start, end, run.edits_before)

    def call(self, run: Run, uri: str, place: Position) -> tuple[Page, Anchor]:
        """Return an anchor for the console call around a place that `run` speaks of, or for the rest of its line."""
        page = self._page(uri)
        known = self._known(run, page, place)
        text = known.whole if known else page.text
        if text is None:
            return page, page.anchor_for(Range(place, place))
        start, end = _call_or_rest_of_line(text, known.offset(place) if known else text.offset(place))
        return page, page.anchor_since(text, start, end, known.edits_before if known else len(page.edits))

    def _known(self, run: Run, page: Page, place: Position) -> Run | None:
        runs = (run, *reversed(self._runs.values()))
        return next((one for one in runs if one.key == page.key and self._spans(one, place)), None)

    @staticmethod
    def _whole(page: Page, execution: Execution) -> Text:
        """Return the page's text; for a file nobody has opened that is what ran, as far as it is known."""
        if page.text is not None and (page.version is not None or execution.range is not None):
            return page.text
        return text_from(execution.range.start if execution.range else _START, execution.input)

    @staticmethod
    def _spans(run: Run, place: Position) -> bool:
        execution = run.execution
        if execution.range is None:
            return True
        return execution.range.start <= place <= execution.range.end


def first_line(page: Page, place: Anchor) -> Anchor:
    """Return an anchor for the first line of `place` that has something on it."""
    content = page.text.content[place.start : place.end] if page.text else ""
    return _line_from(page, place, place.start + len(content) - len(content.lstrip()))


def line_after(page: Page, place: Anchor, reached: Anchor | None) -> Anchor:
    """Return an anchor for the first code in `place` behind what the run had reached, to the end of its line.

    Where nothing follows, or nothing is known to have been reached, it is the first line.
    """
    content = page.text.content if page.text else ""
    for offset in (reached.end if reached else place.start, place.start):
        skipped = _NO_CODE.match(content, offset, place.end)
        if skipped is not None and skipped.end() < place.end:
            return _line_from(page, place, skipped.end())
    return first_line(page, place)


def on_top_level(page: Page, run: Run, anchor: Anchor) -> bool:
    """Whether what stands at `anchor` begins a top-level statement of `run`, as far as indentation tells."""
    if page.key != run.key or page.text is None or not run.place.start <= anchor.start < run.place.end:
        return False
    line, first = page.line(anchor.start)[0], page.line(first_line(page, run.place).start)[0]
    found = _INDENT.match(page.text.content, first)
    return found is not None and page.text.content[line : anchor.start] == found.group()


def _call_or_rest_of_line(text: Text, offset: int) -> tuple[int, int]:
    line = text.line_at(offset)
    return call_at(text.content, offset, line) or (offset, line[1])


def _line_from(page: Page, place: Anchor, start: int) -> Anchor:
    return page.anchor(start, max(start, min(place.end, page.line(start)[1])))
