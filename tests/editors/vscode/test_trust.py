"""A folder nobody trusts yet: nothing runs, the history can be read, and trusting it makes everything work."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.editors.conftest import MakeDesk
from tests.editors.editor import Place, eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.settings import settings
from tests.editors.vscode.workbench import RUN_FILE_KEY, RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")


@pytest.fixture(scope="module")
def restricted(make_desk: MakeDesk) -> Iterator[Workbench]:
    """A window in restricted mode, on a folder in which something ran before."""
    desk = make_desk("restricted")
    subprocess.run(["vm-lsp", "eval", "'from before'"], env=desk.env, cwd=desk.folder, check=True, capture_output=True)
    window = Workbench.start(desk, settings(trust=True))
    yield window
    window.close()


def test_neither_keys_nor_commands_nor_other_extensions_run_code(restricted: Workbench) -> None:
    restricted.open("cloned.js", "'from a stranger'\n")
    before = eventually(restricted.newest_run, bool, "the history")["id"]
    restricted.code.press(RUN_KEY)
    restricted.code.press(RUN_FILE_KEY)
    for command in ("vmLsp.runSelection", "vmLsp.runFile", "vmLsp.restartSession"):
        assert not restricted.quick.offered(command)
    restricted.probe.ask(snippets.RUN_COMMAND, "vmLsp.runFile")

    message = restricted.notifications.saying("not trusted")
    expect(message).to_be_visible()
    assert restricted.notifications.buttons(message) == ["Manage Trust"]
    assert restricted.newest_run()["id"] == before
    restricted.notifications.clear()


def test_the_history_can_be_read(restricted: Workbench) -> None:
    restricted.history.show()
    restricted.history.run_row("'from before'").click()

    eventually(restricted.text, lambda text: "'from before'" in text, "the run in front")


def test_after_trusting_it_the_same_key_works(restricted: Workbench) -> None:
    restricted.open("cloned.js", "'from a friend'\n")
    restricted.probe.ask(snippets.RUN_COMMAND, "workbench.trust.manage")
    restricted.page.get_by_role("button", name="Trust", exact=True).click()
    eventually(lambda: restricted.probe.ask(snippets.TRUSTED), bool, "a trusted workspace")

    restricted.open("cloned.js", "'from a friend'\n")
    restricted.move(Place(0, 0))
    restricted.run()

    eventually(restricted.values, lambda seen: seen == {0: "→ 'from a friend'"}, "the value")
