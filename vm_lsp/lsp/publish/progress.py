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


class Progress:
    """Shows progress through `notify`; `create` asks the client for a token, and is None where it can't."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self.create: Create | None = None

    @asynccontextmanager
    async def shown(self, title: str, token: types.ProgressToken | None, own: str) -> AsyncIterator[None]:
        """Show `title`, cancellable, until the block is left; `own` is the token used where the client gave none."""
        if token is not None:
            self._begin(token, title)
            try:
                yield
            finally:
                self._end(token)
            return
        offer = asyncio.create_task(self._offer(title, own))
        try:
            yield
        finally:
            await self._withdraw(offer, own)

    async def _offer(self, title: str, token: str) -> bool:
        """Wait a while, ask for the token, begin, and return True; False where the client has no progress to show."""
        if self.create is None:
            return False
        await asyncio.sleep(DELAY_SECONDS)
        try:
            await self.create(types.WorkDoneProgressCreateParams(token))
        except JsonRpcException as refused:
            logger.info("The client would not show progress: %s", refused)
            return False
        self._begin(token, title)
        return True

    async def _withdraw(self, offer: asyncio.Task[bool], token: str) -> None:
        offer.cancel()
        await asyncio.wait([offer])
        if not offer.cancelled() and offer.result():
            self._end(token)

    def _begin(self, token: types.ProgressToken, title: str) -> None:
        self._notify(types.ProgressParams(token, types.WorkDoneProgressBegin(title=title, cancellable=True)))

    def _end(self, token: types.ProgressToken) -> None:
        self._notify(types.ProgressParams(token, types.WorkDoneProgressEnd()))
