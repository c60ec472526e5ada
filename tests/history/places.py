"""Where a test's history is: a file of SQLite, or a database of PostgreSQL. What holds for a history holds on both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.history.runs import sqlite, url_of

if TYPE_CHECKING:
    from tests.postgres.cluster import Cluster

needs_postgres = pytest.mark.skipif(
    not os.environ.get("VM_LSP_TEST_POSTGRES"), reason="starts PostgreSQL: run `make test-postgres`"
)


class Place(Protocol):
    """A database, and a way to meddle with it behind the history's back."""

    url: str

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own; return its rows."""

    def forbid(self, action: str, table: str) -> None:
        """Let every INSERT, UPDATE or DELETE on a table fail from now on, with the word `forced`."""

    def allow(self, table: str) -> None:
        """Take that back."""


class SqlitePlace:
    """A file."""

    def __init__(self, path: Path) -> None:
        self.url = url_of(path)
        self._path = path

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own; return its rows."""
        with sqlite(self._path) as database:
            return database.execute(sql).fetchall()

    def forbid(self, action: str, table: str) -> None:
        """Let it fail by a trigger."""
        self.ask(f"CREATE TRIGGER forced BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, 'forced'); END")

    def allow(self, table: str) -> None:
        """Drop the trigger."""
        self.ask("DROP TRIGGER forced")


class PostgresPlace:
    """A database of its own in a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self.url = cluster.new_database()
        self.cluster = cluster
        self.name = self.url.rpartition("/")[2]

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own; return its rows."""
        return self.cluster.ask(self.name, sql)

    def forbid(self, action: str, table: str) -> None:
        """Let it fail by a trigger."""
        refuse = "BEGIN RAISE EXCEPTION 'forced'; END"
        self.ask(f"CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$")
        self.ask(f"CREATE TRIGGER forced BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()")

    def allow(self, table: str) -> None:
        """Drop the trigger."""
        self.ask(f"DROP TRIGGER forced ON {table}")

    def drop(self) -> None:
        """Remove the database, whoever is still connected."""
        self.cluster.ask("postgres", f"DROP DATABASE {self.name} WITH (FORCE)")

    def disconnect_all(self) -> None:
        """End every connection that somebody else has to the database."""
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
