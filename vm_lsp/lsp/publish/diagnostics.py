"""Squiggles as diagnostics, published for a document whenever its squiggles changed or moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote

from lsprotocol import types

from vm_lsp.execution.model import ExceptionInfo
from vm_lsp.lsp.documents import Documents, Edit, OpenDocument, document_key
from vm_lsp.lsp.positions import span, to_range
from vm_lsp.lsp.publish.marks import Related, Squiggle
from vm_lsp.lsp.publish.results import Results
from vm_lsp.lsp.publish.throttle import Throttle

PUBLISH_SECONDS = 0.1
SOURCE: Final = "vm-lsp"

Publish = Callable[[types.PublishDiagnosticsParams], None]


class Diagnostics:
    """Publishes through `publish`; `enabled` and the two abilities are asked each time, since settings change."""

    def __init__(self, results: Results, documents: Documents, publish: Publish, enabled: Callable[[], bool]) -> None:
        self._results = results
        self._documents = documents
        self._publish = publish
        self._enabled = enabled
        self._changed: set[str] = set()
        self._unsure: set[str] = set()  # a client may have dropped what it had of a document that was not open
        self._published: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
        self._throttle = Throttle(PUBLISH_SECONDS, self._publish_changed)
        self.related = False
        self.versions = False
        results.listen(self.refresh)

    def refresh(self, key: str | None = None) -> None:
        """Publish one document anew soon, or all that have exceptions or had diagnostics."""
        self._changed |= {key} if key is not None else self._results.squiggled() | set(self._published)
        self._throttle.ask()

    def opened(self, document: OpenDocument) -> None:
        """Publish anew what a document had or has: its client may not have it any more."""
        key = document_key(document.uri)
        if key in self._published or self._results.squiggles(key):
            self._unsure.add(key)
            self.refresh(key)

    def changed(self, document: OpenDocument, edit: Edit) -> None:
        """Nothing: where squiggles move, the results tell."""

    def closed(self, document: OpenDocument) -> None:
        """Nothing: what is not open keeps its diagnostics."""

    def of(self, uri: str) -> list[types.Diagnostic]:
        """Return a document's diagnostics as they stand now."""
        return [self.diagnostic(one) for one in self._results.squiggles(uri)] if self._enabled() else []

    def _publish_changed(self) -> None:
        changed, self._changed = self._changed, set()
        for key in sorted(changed):
            self._publish_one(key)

    def _publish_one(self, key: str) -> None:
        """Publish a document's diagnostics, unless the client has just these, or none when there are none."""
        page = self._results.page(key)
        version, found = page.version if self.versions else None, self.of(key)
        known = self._published.get(key) == (version, found) or (not found and key not in self._published)
        if known and key not in self._unsure:
            return
        self._unsure.discard(key)
        self._published[key] = (version, found)
        if not found:
            del self._published[key]
        self._publish(types.PublishDiagnosticsParams(page.uri, found, version))

    def diagnostic(self, squiggle: Squiggle) -> types.Diagnostic:
        """Return an exception as a diagnostic where it stands now."""
        place = self._results.page(squiggle.uri).range(squiggle.anchor)
        related = [self._related(one) for one in squiggle.related if not one.anchor.gone] if self.related else []
        before, severity = "", types.DiagnosticSeverity.Error
        if squiggle.unhandled:
            before, severity = "Uncaught (in promise) ", types.DiagnosticSeverity.Warning
        return types.Diagnostic(
            range=to_range(self._documents, squiggle.uri, place),
            message=before + _message(squiggle.error) + ("" if self.related else self._calls(squiggle)),
            severity=severity,
            code=squiggle.error.name,
            source=SOURCE,
            related_information=related or None,
            data=self._data(squiggle),
        )

    def _data(self, squiggle: Squiggle) -> dict[str, Any] | None:
        """Return the range that would run instead, where there is one, for clients that select or run it."""
        place = self.runnable(squiggle)
        return None if place is None else {"runnable": span(place)}

    def runnable(self, squiggle: Squiggle) -> types.Range | None:
        """Return the range to select instead of a piece of something, as long as its code is what it was."""
        anchor = squiggle.runnable
        if anchor is None or anchor.gone or anchor.altered:
            return None
        return to_range(self._documents, squiggle.uri, self._results.page(squiggle.uri).range(anchor))

    def _calls(self, squiggle: Squiggle) -> str:
        """Return the calls that led there as text, for a client that shows no related places."""
        lines = (self._related(one) for one in squiggle.related if not one.anchor.gone)
        return "".join(
            f"\n  {one.message}, {_file(one.location.uri)} line {one.location.range.start.line + 1}" for one in lines
        )

    def _related(self, call: Related) -> types.DiagnosticRelatedInformation:
        place = self._results.page(call.uri).range(call.anchor)
        range_ = to_range(self._documents, call.uri, place)
        return types.DiagnosticRelatedInformation(
            location=types.Location(call.uri, range_), message=f"called in {call.function or 'the top level'}"
        )


def _message(error: ExceptionInfo) -> str:
    line = f"{error.name}: {error.message}" if error.message else error.name
    return f"{line}\nCaused by {_message(error.cause)}" if error.cause else line


def _file(uri: str) -> str:
    return unquote(uri.rsplit("/", 1)[-1])
