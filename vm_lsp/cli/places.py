"""How a place in a file is written for a person: ``src/app.js:12:5``, counted from 1."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from vm_lsp.cli.printable import printable


def shown_path(path: Path) -> str:
    """Return `path` as short as it stays clear: below the current folder relative, below home with ``~``."""
    for base, prefix in ((Path.cwd(), ""), (Path.home(), "~/")):
        if path.is_relative_to(base) and path != base:
            return printable(prefix + path.relative_to(base).as_posix())
    return printable(str(path))


def shown_uri(uri: str) -> str:
    """Return a document's URI for a person: a path for a file, else what follows the scheme."""
    parts = urlsplit(uri)
    if parts.scheme == "file":
        return shown_path(Path(url2pathname(parts.path)))
    return printable(unquote(parts.path or uri))


def shown_location(location: str) -> str:
    """Return where a history is kept for a person: a path as `shown_path` has it, a database's URL as it is."""
    path = Path(location)
    return shown_path(path) if path.is_absolute() else printable(location)


def shown_place(uri: str, line: int, column: int) -> str:
    """Return a 0-based place of `uri` as ``path:line:column``, counted from 1."""
    return f"{shown_uri(uri)}:{line + 1}:{column + 1}"
