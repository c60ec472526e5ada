"""``workspace/textDocumentContent`` (LSP 3.18) for the history's documents, and the links in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from vm_lsp.browsing.addresses import SCHEME
from vm_lsp.lsp.cache_files import cache_folder
from vm_lsp.lsp.history_pages import KIND

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

CONTENT: Final = types.TextDocumentContentOptions(schemes=[SCHEME])


def register(server: VmLanguageServer) -> None:
    """Answer for documents of the history, however the client got them."""

    @server.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT, CONTENT)
    async def content(params: types.TextDocumentContentParams) -> types.TextDocumentContentResult:
        return types.TextDocumentContentResult(text=await server.pages.content(params.uri))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkOptions(resolve_provider=True))
    async def links(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        return await server.pages.links(params.text_document.uri)

    @server.feature(types.DOCUMENT_LINK_RESOLVE)
    async def resolve(link: types.DocumentLink) -> types.DocumentLink:
        return await server.pages.resolve(link)


def declare(capabilities: types.ServerCapabilities, text_content: bool, link_registration: bool) -> None:
    """Complete what the client is told; it hears of the links later where they can be for these documents only."""
    if text_content:
        capabilities.workspace = capabilities.workspace or types.WorkspaceOptions()
        capabilities.workspace.text_document_content = CONTENT
    if link_registration:
        capabilities.document_link_provider = None


def links_registration() -> types.Registration:
    """Return what lets the client ask for links in the history's documents, which are not JavaScript, and no others."""
    selector: list[types.DocumentFilter] = [
        types.TextDocumentFilterScheme(scheme=SCHEME),
        types.TextDocumentFilterPattern(pattern=f"{cache_folder(KIND).as_posix()}/*.md"),
    ]
    options = types.DocumentLinkRegistrationOptions(document_selector=selector, resolve_provider=True)
    return types.Registration("vm-lsp-history-links", types.TEXT_DOCUMENT_DOCUMENT_LINK, options)
