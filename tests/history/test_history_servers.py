"""Several servers on one database at once: editor windows open together and write together."""

from __future__ import annotations

import asyncio

from tests.history.other_server import begin, said, start
from tests.history.places import Place, SqlitePlace
from tests.history.runs import a_session, history_at, stored
from vm_lsp.execution.store import HistoryQuery


def _together(url: str, servers: int) -> list[str]:
    others = [start(url, "store") for _ in range(servers)]
    for other in others:
        begin(other)
    answers = [said(other) for other in others]
    for other in others:
        other.communicate(timeout=10)
    return answers


async def test_three_processes_on_a_new_database_store_two_hundred_runs_each(where: Place) -> None:
    answers = await asyncio.to_thread(_together, where.url, 3)
    history = history_at(where.url)
    await history.open()
    await history.close()

    assert answers == ["done"] * 3
    assert where.ask("SELECT count(*) FROM execution WHERE status = 'ok'") == [(600,)]
    assert where.ask("SELECT count(*) FROM execution_event") == [(600,)]
    assert where.ask("SELECT execution_count FROM session") == [(200,)] * 3
    if isinstance(where, SqlitePlace):
        assert where.ask("PRAGMA integrity_check") == [("ok",)]


async def test_eight_servers_open_a_new_database_at_once_and_all_can_write(where: Place) -> None:
    servers = [history_at(where.url) for _ in range(8)]
    await asyncio.gather(*(server.open() for server in servers))
    runs = await asyncio.gather(*(stored(server, a_session(), "1") for server in servers))
    seen = [await server.reader.list(HistoryQuery()) for server in servers]
    await asyncio.gather(*(server.close() for server in servers))

    assert {len(page.items) for page in seen} == {8}
    assert {run.id for [run] in runs} == {run.id for run in seen[0].items}


async def test_what_one_server_stored_another_reads_at_once(where: Place) -> None:
    writing, reading = history_at(where.url), history_at(where.url)
    await reading.open()
    [run] = await stored(writing, a_session(), "fresh")
    read = await reading.reader.get(run.id)
    await writing.close()
    await reading.close()

    assert read == run
