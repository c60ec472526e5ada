"""Where code can stand: files nobody has saved, several folders, other languages, and the walkthrough's scratch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.editor import Place, eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.workbench import RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")

NOTEBOOK = {
    "cells": [{"cell_type": "code", "metadata": {}, "source": ["1 + 1"], "outputs": [], "execution_count": None}],
    "metadata": {"language_info": {"name": "javascript"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_a_file_that_was_never_saved_runs(workbench: Workbench) -> None:
    workbench.open("saved.js", "")
    workbench.probe.ask(snippets.NEW_UNTITLED, "6 * 7")
    workbench.code.focus()
    workbench.run()

    eventually(workbench.values, lambda seen: seen == {0: "→ 42"}, "its value")


def test_a_document_of_another_language_says_what_to_do(workbench: Workbench) -> None:
    workbench.open("notes.txt", "6 * 7\n")
    workbench.probe.ask(snippets.RUN_COMMAND, "vmLsp.runSelection")

    message = workbench.notifications.saying("this document's language is another")
    expect(message).to_be_visible()
    workbench.notifications.clear()


def test_the_cell_of_a_notebook_is_left_to_its_notebook(workbench: Workbench) -> None:
    before = workbench.newest_run().get("id")
    file = workbench.desk.folder / "cells.ipynb"
    file.write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    workbench.probe.ask(snippets.OPEN_NOTEBOOK, str(file))
    workbench.probe.ask(snippets.RUN_COMMAND, "vmLsp.runSelection")

    expect(workbench.notifications.saying("A notebook's cell runs in its notebook")).to_be_visible()
    assert workbench.newest_run().get("id") == before
    workbench.notifications.clear()


def test_get_started_opens_a_scratch_file_in_which_a_line_runs(workbench: Workbench) -> None:
    workbench.open("saved.js", "")
    workbench.quick.run("vmLsp.getStarted")
    steps = workbench.page.locator(".getting-started-step")
    expect(steps).to_have_count(5)
    expect(steps.first).to_contain_text("Run a line")

    workbench.page.get_by_role("button", name="Go to the line").first.click()
    eventually(workbench.text, lambda text: text.startswith("// vm-lsp scratch file"), "the scratch file in front")
    workbench.run()

    eventually(lambda: workbench.values().values(), lambda seen: "→ 'HELLO'" in seen, "the line's value")
    expect(steps.first.get_by_role("checkbox")).to_be_checked()


@pytest.fixture
def folders(workbench: Workbench) -> Iterator[Workbench]:
    """The window with two folders side by side."""
    workbench.probe.ask(snippets.CLOSE_ALL)  # the window would bring unsaved files back
    home = workbench.desk.home
    for name in ("shop", "bank"):
        (home / name).mkdir()
        (home / name / f"{name}.js").write_text(f"globalThis.owner ??= '{name}'\n", encoding="utf-8")
    workspace = home / "both.code-workspace"
    workspace.write_text(json.dumps({"folders": [{"path": "shop"}, {"path": "bank"}]}), encoding="utf-8")
    eventually(lambda: _load(workbench, workspace), lambda count: count == 2, "both folders", within=60)
    yield workbench
    workbench.load(f"folder={workbench.desk.folder}")


def test_each_folder_of_a_workspace_has_a_session_of_its_own(folders: Workbench) -> None:
    for name in ("shop", "bank"):
        folders.show(folders.desk.home / name / f"{name}.js")
        folders.move(Place(0, 0))
        folders.code.press(RUN_KEY)
        wanted = {0: f"→ '{name}'"}
        eventually(folders.values, wanted.__eq__, "the owner in this folder")


def _load(workbench: Workbench, workspace: Path) -> int:
    """Open a workspace and return how many folders it has: none where the browser read the file too early."""
    workbench.load(f"workspace={workspace}")
    return int(workbench.probe.ask(snippets.FOLDERS, 5000))
