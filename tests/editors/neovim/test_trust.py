from __future__ import annotations

import pytest

from tests.editors.editor import eventually
from tests.editors.neovim.conftest import StartNeovim
from tests.editors.neovim.neovim import Neovim


@pytest.fixture
def cloned(start_neovim: StartNeovim) -> Neovim:
    """In a workspace whose vm-lsp.toml starts code of its own."""
    neovim = start_neovim()
    neovim.nvim.ui_attach(160, 50, rgb=True)  # without anybody to answer, Neovim does not ask
    (neovim.desk.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]\n')
    (neovim.desk.folder / "start.js").write_text("globalThis.started = 'by the workspace'\n")
    neovim.open("main.js", "started\n")
    return neovim


def _run_and_answer(neovim: Neovim, key: str) -> None:
    neovim.nvim.input(":VmRun<CR>")
    eventually(lambda: neovim.nvim.api.get_mode()["mode"][0], lambda mode: mode == "r", "a question")
    neovim.nvim.input(key)
    eventually(lambda: neovim.nvim.api.get_mode()["mode"], lambda mode: mode == "n", "the question to be gone")


def _statusline(neovim: Neovim) -> str:
    return str(neovim.lua("return require('vm_lsp').statusline()"))


def test_opening_a_file_asks_nothing_and_the_statusline_says_that_nothing_runs(cloned: Neovim) -> None:
    assert not cloned.nvim.api.get_mode()["blocking"]
    assert _statusline(cloned) == "⊘ untrusted"


def test_the_first_run_asks_and_without_trust_nothing_runs(cloned: Neovim) -> None:
    _run_and_answer(cloned, "i")
    [told] = eventually(cloned.notifications, bool, "a word about it")
    assert "vm-lsp.toml starts code of its own" in told and ":VmTrust" in told
    assert cloned.values() == {} and cloned.lua("return require('driver').runs") == []


def test_after_trusting_the_file_code_runs_with_what_it_starts(cloned: Neovim) -> None:
    _run_and_answer(cloned, "i")
    cloned.command(f"edit {cloned.desk.folder}/vm-lsp.toml")
    cloned.command("trust")
    cloned.command("buffer main.js")
    cloned.run()
    eventually(cloned.values, lambda seen: seen == {0: "→ 'by the workspace'"}, "the value")
    assert _statusline(cloned) == "● ready"


def test_the_command_in_the_file_itself_trusts_what_is_read_there(cloned: Neovim) -> None:
    cloned.command(f"edit {cloned.desk.folder}/vm-lsp.toml")
    cloned.command("VmTrust")
    assert cloned.notifications() == ["vm-lsp: Trusted: code runs in this workspace, its startup files first."]
    cloned.command("buffer main.js")
    cloned.run()
    eventually(cloned.values, lambda seen: seen == {0: "→ 'by the workspace'"}, "the value")


def test_the_history_is_read_without_trust(cloned: Neovim) -> None:
    cloned.command("VmHistory")
    told = eventually(cloned.notifications, bool, "an answer")
    assert told[0].startswith("vm-lsp: Nothing has run yet")


def test_a_workspace_that_starts_nothing_has_nothing_to_trust(neovim: Neovim) -> None:
    neovim.open("plain.js", "1\n")
    neovim.command("VmTrust")
    [told] = neovim.notifications()
    assert "starts no code of its own" in told
