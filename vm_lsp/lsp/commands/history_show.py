"""``vm.history.show``: a list of runs, or one run, as a read-only document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.browsing.addresses import uri_of_list, uri_of_run
from vm_lsp.lsp.arguments import ShowHistory
from vm_lsp.lsp.commands.history_query import query_of
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def show(server: VmLanguageServer, argument: ShowHistory, _: Call) -> Any:
    """Open the document, where the client can, and answer with its URI."""
    if argument.execution_id is None:
        return {"uri": await server.pages.show(uri_of_list(await query_of(server, argument)))}
    core = await server.lifecycle.core()
    run = await core.history.get(argument.execution_id)
    return {"uri": await server.pages.show(uri_of_run(run.id, run.number))}
