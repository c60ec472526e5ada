"""Running by code action, for editors without a client made for this server: it is all they need to offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from vm_lsp.lsp.documents import OpenDocument
from vm_lsp.lsp.positions import span

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

KIND = "vm-lsp"


def run_actions(server: VmLanguageServer, document: OpenDocument, selected: types.Range) -> list[types.CodeAction]:
    """Return what can be run or stopped at a selection, most wanted first."""
    runs = server.results.runs(document.uri)
    going = [run for run in runs if not run.over]
    actions = [_stop(run.execution.id, run.execution.number) for run in going]
    actions += [_run(document, _meant(server, selected)), _run_file(document)]
    actions += [_clear(document)] if runs else []
    return [*actions, _restart(document)]


def _meant(server: VmLanguageServer, selected: types.Range) -> types.Range:
    """Return what a person has selected, which is nothing where a cursor covers a character."""
    start, end = selected.start, selected.end
    one = start.line == end.line and end.character - start.character <= 1
    return types.Range(start, start) if server.abilities.block_cursor and one else selected


def _run(document: OpenDocument, selected: types.Range) -> types.CodeAction:
    title = "Run this statement" if selected.start == selected.end else "Run the selection"
    argument = {"uri": document.uri, "range": span(selected), "version": document.version}
    return command("run", title, "vm.executeSelection", argument)


def _run_file(document: OpenDocument) -> types.CodeAction:
    argument = {"uri": document.uri, "version": document.version}
    return command("runFile", "Run the file", "vm.runFile", argument)


def _stop(execution_id: str, number: int) -> types.CodeAction:
    return command("stop", f"Stop (run {number})", "vm.interrupt", {"executionId": execution_id})


def _clear(document: OpenDocument) -> types.CodeAction:
    return command("clear", "Clear the results", "vm.results.clear", {"uri": document.uri})


def _restart(document: OpenDocument) -> types.CodeAction:
    return command("restart", "Restart the session", "vm.session.restart", {"uri": document.uri})


def command(kind: str, title: str, name: str, argument: dict[str, Any]) -> types.CodeAction:
    """Return an action of one of our kinds that carries out a command."""
    return types.CodeAction(title, f"{KIND}.{kind}", command=types.Command(title, name, arguments=[argument]))
