"""Another server on the same history, as a process of its own: ``python -m tests.history.other_server URL TASK``.

It says ``ready`` when it has imported everything, begins when it is sent a line, and says what it did.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.history.runs import a_run, a_session, history_at, now, printed, stored
from vm_lsp.execution.model import Status
from vm_lsp.history import History, database  # noqa: F401 - imported before the start, so that all start at once

REPOSITORY = Path(__file__).parents[2]


def start(url: str, task: str) -> subprocess.Popen[str]:
    """Start another server; it waits for `begin`. Every line it says comes on its stdout."""
    command = [sys.executable, "-m", "tests.history.other_server", url, task]
    other = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert said(other) == "ready"
    return other


def begin(other: subprocess.Popen[str]) -> None:
    """Let it begin."""
    assert other.stdin is not None
    other.stdin.write("begin\n")
    other.stdin.flush()


def said(other: subprocess.Popen[str]) -> str:
    """Return its next line."""
    assert other.stdout is not None
    return other.stdout.readline().strip()


def kill(other: subprocess.Popen[str]) -> None:
    """Kill it as the system does when memory runs out, and wait until it is gone."""
    other.kill()
    other.communicate(timeout=10)


async def store(history: History) -> None:
    """Store 200 runs, all at once."""
    await stored(history, a_session(), *(f"{number}" for number in range(1, 201)))


async def work_until_killed(history: History) -> None:
    """Have one run going that prints for ever, and one in the queue."""
    session = a_session()
    await history.store.save_session(session)
    run = a_run(session, 1, "endless")
    await history.store.create(run)
    await history.store.create(replace(a_run(session, 2, "queued"), status=Status.QUEUED, started_at=None))
    await history.store.add_events(printed(run, 1, 20))
    print(run.id, now().isoformat(), flush=True)
    for seq in range(21, 1_000_000, 20):
        await history.store.add_events(printed(run, seq, 20))


TASKS = {"store": store, "work_until_killed": work_until_killed}


async def main(url: str, task: str) -> None:
    history = history_at(url)
    print("ready", flush=True)
    sys.stdin.readline()
    await history.open()
    await TASKS[task](history)
    await history.close()
    print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
