"""Requests that have no record yet: their session may still be starting. They can be stopped all the same."""

from __future__ import annotations

import asyncio


class Preparation:
    """One request on the way to its record; `over` is set when it is answered."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder
        self.stopped = False
        self.over = asyncio.Event()


class Preparations:
    """All of them, by the id their execution will have."""

    def __init__(self) -> None:
        self._by_id: dict[str, Preparation] = {}

    def begin(self, execution_id: str, folder: str | None) -> Preparation:
        """Hold a request here until it is `recorded` or ended."""
        preparation = self._by_id[execution_id] = Preparation(folder)
        return preparation

    def end(self, execution_id: str, preparation: Preparation) -> None:
        """Let a request go that is answered."""
        self._by_id.pop(execution_id, None)
        preparation.over.set()

    def recorded(self, execution_id: str) -> bool:
        """Let a request go that has its record now; return whether it was stopped before."""
        preparation = self._by_id.pop(execution_id, None)
        return preparation is not None and preparation.stopped

    def find(self, execution_id: str) -> Preparation | None:
        """Return the request that will be that execution."""
        return self._by_id.get(execution_id)

    def of(self, folder: str | None) -> Preparation | None:
        """Return the oldest request of a folder."""
        return next((one for one in self._by_id.values() if one.folder == folder), None)

    @property
    def folders(self) -> set[str | None]:
        """The folders that have any."""
        return {preparation.folder for preparation in self._by_id.values()}
