"""The document about one run: its code, what it said in order, what came of it, what it took, and its neighbours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vm_lsp.browsing.addresses import uri_of_list, uri_of_run
from vm_lsp.browsing.markup import fenced, lasting, plain, sized
from vm_lsp.browsing.page import Draft, Page
from vm_lsp.browsing.places import link_place, link_run
from vm_lsp.browsing.signs import LEVELS, SIGNS
from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Console, Event, ExceptionInfo, Execution, Statement, Status, System, Value
from vm_lsp.execution.store import HistoryQuery, Neighbours, PastSession

MOST_EVENTS = 2000  # of those that are told, from the beginning
MOST_FRAMES = 50
INDENT = " " * 6

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # SGR, ECMA-48 8.3.117


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of a run."""

    run: Execution
    events: Sequence[Event]
    session: PastSession
    neighbours: Neighbours


def record(known: Record) -> Page:
    """Return the document about a run."""
    run = known.run
    draft = Draft(f"Run {run.number}")
    draft.line(f"# Run {run.number} {SIGNS[run.status]} {_state(run)}\n")
    _head(draft, known)
    _section(draft, "Code", fenced(run.input, _language(run.uri)))
    if said := list(_said(known.events)):
        _section(draft, "Output and values, in order", fenced("\n".join(said), "text"))
    if run.result is not None:
        _section(draft, f"Value: {plain(run.result.type)}", fenced(_whole(run.result), "js"))
    if run.error is not None:
        _failure(draft, run.error)
    _measures(draft, run)
    template = json.dumps(to_wire(known.session.template), indent=2)
    _section(draft, "Settings it ran under", fenced(template, "json"))
    return draft.page(going=not run.status.final)


def _head(draft: Draft, known: Record) -> None:
    run = known.run
    link_run(draft, run)
    draft.line(f" · {run.kind.value} · {run.queued_at.astimezone():%A, %d %B %Y, %H:%M:%S}{_whose(run)}\n")
    draft.write("In its session: ")
    for label, name in (("← run {}", known.neighbours.previous), ("run {} →", known.neighbours.next)):
        if name is not None:
            draft.link(label.format(name.number), uri_of_run(name.id, name.number), "Open this run")
            draft.write(" · ")
    draft.link(
        "all of them", uri_of_list(HistoryQuery(session_id=run.session_id, limit=500)), "List the session's runs"
    )
    draft.line()


def _failure(draft: Draft, error: ExceptionInfo) -> None:
    _section(draft, "Error", fenced(f"{error.name}: {error.message}" if error.message else error.name, "text"))
    cause: ExceptionInfo | None = error
    while cause is not None:
        if cause is not error:
            draft.line(f"\nCaused by {plain(cause.name)}: {plain(cause.message)}\n")
        elif cause.frames:
            draft.line()
        for frame in cause.frames[:MOST_FRAMES]:
            draft.write(f"- at {plain(frame.function) or 'the top level'}, ")
            link_place(draft, frame.uri, frame.line)
            draft.line()
        cause = cause.cause


def _measures(draft: Draft, run: Execution) -> None:
    taken = run.metrics
    facts = {
        "time": lasting(taken.wall_ms),
        "computing": lasting(taken.cpu_ms),
        "events": f"{taken.event_count:,}",
        "output": sized(taken.output_bytes),
        "memory": sized(taken.heap_bytes),
        "arguments": "" if run.args is None else json.dumps(run.args),
        "environment": json.dumps(dict(run.env)) if run.env else "",
        "execution": run.id,
        "session": run.session_id,
    }
    _section(draft, "Measures", "\n".join(f"- {name}: {plain(fact)}" for name, fact in facts.items() if fact))


def _said(events: Sequence[Event]) -> Iterator[str]:
    told = [told for event in events if (told := _line(event))]
    yield from told[:MOST_EVENTS]
    if len(told) > MOST_EVENTS:
        yield f"{INDENT}{len(told) - MOST_EVENTS:,} more: `vm-lsp history events ID` has them all"


def _line(event: Event) -> str:
    """Return what an event says, behind the number of the line that made it; nothing for one that has its own place."""
    match event.payload:
        case Console(level=level, text=text, line=line):
            return _hung(line, f"{LEVELS.get(level, LEVELS['log'])} {_COLOURS.sub('', text)}")
        case Statement(range=place, names=names, preview=preview):
            return _hung(place.start.line, f"{', '.join(names) + ' ' if names else ''}→ {preview}")
        case System(level=level, message=message):
            return _hung(None, f"{level}: {message}")
    return ""


def _hung(line: int | None, text: str) -> str:
    lead = INDENT if line is None else f"{line + 1:>4}  "
    return lead + text.replace("\n", "\n" + INDENT)


def _section(draft: Draft, title: str, body: str) -> None:
    draft.line(f"\n## {title}\n\n{body}")


def _state(run: Execution) -> str:
    took = lasting(run.metrics.wall_ms)
    undone = "rolled back: the session was left as before it" if run.rolled_back else ""
    waiting = "not over yet" if run.status is Status.RUNNING else ""
    pinned = "pinned" if run.pinned else ""
    return " · ".join(fact for fact in (run.status.value, took, undone, waiting, pinned) if fact)


def _whose(run: Execution) -> str:
    names = "@".join(name for name in (run.user, run.host) if name)
    return f" · {plain(names)}" if names else ""


def _whole(value: Value) -> str:
    return value.full or value.preview


def _language(uri: str) -> str:
    return "ts" if uri.endswith((".ts", ".mts", ".cts")) else "js"
