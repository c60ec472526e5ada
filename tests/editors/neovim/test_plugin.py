from __future__ import annotations

import re

import pytest

from tests.editors.editor import Place, eventually
from tests.editors.neovim.conftest import StartNeovim
from tests.editors.neovim.neovim import PLUGIN, Neovim

_PLUGS = (
    "run", "run-line", "run-statement", "run-file", "stop", "restart",
    "clear", "value", "insert", "history", "frames", "trust",
)  # fmt: skip


def _statusline(neovim: Neovim) -> str:
    return str(neovim.lua("return require('vm_lsp').statusline()"))


def test_every_command_has_a_map_to_put_a_key_on(neovim: Neovim) -> None:
    missing = [name for name in _PLUGS if not neovim.nvim.eval(f"maparg('<Plug>(vm-{name})', 'n')")]
    described = neovim.lua("return vim.fn.maparg('<Plug>(vm-run)', 'x', false, true).desc")
    assert not missing and described.startswith("VM: ")


def test_no_key_is_mapped_unless_a_person_asks(start_neovim: StartNeovim) -> None:
    asked = start_neovim("require('vm_lsp').setup({ keymaps = { run = '<F5>', file = '<F6>', stop = false } })")
    asked.open("keys.js", "'by key'\n")
    asked.keys("<F6>")
    assert asked.ran() == ["'by key'\n"]
    assert asked.nvim.eval("maparg('gvm', 'n')") == ""
    assert asked.nvim.eval("maparg('<F5>', 'x')") == "<Plug>(vm-run)"


def test_the_default_keys_are_gvm_and_gvmm(start_neovim: StartNeovim) -> None:
    neovim = start_neovim("require('vm_lsp').setup({ keymaps = true })")
    neovim.open("default.js", "'line'\n'other'\n")
    neovim.keys("gvmm")
    assert neovim.ran() == ["'line'"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("{ hint = 'inlay' }", "hints"),
        ("{ hints = 'popup' }", "virtual_text"),
        ("{ picker = 'snacks' }", "telescope"),
        ("{ keymaps = { runn = 'x' } }", "statement"),
    ],
)
def test_an_option_that_is_unknown_or_wrong_is_refused_with_what_there_is(
    neovim: Neovim, options: str, said: str
) -> None:
    works, message = neovim.lua(f"return {{ pcall(require('vm_lsp').setup, {options}) }}")
    assert not works and said in message


def test_the_statusline_tells_how_the_session_fares(start_neovim: StartNeovim) -> None:
    neovim = start_neovim()
    assert _statusline(neovim) == ""
    neovim.open("status.js", "1\nfor (;;) {}\n")
    assert _statusline(neovim) == "○ cold"
    neovim.run()
    neovim.ran()
    eventually(lambda: _statusline(neovim), lambda text: text == "● ready", "a session that is ready")
    neovim.move(Place(1, 0))
    neovim.run()
    eventually(lambda: _statusline(neovim), lambda text: re.fullmatch(r"◐ busy \d+ s", text), "a busy session")
    neovim.stop()
    eventually(lambda: _statusline(neovim), lambda text: text == "● ready", "a session that is ready again")


def test_the_statusline_is_drawn_by_its_documented_line(neovim: Neovim) -> None:
    neovim.open("drawn.js", "1\n")
    neovim.run()
    neovim.ran()
    neovim.command("set laststatus=2 statusline=%f\\ %{v:lua.require'vm_lsp'.statusline()}")
    eventually(lambda: "\n".join(neovim.call("screen")), lambda screen: "drawn.js ● ready" in screen, "the statusline")
    neovim.command("set statusline&")


def test_a_buffer_that_no_server_serves_says_why(neovim: Neovim) -> None:
    neovim.command("enew")
    neovim.command("set filetype=python")
    neovim.command("VmRun")
    [told] = eventually(neovim.notifications, bool, "a word about it")
    assert "filetype python" in told and "javascript" in told


def test_a_server_that_is_not_there_is_said_with_how_to_get_it(start_neovim: StartNeovim) -> None:
    neovim = start_neovim("require('vm_lsp').setup({ cmd = { 'no-such-vm-lsp', 'serve' } })")
    neovim.command(f"edit {neovim.desk.folder}/missing.js")
    neovim.command("VmRun")
    told = eventually(neovim.notifications, bool, "a word about it")
    assert "`no-such-vm-lsp`" in told[-1] and ":checkhealth vm_lsp" in told[-1]


def test_a_single_file_outside_every_workspace_runs(start_neovim: StartNeovim) -> None:
    neovim = start_neovim()
    alone = neovim.desk.home / "alone.js"
    alone.write_text("'alone ' + 1\n")
    neovim.command(f"edit {alone}")
    eventually(lambda: neovim.call("attached"), bool, "the server")
    neovim.run()
    eventually(neovim.values, lambda seen: seen == {0: "→ 'alone 1'"}, "its value")


def test_a_buffer_that_was_never_saved_runs(neovim: Neovim) -> None:
    neovim.command("enew | set filetype=javascript")
    eventually(lambda: neovim.call("attached"), bool, "the server")
    neovim.keys("i'never ' + 'saved'<Esc>")
    neovim.run()
    eventually(neovim.values, lambda seen: seen == {0: "→ 'never saved'"}, "its value")


def test_every_tag_of_the_help_leads_somewhere(neovim: Neovim) -> None:
    neovim.command(f"helptags {PLUGIN / 'doc'}")
    tags = [line.split("\t")[0] for line in (PLUGIN / "doc" / "tags").read_text().splitlines()]
    (PLUGIN / "doc" / "tags").unlink()
    text = (PLUGIN / "doc" / "vm_lsp.txt").read_text()
    links = set(re.findall(r"\|([^|\s]+)\|", text))
    ours = {link for link in links if link.lower().startswith(("vm_lsp", "vm-lsp", ":vm", "<plug>(", "gvm"))}
    assert ours <= set(tags), "links of ours to no tag"
    unknown = [link for link in links - ours if not neovim.nvim.funcs.getcompletion(link, "help")]
    assert not unknown, "links to no help of Neovim's"
    commands = neovim.lua("return vim.tbl_keys(vim.api.nvim_get_commands({}))")
    assert {f":{command}" for command in commands if command.startswith("Vm")} <= set(tags)
    assert {f"<Plug>(vm-{name})" for name in _PLUGS} <= set(tags)
    assert {
        f"vm_lsp-option-{name}" for name in neovim.lua("return vim.tbl_keys(require('vm_lsp.config').DEFAULTS)")
    } <= set(tags)


def test_the_help_is_no_wider_than_a_help_window() -> None:
    wide = [line for line in (PLUGIN / "doc" / "vm_lsp.txt").read_text().splitlines() if len(line) > 79]
    assert not wide


def test_nothing_deprecated_is_called(start_neovim: StartNeovim, version: str) -> None:
    neovim = start_neovim()
    neovim.open("deprecated.js", "1 + 1\nnull.name\n")
    neovim.run_file()
    neovim.ran()
    for command in ("VmValue", "VmInsert", "VmFrames", "VmStop", "VmRestart", "VmClear", "VmHistory"):
        neovim.command(command)
        neovim.call("close_floats")
    eventually(neovim.running, lambda running: not running, "all commands to be answered")
    neovim.command("checkhealth vim.deprecated")
    report = "\n".join(neovim.nvim.current.buffer[:])
    assert "editors/neovim" not in report, report
