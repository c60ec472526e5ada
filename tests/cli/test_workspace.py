"""The workspace of a file where no editor names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from vm_lsp.cli.workspace import MARKERS, folder_of


@pytest.mark.parametrize("marker", MARKERS)
def test_the_nearest_folder_with_a_marker_is_the_workspace(tmp_path: Path, marker: str) -> None:
    deep = tmp_path / "project" / "src" / "deep"
    deep.mkdir(parents=True)
    (tmp_path / "project" / marker).touch()
    assert folder_of(deep / "a.js") == (tmp_path / "project").resolve()


def test_the_nearest_of_several_wins(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "package.json").touch()
    (inner / "package.json").touch()
    assert folder_of(inner / "a.js") == inner.resolve()


def test_a_folder_is_its_own_workspace_where_it_has_a_marker(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert folder_of(tmp_path) == tmp_path.resolve()


def test_without_a_marker_the_files_own_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vm_lsp.cli.workspace.MARKERS", ("no-such-marker",))
    assert folder_of(tmp_path / "a.js") == tmp_path.resolve()
