"""Reading a source file: whole, as UTF-8 text, from inside the workspace, or a clear refusal."""

from __future__ import annotations

from pathlib import Path

from vm_lsp.errors import FileMissingError, InvalidPathError, ValidationError
from vm_lsp.modules.places import inside, path_of

MAX_BYTES = 10 * 1024 * 1024


def read_document(uri: str, folder_uri: str | None) -> str:
    """Return the text of the file at `uri`. Blocks on the disk: call it in a thread.

    Raises:
        InvalidPathError: it is no file of the workspace folder, or there is no such folder.
        FileMissingError: there is no such file, it is a folder, or it can't be read.
        ValidationError: it is larger than 10 MB or no UTF-8 text.
    """
    path, folder = path_of(uri), path_of(folder_uri) if folder_uri else None
    if path is None:
        raise InvalidPathError(f"{uri} is no file on disk. Open it in the editor to run its text.")
    if folder is None:
        raise InvalidPathError(f"{path} is in no workspace folder. Open its folder, or open the file, to run it.")
    return read_source(path, folder)


def read_source(path: Path, folder: Path) -> str:
    """Return the text of `path`, which must lie inside `folder`. Raises as `read_document`."""
    resolved = inside(path, folder)
    try:
        data = _bytes_of(resolved)
    except OSError as refused:
        raise FileMissingError(f"{path} can't be read: {refused.strerror or refused}.") from refused
    return decode(data, str(path))


def check_size(size: int, name: str) -> None:
    """Raise `ValidationError` for a text of more than 10 MB."""
    if size > MAX_BYTES:
        raise ValidationError(f"{name} has {size / 2**20:.1f} MB; the most that can be run is {MAX_BYTES >> 20} MB.")


def decode(data: bytes, name: str) -> str:
    """Return the text of `data`. Raises `ValidationError` where it is binary or no UTF-8."""
    if b"\0" in data:
        raise ValidationError(f"{name} is a binary file, no JavaScript.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise ValidationError(
            f"{name} is not UTF-8: byte {broken.start} (0x{data[broken.start]:02x}) can't be read. Save it as UTF-8."
        ) from broken


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise FileMissingError(f"There is no file {path}.")
    if path.is_dir():
        raise FileMissingError(f"{path} is a folder. Name a file to run.")
    if not path.is_file():
        raise FileMissingError(f"{path} is no regular file.")
    check_size(path.stat().st_size, str(path))
    return path.read_bytes()
