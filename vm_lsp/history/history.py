"""The history composed: where it is, its writer, and the two doors the corridor uses."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from vm_lsp.execution.identity import identity
from vm_lsp.execution.keeping import Keeper, retention_of
from vm_lsp.execution.model import Notice
from vm_lsp.execution.store import HistoryState, Reader, Store
from vm_lsp.history.changes import OpenDatabase
from vm_lsp.history.keeper import HistoryKeeper
from vm_lsp.history.location import database_url
from vm_lsp.history.pruning import Pruning
from vm_lsp.history.reader import HistoryReader
from vm_lsp.history.redacting import RedactingStore
from vm_lsp.history.redaction import Redactor
from vm_lsp.history.store import HistoryStore
from vm_lsp.history.writer import Writer

if TYPE_CHECKING:
    from vm_lsp.history.database import Database
    from vm_lsp.settings import History as Settings

logger = logging.getLogger(__name__)

CLOSE_BOUND = 5.0  # seconds


class History:
    """Everything that was ever run, on the disk of the person who ran it.

    Cheap to make: nothing is imported, opened or started before `open` or the first write. `url` comes from the front
    end and wins over the settings; `notify` is called on the event loop with what a person should know.
    """

    def __init__(self, settings: Settings, url: str | None, notify: Callable[[Notice], None]) -> None:
        self._url = database_url(settings, url)
        self._notify = notify
        self._identity = identity(settings.identity)
        self._writer = Writer(self._make_database)
        redactor = Redactor(settings.redact, self._warn)
        store = HistoryStore(self._writer)
        self.store: Store = store if redactor.idle else RedactingStore(store, redactor)
        self.reader: Reader = HistoryReader(self._writer, redactor)
        keeper = HistoryKeeper(self._writer)
        self.keeper: Keeper = keeper
        self._pruning = Pruning(keeper, retention_of(settings))

    async def open(self) -> None:
        """Bring the schema up to date, register this server, and end what dead servers left running.

        Raises:
            PersistenceError: with stage ``open``; later writes try again by themselves.
        """
        self._pruning.begin()
        await self._writer.write(OpenDatabase())

    async def state(self) -> HistoryState:
        """Return where the history is, once it is open. Raises `PersistenceError` where it can't be opened."""
        await self.open()
        return (await self._writer.database()).state

    async def close(self) -> None:
        """Write what is on its way and let go of the database; bounded, and safe to call twice."""
        await self._pruning.end()
        await self._writer.close(CLOSE_BOUND)

    def _make_database(self) -> Database:
        from vm_lsp.history.database import Database  # a third of a second, paid on the writer's thread

        return Database(self._url, self._tell, self._identity)

    def _warn(self, message: str) -> None:
        self._tell(Notice("warning", message))

    def _tell(self, notice: Notice) -> None:
        """Hand a notice from a thread to the event loop, where the listeners live."""
        if not self._writer.call_on_loop(self._notify, notice):
            logger.warning("%s", notice.message)
