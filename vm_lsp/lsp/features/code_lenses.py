"""``textDocument/codeLens``, where the setting wants it: run the file, stop it, run a piece or a statement."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

from vm_lsp.execution.model import Kind
from vm_lsp.lsp.documents import OpenDocument
from vm_lsp.lsp.positions import span, to_range

if TYPE_CHECKING:
    from vm_lsp.lsp.publish.marks import Run
    from vm_lsp.lsp.server import VmLanguageServer

_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))
# Finding statements holds the interpreter, 5 ms for this much, and editors ask after each edit.
_MOST_CHARACTERS: Final = 100_000


def register(server: VmLanguageServer) -> None:
    """Answer for code lenses."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def code_lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        settings = await server.lifecycle.known_settings()
        document = server.documents.get(params.text_document.uri)
        if document is None or settings is None or not settings.code_lens.enabled:
            return []
        lenses = list(_of_runs(server, document))
        on_hover = settings.code_lens.statements == "hover"
        if settings.code_lens.statements == "always" or (on_hover and server.abilities.run_on_hover):
            lenses += await _of_statements(server, document, {lens.range.start.line for lens in lenses[1:]}, on_hover)
        return lenses


def _of_runs(server: VmLanguageServer, document: OpenDocument) -> Iterator[types.CodeLens]:
    """Yield the lens of the file, then those of what ran."""
    yield _lens(_TOP, "▶ Run file", "vm.runFile", {"uri": document.uri})
    for run in server.results.runs(document.uri):
        place = _place(server, document, run)
        if not run.over:
            yield _lens(place, "■ Stop", "vm.interrupt", {"executionId": run.execution.id})
        elif run.execution.kind is Kind.REPL:
            yield _run(document, "▶ Run again", place)


def _place(server: VmLanguageServer, document: OpenDocument, run: Run) -> types.Range:
    text = document.text.content[run.place.start : run.place.end]
    start = run.place.start + len(text) - len(text.lstrip())
    return to_range(server.documents, document.uri, document.text.range(start, run.place.end))


async def _of_statements(
    server: VmLanguageServer, document: OpenDocument, taken: set[int], on_hover: bool
) -> list[types.CodeLens]:
    """Return a lens for each top-level statement that begins in a line without one."""
    from vm_lsp.execution.source import top_level  # loads the parser: not before somebody wants lenses

    content = document.text.content
    if len(content) > _MOST_CHARACTERS:
        return []
    found = await asyncio.to_thread(top_level, content, document.uri)
    places = [to_range(server.documents, document.uri, place) for place in found]
    lenses = [_run(document, "▶ Run", place) for place in places if place.start.line not in taken]
    for lens in lenses:
        lens.data = {"onHover": on_hover}
    return lenses


def _run(document: OpenDocument, title: str, place: types.Range) -> types.CodeLens:
    return _lens(place, title, "vm.executeSelection", {"uri": document.uri, "range": span(place)})


def _lens(place: types.Range, title: str, command: str, argument: dict[str, Any]) -> types.CodeLens:
    line = types.Range(place.start, place.start)
    return types.CodeLens(range=line, command=types.Command(title=title, command=command, arguments=[argument]))
