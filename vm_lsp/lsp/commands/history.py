"""``vm.history.list``, ``.complete``, ``.get``, ``.rerun`` and ``.events``."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Execution, Range, new_id
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.lsp.arguments import CompleteSearch, ListEvents, ListHistory, NameExecution
from vm_lsp.lsp.positions import from_span, unconverted
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.core import Core
    from vm_lsp.lsp.server import VmLanguageServer


async def list_history(server: VmLanguageServer, argument: ListHistory, _: Call) -> Any:
    """List executions, newest first."""
    place = _range(server, argument)
    query = HistoryQuery(
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
    core = await server.lifecycle.core()
    return server.answers.page(await core.history.list(query))


async def complete(server: VmLanguageServer, argument: CompleteSearch, _: Call) -> Any:
    """Return what could stand at the cursor of a search."""
    core = await server.lifecycle.core()
    return {"items": to_wire(await core.history.complete(argument.search, argument.cursor))}


async def get(server: VmLanguageServer, argument: NameExecution, _: Call) -> Any:
    """Return one execution with its whole value."""
    core = await server.lifecycle.core()
    return server.answers.execution(await core.history.get(argument.execution_id), whole=True)


async def rerun(server: VmLanguageServer, argument: NameExecution, call: Call) -> Any:
    """Run a stored execution's text again in today's session."""
    fresh, former = new_id(), argument.execution_id

    async def start(core: Core) -> Execution:
        return await core.rerun(former, fresh)

    with server.results.expecting_again(fresh, former):
        return server.answers.execution(await server.runs.run(call, fresh, "Running again", start))


async def events(server: VmLanguageServer, argument: ListEvents, _: Call) -> Any:
    """Return an execution's events after a seq, in order."""
    core = await server.lifecycle.core()
    found = await core.history.events(argument.execution_id, argument.after_seq, argument.limit)
    if not server.answers.converts:
        return server.answers.events(found, None)
    execution = await core.history.get(argument.execution_id)
    return server.answers.events(found, server.answers.places(execution))


async def _statements(server: VmLanguageServer, uri: str | None, place: Range | None) -> tuple[str, ...]:
    """Return the texts of the statements that stand at `place` in the open document today."""
    document = server.documents.get(uri) if uri is not None else None
    if uri is None or document is None or place is None:
        return ()
    from vm_lsp.execution.source import statements_in  # loads the parser

    return tuple(one.text for one in await asyncio.to_thread(statements_in, document.text.content, uri, place))


def _range(server: VmLanguageServer, argument: ListHistory) -> Range | None:
    """Return the model's range, counted in the open document; in one that is not open columns are taken as they are."""
    if argument.range is None or argument.uri is None:
        return None
    document = server.documents.get(argument.uri)
    if document is None:
        return unconverted(argument.range)
    return from_span(document.text, argument.range, server.documents.encoding)
