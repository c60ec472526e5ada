"""Prepares the constants of a session for what its sources may do to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from vm_lsp.worker.source.assignments import assigned_names, makes_code


class Constants:
    """Tells the runtime (`runtime/declarations.js`) which names are assigned to; `call` calls it."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self._told: set[str] = set()

    def expect(self, data: bytes, declared: Collection[int] = ()) -> None:
        """Tell of a source that is about to run; at the offsets of `declared` it declares constants."""
        names = assigned_names(data, declared) - self._told
        if names:
            self._told |= names
            self._call("declarations", "expect", json.dumps(list(names)))
        if makes_code(data):
            self._call("declarations", "expectAnything")
