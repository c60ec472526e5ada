"""Where the history is, before anything is opened: a SQLAlchemy URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from vm_lsp.settings import History

IN_MEMORY = "sqlite://"
FILE_NAME = "history.db"


def database_url(settings: History, url: str | None) -> str:
    """Return the URL to use: `url`, else the setting, else a file in the user's data folder.

    A history that is switched off lives in memory, wherever it would have been, and leaves nothing on the disk.
    """
    if not settings.enabled:
        return IN_MEMORY
    chosen = url or settings.database_url
    return chosen or f"sqlite:///{platformdirs.user_data_path('vm-lsp', appauthor=False) / FILE_NAME}"
