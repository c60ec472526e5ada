"""A workspace that nobody has trusted yet: nothing runs in it, what ran elsewhere can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.editors.conftest import MakeDesk
from tests.editors.editor import eventually
from tests.editors.vscode import settings, snippets
from tests.editors.vscode.workbench import RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = "globalThis.visits = (globalThis.visits ?? 0) + 1\n"


@pytest.fixture(scope="module")
def restricted(make_desk: MakeDesk) -> Iterator[Workbench]:
    """A window on a folder with a `.venv` of its own, of which nothing is trusted."""
    desk = make_desk("restricted")
    program = desk.folder / ".venv/bin/vm-lsp"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\ntouch '{desk.home}/started-by-the-workspace'\n")
    program.chmod(0o755)
    workbench = Workbench.start(desk, settings.settings(trust=True))
    yield workbench
    workbench.close()


def test_nothing_runs_by_key_or_command_until_the_workspace_is_trusted(restricted: Workbench) -> None:
    restricted.open("visits.js", CODE)
    restricted.code.press(RUN_KEY)
    assert not restricted.quick.offered("vmLsp.runFile")
    assert not restricted.quick.offered("vmLsp.runSelection")

    restricted.probe.ask(snippets.RUN_SERVER_COMMAND, "vm.runFile")

    expect(restricted.notifications.saying("trust")).to_be_visible()
    restricted.notifications.clear()
    assert restricted.values() == {}
    assert not (restricted.desk.home / "started-by-the-workspace").exists()


def test_the_history_can_be_read_and_trusting_the_workspace_lets_code_run(restricted: Workbench) -> None:
    assert restricted.quick.offered("vmLsp.showHistory")

    restricted.probe.ask(snippets.RUN_COMMAND, "workbench.trust.manage")
    restricted.page.get_by_role("button", name="Trust", exact=True).first.click()
    restricted.open("visits.js", CODE)
    eventually(lambda: restricted.quick.offered("vmLsp.runFile"), bool, "the command to be offered")
    restricted.run_file()

    eventually(restricted.values, lambda seen: seen == {0: "→ 1"}, "the file's value")
    expect(restricted.notifications.toasts).to_have_count(0)
