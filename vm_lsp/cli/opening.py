"""A core for one command: opened with the person's settings, closed whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.text import Text

from vm_lsp.cli.looks import error_console, print_message
from vm_lsp.cli.printable import printable
from vm_lsp.core import Core
from vm_lsp.execution.model import Notice
from vm_lsp.settings import History, Settings


def settings_for(database_url: str | None, **changes: object) -> Settings:
    """Return the defaults with the history at `database_url` (None: the user's data folder) and `changes`."""
    return Settings(history=History(database_url=database_url)).model_copy(update=changes)


def unkept(**changes: object) -> Settings:
    """Return settings whose history is in memory only."""
    return Settings(history=History(enabled=False)).model_copy(update=changes)


@asynccontextmanager
async def opened_core(settings: Settings, folder: Path | None = None) -> AsyncIterator[Core]:
    """Yield an open core with a session for `folder`; what it notices goes to stderr."""
    core = Core(settings)
    core.on_notice(_tell)
    if folder is not None:
        core.add_folder(folder.as_uri())
    await core.open()
    try:
        yield core
    finally:
        await core.close()


def _tell(notice: Notice) -> None:
    print_message(error_console(), Text(f"vm-lsp: {notice.level}: {printable(notice.message)}"))
