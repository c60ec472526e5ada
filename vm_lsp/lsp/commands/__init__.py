"""The commands of ``workspace/executeCommand``: each reads its one argument strictly, then translates and delegates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import attrs
from lsprotocol import types
from pygls.protocol.json_rpc import MsgId

from vm_lsp.errors import CancelledRunError, ValidationError, VmError
from vm_lsp.lsp import arguments
from vm_lsp.lsp.commands import (
    history,
    history_export,
    history_rerun,
    history_show,
    interrupt,
    keeping,
    results,
    run,
    sessions,
    value,
)
from vm_lsp.lsp.runs import Call
from vm_lsp.lsp.strict import read

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

Handler = Callable[["VmLanguageServer", Any, Call], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """What a command takes and who carries it out."""

    takes: type[attrs.AttrsInstance]
    handler: Handler


COMMANDS: Final[Mapping[str, Command]] = {
    "vm.executeSelection": Command(arguments.ExecuteSelection, run.execute_selection),
    "vm.runFile": Command(arguments.RunFile, run.run_file),
    "vm.interrupt": Command(arguments.Interrupt, interrupt.interrupt),
    "vm.session.list": Command(arguments.ListSessions, sessions.list_sessions),
    "vm.session.restart": Command(arguments.NameSession, sessions.restart),
    "vm.session.close": Command(arguments.NameSession, sessions.close),
    "vm.session.restore": Command(arguments.RestoreSession, sessions.restore),
    "vm.results.clear": Command(arguments.ClearResults, results.clear),
    "vm.value.show": Command(arguments.ShowValue, value.show),
    "vm.history.list": Command(arguments.ListHistory, history.list_history),
    "vm.history.complete": Command(arguments.CompleteSearch, history.complete),
    "vm.history.get": Command(arguments.NameExecution, history.get),
    "vm.history.rerun": Command(arguments.Rerun, history_rerun.rerun),
    "vm.history.show": Command(arguments.ShowHistory, history_show.show),
    "vm.history.export": Command(arguments.ExportHistory, history_export.export),
    "vm.history.events": Command(arguments.ListEvents, history.events),
    "vm.history.delete": Command(arguments.DeleteHistory, keeping.delete),
    "vm.history.pin": Command(arguments.PinExecution, keeping.pin),
    "vm.history.prune": Command(arguments.PruneHistory, keeping.prune),
}


class Commands:
    """Carries out commands for one server."""

    def __init__(self, server: VmLanguageServer) -> None:
        self._server = server

    @property
    def names(self) -> list[str]:
        """Every command there is."""
        return list(COMMANDS)

    async def call(self, params: types.ExecuteCommandParams, message_id: MsgId | None) -> Any:
        """Carry out a command and return its answer as the contract's JSON.

        Raises:
            ValidationError: there is no such command, or its argument is not what it takes.
            VmError: whatever the command raises.
        """
        command = COMMANDS.get(params.command)
        if command is None:
            raise ValidationError(f"There is no command `{params.command}`.", {"command": params.command})
        given = params.arguments or ()
        if len(given) > 1:
            raise ValidationError(f"`{params.command}` takes exactly one JSON object, not {len(given)} arguments.")
        try:
            argument = read(command.takes, given[0] if given else {})
            return await command.handler(self._server, argument, Call(message_id, params.work_done_token))
        except VmError as refused:
            self._show(refused)
            raise

    def _show(self, refused: VmError) -> None:
        """Show why it was refused where the client would keep it to itself."""
        if self._server.abilities.silent and not isinstance(refused, CancelledRunError):
            message = types.ShowMessageParams(types.MessageType.Error, refused.message)
            self._server.window_show_message(message)
