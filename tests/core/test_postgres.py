"""A run whose history is on PostgreSQL: what is lost with the connection is rolled back, and the session goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.core.bench import Bench
from tests.history.places import PostgresPlace, needs_postgres
from vm_lsp.core import sql_history
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.model import Status
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.settings import Settings

if TYPE_CHECKING:
    from tests.postgres.cluster import Cluster

pytestmark = needs_postgres


@pytest.fixture
def lost(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster, started again at the end whatever a test did to it."""
    yield cluster
    cluster.start_again()


@pytest.fixture
async def shared(tmp_path: Path, postgres: PostgresPlace) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path, Settings(), database_url=postgres.url, make_history=sql_history)
    await bench.core.open()
    yield bench
    await bench.core.close()


async def test_a_connection_lost_in_mid_run_fails_it_rolls_it_back_and_the_next_run_works(
    shared: Bench, lost: Cluster
) -> None:
    await shared.run("let n = 1")
    running = await shared.begin_and_print("n = 2; setInterval(() => console.log('on'), 5)")
    lost.stop()
    with pytest.raises(PersistenceError) as failed:
        await running
    lost.start_again()
    value = await shared.preview("n")
    states = [run.status for run in (await shared.core.history.list(HistoryQuery())).items]

    assert "rolled back" in failed.value.message
    assert value == "1"
    assert states == [Status.OK, Status.CANCELLED, Status.OK]
