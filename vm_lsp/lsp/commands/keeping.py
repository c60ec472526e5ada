"""``vm.history.delete``, ``.pin`` and ``.prune``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.execution.json import to_wire
from vm_lsp.execution.keeping import Deletion
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.lsp.arguments import DeleteHistory, PinExecution, PruneHistory
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def delete(server: VmLanguageServer, argument: DeleteHistory, _: Call) -> Any:
    """Forget an execution, all that a search finds, a workspace's, or everything; pinned ones, too."""
    query = HistoryQuery(search=argument.search, workspace_uri=argument.workspace_uri)
    deletion = Deletion(argument.execution_id) if argument.execution_id is not None else Deletion(query=query)
    core = await server.lifecycle.core()
    return to_wire(await core.keeper.delete(deletion, argument.dry_run))


async def pin(server: VmLanguageServer, argument: PinExecution, _: Call) -> Any:
    """Keep an execution whatever the retention says, or not, and return it."""
    core = await server.lifecycle.core()
    await core.keeper.pin(argument.execution_id, argument.pinned)
    return server.answers.execution(await core.history.get(argument.execution_id))


async def prune(server: VmLanguageServer, argument: PruneHistory, _: Call) -> Any:
    """Forget what the retention of the settings doesn't keep."""
    core = await server.lifecycle.core()
    return to_wire(await core.keeper.prune(core.retention, argument.dry_run))
