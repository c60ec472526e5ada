"""``textDocument/inlayHint`` and ``inlayHint/resolve``: values beside the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

# Until the settings are known nothing has run, so this only answers for an empty list.
_LONGEST = 40


def register(server: VmLanguageServer) -> None:
    """Answer for hints."""

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        inline = server.lifecycle.settings.inline if server.lifecycle.settings else None
        if inline is not None and not inline.enabled:
            return []
        longest = inline.max_length if inline is not None else _LONGEST
        lazy = server.abilities.lazy_tooltips
        return server.hints.hints(params.text_document.uri, params.range, longest, tooltips=not lazy)

    @server.feature(types.INLAY_HINT_RESOLVE)
    def resolve(hint: types.InlayHint) -> types.InlayHint:
        return server.hints.resolve(hint)
