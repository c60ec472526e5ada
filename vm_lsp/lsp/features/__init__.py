"""What the editor asks for by itself. Nothing here runs code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vm_lsp.lsp.features import code_actions, code_lenses, history_documents, hover, inlay_hints, notices

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


def register_features(server: VmLanguageServer) -> None:
    """Register every feature with the server."""
    for feature in (notices, inlay_hints, hover, code_actions, code_lenses, history_documents):
        feature.register(server)
