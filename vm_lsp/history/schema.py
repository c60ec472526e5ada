"""The newest schema ready-made, and the way there from older ones.

A new database gets its tables and Alembic's stamp at once: importing and running Alembic costs more than the rest of
opening. An older one is upgraded by the migrations shipped beside this file; a newer one is refused untouched.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from vm_lsp.history.changes import WriteFailedError
from vm_lsp.history.deriving import derive
from vm_lsp.history.engine import WRITES
from vm_lsp.history.prepared import Prepared
from vm_lsp.history.search import DDL
from vm_lsp.history.tables import Row

REVISIONS = ("0001", "0002")  # every migration's, oldest first
HEAD = REVISIONS[-1]
DERIVED = "0002"  # the newest revision after which what is derived from rows and events has to be made again
_REVISION = Prepared(text("SELECT version_num FROM alembic_version"))
MIGRATIONS = Path(__file__).parent / "migrations"

# As Alembic makes it, so that both ways to a database give the same one.
STAMP = (
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
    "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)


def make_current(engine: Engine) -> None:
    """Bring the database to the newest schema, in one transaction or not at all; called while the start is locked.

    Raises:
        WriteFailedError: the database was written by a newer version than this one.
    """
    with engine.connect() as connection:
        revision = revision_of(connection)
    if revision == HEAD:
        return
    if revision is not None and revision not in REVISIONS:
        raise WriteFailedError("open", refusal(revision), everybody=True)
    if revision is None:
        create(engine)
    else:
        upgrade(engine)


def check(connection: Connection) -> None:
    """Let nobody write into a schema he doesn't know: another server may have brought the database to a newer one.

    Called in every transaction that writes, which a migration can't come between: SQLite has one writer, and on
    PostgreSQL reading the stamp keeps a migration waiting until the transaction is over.

    Raises:
        WriteFailedError: the database has another schema than this program's.
    """
    known = [row["version_num"] for row in _REVISION.run(connection, {}).rows]
    if known != [HEAD]:
        raise WriteFailedError("open", refusal(", ".join(known)), everybody=True)


def refusal(revision: str) -> str:
    """Return why a database of this revision can't be used."""
    if revision in REVISIONS:
        return f"its schema became an older one meanwhile ({revision}, this one knows {HEAD}): try again"
    return f"it was written by a newer vm-lsp (schema {revision}, this one knows {HEAD}): update vm-lsp"


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is stamped with, None for one that is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def create(engine: Engine) -> None:
    """Make every table as the newest revision has it, and stamp the database."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if revision_of(connection) == HEAD:  # on SQLite also a program that takes no lock of ours may be at it
            return
        Row.metadata.create_all(connection, checkfirst=False)
        for statement in (*DDL[connection.dialect.name], STAMP):
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to `revision`, all of them in one transaction with what follows from them."""
    from alembic import command  # 80 ms that only an old database has to pay
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # a table that is rebuilt is dropped in between, which would take the rows that refer to it along
            _pragma(connection, "foreign_keys=OFF")
        try:
            with connection.begin():
                former = revision_of(connection)
                if not sqlite and former is not None:  # everybody reads the stamp before he writes: let him finish
                    connection.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
                if revision == "head" and (former is None or former < DERIVED):
                    derive(connection)
        finally:
            if sqlite:
                _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, setting: str) -> None:
    """Set it outside every transaction, where SQLite listens to it."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA {setting}")
