"""Telling everybody who listens. A listener's defect is logged, and is no other's trouble."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

log = logging.getLogger(__name__)

Listener = TypeVar("Listener")


def broadcast(listeners: Iterable[Listener], tell: Callable[[Listener], None]) -> None:
    """Call `tell` with each listener, in order; the list may change meanwhile."""
    for listener in tuple(listeners):
        try:
            tell(listener)
        except Exception:  # a window that breaks must not break the run it shows
            log.exception("%r could not be told", listener)
