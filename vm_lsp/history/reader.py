"""The reader of the corridor: questions are asked on threads, each in a transaction of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Event, Execution
from vm_lsp.execution.store import HistoryPage, HistoryQuery, Neighbours, PastSession, PastValue
from vm_lsp.history.redaction import Redactor
from vm_lsp.history.writer import Writer
from vm_lsp.search import Completion, completions

if TYPE_CHECKING:
    from sqlalchemy import Connection

Answer = TypeVar("Answer")

MOST = 500


class HistoryReader:
    """Implements `execution.store.Reader`. Every method raises `PersistenceError` where nothing can be read.

    Statements are looked for by their texts as `redactor` let them be stored.
    """

    def __init__(self, writer: Writer, redactor: Redactor) -> None:
        self._writer = writer
        self._redactor = redactor

    async def list(self, query: HistoryQuery) -> HistoryPage:
        """Return a page of executions.

        Raises:
            ValidationError: the limit is not within 1 and 500, the cursor none of ours, or the search malformed.
        """
        if not 1 <= query.limit <= MOST:
            raise ValidationError(f"`limit` is {query.limit}; it must be from 1 to {MOST}.", {"key": "limit"})

        def page(connection: Connection) -> HistoryPage:
            from vm_lsp.history.queries import page_of

            return page_of(connection, replace(query, statements=tuple(map(self._redactor.hidden, query.statements))))

        return await self._ask(page)

    async def get(self, execution_id: str) -> Execution:
        """Return one execution. Raises `ExecutionNotFoundError`."""

        def one(connection: Connection) -> Execution:
            from vm_lsp.history.queries import execution

            return execution(connection, execution_id)

        return await self._ask(one)

    async def events(self, execution_id: str, after_seq: int = 0, limit: int | None = None) -> tuple[Event, ...]:
        """Return its events with a seq above `after_seq`, in order; at most `limit`.

        Raises:
            ExecutionNotFoundError: there is no such execution.
            ValidationError: the limit is below 1.
        """
        if limit is not None and limit < 1:
            raise ValidationError(f"`limit` is {limit}; it must be at least 1.", {"key": "limit"})

        def later(connection: Connection) -> tuple[Event, ...]:
            from vm_lsp.history.queries import events

            return events(connection, execution_id, after_seq, limit)

        return await self._ask(later)

    async def past(self, uri: str, statement: str, limit: int = 10) -> tuple[PastValue, ...]:
        """Return what this statement of `uri` came to in its last runs, newest first; it is known by its text."""

        def values(connection: Connection) -> tuple[PastValue, ...]:
            from vm_lsp.history.past import values_of

            return values_of(connection, uri, self._redactor.hidden(statement), limit)

        return await self._ask(values)

    async def session(self, session_id: str) -> PastSession:
        """Return a session. Raises `SessionNotFoundError`."""

        def one(connection: Connection) -> PastSession:
            from vm_lsp.history.sessions import session

            return session(connection, session_id)

        return await self._ask(one)

    async def last_session(self, workspace_uri: str | None) -> PastSession | None:
        """Return the newest session of a workspace that is over and has something to replay; None: there is none."""

        def newest(connection: Connection) -> PastSession | None:
            from vm_lsp.history.sessions import last_session

            return last_session(connection, workspace_uri)

        return await self._ask(newest)

    async def neighbours(self, execution_id: str) -> Neighbours:
        """Return what ran before and after an execution. Raises `ExecutionNotFoundError`."""

        def both(connection: Connection) -> Neighbours:
            from vm_lsp.history.sessions import neighbours

            return neighbours(connection, execution_id)

        return await self._ask(both)

    async def complete(self, search: str, cursor: int) -> tuple[Completion, ...]:
        """Return what could stand at the cursor of a search, in UTF-16 units: filters, and values they take here."""

        def found(connection: Connection) -> tuple[Completion, ...]:
            from vm_lsp.history.suggesting import suggested

            return completions(search, cursor, lambda name, beginning: suggested(connection, name, beginning))

        return await self._ask(found)

    async def _ask(self, question: Callable[[Connection], Answer]) -> Answer:
        database = await self._writer.database()
        return await asyncio.to_thread(database.read, question)
