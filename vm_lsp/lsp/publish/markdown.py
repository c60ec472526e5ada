"""A result at length: Markdown for tooltips and hovers, plain text where the client can't show it."""

from __future__ import annotations

from vm_lsp.browsing.markup import as_code, fenced, lasting
from vm_lsp.execution.model import Execution, Value
from vm_lsp.lsp.publish.labels import inline, one_line, without_colours
from vm_lsp.lsp.publish.marks import Mark, MarkKind

LONGEST_SPAN = 60  # units


def markdown(mark: Mark) -> str:
    """Return the whole value or output of a mark with its type, duration and number."""
    shown, language = _shown(mark)
    return f"{fenced(shown, language)}\n\n{_facts(mark, code='`')}"


def plain(mark: Mark) -> str:
    """Return the same without markup."""
    return f"{_shown(mark)[0]}\n\n{_facts(mark, code='')}"


def printed(value: Value) -> str:
    """Return the longest print there is of a value, up to 64 kB."""
    return value.full or value.preview


def _shown(mark: Mark) -> tuple[str, str]:
    if mark.kind is MarkKind.CONSOLE:
        return without_colours(mark.printed), "text"
    if mark.kind is MarkKind.STOPPED:
        return _how_it_stopped(mark.run.execution), "text"
    return printed(mark.value) if mark.value else "", "js"


def _facts(mark: Mark, code: str) -> str:
    execution = mark.run.execution
    facts = [
        f"{code}{mark.value.type}{code}" if mark.value else f"{code}console.{mark.level}{code}",
        _times(mark),
        f"was {code_span(mark.was) if code else one_line(mark.was)}" if mark.was is not None else "",
        duration(execution),
        f"run {execution.number}",
        "edited since it ran" if mark.anchor.stale else "",
        "rolled back: the session is as before this run" if mark.undone else "",
        "cut" if mark.value and mark.value.truncated and mark.value.full is None else "",
    ]
    if mark.kind is MarkKind.STOPPED:
        del facts[0]
    return " · ".join(fact for fact in facts if fact)


def _times(mark: Mark) -> str:
    if mark.count <= 1:
        return ""
    older = mark.count - len(mark.said)
    return f"printed {mark.count} times" + (f", the last {len(mark.said)} shown" if older else "")


def duration(execution: Execution) -> str:
    """Return how long a run took, for a person; empty while it goes on."""
    return lasting(execution.metrics.wall_ms)


def _how_it_stopped(execution: Execution) -> str:
    kept = "the session is as it was before this run" if execution.rolled_back else "its state was kept"
    return execution.error.message if execution.error and execution.error.message else f"Stopped; {kept}."


def code_span(text: str) -> str:
    """Return a print in one line of at most `LONGEST_SPAN` units as code, whatever is in it (CommonMark 6.1)."""
    shown = inline(text, LONGEST_SPAN)
    return as_code(shown)
