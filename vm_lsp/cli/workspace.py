"""Which folder a file belongs to, where no editor says so."""

from __future__ import annotations

from pathlib import Path

MARKERS = ("vm-lsp.toml", ".git", "package.json")


def folder_of(path: Path) -> Path:
    """Return the nearest folder at or above `path` that holds one of `MARKERS`, else the file's own folder."""
    absolute = path.resolve()
    own = absolute if absolute.is_dir() else absolute.parent
    return next((folder for folder in (own, *own.parents) if _is_workspace(folder)), own)


def _is_workspace(folder: Path) -> bool:
    return any((folder / marker).exists() for marker in MARKERS)
