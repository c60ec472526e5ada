"""Executions and their events as a core would tell them, and how a listing of them looks in a pipe."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from rich.console import Console as RichConsole

from vm_lsp.cli.listing import Listing
from vm_lsp.execution.model import (
    Console,
    Event,
    EventType,
    Execution,
    Kind,
    Metrics,
    Payload,
    Position,
    Range,
    Statement,
    Status,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URI = "file:///somewhere/app.js"
ID = "3f2a9c1e-5b7d-4c8e-9a10-aabbccddeeff"


def execution(text: str, **changes: Any) -> Execution:
    plain: dict[str, Any] = {
        "id": ID,
        "number": 1,
        "session_id": "session",
        "kind": Kind.RUN_FILE,
        "status": Status.OK,
        "input": text,
        "uri": URI,
        "queued_at": NOW,
        "metrics": Metrics(wall_ms=12.0),
    }
    return Execution(**{**plain, **changes})


def events(*payloads: Payload) -> list[Event]:
    types = {Console: EventType.CONSOLE, Statement: EventType.STATEMENT}
    return [
        Event(ID, seq, NOW, types.get(type(payload), EventType.SYSTEM), payload)
        for seq, payload in enumerate(payloads, start=1)
    ]


def span(line: int, start: int, end: int, end_line: int | None = None) -> Range:
    return Range(Position(line, start), Position(line if end_line is None else end_line, end))


def statement(line: int, preview: str, end_line: int | None = None) -> Statement:
    return Statement(span(line, 0, 1, end_line), "number", preview)


def output(line: int, text: str, level: str = "log", uri: str = URI) -> Console:
    return Console(level, text, uri, line, 0)


def listing(run: Execution, *payloads: Payload, width: int = 80) -> list[str]:
    stream = io.StringIO()
    RichConsole(file=stream, width=width, markup=False).print(Listing(run, events(*payloads)), crop=False)
    return stream.getvalue().splitlines()
