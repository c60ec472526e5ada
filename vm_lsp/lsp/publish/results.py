"""The one place that keeps what runs left beside the code, per document: it follows edits, goes stale, is replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile

from vm_lsp.execution.model import Console, Event, Execution, Statement, Status, System
from vm_lsp.lsp.documents import Edit, OpenDocument, document_key
from vm_lsp.lsp.publish.marks import Former, Mark, MarkKind, Run, Squiggle, without_repeated
from vm_lsp.lsp.publish.pages import Page
from vm_lsp.lsp.publish.placing import Origin, Placing
from vm_lsp.lsp.publish.writing import Writing
from vm_lsp.lsp.text import Text

Listener = Callable[[str], None]


class Results:
    """A `Publisher` for runs and a `DocumentListener` for buffers; listeners hear the key of a document that changed.

    Keys are `document_key`s.
    """

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._runs: dict[str, Run] = {}  # in the order they began
        self._expected: dict[str, Origin] = {}
        self._listeners: list[Listener] = []
        self._placing = Placing(self.page, self._runs)
        self._writing = Writing(self.page, self._placing)

    def listen(self, listener: Listener) -> None:
        """Call `listener` with a document's key whenever what is shown there changes."""
        self._listeners.append(listener)

    # --- what is there ------------------------------------------------------------------------------------------------

    def page(self, uri: str) -> Page:
        """Return the document's page, a new one if need be."""
        return self._pages.setdefault(document_key(uri), Page(uri))

    def marks(self, uri: str, within: tuple[int, int] | None = None) -> list[Mark]:
        """Return what stands beside the code of an open document, from top to bottom and from left to right.

        With two offsets given, only what stands between them.
        """
        page = self._pages.get(document_key(uri))
        if page is None or page.version is None:
            return []
        found = [mark for run in self._runs.values() for mark in run.marks if mark.key == page.key]
        if within is not None:
            found = self._between(page, found, *within)
        return sorted(without_repeated(found), key=self._order)

    def _between(self, page: Page, marks: list[Mark], start: int, end: int) -> list[Mark]:
        # To know just where a mark stands is dear. It is on a line of its code, which leaves few to ask about.
        first, last = page.line(start)[0], max(end, page.line(end)[1])
        near = (one for one in marks if one.anchor.start <= last and first <= one.anchor.end + one.anchor.tail)
        return [one for one in near if start <= self.stands_at(one) <= end]

    def stands_at(self, mark: Mark) -> int:
        """Return the offset a mark is shown at: the end of its code and of what was typed on, or of its call's line."""
        if mark.kind is MarkKind.CONSOLE:
            return self.page(mark.key).line(mark.anchor.start)[1]
        return mark.anchor.end + mark.anchor.tail

    def _order(self, mark: Mark) -> tuple[int, bool, int, int]:
        """Where marks stand side by side, calls of the console come first, in their own order."""
        console = mark.kind is MarkKind.CONSOLE
        return self.stands_at(mark), not console, mark.anchor.start if console else 0, mark.id

    def marks_at(self, uri: str, offset: int) -> list[Mark]:
        """Return the marks of the code at an offset, the smallest stretch first.

        Outside of the console's calls, those on the same line come last, from left to right.
        """
        marks = self.marks(uri)
        found = [mark for mark in marks if mark.anchor.contains(offset)]
        found.sort(key=lambda mark: (mark.anchor.end - mark.anchor.start, -mark.id))
        if any(mark.kind is MarkKind.CONSOLE for mark in found):
            return found
        page = self.page(uri)
        line = page.line(offset)
        return found + [m for m in marks if m.kind is MarkKind.CONSOLE and page.line(m.anchor.start) == line]

    def mark(self, mark_id: int) -> Mark | None:
        """Return a mark by its id, if it is still shown."""
        return next((mark for run in self._runs.values() for mark in run.marks if mark.id == mark_id), None)

    def squiggles(self, uri: str) -> list[Squiggle]:
        """Return the exceptions that stand in a document, on code that is as it was when it failed."""
        found = self._squiggles(document_key(uri))
        return [one for one in found if not (one.anchor.gone or one.anchor.altered)]

    def squiggled(self) -> set[str]:
        """Return the keys of the documents that have exceptions."""
        return {one.key for run in self._runs.values() for one in run.squiggles}

    def _squiggles(self, key: str) -> list[Squiggle]:
        """Return a document's exceptions, with those that an edit hides and undoing it brings back."""
        return [one for run in self._runs.values() for one in run.squiggles if one.key == key]

    def runs(self, uri: str) -> list[Run]:
        """Return the runs of a document that still show something or go on, oldest first."""
        return [run for run in self._runs.values() if run.key == document_key(uri) and not run.place.gone]

    # --- runs ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def expecting(self, execution_id: str, uri: str, document: OpenDocument | None) -> Iterator[None]:
        """Within the block, know the document an execution is taken from: edits made from now on move its results."""
        origin = Origin(document.text if document else None, len(self.page(uri).edits))
        yield from self._expecting(execution_id, origin)

    @contextmanager
    def expecting_again(self, execution_id: str, former_id: str) -> Iterator[None]:
        """Within the block, know that an execution runs a former one's text: it shows where that stands now."""
        former = self._runs.get(former_id)
        page = self.page(former.key) if former else None
        origin = Origin(page.text, len(page.edits), former.place.start) if former and page else None
        yield from self._expecting(execution_id, origin)

    def expect_text(self, execution_id: str, text: Text | None) -> None:
        """Add the text of a document that is not open to what is known of an expected execution."""
        self._expected[execution_id] = replace(self._expected[execution_id], text=text)

    def taken_from(self, execution_id: str) -> Text | None:
        """Return the document an expected execution is taken from."""
        origin = self._expected.get(execution_id)
        return origin.text if origin and origin.offset is None else None

    def _expecting(self, execution_id: str, origin: Origin | None) -> Iterator[None]:
        if origin is not None:
            self._expected[execution_id] = origin
        try:
            yield
        finally:
            self._expected.pop(execution_id, None)

    def started(self, execution: Execution) -> None:
        """Make room for a run's results at its place, once it is its turn."""
        if execution.status is not Status.RUNNING:
            return
        run = self._placing.place(execution, self._expected.get(execution.id))
        if run is None:
            return
        self._replace(run)
        self._runs[execution.id] = run
        self._tell(run.key)

    def event(self, event: Event) -> None:
        """Show console output and the values of statements while they come."""
        run = self._runs.get(event.execution_id)
        if run is None:
            return
        if isinstance(event.payload, Console):
            self._tell(self._writing.console(run, event.payload))
        elif isinstance(event.payload, Statement):
            self._tell(self._writing.statement(run, event.payload))
        elif isinstance(event.payload, System) and event.payload.error:
            self._tell(self._writing.warning(run, event.payload.error))

    def ended(self, execution: Execution) -> None:
        """Show the value or the exception."""
        run = self._runs.get(execution.id)
        if run is None:
            return
        run.execution = execution
        touched = {run.key}
        if execution.status is not Status.CANCELLED:
            touched |= self._settle(run)
        touched |= self._writing.ending(run)
        self._drop_repeated()
        self._prune()
        for key in touched:
            self._tell(key)

    # --- clearing -----------------------------------------------------------------------------------------------------

    def clear(self, uri: str | None) -> int:
        """Take away what stands in a document, or everywhere, and return how many hints and diagnostics that were."""
        key = None if uri is None else document_key(uri)
        keys = {key} if key is not None else set(self._pages)
        count = 0
        for run in self._runs.values():
            before = len(run.marks) + len(run.squiggles)
            run.marks = [mark for mark in run.marks if mark.key not in keys]
            run.squiggles = [one for one in run.squiggles if one.key not in keys]
            run.calls = {call: mark for call, mark in run.calls.items() if mark.key not in keys}
            count += before - len(run.marks) - len(run.squiggles)
        self._prune()
        for cleared in keys:
            self._tell(cleared)
        return count

    def _replace(self, new: Run) -> None:
        """Remove the marks on the code that runs anew, and elsewhere those that this code left."""
        start, end = new.place.start, new.place.end
        for run in self._runs.values():
            new.former += [
                Former(mark.key, mark.anchor.start, mark.anchor.end, mark.value.preview)
                for mark in run.marks
                if mark.value and not mark.stale and mark.key == new.key and mark.anchor.overlaps(start, end)
            ]
            inside = new.covers(run)
            run.marks = [
                mark
                for mark in run.marks
                if not inside and not (mark.key == new.key and mark.anchor.overlaps(start, end))
            ]

    def _drop_repeated(self) -> None:
        """Remove what a call of the console printed in earlier runs."""
        kept = set(without_repeated([mark for run in self._runs.values() for mark in run.marks]))
        for run in self._runs.values():
            run.marks = [mark for mark in run.marks if mark in kept]

    def _settle(self, new: Run) -> set[str]:
        """Remove the exceptions that the code which ran left before; return the documents they stood in."""
        touched = set()
        for run in self._runs.values():
            if run is new or not run.squiggles:
                continue
            gone = [one for one in run.squiggles if new.covers(run) or one.passes(new)]
            touched |= {one.key for one in gone}
            run.squiggles = [one for one in run.squiggles if one not in gone]
        return touched

    def _prune(self) -> None:
        """Forget runs that show nothing and whose code ran anew or is deleted; the others tell where frames point."""
        self._keep({key: run for key, run in self._runs.items() if not run.over or not self._superseded(run)})

    def _keep(self, runs: dict[str, Run]) -> None:
        self._runs.clear()  # and not replaced: the placing has it too
        self._runs.update(runs)

    def _superseded(self, run: Run) -> bool:
        if run.marks or run.squiggles:
            return False
        later = takewhile(lambda other: other is not run, reversed(self._runs.values()))
        return run.place.gone or any(other.covers(run) for other in later)

    # --- documents ----------------------------------------------------------------------------------------------------

    def opened(self, document: OpenDocument) -> None:
        """Show what was kept of a document, if it is the same text again."""
        page = self.page(document.uri)
        if not page.open(document.uri, document.version, document.text):
            self.clear(document.uri)
            self._keep({key: run for key, run in self._runs.items() if run.key != page.key or not run.over})
        elif self._speaks_of(page):
            self._tell(page.key)

    def changed(self, document: OpenDocument, edit: Edit) -> None:
        """Move everything with an edit, and drop what was deleted."""
        page = self.page(document.uri)
        page.follow(edit, document.version, document.text)
        for run in self._runs.values():
            run.marks = [mark for mark in run.marks if not mark.anchor.gone]
        if not self._expected and not any(run.key == page.key for run in self._runs.values()):
            page.edits.clear()  # nothing counts from an earlier state of the text
        if self._squiggles(page.key):
            self._tell(page.key)

    def closed(self, document: OpenDocument) -> None:
        """Keep everything: the document may be opened again unchanged."""
        page = self.page(document.uri)
        page.close()
        if not self._speaks_of(page):
            del self._pages[page.key]

    def _speaks_of(self, page: Page) -> bool:
        """Whether any run shows something on a page, or ran there."""
        return any(page.key in run.keys for run in self._runs.values())

    def _tell(self, key: str | None) -> None:
        if key is None:
            return
        for listener in self._listeners:
            listener(key)
