"""Marks as inlay hints, and the wish that the client asks for them again."""

from __future__ import annotations

from collections.abc import Callable

from lsprotocol import types

from vm_lsp.lsp.documents import Documents
from vm_lsp.lsp.positions import offset_of, to_position
from vm_lsp.lsp.publish.labels import label
from vm_lsp.lsp.publish.markdown import markdown
from vm_lsp.lsp.publish.marks import Mark
from vm_lsp.lsp.publish.results import Results
from vm_lsp.lsp.publish.throttle import Throttle

REFRESH_SECONDS = 0.1


class Hints:
    """Writes the hints of open documents; asks for a refresh through `refresh`, ten times a second at most."""

    def __init__(self, results: Results, documents: Documents, refresh: Callable[[], None]) -> None:
        self._results = results
        self._documents = documents
        self._refresh = Throttle(REFRESH_SECONDS, refresh)
        results.listen(self._changed)

    def hints(self, uri: str, within: types.Range, longest: int, tooltips: bool) -> list[types.InlayHint]:
        """Return the hints that stand in `within`, their labels at most `longest` long."""
        document = self._documents.get(uri)
        if document is None:
            return []
        encoding = self._documents.encoding
        start, end = (offset_of(document.text, place, encoding) for place in (within.start, within.end))
        return [self._hint(mark, longest, tooltips) for mark in self._results.marks(uri, (start, end))]

    def resolve(self, hint: types.InlayHint) -> types.InlayHint:
        """Fill in the tooltip, if the result is still shown."""
        mark_id = hint.data.get("mark") if isinstance(hint.data, dict) else None
        mark = self._results.mark(mark_id) if isinstance(mark_id, int) else None
        if mark is not None:
            hint.tooltip = _tooltip(mark)
        return hint

    def _hint(self, mark: Mark, longest: int, tooltips: bool) -> types.InlayHint:
        offset = self._results.stands_at(mark)
        return types.InlayHint(
            position=to_position(self._documents, mark.key, self._results.page(mark.key).position(offset)),
            label=label(mark, longest),
            padding_left=True,
            tooltip=_tooltip(mark) if tooltips else None,
            data=_data(mark),
        )

    def _changed(self, key: str) -> None:
        if self._documents.get(key) is not None:
            self._refresh.ask()


def _data(mark: Mark) -> dict[str, object]:
    """Return what a client of ours makes links of; others hand it back unread."""
    execution = mark.run.execution
    return {
        "mark": mark.id,
        "executionId": execution.id,
        "number": execution.number,
        "valued": mark.value is not None,
    }


def _tooltip(mark: Mark) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, markdown(mark))
