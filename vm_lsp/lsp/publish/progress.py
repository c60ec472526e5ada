"""Progress of a run in the client: under its own token at once, or under one of ours once it takes long enough."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from lsprotocol import types
from pygls.exceptions import JsonRpcException

DELAY_SECONDS = 0.3  # the contract

Notify = Callable[[types.ProgressParams], None]
Create = Callable[[types.WorkDoneProgressCreateParams], Awaitable[None]]

logger = logging.getLogger(__name__)


class Showing:
    """The progress of one run under its token, which is told nothing before `begin`."""

    def __init__(self, notify: Notify, token: types.ProgressToken, title: str) -> None:
        self._notify = notify
        self._title = title
        self._message: str | None = None
        self._begun = False
        self.token = token

    def begin(self) -> None:
        """Show the title, and what was said last."""
        self._begun = True
        self._tell(types.WorkDoneProgressBegin(title=self._title, cancellable=True, message=self._message))

    def say(self, message: str) -> None:
        """Show what the run is at."""
        self._message = message
        if self._begun:
            self._tell(types.WorkDoneProgressReport(cancellable=True, message=message))

    def end(self) -> None:
        """Take it away, if it began."""
        if self._begun:
            self._tell(types.WorkDoneProgressEnd())

    def _tell(self, value: object) -> None:
        self._notify(types.ProgressParams(self.token, value))


class Progress:
    """Shows progress through `notify`; `create` asks the client for a token, and is None where it can't."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self.create: Create | None = None

    @asynccontextmanager
    async def shown(self, title: str, token: types.ProgressToken | None, own: str) -> AsyncIterator[Showing]:
        """Show `title`, cancellable, until the block is left; `own` is the token used where the client gave none."""
        showing = Showing(self._notify, own if token is None else token, title)
        if token is not None:
            showing.begin()
            try:
                yield showing
            finally:
                showing.end()
            return
        offer = asyncio.create_task(self._offer(showing))
        try:
            yield showing
        finally:
            offer.cancel()
            await asyncio.wait([offer])
            showing.end()

    async def _offer(self, showing: Showing) -> None:
        """Wait a while, ask for the token where the client has progress to show, and begin."""
        if self.create is None:
            return
        await asyncio.sleep(DELAY_SECONDS)
        try:
            await self.create(types.WorkDoneProgressCreateParams(showing.token))
        except JsonRpcException as refused:
            logger.info("The client would not show progress: %s", refused)
            return
        showing.begin()
