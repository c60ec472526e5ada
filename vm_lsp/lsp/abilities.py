"""What the client said it can do, asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import get_capability


@dataclass(frozen=True, slots=True)
class Abilities:
    """The client's abilities we make something of; the defaults are a client that can do nothing (LSP 3.18)."""

    hint_refresh: bool = False
    lens_refresh: bool = False
    lazy_tooltips: bool = False
    markdown_hover: bool = False
    related_information: bool = False
    diagnostic_version: bool = False
    configuration: bool = False
    configuration_registration: bool = False
    progress: bool = False
    show_document: bool = False
    text_content: bool = False
    link_registration: bool = False
    link_tooltips: bool = False
    execution_events: bool = False
    session_status: bool = False
    own_client: bool = False
    run_on_hover: bool = False
    block_cursor: bool = False  # what a person sees as a cursor is a selection of one character
    silent: bool = False  # why a command was refused is not shown

    @classmethod
    def of(cls, client: types.ClientCapabilities, name: str = "") -> Abilities:
        """Read them from what `initialize` brought; two that no client tells go by its `name`."""

        def can(path: str) -> bool:
            return bool(get_capability(client, path))

        return cls(
            hint_refresh=can("workspace.inlay_hint.refresh_support"),
            lens_refresh=can("workspace.code_lens.refresh_support"),
            lazy_tooltips="tooltip" in _list(client, "text_document.inlay_hint.resolve_support.properties"),
            markdown_hover=types.MarkupKind.Markdown in _list(client, "text_document.hover.content_format"),
            related_information=can("text_document.publish_diagnostics.related_information"),
            diagnostic_version=can("text_document.publish_diagnostics.version_support"),
            configuration=can("workspace.configuration"),
            configuration_registration=can("workspace.did_change_configuration.dynamic_registration"),
            progress=can("window.work_done_progress"),
            show_document=can("window.show_document.support"),
            text_content=get_capability(client, "workspace.text_document_content") is not None,
            link_registration=can("text_document.document_link.dynamic_registration"),
            link_tooltips=can("text_document.document_link.tooltip_support"),
            execution_events=_experimental(client, "executionEvents"),
            session_status=_experimental(client, "sessionStatus"),
            own_client=_ours(client) is not None,
            run_on_hover=_experimental(client, "runOnHover"),
            block_cursor=name == "helix",
            silent=name == "helix",
        )


def _list(client: types.ClientCapabilities, path: str) -> Sequence[object]:
    return get_capability(client, path) or ()


def _experimental(client: types.ClientCapabilities, name: str) -> bool:
    """Whether the client declared an ability of ours."""
    return bool((_ours(client) or {}).get(name))


def _ours(client: types.ClientCapabilities) -> Mapping[str, object] | None:
    """Return what the client declared under ``experimental.vmLsp``, which only a client made for this server does."""
    ours = client.experimental.get("vmLsp") if isinstance(client.experimental, Mapping) else None
    return ours if isinstance(ours, Mapping) else None
