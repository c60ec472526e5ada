"""Do something soon and often enough, but never more often than the other side can take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Throttle:
    """Calls `action` after `ask`, at most once in `interval` seconds; the first call of a burst goes at once."""

    def __init__(self, interval: float, action: Callable[[], None]) -> None:
        self._interval = interval
        self._action = action
        self._pending: asyncio.TimerHandle | None = None
        self._free_at = 0.0

    def ask(self) -> None:
        """Want the action done: by the end of this turn of the loop, or when the interval is over."""
        if self._pending is None:
            loop = asyncio.get_running_loop()
            self._pending = loop.call_at(max(self._free_at, loop.time()), self._act)

    def cancel(self) -> None:
        """Drop what was asked for and not done yet."""
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def _act(self) -> None:
        self._pending = None
        self._free_at = asyncio.get_running_loop().time() + self._interval
        self._action()
