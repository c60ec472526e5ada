"""``vm.executeSelection`` and ``vm.runFile``."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from vm_lsp.execution.model import Document, Execution, ExecutionRequest, Kind, Range, new_id
from vm_lsp.lsp.arguments import ExecuteSelection, RunFile, Span
from vm_lsp.lsp.commands.files import text_on_disk
from vm_lsp.lsp.documents import OpenDocument
from vm_lsp.lsp.positions import from_span, unconverted
from vm_lsp.lsp.runs import Call
from vm_lsp.lsp.text import Text

if TYPE_CHECKING:
    from vm_lsp.core import Core
    from vm_lsp.lsp.server import VmLanguageServer

Ask = Callable[[str], Awaitable[ExecutionRequest]]


async def execute_selection(server: VmLanguageServer, argument: ExecuteSelection, call: Call) -> Any:
    """Run a part of a document: of the open buffer as it is now, else of the file."""
    document = server.documents.at_version(argument.uri, argument.version)

    async def request(execution_id: str) -> ExecutionRequest:
        text = document.text if document else await asyncio.to_thread(text_on_disk, argument.uri)
        server.results.expect_text(execution_id, text)
        place = _range(server, text, argument.range)
        asked = _document(argument, document)
        return ExecutionRequest(Kind.REPL, asked, place, when_busy=argument.when_busy, id=execution_id)

    return await _run(server, call, argument.uri, document, request, f"Running a selection of {_name(argument.uri)}")


async def run_file(server: VmLanguageServer, argument: RunFile, call: Call) -> Any:
    """Run a whole document: the open buffer as it is now, else the file."""
    document = server.documents.at_version(argument.uri, argument.version)

    async def request(execution_id: str) -> ExecutionRequest:
        return ExecutionRequest(
            kind=Kind.RUN_FILE,
            document=_document(argument, document),
            args=argument.args,
            env=argument.env,
            when_busy=argument.when_busy,
            id=execution_id,
        )

    return await _run(server, call, argument.uri, document, request, f"Running {_name(argument.uri)}")


async def _run(
    server: VmLanguageServer, call: Call, uri: str, document: OpenDocument | None, request: Ask, title: str
) -> Any:
    execution_id = new_id()

    async def start(core: Core) -> Execution:
        await server.restores.before_run(uri)
        return await core.execute(await request(execution_id))

    with server.results.expecting(execution_id, uri, document):
        return server.answers.execution(await server.runs.run(call, execution_id, title, start))


def _document(argument: ExecuteSelection | RunFile, document: OpenDocument | None) -> Document:
    """Return the buffer, or the file to be read."""
    if document is None:
        return Document(argument.uri)
    return Document(argument.uri, document.text.content, document.version)


def _range(server: VmLanguageServer, text: Text | None, span: Span) -> Range:
    """Return the model's range; without a text the core, which reads the file, says what is wrong with it."""
    if text is None:
        return unconverted(span)
    return from_span(text, span, server.documents.encoding)


def _name(uri: str) -> str:
    return PurePosixPath(unquote(urlsplit(uri).path)).name or uri
