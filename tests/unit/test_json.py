"""The one marshal with a fallback, and the shapes of the contract."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from vm_lsp.execution.json import marshal, parse, rfc3339, to_wire
from vm_lsp.execution.model import (
    ABSENT,
    Console,
    Event,
    EventType,
    ExceptionInfo,
    Execution,
    Frame,
    Interruption,
    Kind,
    Outcome,
    Position,
    SessionInfo,
    SessionStatus,
    Status,
    Value,
)
from vm_lsp.execution.store import HistoryPage
from vm_lsp.settings import Template

NOON = datetime(2026, 11, 23, 12, 0, 0, 250_000, tzinfo=UTC)

CYCLE: list[object] = []
CYCLE.append(CYCLE)


def an_execution(**changes: object) -> Execution:
    plain = {
        "id": "e",
        "number": 1,
        "session_id": "s",
        "kind": Kind.REPL,
        "status": Status.OK,
        "input": "20 + 22",
        "uri": "file:///a.js",
        "queued_at": NOON,
    }
    return Execution(**{**plain, **changes})  # type: ignore[arg-type]  # a test's shorthand


def test_what_json_carries_is_marshalled_compactly() -> None:
    assert marshal({"a": [1, "x", True]}, "no") == '{"a":[1,"x",true]}'


def test_none_is_null_and_no_failure() -> None:
    assert marshal(None, "no") == "null"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object(), CYCLE, {(1, 2): 3}])
def test_what_json_cannot_carry_becomes_the_fallback(value: object) -> None:
    assert marshal(value, "no") == "no"


def test_a_fallback_may_be_made_from_the_value() -> None:
    assert marshal({1}, lambda value: f'"{type(value).__name__}"') == '"set"'


def test_a_lone_surrogate_is_escaped() -> None:
    assert marshal("\ud800", "no") == '"\\ud800"'


def test_what_was_marshalled_is_parsed_back() -> None:
    assert parse(marshal({"a": [None, 1.5]}, "no")) == {"a": [None, 1.5]}


def test_times_are_utc_with_milliseconds() -> None:
    assert rfc3339(NOON.astimezone(timezone(timedelta(hours=5)))) == "2026-11-23T12:00:00.250Z"


def test_an_execution_has_every_field_of_the_contract_also_those_without_a_value() -> None:
    wire = to_wire(an_execution())
    assert set(wire) >= {
        *("id", "number", "sessionId", "kind", "status", "input", "uri", "path", "range", "documentVersion"),
        *("args", "env", "queuedAt", "startedAt", "endedAt", "result", "error", "metrics", "rolledBack", "pinned"),
    }
    assert (wire["kind"], wire["status"], wire["queuedAt"], wire["error"]) == (
        "repl",
        "ok",
        "2026-11-23T12:00:00.250Z",
        None,
    )


def test_args_and_env_of_an_execution_pass_unchanged() -> None:
    wire = to_wire(an_execution(args={"snake_case": [1]}, env={"SOME_NAME": "x"}))
    assert (wire["args"], wire["env"]) == ({"snake_case": [1]}, {"SOME_NAME": "x"})


def test_a_value_without_json_leaves_the_key_out_and_null_keeps_it() -> None:
    assert "json" not in to_wire(Value("function", "[Function: f]", json=ABSENT))
    assert to_wire(Value("null", "null", json=None))["json"] is None


def test_an_event_leaves_out_what_its_payload_does_not_know() -> None:
    wire = to_wire(Event("e", 2, NOON, EventType.CONSOLE, Console("log", "x")))
    assert wire == {
        "executionId": "e",
        "seq": 2,
        "ts": "2026-11-23T12:00:00.250Z",
        "type": "console",
        "payload": {"level": "log", "text": "x"},
    }


def test_an_exception_brings_its_frames_and_cause() -> None:
    wire = to_wire(ExceptionInfo("Error", "x", frames=(Frame("f", "u", 1, 2),), cause=ExceptionInfo("Error", "y")))
    assert wire["frames"] == [{"function": "f", "uri": "u", "line": 1, "column": 2}]
    assert wire["cause"]["message"] == "y"


def test_a_session_shows_its_template_in_camel_case() -> None:
    session = SessionInfo("s", None, SessionStatus.READY, NOON, 3, Template())
    assert to_wire(session)["template"]["limits"]["cpuMs"] == 5000


def test_a_page_without_a_next_one_has_no_cursor() -> None:
    assert to_wire(HistoryPage(())) == {"items": []}


def test_enumerations_are_their_contract_names() -> None:
    assert to_wire(Interruption(Outcome.ROLLED_BACK, "e")) == {"outcome": "rolled_back", "executionId": "e"}


def test_everything_on_the_wire_is_strict_json() -> None:
    execution = an_execution(result=Value("number", "42", json=42), error=None)
    json.dumps(to_wire((execution, Position(1, 2))), allow_nan=False)
