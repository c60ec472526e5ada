"""Read-only files in the user's cache folder, for clients that can't show a document the server has in mind.

Each kind has a folder of its own, readable by its owner only, in which the oldest of many make room.
"""

from __future__ import annotations

import stat
from pathlib import Path

from vm_lsp.errors import ValidationError

KEPT = 100  # files of each kind

_OWNER = stat.S_IRUSR | stat.S_IWUSR | stat.S_IXUSR


def cache_folder(kind: str) -> Path:
    """Return the folder of a kind of files, whether it is there or not."""
    from platformdirs import user_cache_path

    return user_cache_path("vm-lsp") / kind


def write_read_only(kind: str, name: str, text: str, history_kept: bool) -> str:
    """Write the file `name`, anew where it is there, and return its URI. Takes its time: call it on a thread.

    Raises:
        ValidationError: the history is switched off, so that nothing of what runs may be on the disk.
    """
    if not history_kept:
        raise ValidationError(
            "The history is off (`history.enabled`), so nothing is written to the disk, and this client can only show "
            "files. Hover shows the value, `vm.history.list` and `.get` the runs."
        )
    folder = cache_folder(kind)
    folder.mkdir(mode=_OWNER, parents=True, exist_ok=True)
    folder.chmod(_OWNER)
    for old in sorted(folder.iterdir(), key=_age)[KEPT - 1 :]:
        old.unlink(missing_ok=True)
    path = folder / name
    path.unlink(missing_ok=True)
    path.touch(mode=_OWNER & ~stat.S_IXUSR)
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    path.chmod(stat.S_IRUSR)
    return path.as_uri()


def _age(path: Path) -> float:
    return -path.stat().st_mtime
