"""Notifications about the client's own state: ready, folders, settings, trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

TRUST_CHANGED: Final = "vm/trustChanged"


def register(server: VmLanguageServer) -> None:
    """Follow the client."""

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.lifecycle.initialized()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        event = params.event
        server.lifecycle.change_folders((one.uri for one in event.added), (one.uri for one in event.removed))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration_changed(params: types.DidChangeConfigurationParams) -> None:
        server.lifecycle.change_configuration(params.settings)

    @server.feature(TRUST_CHANGED)
    def trust_changed(params: Any) -> None:
        server.lifecycle.change_trust(getattr(params, "trusted", None))
