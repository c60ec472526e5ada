"""Rows as Core takes and gives them: what of the model stands in which column, both ways.

`Columns` maps column names to values; it exists between here and the statement it is a parameter of. Results, errors
and payloads are the contract's JSON; `payloads` reads them back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from vm_lsp.execution.json import marshal, parse, to_wire
from vm_lsp.execution.model import (
    ABSENT,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    Kind,
    Metrics,
    Payload,
    Position,
    Range,
    SessionInfo,
    Status,
    Value,
)
from vm_lsp.history import payloads
from vm_lsp.history.texts import well_formed_json
from vm_lsp.settings import Template

Columns = dict[str, Any]


def execution_columns(execution: Execution) -> Columns:
    """Return an execution's columns; its ordinal and pin are the database's own."""
    return {
        "id": execution.id,
        "number": execution.number,
        "session_id": execution.session_id,
        "kind": execution.kind.value,
        "status": execution.status.value,
        "input": execution.input,
        "uri": execution.uri,
        "path": execution.path,
        "document_version": execution.document_version,
        "args": _json(execution.args),
        "env": None if execution.env is None else _json(dict(execution.env)),
        "queued_at": execution.queued_at,
        "started_at": execution.started_at,
        "ended_at": execution.ended_at,
        "rolled_back": execution.rolled_back,
        "user_name": execution.user,
        "host": execution.host,
        "redactions": execution.redactions,
        **_range_columns("", execution.range),
        **_range_columns("result_", execution.result_range),
        **_result_columns(execution.result),
        **error_columns(execution.error),
        **_metrics_columns(execution.metrics),
    }


def execution_of(row: RowMapping) -> Execution:
    """Return the execution a row of the table `execution` describes."""
    return Execution(
        id=row["id"],
        number=row["number"],
        session_id=row["session_id"],
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        input=row["input"],
        uri=row["uri"],
        path=row["path"],
        range=_range_of("", row),
        document_version=row["document_version"],
        args=parse(row["args"]),
        env=None if row["env"] is None else payloads.environment(parse(row["env"])),
        queued_at=row["queued_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        result=None if row["result"] is None else payloads.value(parse(row["result"])),
        result_range=_range_of("result_", row),
        error=None if row["error"] is None else payloads.exception(parse(row["error"])),
        metrics=Metrics(row["wall_ms"], row["cpu_ms"], row["event_count"], row["output_bytes"], row["heap_bytes"]),
        rolled_back=row["rolled_back"],
        user=row["user_name"],
        host=row["host"],
        pinned=row["pinned"],
        redactions=row["redactions"],
    )


def error_columns(error: ExceptionInfo | None) -> Columns:
    """Return the columns of an exception: name and message for lists and search, and the whole."""
    if error is None:
        return dict.fromkeys(("error_name", "error_message", "error"))
    return {"error_name": error.name, "error_message": error.message, "error": payload_json(error)}


def event_columns(events: Sequence[Event]) -> list[Columns]:
    """Return one set of columns per event."""
    return [
        {
            "execution_id": event.execution_id,
            "seq": event.seq,
            "ts": event.ts,
            "type": event.type.value,
            "payload": payload_json(event.payload),
        }
        for event in events
    ]


def event_of(row: RowMapping) -> Event:
    """Return the event a row of `execution_event` describes."""
    kind = EventType(row["type"])
    return Event(row["execution_id"], row["seq"], row["ts"], kind, payloads.payload(kind, parse(row["payload"])))


def session_columns(session: SessionInfo, server_id: str) -> Columns:
    """Return a session's columns, as a session of the server `server_id`."""
    return {
        "id": session.id,
        "server_id": server_id,
        "template_id": template_id(session.template),
        "workspace_uri": session.workspace_uri,
        "status": session.status.value,
        "created_at": session.created_at,
        "closed_at": session.closed_at,
        "last_error": session.last_error,
        "pid": session.pid,
        "execution_count": session.execution_count,
    }


def template_columns(template: Template, now: datetime) -> Columns:
    """Return a template's columns, stored at `now`."""
    return {"id": template_id(template), "settings": _json(to_wire(template)), "created_at": now}


def template_id(template: Template) -> str:
    """Return the SHA-256 of a template's JSON, whose keys keep the order of the settings' fields."""
    return hashlib.sha256(_json(to_wire(template)).encode()).hexdigest()


def payload_json(payload: Payload) -> str:
    """Return a payload as JSON text; where a value's own JSON is nested too deep for that, without it."""
    return well_formed_json(marshal(to_wire(payload), lambda _: _json(to_wire(_without_json(payload)))))


def _json(value: object) -> str:
    return well_formed_json(marshal(value, lambda odd: marshal(repr(odd), "null")))


def _without_json(payload: Payload) -> Payload:
    if isinstance(payload, Value):
        return replace(payload, json=ABSENT)
    if isinstance(payload, ExceptionInfo):
        return replace(
            payload,
            thrown=payload.thrown and replace(payload.thrown, json=ABSENT),
            cause=payload.cause and replace(payload.cause, thrown=None, cause=None),
        )
    return payload


def _result_columns(result: Value | None) -> Columns:
    if result is None:
        return dict.fromkeys(("result_type", "result_preview", "result"))
    return {"result_type": result.type, "result_preview": result.preview, "result": payload_json(result)}


def _metrics_columns(metrics: Metrics) -> Columns:
    return {
        "wall_ms": metrics.wall_ms,
        "cpu_ms": metrics.cpu_ms,
        "event_count": metrics.event_count,
        "output_bytes": metrics.output_bytes,
        "heap_bytes": metrics.heap_bytes,
    }


def _range_columns(prefix: str, place: Range | None) -> Columns:
    ends = (None,) * 4 if place is None else (*_pair(place.start), *_pair(place.end))
    return dict(zip(_range_names(prefix), ends, strict=True))


def _range_of(prefix: str, row: RowMapping) -> Range | None:
    start_line, start_character, end_line, end_character = (row[name] for name in _range_names(prefix))
    if start_line is None:
        return None
    return Range(Position(start_line, start_character), Position(end_line, end_character))


def _range_names(prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in ("start_line", "start_character", "end_line", "end_character"))


def _pair(position: Position) -> tuple[int, int]:
    return position.line, position.character
