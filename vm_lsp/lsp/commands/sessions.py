"""``vm.session.list``, ``.restart``, ``.close`` and ``.restore``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vm_lsp.execution.json import to_wire
from vm_lsp.lsp.arguments import ListSessions, NameSession, RestoreSession
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.core import SessionTarget
    from vm_lsp.lsp.server import VmLanguageServer


async def list_sessions(server: VmLanguageServer, argument: ListSessions, _: Call) -> Any:
    """List this server's sessions."""
    core = await server.lifecycle.core()
    return to_wire(core.sessions(argument.status))


async def restart(server: VmLanguageServer, argument: NameSession, _: Call) -> Any:
    """End a session and start a new one."""
    core = await server.lifecycle.core()
    return to_wire(await core.restart_session(_target(argument)))


async def close(server: VmLanguageServer, argument: NameSession, _: Call) -> Any:
    """End a session."""
    core = await server.lifecycle.core()
    return to_wire(await core.close_session(_target(argument)))


async def restore(server: VmLanguageServer, argument: RestoreSession, call: Call) -> Any:
    """Rebuild a session by replaying what ran in a past one."""
    return await server.restores.command(argument, call)


def _target(argument: NameSession) -> SessionTarget:
    from vm_lsp.core import SessionTarget  # loaded by now; not before `initialize` was answered

    return SessionTarget(argument.uri, argument.session_id)
