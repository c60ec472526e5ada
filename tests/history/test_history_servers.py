"""Several servers on one file at once: editor windows open together and write together."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.history.other_server import begin, said, start
from tests.history.runs import a_session, history_at, sqlite, stored
from vm_lsp.execution.store import HistoryQuery


def _together(path: Path, servers: int) -> list[str]:
    others = [start(path, "store") for _ in range(servers)]
    for other in others:
        begin(other)
    answers = [said(other) for other in others]
    for other in others:
        other.communicate(timeout=10)
    return answers


async def test_three_processes_on_a_new_file_store_two_hundred_runs_each(path: Path) -> None:
    answers = await asyncio.to_thread(_together, path, 3)
    history = history_at(path)
    await history.open()
    await history.close()

    assert answers == ["done"] * 3
    with sqlite(path) as database:
        assert database.execute("SELECT count(*) FROM execution WHERE status = 'ok'").fetchone() == (600,)
        assert database.execute("SELECT count(*) FROM execution_event").fetchone() == (600,)
        assert database.execute("SELECT execution_count FROM session").fetchall() == [(200,)] * 3
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_eight_servers_open_a_new_file_at_once_and_all_can_write(path: Path) -> None:
    servers = [history_at(path) for _ in range(8)]
    await asyncio.gather(*(server.open() for server in servers))
    runs = await asyncio.gather(*(stored(server, a_session(), "1") for server in servers))
    seen = [await server.reader.list(HistoryQuery()) for server in servers]
    await asyncio.gather(*(server.close() for server in servers))

    assert {len(page.items) for page in seen} == {8}
    assert {run.id for [run] in runs} == {run.id for run in seen[0].items}


async def test_what_one_server_stored_another_reads_at_once(path: Path) -> None:
    writing, reading = history_at(path), history_at(path)
    await reading.open()
    [run] = await stored(writing, a_session(), "fresh")
    read = await reading.reader.get(run.id)
    await writing.close()
    await reading.close()

    assert read == run
