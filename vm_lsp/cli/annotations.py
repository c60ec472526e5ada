"""What a run has to say about each line of the text that ran: values, output, the failure. Pure data, no looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vm_lsp.execution.model import Console, Event, ExceptionInfo, Execution, Frame, Statement, System, Value

_Note = TypeVar("_Note")


@dataclass(frozen=True, slots=True)
class Failure:
    """The exception of a run, and the frame in the shown text where it belongs, None where no frame is in it."""

    exception: ExceptionInfo
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Annotations:
    """Notes by line of the text that ran, counted from 0 in the document; `elsewhere` is output of other files."""

    values: Mapping[int, tuple[Value | Statement, ...]]
    output: Mapping[int, tuple[Console, ...]]
    elsewhere: tuple[Console, ...]
    system: tuple[System, ...]
    failure: Failure | None

    @property
    def lines(self) -> frozenset[int]:
        """The lines that have something to show."""
        failed = self.failure.frame.line if self.failure and self.failure.frame else None
        return frozenset((*self.values, *self.output, *(() if failed is None else (failed,))))


def annotate(execution: Execution, events: Sequence[Event], lines: range) -> Annotations:
    """Sort the events of `execution` to the `lines` of its document that are shown.

    A statement's value belongs to the line it ends on, output to the line of its call, an exception to the innermost
    frame in the document.
    """
    values: defaultdict[int, list[Value | Statement]] = defaultdict(list)
    output: defaultdict[int, list[Console]] = defaultdict(list)
    elsewhere: list[Console] = []
    system: list[System] = []
    for event in events:
        match event.payload:
            case Statement() as statement:
                values[statement.range.end.line].append(statement)
            case Console(uri=execution.uri, line=int(line)) as console if line in lines:
                output[line].append(console)
            case Console() as console:
                elsewhere.append(console)
            case System() as message:
                system.append(message)
            case _:
                pass  # the echo is the listing itself; the terminal events are the execution's result and error
    if (shown := _shown_result(execution)) is not None:
        line, result = shown
        values[line] = _with_result(values[line], execution, result)
    return Annotations(_frozen(values), _frozen(output), tuple(elsewhere), tuple(system), _failure(execution, lines))


def _shown_result(execution: Execution) -> tuple[int, Value] | None:
    result, place = execution.result, execution.result_range
    if result is None or place is None or result.type == "undefined":
        return None
    return place.end.line, result


def _with_result(notes: list[Value | Statement], execution: Execution, result: Value) -> list[Value | Statement]:
    """Add the run's value: in place of its statement's, which is told where declarations stand behind it."""
    for index, note in enumerate(notes):
        if isinstance(note, Statement) and not note.names and note.range == execution.result_range:
            return [*notes[:index], result, *notes[index + 1 :]]
    return [*notes, result]


def _failure(execution: Execution, lines: range) -> Failure | None:
    if execution.error is None:
        return None
    inside = (frame for frame in execution.error.frames if frame.uri == execution.uri and frame.line in lines)
    return Failure(execution.error, next(inside, None))


def _frozen(grouped: Mapping[int, list[_Note]]) -> dict[int, tuple[_Note, ...]]:
    return {line: tuple(notes) for line, notes in grouped.items()}
