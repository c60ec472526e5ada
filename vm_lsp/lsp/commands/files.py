"""Reading a file only to count columns in it: what runs is read, and judged, by the core."""

from __future__ import annotations

import stat
from pathlib import Path

from pygls.uris import to_fs_path

from vm_lsp.lsp.text import Text

_LARGEST = 10 * 2**20


def text_on_disk(uri: str) -> Text | None:
    """Return the text of the file at `uri`, or None where there is none that can be read."""
    path = to_fs_path(uri)
    if path is None:
        return None
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return None
        return Text(Path(path).read_bytes().decode("utf-8"))
    except (OSError, ValueError):
        return None  # the core finds the same, and says it as the contract wants
