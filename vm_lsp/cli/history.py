"""`vm-lsp history`: what was run, found again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from vm_lsp.cli.history_table import event_table, execution_table
from vm_lsp.cli.looks import DIM, output_console, print_table
from vm_lsp.cli.opening import opened_core, settings_for
from vm_lsp.cli.options import AsJson, DatabaseUrl
from vm_lsp.cli.paging import paged
from vm_lsp.cli.query_error import checked
from vm_lsp.cli.run import print_json
from vm_lsp.cli.running import EXIT_OURS
from vm_lsp.core import Core
from vm_lsp.errors import ExecutionNotFoundError, ValidationError
from vm_lsp.execution.model import Kind, Status
from vm_lsp.execution.store import HistoryPage, HistoryQuery, Reader
from vm_lsp.search import FILTERS

UUID_LENGTH = 36
NEWEST = 500
"""Among how many executions the beginning of an id is looked for."""

FILTER_HELP = "Filters: " + "; ".join(f"{name}: {known.help}" for name, known in FILTERS.items()) + "."

history = typer.Typer(help="List, search and show what was run; alone it lists.")

_Result = TypeVar("_Result")

Id = Annotated[str, typer.Argument(metavar="ID", help="An execution's id, or the beginning of a recent one's.")]
Session = Annotated[str | None, typer.Option("--session", metavar="ID", help="Only this session's.")]
Workspace = Annotated[Path | None, typer.Option("--workspace", metavar="FOLDER", help="Only this workspace's.")]
File = Annotated[Path | None, typer.Option("--file", help="Only what ran from this file.")]
OfKind = Annotated[Kind | None, typer.Option("--kind", help="Only runs of this kind.")]
WithStatus = Annotated[Status | None, typer.Option("--status", help="Only runs that stand so.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=500, help="How many.")]
Cursor = Annotated[str | None, typer.Option("--cursor", help="Go on where the page before ended.")]


@history.callback(invoke_without_command=True)
def newest(context: typer.Context) -> None:
    """List, search and show what was run; alone it lists the newest."""
    if context.invoked_subcommand is None:
        listing = typer.main.get_command(history).get_command(context, "list")  # type: ignore[attr-defined]  # a group
        with listing.make_context("list", [], parent=context) as own:
            listing.invoke(own)


@history.command("list")
def list_command(
    session: Session = None,
    workspace: Workspace = None,
    file: File = None,
    kind: OfKind = None,
    status: WithStatus = None,
    search: Annotated[str | None, typer.Option("--search", metavar="TEXT", help="Only what this search finds.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """List runs, newest first."""
    query = HistoryQuery(
        session_id=session,
        workspace_uri=_uri(workspace),
        uri=_uri(file),
        kind=kind,
        status=status,
        search=search,
        limit=limit,
        cursor=cursor,
    )
    _show_page(query, as_json, database_url)


@history.command("search", epilog=FILTER_HELP, context_settings={"ignore_unknown_options": True})
def search_command(
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help='Words, "phrases", -without and filters.')],
    limit: Limit = 50,
    cursor: Cursor = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """List the runs in whose input, value, output or error TEXT appears, newest first."""
    _show_page(HistoryQuery(search=" ".join(text), limit=limit, cursor=cursor), as_json, database_url)


@history.command("events")
def events_command(
    execution_id: Id,
    after_seq: Annotated[int, typer.Option("--after-seq", min=0, help="Only events after this one.")] = 0,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many.")] = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """List what happened in one run, in order."""

    async def events(core: Core) -> None:
        whole = await whole_id(core.history, execution_id)
        found = await core.history.events(whole, after_seq, limit)
        if as_json:
            print_json(found)
        else:
            print_table(output_console(), event_table(found))

    with_core(events, database_url)


def _show_page(query: HistoryQuery, as_json: bool, database_url: str | None) -> None:
    if not checked(query.search):
        raise typer.Exit(EXIT_OURS)
    page = with_core(lambda core: core.history.list(query), database_url)
    if as_json:
        print_json(page)
        return
    console = output_console()
    with paged(console):
        if page.items:
            print_table(console, execution_table(page.items))
        else:
            console.print("Nothing was run that fits.")
        if page.next_cursor:
            console.print(f"More: --cursor {page.next_cursor}", style=DIM, soft_wrap=True)


def with_core(work: Callable[[Core], Awaitable[_Result]], database_url: str | None) -> _Result:
    """Return what `work` does with a core that is open meanwhile."""

    async def opened() -> _Result:
        async with opened_core(settings_for(database_url)) as core:
            return await work(core)

    return asyncio.run(opened())


async def whole_id(reader: Reader, beginning: str) -> str:
    """Return the id that starts so, among the newest; a whole id goes through unlooked."""
    if len(beginning) >= UUID_LENGTH:
        return beginning
    newest: HistoryPage = await reader.list(HistoryQuery(limit=NEWEST))
    found = [execution.id for execution in newest.items if execution.id.startswith(beginning.lower())]
    if len(found) > 1:
        raise ValidationError(f"{len(found)} executions start with {beginning!r}: give more of the id.")
    if not found:
        raise ExecutionNotFoundError(
            f"None of the newest {NEWEST} executions starts with {beginning!r}; `vm-lsp history list` has their ids."
        )
    return found[0]


def _uri(path: Path | None) -> str | None:
    return None if path is None else path.resolve().as_uri()
