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


def _objects(path: Path) -> dict[str, object]:
    """Return what a database is made of, whatever the order of its columns: tables, indices, keys, virtual tables."""
    found: dict[str, object] = {}
    with sqlite(path) as database:
        for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
            if sql is not None and sql.startswith("CREATE VIRTUAL"):
                found[name] = sql
            elif kind == "table":
                found[name] = {
                    "columns": sorted(row[1:] for row in database.execute(f"PRAGMA table_xinfo({name})")),
                    "references": sorted(row[2:] for row in database.execute(f"PRAGMA foreign_key_list({name})")),
                    "counts": "AUTOINCREMENT" in sql,
                    "rowid": "WITHOUT ROWID" not in sql,
                }
            else:
                found[name] = [row[2:] for row in database.execute(f"PRAGMA index_xinfo({name})") if row[2] is not None]
    return found


def test_the_ready_made_schema_is_the_one_the_migrations_make(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    for path, way in ((made, schema.create), (migrated, schema.upgrade)):
        engine = connect(parse_url(url_of(path)))
        way(engine)
        engine.dispose()

    assert _objects(made) == _objects(migrated)
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
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
    monkeypatch.setattr(schema, "HEAD", "9999")
    second = history_at(path)
    await second.open()
    state, read = await second.state(), await second.reader.get(run.id)
    await second.close()

    assert (state.schema, read) == ("9999", run)
    with sqlite(path) as database:
        assert database.execute("SELECT note FROM execution").fetchall() == [("new",)]
        assert database.execute("SELECT count(*) FROM execution_event").fetchone() == (1,)


def _add_migration(folder: Path) -> None:
    """Copy the migrations and add one that rebuilds a table others refer to."""
    (folder / "versions").mkdir(parents=True)
    for file in ("env.py", *(f"versions/{path.name}" for path in (schema.MIGRATIONS / "versions").glob("*.py"))):
        (folder / file).write_text((schema.MIGRATIONS / file).read_text())
    (folder / "versions" / "9999_note.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f'revision = "9999"\ndown_revision = "{schema.HEAD}"\n'
        "def upgrade():\n"
        '    with op.batch_alter_table("execution", recreate="always") as table:\n'
        '        table.add_column(sa.Column("note", sa.Text(), server_default="new"))\n'
    )


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path.parent.mkdir()
    engine = connect(parse_url(url_of(path)))
    schema.create(engine)
    before = _objects(path)
    _add_migration(tmp_path / "migrations")
    broken = tmp_path / "migrations" / "versions" / "9999_note.py"
    broken.write_text(f"{broken.read_text()}    op.execute('SELECT missing')\n")
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")

    with pytest.raises(Exception, match="no such column: missing"):
        schema.upgrade(engine)
    engine.dispose()
    assert _objects(path) == before


def test_the_schema_can_be_said_in_postgresql() -> None:
    said: list[str] = []

    def note(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("postgresql+psycopg://", note)
    Row.metadata.create_all(engine, checkfirst=False)

    assert sum("CREATE TABLE" in statement for statement in said) == len(Row.metadata.tables)
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
