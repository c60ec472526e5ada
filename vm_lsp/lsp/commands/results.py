"""``vm.results.clear``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.lsp.arguments import ClearResults
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def clear(server: VmLanguageServer, argument: ClearResults, _: Call) -> Any:
    """Take hints and diagnostics away, and say how many there were."""
    return {"cleared": server.results.clear(argument.uri)}
