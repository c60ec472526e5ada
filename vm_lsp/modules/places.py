"""URIs and paths: which folder a document belongs to, and whether a file is inside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

from vm_lsp.errors import InvalidPathError


def path_of(uri: str) -> Path | None:
    """Return the path of a ``file:`` URI (RFC 8089), None for any other."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    host = f"//{parts.netloc}" if parts.netloc and parts.netloc != "localhost" else ""
    return Path(url2pathname(host + parts.path))


def uri_of(path: Path) -> str:
    """Return the ``file:`` URI of an absolute path."""
    return path.as_uri()


def canonical(uri: str) -> str:
    """Return `uri` with one spelling of its escapes and no slash at the end, so that equal places compare equal."""
    parts = urlsplit(uri)
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}" if parts.scheme == "file" else uri


def folder_of(uri: str, folders: Iterable[str]) -> str | None:
    """Return the longest of `folders` that contains `uri`, by whole path segments; None if none does."""
    place = canonical(uri)
    containing = [folder for folder in folders if f"{place}/".startswith(f"{canonical(folder)}/")]
    return max(containing, key=lambda folder: len(canonical(folder)), default=None)


def relative_path(uri: str, folder: str | None) -> str | None:
    """Return the path of `uri` relative to `folder` with forward slashes, None where it is not inside."""
    if folder is None or folder_of(uri, [folder]) is None:
        return None
    return unquote(canonical(uri)[len(canonical(folder)) + 1 :]) or None


def inside(path: Path, folder: Path) -> Path:
    """Return `path` with symbolic links resolved.

    Raises:
        InvalidPathError: it leads out of `folder`.
    """
    resolved = path.resolve()
    if not resolved.is_relative_to(folder.resolve()):
        raise InvalidPathError(
            f"{path} leads out of the workspace {folder}. Only files inside it are read; open that folder to run it."
        )
    return resolved
