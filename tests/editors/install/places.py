"""Where the editors are installed, and how their programs are called."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[3]
CACHE: Final = Path(os.environ.get("VM_LSP_EDITORS_CACHE", REPOSITORY / ".cache" / "editors"))

VSCODE: Final = CACHE / "vscode"
CODE_SERVER: Final = VSCODE / "bin" / "code-server"
VSIX: Final = REPOSITORY / "editors" / "vscode" / "vm-lsp.vsix"


def program(editor: str, name: str) -> Path:
    """Return the program `name` of an installed editor, which may be missing."""
    return CACHE / editor / "bin" / name


class MissingError(Exception):
    """What an editor needs is not on this machine; the message says how to get it."""
