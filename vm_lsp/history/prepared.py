"""Statements that every run needs, compiled once and given to SQLite's driver as they are.

SQLAlchemy spends on one execution ten times what SQLite does, and storing a run takes twenty. What a statement says,
how its values become the database's and which errors it raises stay SQLAlchemy's; on PostgreSQL, where the way to the
server is what takes time, it executes them, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Parameters = Mapping[str, Any]
Processor = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    """SQL with ``?``, and what each of those stands for."""

    sql: str
    slots: tuple[tuple[str, Processor], ...]

    def values(self, parameters: Parameters) -> list[Any]:
        return [parameters[name] if make is None else make(parameters[name]) for name, make in self.slots]


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a statement: its rows by column names, and how many it wrote."""

    rows: Sequence[Mapping[str, Any]]
    rowcount: int


class Prepared:
    """One statement, which takes its parameters by name. Only SQLite's own types come back: true is 1 there."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}  # by the columns it is to write

    def run(self, connection: Connection, parameters: Parameters) -> Answered:
        """Execute it in the transaction of `connection`. Raises `SQLAlchemyError`."""
        if connection.dialect.name != "sqlite":
            result = connection.execute(self._statement, parameters)
            return Answered([dict(row) for row in result.mappings()] if result.returns_rows else (), result.rowcount)
        cursor = self._execute(connection, [parameters], many=False)
        names = [column[0] for column in cursor.description or ()]
        return Answered([dict(zip(names, row, strict=True)) for row in cursor] if names else (), cursor.rowcount)

    def run_for_each(self, connection: Connection, rows: Sequence[Parameters]) -> None:
        """Execute it once for each of these rows, which name the same columns. Raises `SQLAlchemyError`."""
        if connection.dialect.name == "sqlite":
            self._execute(connection, rows, many=True)
        else:
            connection.execute(self._statement, rows)

    def _execute(self, connection: Connection, rows: Sequence[Parameters], many: bool) -> sqlite3.Cursor:
        compiled = self._compiled_for(connection.dialect, tuple(rows[0]))
        driver: Any = connection.connection.driver_connection
        values = [compiled.values(row) for row in rows]
        try:
            cursor: sqlite3.Cursor = (
                driver.executemany(compiled.sql, values) if many else driver.execute(compiled.sql, values[0])
            )
        except sqlite3.Error as fault:
            raise DBAPIError.instance(compiled.sql, values, fault, sqlite3.Error, dialect=connection.dialect) from fault
        return cursor

    def _compiled_for(self, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
        known = self._compiled.get(names)
        if known is None:
            known = self._compiled[names] = _compile(self._statement, dialect, names)
        return known


def _compile(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    assert isinstance(statement, ClauseElement)
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    assert isinstance(compiled, SQLCompiler)
    slots = ((name, compiled.binds[name].type.dialect_impl(dialect)) for name in compiled.positiontup or ())
    return _Compiled(str(compiled), tuple((name, kind.bind_processor(dialect)) for name, kind in slots))
