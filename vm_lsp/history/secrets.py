"""What of executions, events and sessions is text that may hold a secret; all the rest is stored as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vm_lsp.execution.json import marshal
from vm_lsp.execution.keeping import MASK
from vm_lsp.execution.model import (
    ABSENT,
    Absent,
    Console,
    Event,
    ExceptionInfo,
    Execution,
    InputEcho,
    Json,
    Payload,
    SessionInfo,
    SourceStatement,
    Statement,
    System,
    Value,
)
from vm_lsp.history.redaction import Redaction, Redactor


def without_secrets(redactor: Redactor, execution: Execution) -> Execution:
    """Return an execution as it may be stored; its redactions count those of its input, arguments and environment."""
    redaction = redactor.begin(len(execution.input) + _length(execution.result) + _length(execution.error))
    env = execution.env
    asked = replace(
        execution,
        input=redaction.text(execution.input),
        args=_json(redaction, execution.args),
        env=env and {name: redaction.text(value, f"{name}=") for name, value in env.items()},
    )
    return replace(
        asked,
        redactions=redaction.count,
        result=execution.result and _value(redaction, execution.result),
        error=execution.error and _exception(redaction, execution.error),
    )


def events_without_secrets(redactor: Redactor, events: Sequence[Event]) -> list[tuple[Event, int]]:
    """Return events as they may be stored, and how much of each was hidden; an echo is counted with the input."""
    budget = redactor.begin(sum(_length(event.payload) for event in events))
    found = []
    for event in events:
        before = budget.count
        payload = _payload(budget, event.payload)
        count = 0 if isinstance(payload, InputEcho) else budget.count - before
        found.append((replace(event, payload=payload), count))
    return found


def statements_without_secrets(
    redactor: Redactor, statements: Sequence[SourceStatement]
) -> tuple[SourceStatement, ...]:
    """Return statements as their past is found by: places stay, they are those of the text that ran."""
    redaction = redactor.begin(sum(len(statement.text) for statement in statements))
    return tuple(replace(statement, text=redaction.text(statement.text)) for statement in statements)


def session_without_secrets(redactor: Redactor, session: SessionInfo) -> SessionInfo:
    """Return a session as it may be stored: its last error quotes a startup file's."""
    return replace(session, last_error=session.last_error and redactor.hidden(session.last_error))


def _payload(redaction: Redaction, payload: Payload) -> Payload:
    match payload:
        case InputEcho(text):
            return InputEcho(redaction.text(text))
        case Console(_, text):
            return replace(payload, text=redaction.text(text))
        case Statement():
            return replace(payload, preview=redaction.text(payload.preview))
        case System(level, message):
            return System(level, redaction.text(message))
        case Value():
            return _value(redaction, payload)
        case ExceptionInfo():
            return _exception(redaction, payload)


def _value(redaction: Redaction, value: Value) -> Value:
    """Return a value without secrets: one that has any has no JSON, in which they stand in other words.

    Each place counts once, in whichever of the three the most are seen.
    """
    begun = redaction.count
    preview = redaction.text(value.preview)
    counts = [redaction.count - begun]
    full = value.full and redaction.text(value.full)
    counts.append(redaction.count - begun - sum(counts))
    counts.append(_hidden_in_json(redaction, value.json))
    redaction.count = begun + max(counts)
    return replace(value, preview=preview, full=full, json=ABSENT if any(counts) else value.json)


def _hidden_in_json(redaction: Redaction, value: Json | Absent) -> int:
    if value is ABSENT:
        return 0
    begun = redaction.count
    _json(redaction, value)
    apart = redaction.count - begun
    redaction.text(marshal(value, ""))
    return max(apart, redaction.count - begun - apart)


def _json(redaction: Redaction, value: Json) -> Json:
    try:
        return redaction.json(value)
    except RecursionError:  # nested too deep to be looked through
        redaction.count += 1
        return MASK


def _exception(redaction: Redaction, error: ExceptionInfo) -> ExceptionInfo:
    return replace(
        error,
        name=redaction.text(error.name),
        message=redaction.text(error.message),
        stack=redaction.text(error.stack),
        frames=tuple(replace(frame, function=redaction.text(frame.function)) for frame in error.frames),
        cause=error.cause and _exception(redaction, error.cause),
        thrown=error.thrown and _value(redaction, error.thrown),
    )


def _length(payload: Payload | None) -> int:
    """Return about how many characters are to be looked at."""
    match payload:
        case InputEcho(text) | Console(_, text) | System(_, text):
            return len(text)
        case Value():
            return 4 * len(payload.preview) + len(payload.full or "")
        case ExceptionInfo():
            return len(payload.message) + len(payload.stack) + _length(payload.cause) + _length(payload.thrown)
        case Statement():
            return len(payload.preview)
    return 0
