"""``textDocument/hover``: the whole result of the code under the cursor, and what it came to before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from vm_lsp.lsp.past import past_at, told
from vm_lsp.lsp.positions import offset_of, to_range
from vm_lsp.lsp.publish.markdown import markdown, plain

if TYPE_CHECKING:
    from vm_lsp.execution.model import Range
    from vm_lsp.lsp.past import Past
    from vm_lsp.lsp.publish.marks import Mark
    from vm_lsp.lsp.server import VmLanguageServer


def register(server: VmLanguageServer) -> None:
    """Answer for hovers."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        document = server.documents.get(uri)
        if document is None:
            return None
        offset = offset_of(document.text, params.position, server.documents.encoding)
        # The value first, then what was printed there. Told before anything is awaited: edits may come meanwhile.
        marks = sorted(server.results.marks_at(uri, offset), key=lambda mark: mark.value is None)
        parts = [_told(server, mark) for mark in marks]
        place = server.results.page(uri).range(marks[0].anchor) if marks else None
        past = await past_at(server, uri, document.text.content, document.text.range(offset, offset).start)
        return _hover(server, uri, parts, place, past if _adds(past, marks) else None)


def _hover(
    server: VmLanguageServer, uri: str, parts: list[str], place: Range | None, past: Past | None
) -> types.Hover | None:
    if past is not None:
        parts = [*parts, told(past.values, server.abilities.markdown_hover)]
    where = place or (past.range if past else None)
    if where is None:
        return None
    between = "\n\n---\n\n" if server.abilities.markdown_hover else "\n\n"
    kind = types.MarkupKind.Markdown if server.abilities.markdown_hover else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, between.join(parts)), to_range(server.documents, uri, where))


def _adds(past: Past | None, marks: list[Mark]) -> bool:
    """Whether the past says more than the value that is shown already."""
    if past is None:
        return False
    return len(past.values) > 1 or not any(mark.value for mark in marks)


def _told(server: VmLanguageServer, mark: Mark) -> str:
    return markdown(mark) if server.abilities.markdown_hover else plain(mark)
