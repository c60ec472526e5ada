"""`vm-lsp history export`: runs as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from vm_lsp.cli.history import whole_id, with_core
from vm_lsp.cli.looks import error_console, print_message
from vm_lsp.cli.options import DatabaseUrl
from vm_lsp.cli.places import shown_path
from vm_lsp.cli.query_error import checked
from vm_lsp.cli.running import EXIT_OURS
from vm_lsp.core import Core
from vm_lsp.errors import FileMissingError
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.exporting.exports import Exported, export
from vm_lsp.exporting.formats import Format

SUFFIXES = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".jsonl": Format.JSON_LINES}


def export_command(
    execution_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An execution's id, or the beginning of a recent one's.")
    ] = None,
    session: Annotated[str | None, typer.Option("--session", metavar="ID", help="A session's runs.")] = None,
    search: Annotated[str | None, typer.Option("--search", metavar="TEXT", help="All that this search finds.")] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Without it the file's name decides, else it is js.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Write runs as a script that `vm-lsp check` can run, as Markdown, or as JSON Lines."""
    if sum(given is not None for given in (execution_id, session, search)) != 1:
        raise typer.BadParameter("give exactly one of ID, --session and --search.")
    if not checked(search):
        raise typer.Exit(EXIT_OURS)
    wanted = format_ or SUFFIXES.get(output.suffix if output else "", Format.JS)

    async def exported(core: Core) -> Exported:
        if execution_id is not None:
            return await export(core.history, await whole_id(core.history, execution_id), wanted)
        return await export(core.history, HistoryQuery(session_id=session, search=search), wanted)

    _write(with_core(exported, database_url), output)


def _write(done: Exported, output: Path | None) -> None:
    if output is None:
        typer.echo(done.text, nl=False)
        return
    try:
        output.touch(mode=0o600)  # what was run is its owner's alone; a file that is there keeps its mode
        output.write_text(done.text, encoding="utf-8", errors="backslashreplace")
    except OSError as refused:
        raise FileMissingError(f"{output} can't be written: {refused.strerror}.") from refused
    runs = f"{done.executions} run{'' if done.executions == 1 else 's'}"
    print_message(error_console(), Text(f"{runs} written to {shown_path(output.resolve())}"))
