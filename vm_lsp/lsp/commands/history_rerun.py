"""``vm.history.rerun``: in today's session, or as it was then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.execution.model import Execution, new_id
from vm_lsp.lsp.arguments import Rerun, RerunAs
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.core import Core
    from vm_lsp.lsp.server import VmLanguageServer


async def rerun(server: VmLanguageServer, argument: Rerun, call: Call) -> Any:
    """Run a stored execution's text again."""
    if argument.as_ is RerunAs.THEN:
        return await _then(server, argument.execution_id, call)
    fresh, former = new_id(), argument.execution_id

    async def start(core: Core) -> Execution:
        await server.restores.before_run((await core.history.get(former)).uri)
        return await core.rerun(former, fresh)

    with server.results.expecting_again(fresh, former):
        return server.answers.execution(await server.runs.run(call, fresh, "Running again", start))


async def _then(server: VmLanguageServer, former: str, call: Call) -> Any:
    """Run it behind what had run before it; nothing of this is kept, so the answer has the whole value."""
    core = await server.lifecycle.core()
    from vm_lsp.rehearsal import Rehearsal  # loaded with the core, not before

    fresh, rehearsal = new_id(), Rehearsal(core, former)
    async with server.runs.errand(call, fresh, "Running as it was then", rehearsal.stop) as showing:
        execution = await rehearsal.run(fresh, lambda number, _: showing.say(f"what ran before it: {number}"))
    return server.answers.execution(execution, whole=True)
