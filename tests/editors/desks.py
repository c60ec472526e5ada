"""Desks to work at: a workspace, a home, and the environment of somebody who has vm-lsp on the path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.editors.editor import Desk


def desk_at(home: Path) -> Desk:
    """Return a desk with an empty workspace below `home`."""
    folder = home / "workspace"
    (folder / ".git").mkdir(parents=True)  # what editors look for
    return Desk(folder, home, _environment(home))


def _environment(home: Path) -> dict[str, str]:
    """Return the environment of a person whose home is `home` and who has `vm-lsp` on the path."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TERM") if name in os.environ}
    return {
        "LANG": "C.UTF-8",
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "VM_LSP_DATABASE_URL": f"sqlite:///{home / 'history.db'}",
    }
