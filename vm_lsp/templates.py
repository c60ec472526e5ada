"""What a new session of a folder starts with: the user's settings, the folder's `vm-lsp.toml`, its startup files."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path

from vm_lsp.execution.model import Document, ExecutionRequest, Kind, Notice
from vm_lsp.modules.places import path_of, uri_of
from vm_lsp.sessions.session import Session
from vm_lsp.settings import WORKSPACE_FILE, Settings, Template, merge_workspace


class Templates:
    """Gives each folder its template. What is wrong in a workspace's file is told, and the default used."""

    def __init__(self, settings: Settings, tell: Callable[[Notice], None]) -> None:
        self.settings = settings
        self._tell = tell

    async def of(self, folder: str | None) -> Template:
        """Return the template in force for a workspace folder, None being the scratch session."""
        path = path_of(folder) if folder else None
        if path is None:
            return self.settings.template
        file = path / WORKSPACE_FILE
        try:
            layer = await asyncio.to_thread(_read, file)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
            self._tell(Notice("warning", f"{file} can't be used: {broken}. Your own settings hold."))
            return self.settings.template
        merged, problems = merge_workspace(self.settings, layer, str(file))
        for problem in problems:
            self._tell(Notice("warning", str(problem)))
        return merged.template

    async def startup(self, session: Session) -> tuple[ExecutionRequest, ...]:
        """Return what `session` runs first: libraries, then startup files, in order."""
        folder = path_of(session.workspace_uri) if session.workspace_uri else None
        if folder is None:
            return ()
        files = (*session.template.libraries, *session.template.startup_files)
        return tuple(ExecutionRequest(Kind.STARTUP, Document(_uri(folder, name))) for name in files)


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}


def _uri(folder: Path, name: str) -> str:
    """Return the URI of a file named in the template; whether it is inside the folder is checked when it is read."""
    return uri_of(Path(folder, name.lstrip("/")).absolute())
