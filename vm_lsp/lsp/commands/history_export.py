"""``vm.history.export``: runs as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.execution.store import HistoryQuery
from vm_lsp.lsp.arguments import ExportHistory
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def export(server: VmLanguageServer, argument: ExportHistory, _: Call) -> Any:
    """Answer with the text and the number of runs in it."""
    from vm_lsp.exporting.exports import export as exported  # loads the parser

    query = HistoryQuery(session_id=argument.session_id, search=argument.search)
    core = await server.lifecycle.core()
    done = await exported(core.history, argument.execution_id or query, argument.format)
    return {"text": done.text, "executions": done.executions}
