from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tests.lsp.desk import NOW, URI, Desk, frame
from vm_lsp.execution.model import Console, Event, EventType, ExceptionInfo, Execution, Position, Range, Status, Value
from vm_lsp.lsp.answers import Answers
from vm_lsp.lsp.publish.notifications import EVENTS_SECONDS, MOST_AT_ONCE, Notifications
from vm_lsp.lsp.publish.throttle import Throttle
from vm_lsp.lsp.text import Encoding


def said(execution: Execution, seq: int) -> Event:
    return Event(execution.id, seq, NOW, EventType.CONSOLE, Console("log", str(seq), URI, 0, 4))


async def test_events_go_out_in_bunches_in_order_and_not_too_often() -> None:
    desk, sent = Desk(), list[tuple[float, Any]]()
    desk.open("x")
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def notify(_: str, params: Any) -> None:
        sent.append((loop.time(), params["events"]))
        if params["events"][-1]["seq"] == 3 * MOST_AT_ONCE:
            done.set()

    notifications = Notifications(Answers(desk.documents, desk.results.taken_from), notify)
    notifications.events = True
    execution = desk.begin("x")

    for seq in range(1, 3 * MOST_AT_ONCE + 1):
        notifications.event(said(execution, seq))
    await asyncio.wait_for(done.wait(), 5)

    assert [event["seq"] for _, bunch in sent for event in bunch] == list(range(1, 3 * MOST_AT_ONCE + 1))
    assert len(sent) == 3
    assert all(later - earlier > EVENTS_SECONDS * 0.9 for (earlier, _), (later, _) in pairwise(sent))


async def test_a_client_that_declared_nothing_hears_nothing() -> None:
    desk, sent = Desk(), list[Any]()
    desk.open("x")
    notifications = Notifications(
        Answers(desk.documents, desk.results.taken_from), lambda *message: sent.append(message)
    )
    execution = desk.begin("x")

    notifications.event(said(execution, 1))
    await asyncio.sleep(0)

    assert sent == []


async def test_a_throttle_does_at_once_what_comes_first_and_once_what_comes_together() -> None:
    done = list[int]()
    throttle = Throttle(60, lambda: done.append(1))

    throttle.ask()
    throttle.ask()
    await asyncio.sleep(0.01)
    throttle.ask()
    throttle.cancel()

    assert done == [1]


def test_events_of_a_run_count_columns_in_the_text_it_was_taken_from() -> None:
    desk = Desk()
    desk.documents.encoding = Encoding.UTF_8
    desk.open("'é'; 'é'; x")
    answers = Answers(desk.documents, desk.results.taken_from)
    execution = desk.begin("x")
    with desk.results.expecting(execution.id, URI, desk.documents.get(URI)):
        places = answers.places(execution)
    desk.replace("'é'; 'é'", "1")

    (event,) = answers.events([Event(execution.id, 1, NOW, EventType.CONSOLE, Console("log", "", URI, 0, 10))], places)

    assert event["payload"]["column"] == 12


def test_an_old_execution_counts_columns_in_its_input() -> None:
    desk = Desk()
    desk.documents.encoding = Encoding.UTF_8
    desk.open("'é'; boom()")
    execution = desk.begin("'é'; boom()")
    desk.close()
    error = ExceptionInfo(
        "Error", "", frames=(frame(Range(Position(0, 5), Position(0, 9))),), thrown=Value("string", "'x'", full="'x'")
    )

    answer = Answers(desk.documents, desk.results.taken_from).execution(
        replace(execution, status=Status.ERROR, error=error)
    )

    assert answer["error"]["frames"][0]["column"] == 6
    assert "full" not in answer["error"]["thrown"]
