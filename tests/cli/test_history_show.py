"""`vm-lsp history` alone, `show --code` and `show --follow`, and the pager."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Vm
from tests.cli.test_on_a_terminal import Screen

VM = (sys.executable, "-m", "vm_lsp")
BOUND_S = 30


def test_history_alone_lists_the_newest(vm: Vm) -> None:
    vm("eval", "6 * 7")
    assert "6 * 7  → 42" in vm("history").out
    assert vm("history").out == vm("history", "list").out


def test_the_code_alone_is_the_code_alone(vm: Vm) -> None:
    run = vm("eval", "6 *\n  7", "--json").json
    assert vm("history", "show", run["id"][:8], "--code").out == "6 *\n  7\n"
    assert vm("history", "show", run["id"], "--code", "--json").code == 2


def test_a_run_of_another_server_is_followed_to_its_end(folder: Path, vm: Vm) -> None:
    (folder / "long.js").write_text("console.log('begun')\nsetTimeout(() => console.log('done'), 3000)\n")
    running = subprocess.Popen([*VM, "run", "long.js"], stdout=subprocess.PIPE)
    try:
        execution_id = _id_of_the_running(vm)
        told = vm("history", "show", execution_id, "--follow")
    finally:
        running.communicate(timeout=BOUND_S)
    assert told.code == 0
    lines = told.out.splitlines()
    assert [line for line in lines if line.startswith("▸")] == ["▸ begun", "▸ done"]
    assert lines[-1].startswith("✓ ok")


def test_ctrl_c_leaves_a_run_that_is_followed_alone(folder: Path, vm: Vm) -> None:
    (folder / "long.js").write_text("console.log('begun')\nsetTimeout(() => {}, 8000)\n")
    running = subprocess.Popen([*VM, "run", "long.js"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        execution_id = _id_of_the_running(vm)
        following = subprocess.Popen(
            [*VM, "history", "show", execution_id, "--follow"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert following.stdout is not None
        assert "begun" in following.stdout.readline().decode()
        following.send_signal(signal.SIGINT)
        _, err = following.communicate(timeout=BOUND_S)
        assert (following.returncode, err) == (130, b"")
        assert vm("history", "show", execution_id, "--json").json["status"] == "running"
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=BOUND_S)


def test_a_terminal_has_the_persons_pager_and_a_pipe_has_none(vm: Vm, monkeypatch: pytest.MonkeyPatch) -> None:
    run = vm("eval", "6 * 7", "--json").json
    monkeypatch.setenv("PAGER", "sed 's/^/paged: /'")
    monkeypatch.delenv("MANPAGER", raising=False)

    _, lines = Screen("history", "show", run["id"]).told()

    assert any(line.startswith("paged: ") and "6 * 7" in line for line in lines), lines
    assert not any("\x1b" in line for line in lines)
    assert "paged" not in vm("history", "show", run["id"]).out


def _id_of_the_running(vm: Vm) -> str:
    for _ in range(100):  # each look takes its time
        items = vm("history", "list", "--status", "running", "--json").json["items"]
        if items:
            found: str = items[0]["id"]
            return found
    raise AssertionError("nothing runs")
