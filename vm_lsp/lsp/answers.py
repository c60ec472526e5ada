"""The model as the client gets it: the contract's JSON, columns in the client's units, long prints left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Event, ExceptionInfo, Execution, Value
from vm_lsp.execution.store import HistoryPage
from vm_lsp.lsp.documents import Documents
from vm_lsp.lsp.places import Places
from vm_lsp.lsp.text import Encoding, Text


class Answers:
    """Writes answers for the client whose buffers and encoding `documents` knows.

    `taken_from` returns the document an execution was taken from, while its command is not answered.
    """

    def __init__(self, documents: Documents, taken_from: Callable[[str], Text | None]) -> None:
        self._documents = documents
        self._taken_from = taken_from

    @property
    def converts(self) -> bool:
        """Whether the client counts columns in other units than the model."""
        return self._documents.encoding is not Encoding.UTF_16

    def execution(self, execution: Execution, whole: bool = False) -> Any:
        """Return the contract's Execution; with `whole` also the full print of its value, up to 64 kB."""
        converted = self.places(execution).execution(execution) if self.converts else execution
        return to_wire(converted if whole else _lean(converted))

    def page(self, page: HistoryPage) -> Any:
        """Return the contract's answer to ``vm.history.list``."""
        answer = {"items": [self.execution(item) for item in page.items]}
        return answer if page.next_cursor is None else {**answer, "nextCursor": page.next_cursor}

    def events(self, events: Iterable[Event], places: Places | None) -> Any:
        """Return the contract's events of one execution, whose `places` are needed where the client converts."""
        return [to_wire(_lean_event(places.event(event) if places else event)) for event in events]

    def places(self, execution: Execution) -> Places:
        """Return what converts the places an execution speaks of."""
        return Places(self._documents, execution, self._taken_from(execution.id))


def _lean(execution: Execution) -> Execution:
    return replace(execution, result=_lean_value(execution.result), error=_lean_exception(execution.error))


def _lean_event(event: Event) -> Event:
    if isinstance(event.payload, Value):
        return replace(event, payload=replace(event.payload, full=None))
    if isinstance(event.payload, ExceptionInfo):
        return replace(event, payload=_lean_exception(event.payload) or event.payload)
    return event


def _lean_value(value: Value | None) -> Value | None:
    return replace(value, full=None) if value else None


def _lean_exception(error: ExceptionInfo | None) -> ExceptionInfo | None:
    if error is None:
        return None
    return replace(error, thrown=_lean_value(error.thrown), cause=_lean_exception(error.cause))
