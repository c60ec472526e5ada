"""`vm-lsp history delete`, `pin` and `prune`: what is kept, and what goes."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import typer

from vm_lsp.cli.history import Id, whole_id, with_core
from vm_lsp.cli.looks import output_console
from vm_lsp.cli.options import AsJson, DatabaseUrl
from vm_lsp.cli.query_error import checked
from vm_lsp.cli.run import print_json
from vm_lsp.cli.running import EXIT_FAILED, EXIT_OURS
from vm_lsp.core import Core
from vm_lsp.execution.keeping import Deletion, Forgotten, Retention
from vm_lsp.execution.store import HistoryQuery

Forget = Callable[[Core, bool], Awaitable[Forgotten]]
"""Forgets with a core, or, told that it is a dry run, only says what it would."""

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]


def delete_command(
    execution_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An execution's id, or the beginning of a recent one's.")
    ] = None,
    search: Annotated[str | None, typer.Option("--search", metavar="TEXT", help="All that this search finds.")] = None,
    workspace: Annotated[Path | None, typer.Option("--workspace", metavar="FOLDER", help="All of a workspace.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything.")] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Delete one run, all that a search finds, a workspace's, or everything; pinned ones, too."""
    if sum((execution_id is not None, search is not None, workspace is not None, everything)) != 1:
        raise typer.BadParameter("give exactly one of ID, --search, --workspace and --all.")
    if not checked(search):
        raise typer.Exit(EXIT_OURS)
    uri = None if workspace is None else workspace.resolve().as_uri()

    async def delete(core: Core, dry: bool) -> Forgotten:
        query = HistoryQuery(search=search, workspace_uri=uri)
        if execution_id is not None:
            return await core.keeper.delete(Deletion(await whole_id(core.history, execution_id)), dry)
        return await core.keeper.delete(Deletion(query=query), dry)

    _forget(delete, dry_run, yes, as_json, database_url)


def prune_command(
    days: Annotated[int | None, typer.Option("--days", min=1, help="Keep those of the last so many days.")] = None,
    executions: Annotated[int | None, typer.Option("--executions", min=1, help="Keep the newest so many.")] = None,
    size_mb: Annotated[int | None, typer.Option("--size-mb", min=1, help="Keep the newest that fit.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Delete what is older, more or larger than is to be kept; pinned runs stay."""
    retention = Retention(days, executions, None if size_mb is None else size_mb * 2**20)
    if retention == Retention():
        raise typer.BadParameter("say what to keep: --days, --executions, --size-mb, or several of them.")
    _forget(lambda core, dry: core.keeper.prune(retention, dry), dry_run, yes, as_json, database_url)


def pin_command(
    execution_id: Id,
    off: Annotated[bool, typer.Option("--off", help="Take the pin out.")] = False,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Keep a run whatever is pruned."""

    async def pin(core: Core) -> None:
        whole = await whole_id(core.history, execution_id)
        await core.keeper.pin(whole, not off)
        if as_json:
            print_json(await core.history.get(whole))
        else:
            output_console().print(f"{whole} is {'not pinned any more' if off else 'pinned: no pruning takes it'}.")

    with_core(pin, database_url)


def _forget(forget: Forget, dry_run: bool, yes: bool, as_json: bool, database_url: str | None) -> None:
    """Delete, where nobody said yes beforehand after asking a person, with the counts before his eyes."""
    if not (dry_run or yes) and not sys.stdin.isatty():
        raise typer.BadParameter("nobody is there to ask: say --yes, or --dry-run to see what it would delete.")

    async def carried_out(core: Core) -> Forgotten:
        if dry_run:
            return await forget(core, True)
        if not yes and not _agreed(await forget(core, True)):
            raise typer.Exit(EXIT_FAILED)
        return await forget(core, False)

    forgotten = with_core(carried_out, database_url)
    if as_json:
        print_json(forgotten)
    else:
        output_console().print(_in_words(forgotten), soft_wrap=True)


def _agreed(would: Forgotten) -> bool:
    return bool(would.executions) and typer.confirm(f"{_in_words(would)} Delete them?", err=True)


def _in_words(forgotten: Forgotten) -> str:
    if not forgotten.executions or forgotten.oldest is None or forgotten.newest is None:
        return "There is nothing to delete."
    what = f"{counted(forgotten.executions, 'run')} with {counted(forgotten.events, 'event')}"
    first, last = (f"{time.astimezone():%Y-%m-%d}" for time in (forgotten.oldest, forgotten.newest))
    span = f"from {first}" if first == last else f"from {first} to {last}"
    verb = "would be" if forgotten.dry_run else "were"
    smaller = f" The file is {shown_size(forgotten.freed)} smaller." if forgotten.freed else ""
    return f"{what} {span} {verb} deleted ({shown_size(forgotten.size)}).{smaller}"


def shown_size(size: int) -> str:
    """Return bytes for a person: ``812 bytes``, ``3.4 kB``, ``1.2 GB``, in powers of 1024 as the settings count."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1024:
            return f"{amount:.0f} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"


def counted(number: int, thing: str) -> str:
    """Return a number of things: ``1 run``, ``1,200 runs``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
