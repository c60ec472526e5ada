"""The history's runs as one text: a script that tests itself, Markdown, or JSON Lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from vm_lsp.browsing.markup import fenced
from vm_lsp.errors import ValidationError
from vm_lsp.execution.json import marshal, to_wire
from vm_lsp.execution.model import Event, Execution
from vm_lsp.execution.store import HistoryQuery, Reader
from vm_lsp.exporting.formats import Format
from vm_lsp.exporting.script import annotated, session_line

MOST_RUNS = 5000
MOST_CHARACTERS = 8 * 2**20
PAGE = 100

HEADER = "// Exported by vm-lsp. `vm-lsp check` runs this file and compares what its comments say.\n"


@dataclass(frozen=True, slots=True)
class Exported:
    """The text, and how many runs are in it."""

    text: str
    executions: int


@dataclass(frozen=True, slots=True)
class _Part:
    run: Execution
    text: str


async def export(reader: Reader, what: str | HistoryQuery, format_: Format) -> Exported:
    """Return a run, named by its id, or all that a query lets through, oldest first, by session.

    Raises:
        ExecutionNotFoundError: there is no such run.
        ValidationError: the search is malformed, or what it finds is too much for one text.
    """
    write = _WRITERS[format_]
    parts: list[_Part] = []
    size = 0
    async for run in _runs(reader, what):
        events = await reader.events(run.id)
        parts.append(_Part(run, await asyncio.to_thread(write, run, events)))
        size += len(parts[-1].text)
        if len(parts) > MOST_RUNS or size > MOST_CHARACTERS:
            raise ValidationError(
                f"That is more than {MOST_RUNS:,} runs or {MOST_CHARACTERS / 2**20:.0f} MB. Narrow it, by `since:` or"
                " `file:` for example, or export session by session.",
                {"mostRuns": MOST_RUNS, "mostCharacters": MOST_CHARACTERS},
            )
    return Exported(_whole(parts, format_), len(parts))


async def _runs(reader: Reader, what: str | HistoryQuery) -> AsyncIterator[Execution]:
    if isinstance(what, str):
        yield await reader.get(what)
        return
    query: HistoryQuery | None = replace(what, oldest_first=True, limit=PAGE, cursor=None)
    while query is not None:
        page = await reader.list(query)
        for run in page.items:
            yield run
        query = None if page.next_cursor is None else replace(query, cursor=page.next_cursor)


def _whole(parts: Sequence[_Part], format_: Format) -> str:
    by_session: dict[str, list[_Part]] = {}
    for part in parts:
        by_session.setdefault(part.run.session_id, []).append(part)
    if format_ is Format.JSON_LINES:
        return "".join(part.text for part in parts)
    texts = [HEADER] if format_ is Format.JS else ["# Runs\n"]
    for session in by_session.values():
        started = f"{session[0].run.queued_at.astimezone():%Y-%m-%d %H:%M:%S}"
        texts.append(f"{session_line(started)}\n" if format_ is Format.JS else f"## Session of {started}\n")
        texts += [part.text for part in session]
    return "\n".join(texts)


def _markdown(run: Execution, events: Sequence[Event]) -> str:
    title, _, body = annotated(run, events).partition("\n")
    return f"### {title.removeprefix('// --- ')}\n\n{fenced(body.rstrip(), 'js')}\n"


def _json_line(run: Execution, events: Sequence[Event]) -> str:
    return marshal({"execution": to_wire(run), "events": [to_wire(event) for event in events]}, "null") + "\n"


_WRITERS: dict[Format, Callable[[Execution, Sequence[Event]], str]] = {
    Format.JS: annotated,
    Format.MARKDOWN: _markdown,
    Format.JSON_LINES: _json_line,
}
