"""``vm.history.list``, ``.complete``, ``.get`` and ``.events``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.execution.json import to_wire
from vm_lsp.lsp.arguments import CompleteSearch, ListEvents, ListHistory, NameExecution
from vm_lsp.lsp.commands.history_query import query_of
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def list_history(server: VmLanguageServer, argument: ListHistory, _: Call) -> Any:
    """List executions, newest first."""
    core = await server.lifecycle.core()
    return server.answers.page(await core.history.list(await query_of(server, argument)))


async def complete(server: VmLanguageServer, argument: CompleteSearch, _: Call) -> Any:
    """Return what could stand at the cursor of a search."""
    core = await server.lifecycle.core()
    return {"items": to_wire(await core.history.complete(argument.search, argument.cursor))}


async def get(server: VmLanguageServer, argument: NameExecution, _: Call) -> Any:
    """Return one execution with its whole value."""
    core = await server.lifecycle.core()
    return server.answers.execution(await core.history.get(argument.execution_id), whole=True)


async def events(server: VmLanguageServer, argument: ListEvents, _: Call) -> Any:
    """Return an execution's events after a seq, in order."""
    core = await server.lifecycle.core()
    found = await core.history.events(argument.execution_id, argument.after_seq, argument.limit)
    if not server.answers.converts:
        return server.answers.events(found, None)
    execution = await core.history.get(argument.execution_id)
    return server.answers.events(found, server.answers.places(execution))
