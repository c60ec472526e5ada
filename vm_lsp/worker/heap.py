"""The memory a session may use: its limit, what our own code gets beyond, and whether a run used it up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vm_lsp.worker.memory import Peak, resident_bytes

_SPARE_BYTES = 8 * 1024 * 1024  # for our own code, where a run has used up its memory
_GRACE_BYTES = 1024 * 1024
_NEARLY_FULL = 0.99
_MOSTLY_FULL = 0.9  # resident memory lags behind what was asked for
_FULL_IN_JOBS = 0.95  # nobody says there that memory ended


class Heap:
    """The heap of a context. Between runs and while our own code runs the spare memory is there as well."""

    def __init__(self, context: Any, limit: int) -> None:
        self._context = context
        self._limit = limit
        self._allowed = limit
        self._peak = Peak()
        context.set_memory_limit(limit + _SPARE_BYTES)

    @property
    def size(self) -> int:
        """Bytes in use."""
        used: int = self._context.memory()["malloc_size"]
        return used

    def usage(self) -> str:
        """Return what `process.memoryUsage()` says, as JSON, in bytes."""
        known = self._context.memory()
        used, total = known["memory_used_size"], known["malloc_size"]
        return json.dumps({"rss": resident_bytes(), "heapTotal": total, "heapUsed": used})

    def begin(self) -> None:
        """Begin a run: with the limit, or a little more in a session that is full: it could not even `big = null`."""
        self._allowed = max(self._limit, min(self.size + _GRACE_BYTES, self._limit + _SPARE_BYTES // 2))

    def watch(self) -> None:
        """Measure the peak from now on."""
        self._peak.begin()

    @contextmanager
    def within_limit(self) -> Iterator[None]:
        """Run what is the user's: without the spare memory."""
        self._context.set_memory_limit(self._allowed)
        try:
            yield
        finally:
            self._context.set_memory_limit(self._limit + _SPARE_BYTES)

    @property
    def is_full(self) -> bool:
        """Whether next to nothing is left."""
        return self.size >= _NEARLY_FULL * self._allowed

    def was_full(self, bare_null: bool) -> bool:
        """Whether memory is at an end now that something was thrown.

        At a shortage the engine may throw a bare `null`, and unwinding has freed much by the time it is caught: then
        the most that this process held meanwhile tells.
        """
        return self.is_full or (bare_null and self._peak.reached(_MOSTLY_FULL * self._allowed))

    @property
    def filled_up(self) -> bool:
        """Whether memory was used up since `watch`, by the peak alone: a run that just fitted in counts as well."""
        return self._peak.reached(_FULL_IN_JOBS * self._allowed)
