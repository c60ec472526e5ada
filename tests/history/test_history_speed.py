"""What the history may cost a run: measured beside a peer in the same loop, since the machine may be busy."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.history.runs import a_run, a_session, an_event, ended, printed
from vm_lsp.execution.model import SessionInfo, Value
from vm_lsp.history import History

VALUE = Value("number", "42", json=42)
TRIES = 30


async def _seconds_for_one_run(history: History, session: SessionInfo, number: int) -> float:
    run = a_run(session, number)
    events = printed(run, 1, 9)
    began = time.perf_counter()
    await history.store.create(run)
    await history.store.add_events(events)
    await history.store.finish(ended(run), [an_event(run, 10, VALUE)])
    return time.perf_counter() - began


async def _seconds_for_three_bare_writes(database: sqlite3.Connection) -> float:
    began = time.perf_counter()
    for _ in range(3):
        await asyncio.to_thread(_write, database)
    return time.perf_counter() - began


def _write(database: sqlite3.Connection) -> None:
    with database:
        database.executemany("INSERT INTO bare VALUES (?, ?)", [(number, "text") for number in range(4)])


async def test_storing_a_run_with_ten_events_costs_little_more_than_three_bare_writes(
    history: History, path: Path
) -> None:
    session = a_session()
    await history.store.save_session(session)
    database = sqlite3.connect(path.with_name("bare.db"), check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute("CREATE TABLE bare (number INTEGER, text TEXT)")
    ours, bare = [], []
    for number in range(1, TRIES + 1):
        ours.append(await _seconds_for_one_run(history, session, number))
        bare.append(await _seconds_for_three_bare_writes(database))
        await asyncio.sleep(0.011)  # as runs come: a moment apart, so that none lingers for the one before
    database.close()

    assert min(ours) < 10 * min(bare), (min(ours), min(bare))


def test_a_new_file_takes_no_migration_run(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from tests.history.runs import history_at\n"
        "from pathlib import Path\n"
        "async def main():\n"
        "    history = history_at(Path(sys.argv[1]))\n"
        "    await history.open()\n"
        "    await history.close()\n"
        "asyncio.run(main())\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "new.db")], check=False, timeout=60)
    assert done.returncode == 0
