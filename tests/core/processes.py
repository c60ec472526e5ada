"""Taking hold of the processes a core has started, and ending them the hard way."""

from __future__ import annotations

import contextlib
import time

import psutil


def kill(process: psutil.Process) -> None:
    """Kill one, which may be gone already."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()


def family() -> list[psutil.Process]:
    """Every process below the tests' own that runs JavaScript: all but the wardens, which lead their groups."""
    return [child for warden in psutil.Process().children() for child in warden.children(recursive=True)]


def family_of(count: int, without: psutil.Process | None = None) -> list[psutil.Process]:
    """Wait, blocking, until that many live, not counting the one that is `without`."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        living = [one for one in family() if one != without and one.status() != psutil.STATUS_ZOMBIE]
        if len(living) >= count:
            return living
    raise TimeoutError(f"there are no {count} processes")


def kill_all_at_once(processes: list[psutil.Process]) -> None:
    """Kill them such that none sees another one die."""
    for process in processes:
        process.suspend()
    for process in processes:
        kill(process)
