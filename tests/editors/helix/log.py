"""What Helix's log says it was told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

_ASKED: Final = re.compile(r'vm-lsp -> .*"method":"textDocument/inlayHint".*"id":(\d+)\}$', re.MULTILINE)
_OPENED: Final = re.compile(r'"method":"textDocument/didOpen".*"uri":"([^"]*)"')
_COMMANDED: Final = re.compile(r'vm-lsp -> .*"method":"workspace/executeCommand".*"id":(\d+)\}$', re.MULTILINE)
_TOLD: Final = re.compile(r"vm-lsp <- (\{.*\})$", re.MULTILINE)


class Log:
    """The log of one Helix, written with `-vv`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def opened(self, file: Path) -> bool:
        """Return whether it has opened a file in the server."""
        return any(unquote(uri) == f"file://{file}" for uri in _OPENED.findall(self._text()))

    def times_asked(self) -> int:
        """Return how often it has asked for hints."""
        return len(_ASKED.findall(self._text()))

    def newest_hints(self) -> list[dict[str, Any]] | None:
        """Return the answer to the last time it asked, once it is there."""
        asked = _ASKED.findall(self._text())
        for told in self._told():
            if asked and "method" not in told and told["id"] == int(asked[-1]):
                hints: list[dict[str, Any]] = told["result"] or []
                return hints
        return None

    def commands(self) -> dict[int, bool]:
        """Return the commands it has sent, by the number of their request, and whether each is answered."""
        answered = {told["id"] for told in self._told() if "method" not in told}
        return {int(number): int(number) in answered for number in _COMMANDED.findall(self._text())}

    def _told(self) -> list[dict[str, Any]]:
        return [json.loads(told) for told in _TOLD.findall(self._text())]

    def _text(self) -> str:
        return self.path.read_text(encoding="utf-8", errors="replace") if self.path.exists() else ""
