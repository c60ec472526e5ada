"""The writer's batches: what somebody waits for goes at once, mere events wait a moment for company."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from tests.history.runs import a_run, a_session, ended, printed
from vm_lsp.execution.model import Event, Execution
from vm_lsp.history.changes import (
    AddEvents,
    Change,
    CreateExecution,
    FinishExecution,
    UpdateExecution,
    Write,
    coalesced,
)
from vm_lsp.history.inbox import BATCH_ROWS, TRANSACTION_ROWS, Inbox, Job

LINGER = 0.2
RUN = a_run(a_session())


@pytest.fixture(autouse=True)
def _a_long_linger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vm_lsp.history.inbox.LINGER", LINGER)


def _events(first: int, count: int) -> AddEvents:
    return AddEvents(tuple(replace(event, ts=RUN.queued_at) for event in printed(RUN, first, count)))


def _filled(*changes: Change) -> Inbox:
    inbox = Inbox()
    for change in changes:
        assert inbox.put(Job(change, None))
    return inbox


def _taken(inbox: Inbox, patience: float = 5) -> list[Change] | None:
    batch = inbox.take(patience)
    return None if batch is None else [job.change for job in batch]


def _lingering() -> Inbox:
    """Return an inbox that has just handed out events, so that the next ones have to linger."""
    inbox = _filled(_events(1, 1))
    inbox.take()
    return inbox


def test_what_is_there_is_handed_out_together_and_in_order() -> None:
    changes = [CreateExecution(RUN, None), _events(1, 2), UpdateExecution(RUN)]

    assert _taken(_filled(*changes)) == changes


def test_the_first_events_go_at_once_and_the_next_ones_linger() -> None:
    inbox = _filled(_events(1, 1))
    began = time.monotonic()
    first = _taken(inbox, 0)
    inbox.put(Job(_events(2, 1), None))
    too_early = _taken(inbox, 0)
    inbox.put(Job(_events(3, 1), None))
    together = _taken(inbox)

    assert (first, too_early, together) == ([_events(1, 1)], [], [_events(2, 1), _events(3, 1)])
    assert time.monotonic() - began >= LINGER


def test_an_ending_takes_the_lingering_events_along() -> None:
    inbox = _lingering()
    changes = [_events(2, 1), FinishExecution(ended(RUN), ())]
    for change in changes:
        inbox.put(Job(change, None))

    assert [job.change for job in inbox.take(0) or []] == changes


def test_enough_rows_go_at_once() -> None:
    inbox = _lingering()
    inbox.put(Job(_events(2, BATCH_ROWS), None))

    assert len(inbox.take(0) or []) == 1


def test_a_transaction_has_a_size_but_a_change_is_never_split() -> None:
    inbox = _filled(_events(1, 3 * TRANSACTION_ROWS), _events(1, TRANSACTION_ROWS - 1), _events(1, 1), _events(1, 1))

    assert [len(inbox.take() or []) for _ in range(3)] == [1, 2, 1]


def test_who_waits_for_a_batch_is_woken_by_it() -> None:
    inbox = Inbox()
    taken: list[list[Change] | None] = []
    waiting = threading.Thread(target=lambda: taken.append(_taken(inbox, 10)))
    waiting.start()
    inbox.put(Job(UpdateExecution(RUN), None))
    waiting.join(5)

    assert taken == [[UpdateExecution(RUN)]]


def test_patience_ends() -> None:
    assert Inbox().take(0.01) == []


def test_a_closed_inbox_hands_out_what_it_has_and_takes_nothing_more() -> None:
    inbox = _lingering()
    inbox.put(Job(_events(2, 1), None))
    inbox.close()

    assert not inbox.put(Job(_events(3, 1), None))
    assert _taken(inbox) == [_events(2, 1)]
    assert inbox.take() is None


def test_neighbouring_events_become_one_insert_and_nothing_else_changes_places() -> None:
    def seqs(change: Write) -> list[int]:
        return [event.seq for event in change.events] if isinstance(change, AddEvents) else []

    def one(seq: int) -> AddEvents:
        event: Event = printed(RUN, seq, 1)[0]
        return AddEvents((event,))

    over: Execution = ended(RUN)
    changes = [one(1), one(2), UpdateExecution(RUN), UpdateExecution(over), one(3), FinishExecution(over, ()), one(4)]
    merged = list(coalesced(changes))

    assert [type(change) for change in merged] == [
        *(AddEvents, UpdateExecution, UpdateExecution, AddEvents, FinishExecution, AddEvents)
    ]
    assert [seqs(change) for change in merged if isinstance(change, AddEvents)] == [[1, 2], [3], [4]]
