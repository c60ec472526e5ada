"""An older server and a newer schema: a clear refusal, and nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.history.places import Place
from tests.history.runs import a_run, a_session, an_event, ended, history_at, sqlite, stored
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.keeping import Deletion
from vm_lsp.execution.model import Value
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import schema

NEWER = "written by a newer vm-lsp (schema 9999, this one knows " + schema.HEAD


def _upgrade(where: Place) -> None:
    """Do what a newer version may: a column that every row has to have, and its stamp."""
    where.ask("ALTER TABLE execution ADD COLUMN mood TEXT NOT NULL DEFAULT 'unknown'")
    where.ask("UPDATE alembic_version SET version_num = '9999'")


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


async def test_an_older_server_changes_not_a_byte(where: Place, path: Path) -> None:
    first = history_at(where.url)
    await stored(first, a_session(), "1")
    await first.close()
    _upgrade(where)
    with sqlite(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = _bytes(path)

    older = history_at(where.url)
    for attempt in (
        older.open,
        lambda: older.reader.list(HistoryQuery()),
        lambda: older.store.save_session(a_session()),
    ):
        with pytest.raises(PersistenceError) as refused:
            await attempt()
        assert NEWER in refused.value.message
    await older.close()

    assert _bytes(path) == before


async def test_a_server_that_runs_while_a_newer_one_upgrades_writes_nothing_more(where: Place) -> None:
    older = history_at(where.url)
    session = a_session()
    [run] = await stored(older, session, "1")
    going = a_run(session, 2)
    await older.store.create(going)
    _upgrade(where)
    tables = ("execution", "execution_event", "session", "server", "document")
    before = {table: where.ask(f"SELECT * FROM {table}") for table in tables}

    for write in (
        older.store.create(a_run(session, 3)),
        older.store.add_events([an_event(going, 1, Value("number", "1"))]),
        older.store.finish(ended(going), [an_event(going, 1, Value("number", "1"))]),
        older.store.save_session(session),
        older.keeper.delete(Deletion(execution_id=run.id)),
    ):
        with pytest.raises(PersistenceError) as refused:
            await write
        assert NEWER in refused.value.message
    older.store.abandon(going.id, True)
    await older.close()

    assert {table: where.ask(f"SELECT * FROM {table}") for table in tables} == before


async def test_a_read_that_fails_for_a_newer_schema_says_so(where: Place) -> None:
    older = history_at(where.url)
    await stored(older, a_session(), "1")
    where.ask("ALTER TABLE execution_statement RENAME TO execution_piece")
    where.ask("ALTER TABLE execution RENAME COLUMN input TO code")
    where.ask("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(PersistenceError) as refused:
        await older.reader.list(HistoryQuery())
    await older.close()

    assert NEWER in refused.value.message
