"""Runs as a script that tests itself: each run's text with what came of its statements, behind a line that names it.

What did not run to its end, or can't be parsed, is there as comments: it has no part in what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vm_lsp.execution.model import Event, Execution, Kind, Status
from vm_lsp.exporting.comments import ANY, Says, expectations, plain, written
from vm_lsp.exporting.layout import Block, Edit, blocks, edited, insertion, replacement
from vm_lsp.exporting.outcomes import Outcome, outcomes, thrown
from vm_lsp.worker.source.pieces import Piece, pieces

SESSION, RUN = "// === session", "// --- run"
MARKER = re.compile(r"^//\s?(?:===|---) (?:session|run)\b")
_HOISTED = re.compile(r"(?:async\s+)?function\b")  # there before anything ran (ECMA-262 16.1.7)
_GOES_ON = frozenset("([`+-*/,.?<>=&|^%!")  # what a line begins with that may continue the one before (ECMA-262 12.10)
MOST_PRINTS = 100  # of one statement


def session_line(started: str) -> str:
    """Return the line behind which a fresh session begins."""
    return f"{SESSION} {started}"


def annotated(run: Execution, events: Sequence[Event]) -> str:
    """Return a run's text behind the line that names it, with what came of each of its statements."""
    return f"{_title(run)}\n{_body(run, events)}\n"


def told(outcome: Outcome) -> str:
    """Return what came of a statement as comments; nothing where there is nothing to say."""
    lines = [written(Says.PRINTS, text) for text in outcome.prints[:MOST_PRINTS]]
    if len(outcome.prints) > MOST_PRINTS:
        lines.append(written(Says.PRINTS, ANY))
    if outcome.value is not None:
        lines.append(written(Says.VALUE, outcome.value))
    if outcome.throws is not None:
        lines.append(written(Says.THROWS, outcome.throws))
    return "\n".join(lines)


def _title(run: Execution) -> str:
    line = f":{run.range.start.line + 1}" if run.range else ""
    place = plain(f"{run.path or run.uri}{line}").replace("\n", " ")
    return f"{RUN} {run.number} · {place} · {run.queued_at.astimezone():%Y-%m-%d %H:%M:%S}"


def _body(run: Execution, events: Sequence[Event]) -> str:
    text = run.input
    if run.kind is Kind.STARTUP:
        return _set_aside(text, "a startup file, which each session runs by itself")
    if run.status not in (Status.OK, Status.ERROR) or run.rolled_back:
        return _set_aside(text, f"{run.status.value}: {run.error.name if run.error else 'it is not over'}")
    place = run.range.start if run.range else None
    found, broken = pieces(text, place.line if place else 0, place.character if place else 0, run.uri)
    statements = [piece for piece in found if not piece.is_comment]
    if broken or not statements:
        return _set_aside(text, thrown(run.error) if run.error else "nothing to run")
    came = outcomes(run, events, statements)
    first = statements[0].start
    apart = [Edit(first, first, ";")] if text[first] in _GOES_ON else []  # from the run before, which may lack its own
    return edited(text, [*apart, *_neutral(text, found), *_edits(text, found, came)])


def _edits(text: str, found: Sequence[Piece], came: Sequence[Outcome]) -> Iterator[Edit]:
    """Yield what puts outcomes in place of what the text expected, and sets aside what never ran."""
    for block, outcome in zip(blocks(found, len(text)), came, strict=True):
        yield from (replacement(text, old.start, old.end, "") for old in expectations(block.comments, text))
        if not outcome.ran and not _HOISTED.match(text, block.statement.start):
            yield _commented(text, block)
        elif comments := told(outcome):
            yield insertion(text, block, comments)


def _neutral(text: str, found: Sequence[Piece]) -> Iterator[Edit]:
    """Yield what makes lines that would begin a section plain comments, and a line for a shell too."""
    for piece in found:
        if piece.is_comment and MARKER.match(text[piece.start : piece.end]):
            yield Edit(piece.start + 2, piece.start + 2, "/")
    if text.startswith("#!"):
        yield Edit(0, 0, "//")


def _commented(text: str, block: Block) -> Edit:
    statement = block.statement
    return Edit(statement.start, statement.end, "\n" + _set_aside(text[statement.start : statement.end], "not reached"))


def _set_aside(text: str, why: str) -> str:
    lines = plain(text).split("\n")
    reason = plain(why).split("\n")[0]
    return "\n".join([f"// did not run here ({reason}):", *(f"//|{line}".rstrip() for line in lines)]) + "\n"
