"""Wire messages to the model: the only place that knows both."""

from __future__ import annotations

import json

from vm_lsp.execution.model import ABSENT, Console, ExceptionInfo, Frame, Position, Range, Statement, System, Value
from vm_lsp.worker.wire import (
    ConsoleOutput,
    StatementValue,
    Unhandled,
    WireException,
    WireFrame,
    WireRange,
    WireValue,
)


def text(raw: str) -> str:
    """Return `raw` with lone surrogates, which no store and no UTF-8 client can carry, as U+FFFD."""
    return raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def span(place: WireRange) -> Range:
    """Return the range a wire range means."""
    return Range(Position(place.line, place.column), Position(place.end_line, place.end_column))


def wire_span(place: Range) -> WireRange:
    """Return a range as a worker gets it."""
    return WireRange(place.start.line, place.start.character, place.end.line, place.end.character)


def value(printed: WireValue) -> Value:
    """Return the value as the model has it."""
    return Value(
        type=text(printed.type),
        preview=text(printed.preview),
        truncated=printed.truncated,
        full=None if printed.full is None else text(printed.full),
        json=ABSENT if printed.json is None else json.loads(text(printed.json)),
    )


def exception(thrown: WireException) -> ExceptionInfo:
    """Return the exception as the model has it, its causes included."""
    return ExceptionInfo(
        name=text(thrown.name),
        message=text(thrown.message),
        stack=text(thrown.stack),
        frames=tuple(frame(call) for call in thrown.frames),
        cause=None if thrown.cause is None else exception(thrown.cause),
        thrown=None if thrown.thrown is None else value(thrown.thrown),
        runnable=None if thrown.runnable is None else span(thrown.runnable),
    )


def unhandled(rejection: Unhandled) -> System:
    """Return a rejection that nobody took care of."""
    error = exception(rejection.exception)
    said = f"{error.name}: {error.message}" if error.thrown is None else error.message
    return System("warning", f"Uncaught (in promise) {said}", error)


def frame(call: WireFrame) -> Frame:
    """Return a frame of the stack."""
    place = span(call.place)
    return Frame(text(call.function), call.uri, place.start.line, place.start.character, place.end)


def console(output: ConsoleOutput) -> Console:
    """Return a console call."""
    return Console(output.level, text(output.text), output.uri, output.line, output.column)


def statement(shown: StatementValue) -> Statement:
    """Return a statement's value."""
    names = None if shown.names is None else tuple(shown.names)
    return Statement(span(shown.place), text(shown.type), text(shown.preview), names)
