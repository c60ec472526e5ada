"""A desk without a server: buffers, results, and runs told by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lsprotocol import types

from vm_lsp.execution.model import (
    Console,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    Frame,
    Kind,
    Metrics,
    Payload,
    Position,
    Range,
    Statement,
    Status,
    Value,
    new_id,
)
from vm_lsp.lsp.documents import Documents
from vm_lsp.lsp.publish.labels import label
from vm_lsp.lsp.publish.results import Results
from vm_lsp.lsp.text import Text

URI = "file:///w/a.js"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TYPES = {Console: EventType.CONSOLE, Statement: EventType.STATEMENT}


class Desk:
    """What a person does, and what the core would tell about it."""

    def __init__(self) -> None:
        self.documents = Documents()
        self.results = Results()
        self.documents.listen(self.results)
        self.changed: list[str] = []
        self.results.listen(self.changed.append)
        self.version = 1

    def open(self, text: str, uri: str = URI) -> None:
        self.documents.open(types.TextDocumentItem(uri, "javascript", self.version, text))

    def close(self, uri: str = URI) -> None:
        self.documents.close(uri)

    def text(self, uri: str = URI) -> Text:
        document = self.documents.get(uri)
        assert document is not None
        return document.text

    def replace(self, old: str, new: str, uri: str = URI) -> None:
        """Replace the one place where `old` stands."""
        text = self.text(uri)
        assert text.content.count(old) == 1
        start = text.content.index(old)
        place = text.range(start, start + len(old))
        change = types.TextDocumentContentChangePartial(types.Range(_wire(place.start), _wire(place.end)), new)
        self.version += 1
        name = types.VersionedTextDocumentIdentifier(self.version, uri)
        self.documents.change(types.DidChangeTextDocumentParams(name, [change]))

    def rewrite(self, text: str, uri: str = URI) -> None:
        """Replace the whole document, as formatters do."""
        self.version += 1
        name = types.VersionedTextDocumentIdentifier(self.version, uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.documents.change(types.DidChangeTextDocumentParams(name, [change]))

    def where(self, part: str, uri: str = URI) -> Range:
        start = self.text(uri).content.index(part)
        return self.text(uri).range(start, start + len(part))

    def begin(self, part: str | None, uri: str = URI) -> Execution:
        """Begin a run of a part of the open document, or with None of all of it."""
        execution = Execution(
            id=new_id(),
            number=1,
            session_id="s",
            kind=Kind.RUN_FILE if part is None else Kind.REPL,
            status=Status.RUNNING,
            input=self.text(uri).content if part is None else part,
            uri=uri,
            queued_at=NOW,
            range=None if part is None else self.where(part, uri),
        )
        with self.results.expecting(execution.id, uri, self.documents.get(uri)):
            self.results.started(execution)
        return execution

    def tell(self, execution: Execution, payload: Payload) -> None:
        self.results.event(Event(execution.id, 1, NOW, TYPES[type(payload)], payload))

    def end(self, execution: Execution, status: Status = Status.OK, **fields: object) -> None:
        metrics = Metrics(wall_ms=1.5)
        self.results.ended(replace(execution, status=status, metrics=metrics, **fields))  # type: ignore[arg-type]  # fields of an execution

    def value(self, part: str, preview: str, type_: str = "number") -> Execution:
        """Run a part to a value, all at once."""
        execution = self.begin(part)
        self.end(execution, result=Value(type_, preview), result_range=execution.range)
        return execution

    def throw(self, part: str, at: str, uri: str = URI, others: tuple[str, ...] = ()) -> Execution:
        """Run a part to an exception whose first frame is at the text `at`."""
        execution = self.begin(part)
        frames = tuple(frame(self.where(one, uri), uri) for one in (at, *others))
        self.end(execution, Status.ERROR, error=ExceptionInfo("Error", "boom", frames=frames))
        return execution

    def labels(self, uri: str = URI) -> list[str]:
        return [label(mark, 40) for mark in self.results.marks(uri)]

    def lines(self, uri: str = URI) -> list[int]:
        """Return the line of each mark."""
        page = self.results.page(uri)
        return [page.range(mark.anchor).end.line for mark in self.results.marks(uri)]

    def squiggled(self, uri: str = URI) -> list[str]:
        """Return the texts under squiggles."""
        content = self.text(uri).content
        return [content[one.anchor.start : one.anchor.end] for one in self.results.squiggles(uri)]


def frame(place: Range, uri: str = URI, function: str = "f") -> Frame:
    return Frame(function, uri, place.start.line, place.start.character, place.end)


def _wire(place: Position) -> types.Position:
    return types.Position(place.line, place.character)
