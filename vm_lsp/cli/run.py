"""`vm-lsp run` and `vm-lsp eval`: arguments to a request, and the request to the screen."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from vm_lsp.cli.listing import Listing
from vm_lsp.cli.looks import error_console, leave_echo, output_console, print_message
from vm_lsp.cli.opening import opened_core, settings_for
from vm_lsp.cli.options import AsJson, DatabaseUrl, parsed_args, parsed_env
from vm_lsp.cli.places import shown_location
from vm_lsp.cli.running import Ran, run
from vm_lsp.cli.standard_input import DASH, read_code
from vm_lsp.cli.summary import summary
from vm_lsp.cli.terminal import Terminal
from vm_lsp.cli.transcript import Transcript
from vm_lsp.cli.workspace import folder_of
from vm_lsp.core import Core
from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Document, ExecutionRequest, Kind


def run_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The JavaScript file; - is standard input.")],
    args: Annotated[str | None, typer.Option("--args", metavar="JSON", help="What the file finds as __ARGS__.")] = None,
    env: Annotated[
        list[str] | None, typer.Option("--env", metavar="K=V", help="Add to __ENV__; may be repeated.")
    ] = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Run FILE and print it with its values, output and errors beside the lines."""
    given, variables = parsed_args(args), parsed_env(env or ())
    # resolved as the folder is, so that one contains the other
    document = _nameless("stdin", read_code()) if str(file) == DASH else Document(file.resolve().as_uri())
    folder = folder_of(Path.cwd() if document.text is not None else file)
    request = ExecutionRequest(Kind.RUN_FILE, document, args=given, env=variables)
    raise typer.Exit(asyncio.run(_run(request, folder, database_url, as_json)))


def eval_command(
    code: Annotated[str, typer.Argument(metavar="CODE", help="JavaScript; - is standard input.")],
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Run CODE in the workspace of the current folder; print its output and its value."""
    document = _nameless("eval", read_code() if code == DASH else code)
    request = ExecutionRequest(Kind.REPL, document)
    raise typer.Exit(asyncio.run(_eval(request, folder_of(Path.cwd()), database_url, as_json)))


def _nameless(name: str, code: str) -> Document:
    """Return code that is in no file as a document of the current folder."""
    return Document(Path.cwd().joinpath(f"[{name}]").as_uri(), text=code)


def print_json(value: object) -> None:
    """Print the contract's object for `value` as the one JSON document on stdout."""
    print_document(to_wire(value))


def print_document(document: Any) -> None:
    """Print JSON data as it is, strictly: escaped ASCII, no NaN."""
    typer.echo(json.dumps(document, indent=2, allow_nan=False))


async def show_run(core: Core, request: ExecutionRequest, kept_in: str | None = None) -> Ran:
    """Run `request` on a terminal or into a pipe: the listing, a blank line, the summary."""
    console = output_console()
    terminal = Terminal(console, request.id)
    try:
        ran = await run(core, request, terminal)
    finally:
        terminal.close()
    console.print(Listing(ran.execution, terminal.events), crop=False)
    console.print()
    print_message(console, summary(ran.execution, kept_in, ran.interruption))
    return ran


async def _run(request: ExecutionRequest, folder: Path, database_url: str | None, as_json: bool) -> int:
    async with opened_core(settings_for(database_url), folder) as core:
        if as_json:
            return _printed(await run(core, request, pressed=leave_echo))
        state = await core.history_state()
        return (await show_run(core, request, shown_location(state.location))).exit_code


async def _eval(request: ExecutionRequest, folder: Path, database_url: str | None, as_json: bool) -> int:
    async with opened_core(settings_for(database_url), folder) as core:
        if as_json:
            return _printed(await run(core, request, pressed=leave_echo))
        transcript = Transcript(output_console(), error_console(), request.id)
        return (await run(core, request, transcript, pressed=leave_echo)).exit_code


def _printed(ran: Ran) -> int:
    print_json(ran.execution)
    return ran.exit_code
