"""Measure everything and print one table after the other."""

from __future__ import annotations

import asyncio
import platform
import tempfile
from pathlib import Path

from tests.bench.comparisons import starts, stops, stored_events, warm_runs
from tests.bench.language import loops, rewriting
from tests.bench.table import printed

COMPARISONS = (
    ("A run on a warm session", warm_runs),
    ("Starting", starts),
    ("Stopping", stops),
    ("Output kept in the history", stored_events),
    ("Rewriting long texts", rewriting),
    ("Tight loops at top level", loops),
)


def main() -> None:
    """Run the comparisons one after the other, each in an empty folder."""
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}\n")
    for title, measure in COMPARISONS:
        with tempfile.TemporaryDirectory() as folder:
            print(printed(title, asyncio.run(measure(Path(folder).resolve()))), flush=True)


main()
