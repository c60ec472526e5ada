"""The retention carried out by itself: some time after the history was opened, then from time to time, till the end."""

from __future__ import annotations

import asyncio
import logging

from vm_lsp.errors import VmError
from vm_lsp.execution.keeping import Retention
from vm_lsp.history.keeper import HistoryKeeper

logger = logging.getLogger(__name__)

FIRST_AFTER = 60.0  # seconds: an editor that starts has better things to do, and one command is over by then
EVERY = 3600.0  # seconds
SPARE = 8  # one page in so many stays free: what comes next goes there
END_BOUND = 2.0  # seconds, for the change that is under way


class Pruning:
    """Prunes in the background of an event loop, where there is anything that a retention bounds."""

    def __init__(self, keeper: HistoryKeeper, retention: Retention, first_after: float = FIRST_AFTER) -> None:
        self._keeper = keeper
        self._retention = retention
        self._first_after = first_after
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin; does nothing the second time, or where everything is kept."""
        if self._task is None and self._retention != Retention():
            self._task = asyncio.create_task(self._go_on())

    async def end(self) -> None:
        """Stop between two changes; bounded, and safe to call twice."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=END_BOUND)

    async def _go_on(self) -> None:
        await asyncio.sleep(self._first_after)
        while True:
            await self._prune()
            await asyncio.sleep(EVERY)

    async def _prune(self) -> None:
        try:
            forgotten = await self._keeper.prune(self._retention, spare=SPARE)
        except VmError as failed:
            logger.warning("Nothing was pruned, it is tried again in an hour: %s", failed.message)
        else:
            if forgotten.executions:
                logger.info("%d executions were pruned as the settings say.", forgotten.executions)
