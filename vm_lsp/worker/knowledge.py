"""What only the engine knows of a text or a name, asked so that nothing of the user's runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import quickjs


class Knowledge:
    """Asks a runtime, whose functions `call` calls by part and name."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def compiling(self, code: str) -> str:
        """Evaluate what can't run, and return the engine's text of what is wrong with it."""
        try:
            self._call("parser", "parse", code)
        except quickjs.JSException as error:
            return str(error)
        return ""

    def is_pattern(self, source: str, flags: str) -> bool:
        """Return whether they make a regular expression."""
        return bool(self._call("session", "isPattern", source, flags))

    def is_callable(self, path: list[str]) -> bool | None:
        """Return whether a chain of names, from a global on, leads to a function; None where that can't be known."""
        return {0: False, 1: True}.get(self._call("lookup", "callable", json.dumps(path)))
