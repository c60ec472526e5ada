"""``vm.interrupt``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import InterruptTarget
from vm_lsp.lsp.arguments import Interrupt
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer


async def interrupt(server: VmLanguageServer, argument: Interrupt, _: Call) -> Any:
    """Stop a run and say what that did."""
    core = await server.lifecycle.core()
    target = InterruptTarget(argument.execution_id, argument.uri, argument.session_id)
    return to_wire(await core.interrupt(target))
