"""``textDocument/hover``: the whole result of the code under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from vm_lsp.lsp.positions import offset_of, to_range
from vm_lsp.lsp.publish.markdown import markdown, plain

if TYPE_CHECKING:
    from vm_lsp.lsp.publish.marks import Mark
    from vm_lsp.lsp.server import VmLanguageServer


def register(server: VmLanguageServer) -> None:
    """Answer for hovers."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        document = server.documents.get(uri)
        if document is None:
            return None
        offset = offset_of(document.text, params.position, server.documents.encoding)
        marks = server.results.marks_at(uri, offset)
        return _hover(server, uri, marks) if marks else None


def _hover(server: VmLanguageServer, uri: str, marks: list[Mark]) -> types.Hover:
    """Return the value first, then what was printed there."""
    ordered = sorted(marks, key=lambda mark: mark.value is None)
    place = server.results.page(uri).range(ordered[0].anchor)
    return types.Hover(_content(server, ordered), to_range(server.documents, uri, place))


def _content(server: VmLanguageServer, marks: list[Mark]) -> types.MarkupContent:
    if server.abilities.markdown_hover:
        return types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(markdown(mark) for mark in marks))
    return types.MarkupContent(types.MarkupKind.PlainText, "\n\n".join(plain(mark) for mark in marks))
