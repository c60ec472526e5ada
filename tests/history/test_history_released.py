"""The database of every released schema is kept here and can be read for ever.

`released/NNNN.db.xz` is a history as that release wrote it: two sessions in one workspace, scratch runs, every status,
console text with odd characters, errors with causes, values of many kinds, one pinned run.
"""

from __future__ import annotations

import lzma
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.history.migrating import kill, said, start
from tests.history.places import Place, SqlitePlace
from tests.history.runs import a_run, a_session, ended, history_at, sqlite
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import schema
from vm_lsp.history.engine import connect, parse_url

RELEASED = Path(__file__).parent / "released"
CART = "file:///home/dev/shop/src/cart.js"

every_release = pytest.mark.parametrize("release", sorted(file.name[:4] for file in RELEASED.glob("*.db.xz")))


TABLES = ("server", "template", "session", "execution", "execution_event", "execution_search")


@pytest.fixture
def released(where: Place, release: str, tmp_path: Path) -> Place:
    """The history of a release: its file, or on PostgreSQL the rows of the file in the schema of that release."""
    file = tmp_path / "released.db"
    file.write_bytes(lzma.decompress((RELEASED / f"{release}.db.xz").read_bytes()))
    if isinstance(where, SqlitePlace):
        return SqlitePlace(file)
    engine = connect(parse_url(where.url))
    schema.upgrade(engine, release)
    with sqlite(file) as old, engine.begin() as new:
        for table in TABLES:
            _copy(old, new, table)
    engine.dispose()
    return where


def _copy(old: sqlite3.Connection, new: Connection, table: str) -> None:
    """Copy the rows of a table; SQLite has numbers where PostgreSQL has truths."""
    described = new.execute(
        text("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = :table"),
        {"table": table},
    )
    kinds: dict[str, str] = {row[0]: row[1] for row in described}
    rows = old.execute(f"SELECT {', '.join(kinds)} FROM {table}").fetchall()
    values = ", ".join(f"CAST(CAST(:{name} AS TEXT) AS {kind})" for name, kind in kinds.items())
    insert = text(f"INSERT INTO {table} ({', '.join(kinds)}) VALUES ({values})")
    new.execute(insert, [dict(zip(kinds, map(_text, row), strict=True)) for row in rows])
    if "ordinal" in kinds and table == "execution":
        new.execute(text("SELECT setval(pg_get_serial_sequence('execution', 'ordinal'), max(ordinal)) FROM execution"))


def _text(value: object) -> str | None:
    return None if value is None else str(value).replace("\0", "\ufffd")  # which its text can't hold


def test_there_is_one_of_every_schema_but_the_newest() -> None:
    assert [f"{release}.db.xz" for release in schema.REVISIONS[:-1]] == sorted(file.name for file in RELEASED.iterdir())


@every_release
async def test_a_released_database_keeps_all_it_had(released: Place) -> None:
    rows = released.ask("SELECT id, input, status, event_count FROM execution ORDER BY ordinal")
    history = history_at(released.url)
    found = (await history.reader.list(HistoryQuery(limit=500, oldest_first=True))).items
    events = {run.id: await history.reader.events(run.id) for run in found}
    await history.close()

    assert [(run.id, run.input, run.status, run.metrics.event_count) for run in found] == rows
    assert [len(events[run.id]) for run in found] == [count for *_, count in rows]
    assert sum(run.pinned for run in found) == 1


@every_release
async def test_a_released_database_is_searched_as_one_of_today(released: Place) -> None:
    history = history_at(released.url)
    found = {
        words: len((await history.reader.list(HistoryQuery(search=words))).items)
        for words in ("zürich", "out stock", "vat", "nothing_like_it")
    }
    here = (await history.reader.list(HistoryQuery(uri=CART))).items
    await history.close()

    assert found == {"zürich": 2, "out stock": 1, "vat": 1, "nothing_like_it": 0}
    assert len(here) == 10


@every_release
async def test_a_line_of_a_released_database_has_a_past(released: Place) -> None:
    history = history_at(released.url)
    past = await history.reader.past(CART, "total*1.2")
    await history.close()

    assert [value.preview for value in past] == ["27.599999999999998", "6", "6"]


@every_release
async def test_a_released_database_is_written_to(released: Place) -> None:
    history = history_at(released.url)
    session = a_session()
    await history.store.save_session(session)
    run = replace(a_run(session), user="ada", host="lab")
    await history.store.create(run)
    await history.store.finish(ended(run), [])
    read = await history.reader.get(run.id)
    await history.close()

    assert (read.user, read.host) == ("ada", "lab")
    assert released.ask("SELECT count(*) FROM execution WHERE document_id IS NULL") == [(0,)]
    assert released.ask("SELECT count(*), sum(console_count) FROM execution WHERE pinned") == [(1, 0)]
    assert released.ask("SELECT min(stored_bytes) FROM execution")[0][0] > 0


MOMENTS = (
    "CREATE TABLE document",
    "UPDATE execution SET document_id",
    "DROP INDEX",
    "UPDATE alembic_version",
    "INSERT INTO execution_statement",
    "COMMIT",
)


@every_release
@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_migration_killed_at_any_moment_has_done_nothing_and_is_done_again(
    released: Place, moment: str, release: str
) -> None:
    before = released.ask("SELECT id, input, status, event_count FROM execution ORDER BY ordinal")
    migrating = start(released.url, moment)
    try:
        told = said(migrating)
    finally:
        kill(migrating)
    assert told == "there"
    assert released.ask("SELECT version_num FROM alembic_version") == [(release,)]
    assert released.ask("SELECT id, input, status, event_count FROM execution ORDER BY ordinal") == before

    history = history_at(released.url)
    found = (await history.reader.list(HistoryQuery(limit=500, oldest_first=True))).items
    searched = (await history.reader.list(HistoryQuery(search="zürich"))).items
    await history.close()

    assert [(run.id, run.input, run.status, run.metrics.event_count) for run in found] == before
    assert len(searched) == 2
    assert released.ask("SELECT version_num FROM alembic_version") == [(schema.HEAD,)]
    assert released.ask("SELECT count(*) FROM execution WHERE document_id IS NULL") == [(0,)]
