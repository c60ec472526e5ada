"""``textDocument/codeLens``, where the setting wants it: run the file, stop it, run a piece again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from vm_lsp.execution.model import Kind
from vm_lsp.lsp.documents import OpenDocument
from vm_lsp.lsp.positions import to_range

if TYPE_CHECKING:
    from vm_lsp.lsp.publish.marks import Run
    from vm_lsp.lsp.server import VmLanguageServer

_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))


def register(server: VmLanguageServer) -> None:
    """Answer for code lenses."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        settings = server.lifecycle.settings
        document = server.documents.get(params.text_document.uri)
        if document is None or settings is None or not settings.code_lens.enabled:
            return []
        runs = server.results.runs(document.uri)
        top = _lens(_TOP, "▶ Run file", "vm.runFile", {"uri": document.uri})
        return [top, *(lens for run in runs for lens in _of(server, document, run))]


def _of(server: VmLanguageServer, document: OpenDocument, run: Run) -> list[types.CodeLens]:
    text = document.text.content[run.place.start : run.place.end]
    start = run.place.start + len(text) - len(text.lstrip())
    place = to_range(server.documents, document.uri, document.text.range(start, run.place.end))
    if not run.over:
        return [_lens(place, "■ Stop", "vm.interrupt", {"executionId": run.execution.id})]
    if run.execution.kind is not Kind.REPL:
        return []
    argument = {"uri": document.uri, "range": _json(place)}
    return [_lens(place, "▶ Run again", "vm.executeSelection", argument)]


def _lens(place: types.Range, title: str, command: str, argument: dict[str, Any]) -> types.CodeLens:
    line = types.Range(place.start, place.start)
    return types.CodeLens(range=line, command=types.Command(title=title, command=command, arguments=[argument]))


def _json(place: types.Range) -> dict[str, Any]:
    return {
        "start": {"line": place.start.line, "character": place.start.character},
        "end": {"line": place.end.line, "character": place.end.character},
    }
