from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Editor

StartEditor = Callable[..., Awaitable[Editor]]


@pytest.fixture
def server_env(tmp_path: Path) -> dict[str, str]:
    """A database and folders of the test's own."""
    return {
        **os.environ,
        "VM_LSP_DATABASE_URL": f"sqlite:///{tmp_path / 'history.db'}",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The workspace's folder; its name has what URIs escape."""
    path = tmp_path / "my työ"
    path.mkdir()
    return path


@pytest.fixture
async def start_editor(folder: Path, server_env: dict[str, str]) -> AsyncIterator[StartEditor]:
    """Start editors, each with a server of its own that is initialized; all are left at the end."""
    editors: list[Editor] = []

    async def start(
        encoding: str = "utf-16", settings: dict[str, Any] | None = None, initialize: bool = True, **more: Any
    ) -> Editor:
        editor = Editor(folder)
        editors.append(editor)
        await editor.start(server_env)
        editor.set_configuration({"vmLsp": settings})
        if initialize:
            await editor.initialize_as(encoding, **more)
        return editor

    yield start
    for editor in editors:
        await editor.leave()


@pytest.fixture
async def editor(start_editor: StartEditor) -> Editor:
    """An editor that counts columns in UTF-16 units, as VS Code."""
    return await start_editor()


@pytest.fixture(params=["utf-8", "utf-16"])
async def either_editor(start_editor: StartEditor, request: pytest.FixtureRequest) -> Editor:
    """First an editor as Neovim, then one as VS Code."""
    return await start_editor(request.param)
