"""Watching a run from outside: wall clock, CPU time and memory of the process that runs it.

Nothing inside the engine can stop a native loop, so the server measures and kills (see `process`). Measured with psutil
every 50 ms while a run lasts; the engine's own memory limit and the system's limits in the worker are for the rest.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import psutil

from vm_lsp.execution.model import Ending
from vm_lsp.settings import Limits

EVERY_S = 0.05
MB = 2**20
# Memory that is not the script's: the engine's heap has its exact limit inside, this one catches what goes round it.
SLACK_MB = 96


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken limit: how the run ends, and which limit it was where there are several."""

    ending: Ending
    limit: str = ""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a process has taken since it began: milliseconds and bytes."""

    cpu_ms: float
    rss: int


class Meter:
    """What a run takes of the clock, the processor and memory, from when it is made.

    Where the process can't be measured (any more; None: it never could), what was seen last stays.
    """

    def __init__(self, process: psutil.Process | None) -> None:
        self._process = process
        self._started = time.monotonic()
        self._seen = self._at_first = self._taken(_Taken(0.0, 0))

    @property
    def wall_ms(self) -> float:
        """Milliseconds since the run began."""
        return (time.monotonic() - self._started) * 1000

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU time since then, as of the last look."""
        return self._seen.cpu_ms - self._at_first.cpu_ms

    def breach(self, limits: Limits) -> Breach | None:
        """Look, and return which limit is broken, if any."""
        self._seen = self._taken(self._seen)
        if self.cpu_ms >= limits.cpu_ms:
            return Breach(Ending.TIME_LIMIT, f"{limits.cpu_ms} ms of CPU time (setting limits.cpuMs)")
        if self.wall_ms >= limits.wall_ms:
            return Breach(Ending.TIME_LIMIT, f"{limits.wall_ms} ms in all (setting limits.wallMs)")
        grown = self._seen.rss - self._at_first.rss
        return Breach(Ending.MEMORY_LIMIT) if grown > (limits.mem_mb + SLACK_MB) * MB else None

    def _taken(self, before: _Taken) -> _Taken:
        """Measure the process; what was seen `before` where that is not possible."""
        if self._process is None:
            return before
        try:
            times = self._process.cpu_times()
            return _Taken((times.user + times.system) * 1000, self._process.memory_info().rss)
        except psutil.Error:
            return before


async def first_breach(meter: Meter, limits: Limits) -> Breach:
    """Wait until a limit is broken, and return which."""
    while True:
        await asyncio.sleep(min(EVERY_S, max(0.0, (limits.wall_ms - meter.wall_ms) / 1000)))
        if (breach := meter.breach(limits)) is not None:
            return breach


class OutputBudget:
    """Counts events and bytes of console and statement events against `maxEvents` and `maxOutputKb`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.events = 0
        self.bytes = 0

    def spend(self, text: str) -> bool:
        """Count one event with `text`; return whether it still fits."""
        self.events += 1
        self.bytes += len(text.encode("utf-8", "replace"))
        return self.events <= self._limits.max_events and self.bytes <= self._limits.max_output_kb * 1024
