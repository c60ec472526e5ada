"""Backups: whole, checked, for their owner only, made while others write; and who may read the history itself."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.history.places import PostgresPlace
from tests.history.runs import a_run, a_session, an_event, ended, history_at, stored
from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Value
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, backup
from vm_lsp.history.backup import dump_command
from vm_lsp.settings import History as Settings


@pytest.fixture
async def filed(path: Path) -> AsyncIterator[History]:
    history = history_at(path)
    yield history
    await history.close()


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _make_readable(path: Path) -> None:
    path.parent.mkdir()
    path.touch(mode=0o644)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_backup_is_a_history_of_its_own(filed: History, tmp_path: Path) -> None:
    runs = await stored(filed, a_session(), "1", "2", "needle")
    (tmp_path / "backups").mkdir()
    target = tmp_path / "backups" / "copy.db"

    made = await filed.keeper.backup(target)
    await filed.store.save_session(a_session())
    names, mode = _names(tmp_path / "backups"), _mode(target)
    copy = history_at(target)
    found = (await copy.reader.list(HistoryQuery(oldest_first=True))).items
    searched = (await copy.reader.list(HistoryQuery(search="needle"))).items
    await copy.close()

    assert (made.path, made.executions, made.size) == (str(target), 3, made.size)
    assert (names, mode) == (["copy.db"], 0o600)
    assert list(found) == runs
    assert list(searched) == runs[2:]


async def test_a_backup_is_made_of_one_moment_while_runs_are_stored(
    filed: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 1)
    session = a_session()
    await stored(filed, session, *("x" * 5000 for _ in range(200)))
    copying = asyncio.create_task(filed.keeper.backup(tmp_path / "copy.db"))
    number = 200
    while not copying.done():
        number += 1
        run = a_run(session, number, "meanwhile")
        await filed.store.create(run)
        await filed.store.finish(ended(run), [an_event(run, 1, Value("number", "1"))])
    made = await copying

    assert 200 <= made.executions < number
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM execution").fetchone() == (made.executions,)
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_backup_overwrites_nothing_and_leaves_nothing_where_it_fails(
    filed: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stored(filed, a_session(), "1")
    (tmp_path / "taken").write_text("precious")
    (tmp_path / "free").mkdir()
    for target, words in (
        (tmp_path / "taken", "overwrites nothing"),
        (tmp_path / "no" / "folder", "could not be written"),
    ):
        with pytest.raises(ValidationError, match=words):
            await filed.keeper.backup(target)
    monkeypatch.setattr(backup, "_EXECUTIONS", "SELECT abs(random())")
    with pytest.raises(ValidationError, match="not sound"):
        await filed.keeper.backup(tmp_path / "free" / "copy.db")

    assert (tmp_path / "taken").read_text() == "precious"
    assert _names(tmp_path / "free") == []


async def test_a_history_in_memory_has_nothing_to_back_up(tmp_path: Path) -> None:
    private = History(Settings(enabled=False), None, lambda _: None)
    with pytest.raises(ValidationError, match="in memory only"):
        await private.keeper.backup(tmp_path / "copy.db")
    await private.close()
    assert _names(tmp_path) == []


def test_the_command_for_postgresql_has_no_password() -> None:
    url = make_url("postgresql+psycopg://ada:s3cret@db.lab:5433/runs?sslmode=require&password=s3cret")
    assert dump_command(url, Path("/tmp/my copy")) == (
        "pg_dump --format=custom --file='/tmp/my copy' --dbname='postgresql://ada@db.lab:5433/runs?sslmode=require'"
    )


async def test_postgresql_makes_its_own_backups(where: PostgresPlace, tmp_path: Path) -> None:
    if not isinstance(where, PostgresPlace):
        pytest.skip("SQLite's are made here")
    history = history_at(where.url)
    with pytest.raises(ValidationError, match="pg_dump --format=custom"):
        await history.keeper.backup(tmp_path / "copy")
    await history.close()


async def test_only_its_owner_reads_the_history(filed: History, path: Path) -> None:
    _make_readable(path)
    await stored(filed, a_session(), "1")

    companions = [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]
    assert [_mode(file) for file in companions] == [0o600, 0o600, 0o600]
    assert _mode(path.with_name(f"{path.name}.servers")) == 0o700
