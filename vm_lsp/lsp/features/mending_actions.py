"""What can be done about a selection that was a piece of something: run what would run instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from vm_lsp.lsp.documents import OpenDocument
from vm_lsp.lsp.positions import offset_of, span

if TYPE_CHECKING:
    from vm_lsp.lsp.publish.marks import Squiggle
    from vm_lsp.lsp.server import VmLanguageServer


def mending_actions(server: VmLanguageServer, document: OpenDocument, asked: types.Range) -> list[types.CodeAction]:
    """Return a quick fix for each exception at `asked` that knows what to run instead."""
    start, end = (offset_of(document.text, place, server.documents.encoding) for place in (asked.start, asked.end))
    near = (
        one for one in server.results.squiggles(document.uri) if one.anchor.start <= end and start <= one.anchor.end
    )
    actions = (_run_instead(server, document, one) for one in near)
    return [action for action in actions if action]


def _run_instead(server: VmLanguageServer, document: OpenDocument, squiggle: Squiggle) -> types.CodeAction | None:
    place = server.diagnostics.runnable(squiggle)
    if place is None:
        return None
    argument = {"uri": document.uri, "range": span(place), "version": document.version}
    title = f"Run {_shown(place)} instead"
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix.value,
        diagnostics=[server.diagnostics.diagnostic(squiggle)],
        is_preferred=True,
        command=types.Command(title, "vm.executeSelection", arguments=[argument]),
    )


def _shown(place: types.Range) -> str:
    """Return a range as editors count cursors: lines and columns from 1."""
    start, end = place.start, place.end
    return f"{start.line + 1}:{start.character + 1}\N{EN DASH}{end.line + 1}:{end.character + 1}"
