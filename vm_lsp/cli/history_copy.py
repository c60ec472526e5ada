"""`vm-lsp history backup`: the history as it is now, in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vm_lsp.cli.history import with_core
from vm_lsp.cli.history_keeping import counted, shown_size
from vm_lsp.cli.looks import output_console
from vm_lsp.cli.options import AsJson, DatabaseUrl
from vm_lsp.cli.run import print_json


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Copy the history into FILE, while servers may write, and check the copy."""
    made = with_core(lambda core: core.keeper.backup(file.absolute()), database_url)
    if as_json:
        print_json(made)
    else:
        words = f"{counted(made.executions, 'run')} in {file}, {shown_size(made.size)}, checked."
        output_console().print(words, soft_wrap=True)
