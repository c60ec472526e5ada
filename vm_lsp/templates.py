"""What a new session of a folder starts with: the user's settings, the folder's `vm-lsp.toml`, its startup files."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path

from vm_lsp.errors import StartupFailedError, VmError
from vm_lsp.execution.model import Document, ExecutionRequest, Kind, Notice
from vm_lsp.libraries import library
from vm_lsp.modules.loading import OpenText
from vm_lsp.modules.places import path_of, uri_of
from vm_lsp.sessions.session import Session
from vm_lsp.settings import WORKSPACE_FILE, Settings, Template, merge_workspace


class Templates:
    """Gives each folder its template, or all of them the `fixed` one.

    What is wrong in a workspace's file is told, and the default used.
    """

    def __init__(self, settings: Settings, tell: Callable[[Notice], None], fixed: Template | None = None) -> None:
        self.settings = settings
        self._fixed = fixed
        self._tell = tell
        self._open_text: OpenText = lambda _uri: None

    def read_buffers(self, open_text: OpenText) -> None:
        """Let what is open in the editor start up as it is there."""
        self._open_text = open_text

    async def of(self, folder: str | None) -> Template:
        """Return the template in force for a workspace folder, None being the scratch session."""
        if self._fixed is not None:
            return self._fixed
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
        """Return what `session` runs first: libraries, then startup files, in order.

        Raises:
            StartupFailedError: a library is neither a file nor a package that can be run.
        """
        folder = path_of(session.workspace_uri) if session.workspace_uri else None
        if folder is None:
            return ()
        libraries = [await asyncio.to_thread(_library, folder, name) for name in session.template.libraries]
        files = [Path(folder, name.lstrip("/")) for name in session.template.startup_files]
        requests = [self._request(path, commonjs=False) for path in libraries]
        return (*requests, *(self._request(path, commonjs=True) for path in files))

    def _request(self, path: Path, commonjs: bool) -> ExecutionRequest:
        uri = uri_of(path.absolute())
        return ExecutionRequest(Kind.STARTUP, Document(uri, self._open_text(uri)), commonjs=commonjs)


def _library(folder: Path, name: str) -> Path:
    """Return a library's file; whether one that is named as a file is inside the folder is checked when it is read."""
    try:
        return library(name, folder)
    except VmError as failed:
        raise StartupFailedError(
            f"{failed.message} Mend it and run again: the session starts anew.", {"library": name}
        ) from failed


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
