"""Payloads read back from the contract's JSON that `execution.json.to_wire` made; unknown keys are ignored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vm_lsp.execution.model import (
    ABSENT,
    Console,
    EventType,
    ExceptionInfo,
    Frame,
    InputEcho,
    Payload,
    Position,
    Range,
    Statement,
    System,
    Value,
)

Wire = Any  # a JSON object of ours, whose shape its type says


def payload(kind: EventType, wire: Wire) -> Payload:
    """Return the payload of an event of type `kind`."""
    match kind:
        case EventType.INPUT_ECHO:
            return InputEcho(wire["text"])
        case EventType.CONSOLE:
            return Console(wire["level"], wire["text"], wire.get("uri"), wire.get("line"), wire.get("column"))
        case EventType.STATEMENT:
            return Statement(span(wire["range"]), wire["type"], wire["preview"], _names(wire))
        case EventType.SYSTEM:
            return System(wire["level"], wire["message"], exception(wire["error"]) if "error" in wire else None)
        case EventType.VALUE:
            return value(wire)
        case EventType.EXCEPTION:
            return exception(wire)


def value(wire: Wire) -> Value:
    """Return a value; a missing ``json`` is `ABSENT`, which ``null`` is not."""
    return Value(
        type=wire["type"],
        preview=wire["preview"],
        truncated=wire["truncated"],
        full=wire.get("full"),
        json=wire.get("json", ABSENT),
        names=_names(wire),
    )


def exception(wire: Wire) -> ExceptionInfo:
    """Return an exception with its frames and causes."""
    return ExceptionInfo(
        name=wire["name"],
        message=wire["message"],
        stack=wire["stack"],
        frames=tuple(_frame(frame) for frame in wire["frames"]),
        cause=exception(wire["cause"]) if "cause" in wire else None,
        thrown=value(wire["thrown"]) if "thrown" in wire else None,
        runnable=span(wire["runnable"]) if "runnable" in wire else None,
    )


def span(wire: Wire) -> Range:
    """Return a range."""
    return Range(_position(wire["start"]), _position(wire["end"]))


def environment(wire: Wire) -> Mapping[str, str]:
    """Return the environment a file ran with."""
    return {str(name): str(text) for name, text in wire.items()}


def _frame(wire: Wire) -> Frame:
    end = _position(wire["end"]) if "end" in wire else None
    return Frame(wire["function"], wire["uri"], wire["line"], wire["column"], end)


def _position(wire: Wire) -> Position:
    return Position(wire["line"], wire["character"])


def _names(wire: Wire) -> tuple[str, ...] | None:
    return tuple(wire["names"]) if "names" in wire else None
