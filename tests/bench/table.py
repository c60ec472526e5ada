"""Samples, and how they are printed."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field


@dataclass
class Row:
    """One thing measured: samples in milliseconds, or in `unit`."""

    name: str
    unit: str = "ms"
    samples: list[float] = field(default_factory=list)

    async def time(self, work: Awaitable[object]) -> None:
        """Add how long `work` takes."""
        begun = time.perf_counter()
        await work
        self.samples.append((time.perf_counter() - begun) * 1000)


def printed(title: str, rows: Sequence[Row]) -> str:
    """Return the rows of one comparison as lines: median and 99th percentile, and how many samples."""
    lines = [f"{title:<58}{'median':>12}{'p99':>12}{'n':>7}"]
    for row in rows:
        middle, high = statistics.median(row.samples), percentile(row.samples, 0.99)
        lines.append(f"  {row.name:<56}{_number(middle, row.unit)}{_number(high, row.unit)}{len(row.samples):>7}")
    return "\n".join(lines) + "\n"


def percentile(samples: Sequence[float], part: float) -> float:
    """Return the smallest sample that at least `part` of all do not exceed (nearest rank)."""
    return sorted(samples)[max(0, math.ceil(part * len(samples)) - 1)]


def _number(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return f"{number + ' ' + unit:>12}"
