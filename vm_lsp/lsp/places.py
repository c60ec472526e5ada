"""The places an execution speaks of, in the client's units, counted in the text that ran."""

from __future__ import annotations

from dataclasses import replace

from vm_lsp.execution.model import Console, Event, ExceptionInfo, Execution, Frame, Position, Range, Statement, System
from vm_lsp.lsp.documents import Documents, document_key
from vm_lsp.lsp.text import Text, text_from


class Places:
    """Converts the places of one execution.

    In its own document they count in `taken_from` where that is known, else in the open buffer where the same text
    stands there, else in its input alone. In other documents the open buffer has to do.
    """

    def __init__(self, documents: Documents, execution: Execution, taken_from: Text | None) -> None:
        self._documents = documents
        self._own = document_key(execution.uri)
        self._ran = taken_from or _text_that_ran(documents, execution)

    def execution(self, execution: Execution) -> Execution:
        """Return the execution with its places converted."""
        return replace(
            execution,
            range=self._maybe_range(execution.range),
            result_range=self._maybe_range(execution.result_range),
            error=self._exception(execution.error) if execution.error else None,
        )

    def event(self, event: Event) -> Event:
        """Return the event with its places converted."""
        payload = event.payload
        if isinstance(payload, Statement):
            return replace(event, payload=replace(payload, range=self._range(payload.range)))
        if isinstance(payload, ExceptionInfo):
            return replace(event, payload=self._exception(payload))
        if isinstance(payload, System) and payload.error:
            return replace(event, payload=replace(payload, error=self._exception(payload.error)))
        if isinstance(payload, Console) and payload.line is not None and payload.column is not None:
            place = self._position(Position(payload.line, payload.column), payload.uri)
            return replace(event, payload=replace(payload, line=place.line, column=place.character))
        return event

    def _position(self, place: Position, uri: str | None = None) -> Position:
        text = self._text(uri)
        return text.to_client(place, self._documents.encoding) if text else place

    def _range(self, place: Range) -> Range:
        return Range(self._position(place.start), self._position(place.end))

    def _maybe_range(self, place: Range | None) -> Range | None:
        return self._range(place) if place else None

    def _exception(self, error: ExceptionInfo) -> ExceptionInfo:
        frames = tuple(self._frame(frame) for frame in error.frames)
        cause = self._exception(error.cause) if error.cause else None
        return replace(error, frames=frames, cause=cause, runnable=self._maybe_range(error.runnable))

    def _frame(self, frame: Frame) -> Frame:
        start = self._position(Position(frame.line, frame.column), frame.uri)
        end = self._position(frame.end, frame.uri) if frame.end else None
        return replace(frame, line=start.line, column=start.character, end=end)

    def _text(self, uri: str | None) -> Text | None:
        if uri is None or document_key(uri) == self._own:
            return self._ran
        document = self._documents.get(uri)
        return document.text if document else None


def _text_that_ran(documents: Documents, execution: Execution) -> Text:
    start = execution.range.start if execution.range else Position(0, 0)
    document = documents.get(execution.uri)
    if document is not None and document.text.content.startswith(execution.input, document.text.offset(start)):
        return document.text
    return text_from(start, execution.input)
