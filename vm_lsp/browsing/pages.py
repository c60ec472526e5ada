"""A document of the history by its address, made from what the reader knows now."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from vm_lsp.browsing.listing import listing
from vm_lsp.browsing.page import Page
from vm_lsp.browsing.record import Record, record
from vm_lsp.execution.model import Execution
from vm_lsp.execution.store import HistoryQuery, Reader

PAGE = 500  # what the reader gives at once
MOST_RUNS = 2000  # in one list


async def page_at(reader: Reader, address: str | HistoryQuery) -> Page:
    """Return the document about a run, named by its id, or about what a query lets through.

    Raises:
        ExecutionNotFoundError: there is no such run.
        ValidationError: the query is one that the reader refuses.
    """
    if isinstance(address, str):
        return await _record(reader, address)
    runs, older = await found(reader, address)
    return await asyncio.to_thread(listing, address, runs, older)


async def found(reader: Reader, query: HistoryQuery) -> tuple[list[Execution], str | None]:
    """Return as many runs as the query's limit says, which may be more than one page, and the cursor of the rest."""
    runs: list[Execution] = []
    cursor, left = query.cursor, min(query.limit, MOST_RUNS)
    while left > 0:
        page = await reader.list(replace(query, limit=min(left, PAGE), cursor=cursor))
        runs += page.items
        cursor, left = page.next_cursor, left - len(page.items)
        if cursor is None:
            break
    return runs, cursor


async def _record(reader: Reader, execution_id: str) -> Page:
    run = await reader.get(execution_id)
    events, session, neighbours = await asyncio.gather(
        reader.events(execution_id), reader.session(run.session_id), reader.neighbours(execution_id)
    )
    return await asyncio.to_thread(record, Record(run, events, session, neighbours))
