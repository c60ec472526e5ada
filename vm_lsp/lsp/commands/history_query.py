"""The filters of the history's commands as a query of the reader."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from vm_lsp.execution.model import Range
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.lsp.arguments import ListHistory
from vm_lsp.lsp.positions import from_span, unconverted

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def query_of(server: VmLanguageServer, argument: ListHistory) -> HistoryQuery:
    """Return what to list; the range counts in the open document, in one that is not open columns stay as they are."""
    place = _range(server, argument)
    return HistoryQuery(
        session_id=argument.session_id,
        workspace_uri=argument.workspace_uri,
        uri=argument.uri,
        range=place,
        statements=await _statements(server, argument.uri, place),
        kind=argument.kind,
        status=argument.status,
        search=argument.search,
        limit=argument.limit,
        cursor=argument.cursor,
    )


async def _statements(server: VmLanguageServer, uri: str | None, place: Range | None) -> tuple[str, ...]:
    """Return the texts of the statements that stand at `place` in the open document today."""
    document = server.documents.get(uri) if uri is not None else None
    if uri is None or document is None or place is None:
        return ()
    from vm_lsp.execution.source import statements_in  # loads the parser

    return tuple(one.text for one in await asyncio.to_thread(statements_in, document.text.content, uri, place))


def _range(server: VmLanguageServer, argument: ListHistory) -> Range | None:
    if argument.range is None or argument.uri is None:
        return None
    document = server.documents.get(argument.uri)
    if document is None:
        return unconverted(argument.range)
    return from_span(document.text, argument.range, server.documents.encoding)
