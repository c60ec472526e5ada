from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.editors.editor import eventually
from tests.editors.neovim.conftest import StartNeovim
from tests.editors.neovim.neovim import Neovim

_QUICK = "require('vm_lsp.health.server').check = function() end "  # the machine is tried in one test


def _report(neovim: Neovim) -> str:
    neovim.command("checkhealth vm_lsp")
    return "\n".join(neovim.nvim.current.buffer[:])


def _program(folder: Path, name: str, script: str, mode: int = 0o755) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(mode)
    return path


def test_where_all_is_well_it_says_so(start_neovim: StartNeovim) -> None:
    neovim = start_neovim("require('vm_lsp').setup({ keymaps = true })")
    neovim.open("well.js", "1\n")
    neovim.run()
    neovim.ran()
    report = _report(neovim)
    assert "ERROR" not in report and "WARNING" not in report, report
    for said in (
        "vm-lsp 0.",
        "engine: quickjs-ng",
        "stop: an endless loop was stopped",
        "well.js is served, in the workspace",
        "Values are shown as inlay hints",
        "Keys are mapped",
        "The settings are known to the server",
        "The history can be read",
        "`:VmHistory` opens in `vim.ui.select`",
    ):
        assert said in report


def test_a_server_that_is_not_installed(start_neovim: StartNeovim) -> None:
    report = _report(start_neovim("require('vm_lsp').setup({ cmd = { 'no-such-vm-lsp', 'serve' } })"))
    assert "ERROR `no-such-vm-lsp` is not to be found on PATH" in report
    assert "pipx install" in report


def test_a_server_that_may_not_be_executed(start_neovim: StartNeovim, tmp_path: Path) -> None:
    program = _program(tmp_path, "vm-lsp", "exit 0", mode=0o644)
    report = _report(start_neovim(f"require('vm_lsp').setup({{ cmd = {{ '{program}', 'serve' }} }})"))
    assert "is there, but can't be executed" in report and "chmod +x" in report


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo vm-lsp 0.0.9", "vm-lsp 0.0.9 is too old: this plugin needs"),
        ("echo I am something else", "it said: I am something else"),
        ("[ $1 = --version ] && echo vm-lsp 9.0.0 || echo no engine >&2", "`vm-lsp doctor` failed: no engine"),
    ],
)
def test_a_server_that_is_too_old_or_not_ours_or_broken(
    start_neovim: StartNeovim, tmp_path: Path, script: str, said: str
) -> None:
    program = _program(tmp_path, "vm-lsp", script)
    report = _report(start_neovim(f"require('vm_lsp').setup({{ cmd = {{ '{program}', 'serve' }} }})"))
    assert said in report


def test_a_doctor_that_hangs_is_not_waited_for(start_neovim: StartNeovim, tmp_path: Path) -> None:
    program = _program(tmp_path, "vm-lsp", "[ $1 = --version ] && echo vm-lsp 9.0.0 || exec sleep 60")
    neovim = start_neovim(
        f"require('vm_lsp').setup({{ cmd = {{ '{program}', 'serve' }} }}) require('vm_lsp.health.server').SECONDS = 1"
    )
    assert "`vm-lsp doctor` was not ready within 1 s" in _report(neovim)


def test_what_the_doctor_finds_is_told_with_its_advice(start_neovim: StartNeovim, tmp_path: Path) -> None:
    finding = {"name": "history", "verdict": "broken", "detail": "no disk", "advice": "Mend the disk."}
    answer = json.dumps({"findings": [finding], "ok": False})
    program = _program(tmp_path, "vm-lsp", f"[ $1 = --version ] && echo vm-lsp 9.0.0 || echo '{answer}'; exit 1")
    report = _report(start_neovim(f"require('vm_lsp').setup({{ cmd = {{ '{program}', 'serve' }} }})"))
    assert "ERROR history: no disk" in report and "Mend the disk." in report


def test_a_javascript_buffer_without_its_server_since_it_is_not_enabled(start_neovim: StartNeovim) -> None:
    neovim = start_neovim(_QUICK)
    neovim.command("edit alone.js")
    report = _report(neovim)
    assert "WARNING alone.js has no server: vm_lsp is not enabled" in report and "init.lua" in report


def test_two_servers_at_one_buffer(start_neovim: StartNeovim, version: str) -> None:
    start = "vim.lsp.enable('vm_lsp')" if version == "neovim-0.12" else "require('vm_lsp').setup({})"
    neovim = start_neovim(_QUICK + start)
    neovim.open("twice.js", "1\n")
    neovim.lua("vim.lsp.start({ name = 'mine', cmd = { 'vm-lsp', 'serve' }, root_dir = vim.uv.cwd() })")
    eventually(lambda: neovim.lua("return #vim.lsp.get_clients({ bufnr = 0 })"), lambda count: count == 2, "both")
    report = _report(neovim)
    assert "twice.js has 2 servers: " in report and "in one place only" in report


def test_values_and_errors_that_are_switched_off(start_neovim: StartNeovim) -> None:
    neovim = start_neovim(_QUICK + "require('vm_lsp').setup({})")
    neovim.open("dark.js", "1\n")
    neovim.lua("vim.lsp.inlay_hint.enable(false) vim.diagnostic.enable(false)")
    report = _report(neovim)
    assert "WARNING Inlay hints are off in buffer" in report
    assert "WARNING Diagnostics are off" in report


def test_a_workspace_that_is_not_trusted(start_neovim: StartNeovim) -> None:
    neovim = start_neovim(_QUICK + "require('vm_lsp').setup({})")
    (neovim.desk.folder / "vm-lsp.toml").write_text('libraries = ["lodash"]\n')
    neovim.open("cloned.js", "1\n")
    report = _report(neovim)
    assert "WARNING vm-lsp.toml is not trusted" in report and ":VmTrust" in report


def test_settings_that_the_server_does_not_know(start_neovim: StartNeovim) -> None:
    neovim = start_neovim(
        _QUICK + "require('vm_lsp').setup({ settings = { limits = { cpuMs = '5' }, inlineValues = true } })"
    )
    report = _report(neovim)
    assert "ERROR `limits.cpuMs` is a number, not a string" in report
    assert "ERROR `inlineValues` is no setting of vm-lsp" in report


def test_no_keys_is_told_with_how_to_have_some(neovim: Neovim) -> None:
    neovim.lua(_QUICK)
    neovim.command("silent! nunmap gvm | silent! xunmap gvm | silent! nunmap gvmm | silent! xunmap <F5>")
    assert "No key runs code" in _report(neovim)


def test_a_history_that_can_not_be_read(start_neovim: StartNeovim) -> None:
    neovim = start_neovim(
        _QUICK + "require('vm_lsp').setup({})", env={"VM_LSP_DATABASE_URL": "sqlite:////dev/null/history.db"}
    )
    neovim.open("unread.js", "1\n")
    report = _report(neovim)
    assert "ERROR The history" in report and "vm-lsp doctor" in report
