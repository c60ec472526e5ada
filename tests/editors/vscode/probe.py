"""Asks the real API inside the extension host, through the extension in ``probe/``."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError

from tests.editors.editor import eventually

SOURCE: Final = Path(__file__).with_name("probe")
VARIABLE: Final = "VM_LSP_PROBE"  # names the file in which the probe writes its port


class SnippetError(AssertionError):
    """A snippet failed inside the extension host; the message is JavaScript's own."""


class Probe:
    """Runs snippets of JavaScript that see `vscode` and `given`; what they return comes back as JSON."""

    def __init__(self, port_file: Path) -> None:
        self._port_file = port_file

    def wait(self) -> None:
        """Return when the extension host answers."""
        eventually(self._answers, bool, "the extension host to answer", within=60)

    def ask(self, snippet: str, given: object = None, within: float = 30) -> Any:
        """Return what a snippet returns.

        Raises:
            SnippetError: the snippet threw.
            URLError: the extension host is gone.
        """
        url = f"http://127.0.0.1:{self._port_file.read_text()}/"
        body = json.dumps({"snippet": snippet, "given": given}).encode()
        with urllib.request.urlopen(url, body, timeout=within) as response:
            outcome = json.load(response)
        if "failure" in outcome:
            raise SnippetError(f"{outcome['failure']}\nin the snippet: {snippet}")
        return outcome["answer"]

    def _answers(self) -> bool:
        try:
            return bool(self.ask("return true"))
        except (FileNotFoundError, ValueError, URLError):
            return False
