"""The database of every released schema is kept here and can be read for ever.

`released/NNNN.db.xz` is a history as that release wrote it: two sessions in one workspace, scratch runs, every status,
console text with odd characters, errors with causes, values of many kinds, one pinned run.
"""

from __future__ import annotations

import lzma
from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.runs import a_run, a_session, ended, history_at, sqlite
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import schema

RELEASED = Path(__file__).parent / "released"
CART = "file:///home/dev/shop/src/cart.js"

every_release = pytest.mark.parametrize("release", sorted(file.name[:4] for file in RELEASED.glob("*.db.xz")))


@pytest.fixture
def released(path: Path, release: str) -> Path:
    path.parent.mkdir()
    path.write_bytes(lzma.decompress((RELEASED / f"{release}.db.xz").read_bytes()))
    return path


def test_there_is_one_of_every_schema_but_the_newest() -> None:
    assert [f"{release}.db.xz" for release in schema.REVISIONS[:-1]] == sorted(file.name for file in RELEASED.iterdir())


@every_release
async def test_a_released_database_keeps_all_it_had(released: Path) -> None:
    with sqlite(released) as database:
        rows = database.execute("SELECT id, input, status, event_count FROM execution ORDER BY ordinal").fetchall()
    history = history_at(released)
    found = (await history.reader.list(HistoryQuery(limit=500, oldest_first=True))).items
    events = {run.id: await history.reader.events(run.id) for run in found}
    await history.close()

    assert [(run.id, run.input, run.status, run.metrics.event_count) for run in found] == rows
    assert [len(events[run.id]) for run in found] == [count for *_, count in rows]


@every_release
async def test_a_released_database_is_searched_as_one_of_today(released: Path) -> None:
    history = history_at(released)
    found = {
        words: len((await history.reader.list(HistoryQuery(search=words))).items)
        for words in ("zürich", "out stock", "vat", "nothing_like_it")
    }
    here = (await history.reader.list(HistoryQuery(uri=CART))).items
    await history.close()

    assert found == {"zürich": 2, "out stock": 1, "vat": 1, "nothing_like_it": 0}
    assert len(here) == 10


@every_release
async def test_a_line_of_a_released_database_has_a_past(released: Path) -> None:
    history = history_at(released)
    past = await history.reader.past(CART, "total*1.2")
    await history.close()

    assert [value.preview for value in past] == ["27.599999999999998", "6", "6"]


@every_release
async def test_a_released_database_is_written_to(released: Path) -> None:
    history = history_at(released)
    session = a_session()
    await history.store.save_session(session)
    run = replace(a_run(session), user="ada", host="lab")
    await history.store.create(run)
    await history.store.finish(ended(run), [])
    read = await history.reader.get(run.id)
    await history.close()

    assert (read.user, read.host) == ("ada", "lab")
    with sqlite(released) as database:
        assert database.execute("SELECT count(*) FROM execution WHERE document_id IS NULL").fetchone() == (0,)
        assert database.execute("SELECT count(*), sum(console_count) FROM execution WHERE pinned").fetchone() == (1, 0)
        assert database.execute("SELECT min(stored_bytes) FROM execution").fetchone()[0] > 0
