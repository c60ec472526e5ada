"""Both ways to a database, ready-made and by migrations, lead to the same one, and imports stay off the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_mock_engine
from sqlalchemy.sql.ddl import ExecutableDDLElement

from tests.history.runs import a_session, history_at, sqlite, stored, url_of
from vm_lsp.history import schema
from vm_lsp.history.engine import connect, parse_url
from vm_lsp.history.tables import Row


def _sql(path: Path) -> list[tuple[str, str]]:
    """Return every object of a database with its text, white space aside."""
    with sqlite(path) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


def test_the_ready_made_schema_is_the_one_the_migrations_make(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    for path, way in ((made, schema.create), (migrated, schema.upgrade)):
        engine = connect(parse_url(url_of(path)))
        way(engine)
        engine.dispose()

    assert _sql(made) == _sql(migrated)
    with sqlite(made) as one, sqlite(migrated) as other:
        stamps = [database.execute("SELECT version_num FROM alembic_version").fetchall() for database in (one, other)]
    assert stamps == [[(schema.HEAD,)], [(schema.HEAD,)]]


def test_the_tables_and_the_newest_migration_say_the_same(tmp_path: Path) -> None:
    engine = connect(parse_url(url_of(tmp_path / "history.db")))
    schema.upgrade(engine)
    with engine.connect() as connection:
        ours = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: not str(name).startswith("execution_search")}
        )
        differences = compare_metadata(ours, Row.metadata)
    engine.dispose()

    assert differences == []


def test_the_revisions_we_know_are_those_that_are_shipped() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    shipped = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert tuple(reversed(shipped)) == schema.REVISIONS


async def test_an_older_database_is_upgraded_and_keeps_what_it_has(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = history_at(path)
    [run] = await stored(first, a_session(), "kept")
    await first.close()
    _add_migration(tmp_path / "migrations")
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(schema, "REVISIONS", ("0001", "0002"))
    monkeypatch.setattr(schema, "HEAD", "0002")
    second = history_at(path)
    await second.open()
    state, read = await second.state(), await second.reader.get(run.id)
    await second.close()

    assert (state.schema, read) == ("0002", run)
    with sqlite(path) as database:
        assert database.execute("SELECT note FROM execution").fetchall() == [("new",)]
        assert database.execute("SELECT count(*) FROM execution_event").fetchone() == (1,)


def _add_migration(folder: Path) -> None:
    """Copy the migrations and add one that rebuilds a table others refer to."""
    (folder / "versions").mkdir(parents=True)
    for file in ("env.py", "versions/0001_first.py"):
        (folder / file).write_text((schema.MIGRATIONS / file).read_text())
    (folder / "versions" / "0002_note.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        'revision = "0002"\ndown_revision = "0001"\n'
        "def upgrade():\n"
        '    with op.batch_alter_table("execution", recreate="always") as table:\n'
        '        table.add_column(sa.Column("note", sa.Text(), server_default="new"))\n'
    )


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path.parent.mkdir()
    engine = connect(parse_url(url_of(path)))
    schema.create(engine)
    before = _sql(path)
    _add_migration(tmp_path / "migrations")
    broken = tmp_path / "migrations" / "versions" / "0002_note.py"
    broken.write_text(f"{broken.read_text()}    op.execute('SELECT missing')\n")
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")

    with pytest.raises(Exception, match="no such column: missing"):
        schema.upgrade(engine)
    engine.dispose()
    assert _sql(path) == before


def test_the_schema_can_be_said_in_postgresql() -> None:
    said: list[str] = []

    def note(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("postgresql+psycopg://", note)
    Row.metadata.create_all(engine, checkfirst=False)

    assert sum("CREATE TABLE" in statement for statement in said) == 5
    assert "TIMESTAMP WITH TIME ZONE" in "".join(said)


def test_importing_the_history_imports_no_database_layer() -> None:
    program = (
        "import sys; from vm_lsp.history import History; from vm_lsp import settings;"
        "History(settings.History(), None, print);"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'alembic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)

    assert done.stdout.strip() == "[]"


def test_opening_imports_no_migrations(path: Path) -> None:
    program = (
        "import asyncio, sys; from tests.history.runs import *\n"
        "async def main():\n"
        "    history = history_at(Path(sys.argv[1])); await history.open(); await history.close()\n"
        "asyncio.run(main()); print('alembic' in sys.modules)"
    )
    for _ in ("new", "old"):
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
            cwd=Path(__file__).parents[2],
        )
        assert done.stdout.strip() == "False"
