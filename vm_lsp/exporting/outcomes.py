"""What came of each top-level statement of a run: its value, what it printed, what it threw."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from vm_lsp.execution.model import Console, Event, ExceptionInfo, Execution, Position, Statement
from vm_lsp.worker.source.pieces import Piece


@dataclass(slots=True)
class Outcome:
    """What came of one statement; `value` None: undefined, or none because it did not come to its end."""

    value: str | None = None
    prints: list[str] = field(default_factory=list)
    throws: str | None = None
    ran: bool = True


def outcomes(run: Execution, events: Sequence[Event], statements: Sequence[Piece]) -> list[Outcome]:
    """Return an outcome for each of the `statements` of the run's text, which has at least one.

    Output belongs to the statement its call stands in; that of other code, and what is thrown there, to the last one.
    """
    found = [Outcome() for _ in statements]
    places = _Places(run.uri, statements)
    for event in events:
        if isinstance(event.payload, Statement):
            found[places.at(event.payload.range.start)].value = event.payload.preview
        elif isinstance(event.payload, Console):
            said = event.payload
            found[places.holding(said)].prints.append(said.text)
    if run.error is not None:
        thrower = places.thrower(run.error)
        found[thrower].throws = thrown(run.error)
        for later in found[thrower + 1 :]:
            later.ran = later.value is not None or bool(later.prints)
    elif run.result is not None and run.result.type != "undefined":
        last = places.at(run.result_range.start) if run.result_range else -1
        found[last].value = run.result.full or run.result.preview
    return found


def thrown(error: ExceptionInfo) -> str:
    """Return an exception in words; of what is no error, its print."""
    if error.name == "Uncaught":
        return error.message
    return f"{error.name}: {error.message}" if error.message else error.name


class _Places:
    """Finds the statement that a place belongs to."""

    def __init__(self, uri: str, statements: Sequence[Piece]) -> None:
        self._uri = uri
        self._starts = [Position(one.range.line, one.range.column) for one in statements]
        self._lines = range(statements[0].range.line, statements[-1].range.end_line + 1)

    def at(self, place: Position) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def holding(self, said: Console) -> int:
        if said.uri != self._uri or said.line is None or said.line not in self._lines:
            return len(self._starts) - 1
        return self.at(Position(said.line, said.column or 0))

    def thrower(self, error: ExceptionInfo) -> int:
        own = [frame for frame in error.frames if frame.uri == self._uri and frame.line in self._lines]
        if not own:
            return len(self._starts) - 1
        return self.at(Position(own[-1].line, own[-1].column))
