"""A history of a million executions: how long its questions take, and what storing another one costs.

    python -m tests.bench.history [executions]

Made once and kept below ``.cache/bench`` (a quarter of an hour and 2.4 GB); a copy is what is written to.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

from tests.bench.history_data import fill
from tests.bench.table import Row, percentile, printed
from tests.history.runs import a_run, a_session, an_event, ended, history_at, statement
from tests.history.runs import printed as output
from vm_lsp.browsing.pages import page_at
from vm_lsp.execution.store import HistoryQuery

CACHE = Path(__file__).parents[2] / ".cache" / "bench"
SOUGHT_MS = 50.0
WORDS = ("price", "pri", "total", "render price", '"prices map"', "=>", "12345", "zzz", "const pric", "-price")
FILTERS = (
    "file:render1.js",
    "file:src/user",
    "line:4",
    "kind:startup",
    "status:error",
    "-status:ok",
    "since:300d",
    "until:2026-06-01",
    "session:0000",
    "has:console",
    "has:pin",
    "slower:5s",
    "value:invoice",
    "error:defined",
)
ROUNDS = 3


async def main(executions: int) -> None:
    """Print the three tables, and say whether each question is answered in time."""
    kept = CACHE / f"history-{executions}.db"
    if not kept.exists():
        print(f"Making {kept.name} …", flush=True)
        making = kept.with_suffix(".making")
        making.unlink(missing_ok=True)
        fill(making, executions)
        making.rename(kept)
    print(printed("Starting the history", await starts(kept)), flush=True)
    rows = await questions(kept)
    print(printed(f"Questions to {executions:,} executions", rows), flush=True)
    for row in rows:
        high = percentile(row.samples, 0.95)
        print(f"  {row.name}: p95 {high:.1f} ms ({'within' if high <= SOUGHT_MS else 'over'} {SOUGHT_MS:.0f} ms)")
    print(printed("\nA document of 1,000 runs", await browsing(kept)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(printed("\nStoring one execution with ten events", await storing(kept, Path(folder))), flush=True)


async def starts(kept: Path) -> list[Row]:
    """Compare opening a new file with opening the big one."""
    empty, big = Row("a new file"), Row("the big one")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(7):
            for row, path in ((empty, Path(folder) / f"{number}.db"), (big, kept)):
                history = history_at(path)
                await row.time(history.open())
                await history.close()
    return [empty, big]


async def questions(kept: Path) -> list[Row]:
    """Ask for pages: of everything, by words, by filters, by pairs of them, and one page after the other."""
    history = history_at(kept)
    await history.open()
    kinds = {
        "list": ("",),
        "words": WORDS,
        "one filter": FILTERS,
        "two filters": tuple(" ".join(pair) for pair in combinations(FILTERS, 2)),
        "a word and a filter": tuple(f"{word} {one}" for word in WORDS[:3] for one in FILTERS),
    }
    rows = []
    for name, searches in kinds.items():
        row = Row(name)
        for search in searches:
            for _ in range(ROUNDS):
                await row.time(history.reader.list(HistoryQuery(search=search)))
        rows.append(row)
    paging, cursor = Row("the next page"), None
    for _ in range(20):
        begun = time.perf_counter()
        cursor = (await history.reader.list(HistoryQuery(search="status:ok", cursor=cursor))).next_cursor
        paging.samples.append((time.perf_counter() - begun) * 1000)
    await history.close()
    return [*rows, paging]


async def browsing(kept: Path) -> list[Row]:
    """Make the document that lists 1,000 runs (200 ms are sought), and that of one run."""
    history = history_at(kept)
    await history.open()
    many, one = Row("1,000 runs"), Row("one run")
    [newest] = (await history.reader.list(HistoryQuery(limit=1))).items
    for _ in range(20):
        await many.time(page_at(history.reader, HistoryQuery(limit=1000)))
        await one.time(page_at(history.reader, newest.id))
    await history.close()
    return [many, one]


async def storing(kept: Path, folder: Path, runs: int = 200) -> list[Row]:
    """Compare storing into an empty history with storing into a copy of the big one."""
    rows = []
    copy = folder / "big.db"
    await asyncio.to_thread(shutil.copyfile, kept, copy)
    for name, path in (("an empty history", folder / "empty.db"), ("the big one", copy)):
        history, row, session = history_at(path), Row(name), a_session()
        await history.open()
        await history.store.save_session(session)
        for number in range(1, runs):
            run = a_run(session, number, f"const total{number} = items.map((x) => x.price * {number});")
            events, over = output(run, 1, 9, "total price 42"), ended(run)
            begun = time.perf_counter()
            await history.store.create(run)
            await history.store.add_events(events)
            last = an_event(run, 10, over.result) if over.result else events[-1]
            await history.store.finish(over, [last], [statement(run.input, 0)])
            row.samples.append((time.perf_counter() - begun) * 1000)
            await asyncio.sleep(0.011)  # as runs come: a moment apart, so that none lingers for the one before
        await history.close()
        rows.append(row)
    return rows


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
