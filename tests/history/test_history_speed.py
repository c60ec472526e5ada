"""What the history may cost a run. The best of several tries, since the machine may be busy with other things."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from tests.history.runs import a_run, a_session, an_event, ended, history_at, printed, stored
from vm_lsp.execution.model import SessionInfo, Value
from vm_lsp.history import History

VALUE = Value("number", "42", json=42)


async def _seconds_for_one_run(history: History, session: SessionInfo, number: int) -> float:
    run = a_run(session, number)
    events = printed(run, 1, 9)
    began = time.perf_counter()
    await history.store.create(run)
    await history.store.add_events(events)
    await history.store.finish(ended(run), [an_event(run, 10, VALUE)])
    return time.perf_counter() - began


async def test_a_run_with_ten_events_is_stored_within_three_milliseconds(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    took = []
    for number in range(1, 31):
        took.append(await _seconds_for_one_run(history, session, number))
        await asyncio.sleep(0.011)  # as runs come: a moment apart, so that none lingers for the one before

    assert min(took) < 0.003


async def test_twenty_thousand_events_a_second_are_stored_in_batches(history: History) -> None:
    session = a_session()
    await history.store.save_session(session)
    rates = []
    for number in range(1, 4):
        run = a_run(session, number)
        await history.store.create(run)
        batches = [printed(run, first, 50) for first in range(1, 5001, 50)]
        began = time.perf_counter()
        await asyncio.gather(*(history.store.add_events(batch) for batch in batches))
        rates.append(5000 / (time.perf_counter() - began))

    assert max(rates) > 20_000


async def test_opening_a_database_takes_no_time(path: Path) -> None:
    first = history_at(path)
    await stored(first, a_session(), "1")
    await first.close()
    took = []
    for _ in range(5):
        history = history_at(path)
        began = time.perf_counter()
        await history.open()
        took.append(time.perf_counter() - began)
        await history.close()

    assert min(took) < 0.05


async def test_a_new_file_takes_no_migration_run(tmp_path: Path) -> None:
    took = []
    for number in range(3):
        history = history_at(tmp_path / f"{number}.db")
        began = time.perf_counter()
        await history.open()
        took.append(time.perf_counter() - began)
        await history.close()

    assert min(took) < 0.1
