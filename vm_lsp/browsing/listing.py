"""The document that lists runs: number, time, place, state, duration, code and what came of it, a line for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from vm_lsp.browsing.addresses import uri_of_list, uri_of_run
from vm_lsp.browsing.markup import first_line, in_line, lasting, plain
from vm_lsp.browsing.page import Draft, Page
from vm_lsp.browsing.places import link_run
from vm_lsp.browsing.signs import SIGNS
from vm_lsp.execution.model import Execution
from vm_lsp.execution.store import HistoryQuery

CODE, PREVIEW = 80, 60  # characters of each on a line
DAY = "%A, %d %B %Y"


def listing(query: HistoryQuery, runs: Sequence[Execution], older: str | None) -> Page:
    """Return the document about `runs`, which `query` found; `older` is the cursor of what it would find next."""
    draft = Draft("History")
    draft.line("# History")
    draft.line()
    draft.line(f"{_counted(len(runs), older)}{_told(query)}")
    day = ""
    for run in runs:
        asked = run.queued_at.astimezone()
        if (today := asked.strftime(DAY)) != day:
            day = today
            draft.line(f"\n## {day}\n")
        _row(draft, run, asked)
    if older is not None:
        draft.write("\n")
        draft.link("older runs", uri_of_list(replace(query, cursor=older)), "Go on with the runs before these")
        draft.line()
    return draft.page()


def _row(draft: Draft, run: Execution, asked: datetime) -> None:
    draft.write("- ")
    draft.link(f"{run.number}", uri_of_run(run.id, run.number), "Open this run")
    draft.write(f" {asked:%H:%M:%S} · ")
    link_run(draft, run)
    took = lasting(run.metrics.wall_ms)
    draft.write(f" · {SIGNS[run.status]} {run.status.value}{' ' if took else ''}{took}")
    draft.line(f" · {in_line(first_line(run.input), CODE)}{_outcome(run)}")


def _outcome(run: Execution) -> str:
    if run.error is not None:
        return f" ✗ {in_line(f'{run.error.name}: {run.error.message}', PREVIEW)}"
    if run.result is not None and run.result.type != "undefined":
        return f" → {in_line(run.result.preview, PREVIEW)}"
    return ""


def _counted(count: int, older: str | None) -> str:
    if not count:
        return "Nothing was run that fits"
    return f"{'The newest ' if older else ''}{count:,} run{'s' if count != 1 else ''}"


def _told(query: HistoryQuery) -> str:
    """Return what was asked for, in words."""
    filters = {
        "search": query.search and in_line(query.search, CODE),
        "file": query.uri and plain(query.uri),
        "line": query.range and str(query.range.start.line + 1),
        "kind": query.kind and query.kind.value,
        "status": query.status and query.status.value,
        "session": query.session_id and query.session_id[:8],
        "workspace": query.workspace_uri and plain(query.workspace_uri),
    }
    return "".join(f" · {name} {value}" for name, value in filters.items() if value)
