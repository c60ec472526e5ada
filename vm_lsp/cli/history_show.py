"""`vm-lsp history show`: one run, its code alone, or while it goes on."""

from __future__ import annotations

from typing import Annotated

import typer

from vm_lsp.cli.following import follow
from vm_lsp.cli.history import Id, whole_id, with_core
from vm_lsp.cli.listing import Listing
from vm_lsp.cli.looks import DIM, output_console, print_message
from vm_lsp.cli.options import AsJson, DatabaseUrl
from vm_lsp.cli.paging import paged
from vm_lsp.cli.places import shown_location, shown_uri
from vm_lsp.cli.run import print_json
from vm_lsp.cli.running import EXIT_CTRL_C
from vm_lsp.cli.summary import summary
from vm_lsp.core import Core
from vm_lsp.execution.model import Execution

Code = Annotated[bool, typer.Option("--code", help="Print the code that ran and nothing else.")]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Print what it says until it is over; Ctrl-C leaves it.")]


def show_command(
    execution_id: Id,
    code: Code = False,
    following: Follow = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Show one run as it was: its text with values, output and error."""
    if sum((code, following, as_json)) > 1:
        raise typer.BadParameter("give one of --code, --follow and --json.")

    async def show(core: Core) -> None:
        whole = await whole_id(core.history, execution_id)
        if following:
            await follow(core, whole)
            return
        run = await core.history.get(whole)
        if as_json:
            print_json(run)
        elif code:
            typer.echo(run.input)
        else:
            await _show(core, run)

    try:
        with_core(show, database_url)
    except KeyboardInterrupt:
        raise typer.Exit(EXIT_CTRL_C) from None


async def _show(core: Core, run: Execution) -> None:
    console = output_console()
    events = await core.history.events(run.id)
    state = await core.history_state()
    with paged(console):
        console.print(f"{shown_uri(run.uri)} · {run.queued_at.astimezone():%Y-%m-%d %H:%M:%S}\n", style=DIM)
        console.print(Listing(run, events), crop=False)
        console.print()
        print_message(console, summary(run, shown_location(state.location)))
