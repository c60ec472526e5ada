"""`vm-lsp history verify`: whether everything in the history is as it must be."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from vm_lsp.cli.history import with_core
from vm_lsp.cli.history_keeping import counted
from vm_lsp.cli.looks import DIM, error_console, output_console, print_message
from vm_lsp.cli.options import AsJson, DatabaseUrl
from vm_lsp.cli.printable import printable
from vm_lsp.cli.run import print_json
from vm_lsp.cli.running import EXIT_FAILED, EXIT_OK
from vm_lsp.core import Core
from vm_lsp.execution.keeping import Finding, Verification


def verify_command(
    repair: Annotated[
        bool, typer.Option("--repair", help="Make again what is derived: counts, full text, filters, statements.")
    ] = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Check every run, its events and what it is found by; exit 1 where something is wrong."""
    verified = with_core(lambda core: _verified(core, repair), database_url)
    if as_json:
        print_json(verified)
    else:
        _show(verified)
    raise typer.Exit(EXIT_OK if _sound(verified, repair) else EXIT_FAILED)


async def _verified(core: Core, repair: bool) -> Verification:
    console = error_console()
    if not console.is_terminal:
        return await core.keeper.verify(repair)
    with console.status("Looking …") as status:
        return await core.keeper.verify(repair, lambda looked: status.update(f"Looking … {counted(looked, 'run')}"))


def _sound(verified: Verification, repair: bool) -> bool:
    """Whether nothing is wrong any more."""
    if not verified.found:
        return True
    told_all = len(verified.findings) == verified.found
    return repair and told_all and all(finding.derived for finding in verified.findings)


def _show(verified: Verification) -> None:
    console = output_console()
    for finding in verified.findings:
        print_message(console, _line(finding))
    if verified.found > len(verified.findings):
        console.print(f"… and {verified.found - len(verified.findings):,} more", style=DIM)
    looked = f"{counted(verified.executions, 'run')} checked: "
    found = f"{counted(verified.found, 'finding')}" if verified.found else "everything is as it must be"
    repaired = f", {counted(verified.repaired, 'run')} repaired" if verified.repaired else ""
    console.print(f"{looked}{found}{repaired}.", soft_wrap=True)


def _line(finding: Finding) -> Text:
    of = finding.execution_id or "the database"
    return Text.assemble((of, DIM), f"  {finding.check}: {printable(finding.message)}")
