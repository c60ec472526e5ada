"""Each test's commands in a folder and a history of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vm_lsp.cli.app import main


@dataclass(frozen=True)
class Told:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Vm = Callable[..., Told]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace, which is the current folder; its history is beside it."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (workspace / "package.json").write_text("{}")
    monkeypatch.chdir(workspace)
    monkeypatch.setenv("VM_LSP_DATABASE_URL", f"sqlite:///{tmp_path / 'history.db'}")
    return workspace


@pytest.fixture
def vm(folder: Path, capsys: pytest.CaptureFixture[str]) -> Vm:
    """Runs a command in this process, through the door everybody uses."""

    def run(*args: str) -> Told:
        capsys.readouterr()
        code = main(args)
        captured = capsys.readouterr()
        return Told(code, captured.out, captured.err)

    return run
