"""Deleting, pinning and pruning from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Vm
from tests.history.runs import sqlite
from vm_lsp.cli.history_keeping import shown_size


def _ids(vm: Vm) -> list[str]:
    return [item["id"] for item in vm("history", "list", "--json").json["items"]]


@pytest.fixture
def runs(vm: Vm) -> list[str]:
    """The ids of three runs, the newest first."""
    for code in ("1 + 1", "'secret'", "20 + 22"):
        assert vm("eval", code, "--database-url", _url()).code == 0
    return _ids(vm)


def _url() -> str:
    import os

    return os.environ["VM_LSP_DATABASE_URL"]


def test_one_run_is_deleted_by_the_beginning_of_its_id(vm: Vm, runs: list[str]) -> None:
    told = vm("history", "delete", runs[0][:8], "--yes")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("1 run with ")
    assert " were deleted (" in told.out
    assert _ids(vm) == runs[1:]


def test_a_dry_run_says_what_would_go(vm: Vm, runs: list[str]) -> None:
    told = vm("history", "delete", "--search", "secret", "--dry-run", "--json")

    assert (told.json["executions"], told.json["dryRun"]) == (1, True)
    assert _ids(vm) == runs


def test_without_a_person_to_ask_nothing_is_deleted(vm: Vm, runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    for command in (("delete", "--all"), ("prune", "--executions", "1")):
        told = vm("history", *command)
        assert told.code == 2
        assert "--yes" in told.err
    assert _ids(vm) == runs


@pytest.mark.parametrize(
    "arguments",
    [
        ("delete", "--yes"),
        ("delete", "--all", "--search", "x", "--yes"),
        ("delete", "--search", " ", "--yes"),
        ("delete", "--search", "status:nonsense", "--yes"),
        ("prune", "--yes"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused(vm: Vm, runs: list[str], arguments: tuple[str, ...]) -> None:
    assert vm("history", *arguments).code == 2
    assert _ids(vm) == runs


def test_a_pinned_run_is_not_pruned(vm: Vm, runs: list[str]) -> None:
    assert vm("history", "pin", runs[2]).out == f"{runs[2]} is pinned: no pruning takes it.\n"
    assert vm("history", "prune", "--executions", "1", "--yes", "--json").json["executions"] == 1
    assert _ids(vm) == [runs[0], runs[2]]
    assert vm("history", "pin", runs[2], "--off", "--json").json["pinned"] is False
    vm("history", "prune", "--executions", "1", "--yes")
    assert _ids(vm) == [runs[0]]


def test_a_workspace_and_everything_go(vm: Vm, runs: list[str], folder: Path) -> None:
    told = vm("history", "delete", "--workspace", str(folder / "elsewhere"), "--yes")
    assert told.out == "There is nothing to delete.\n"
    assert _ids(vm) == runs
    assert vm("history", "delete", "--workspace", str(folder), "--yes", "--json").json["executions"] == 3
    assert _ids(vm) == []


def test_sizes_are_for_people() -> None:
    assert [shown_size(size) for size in (812, 3500, 5 * 2**20, 3 * 2**30)] == [
        "812 bytes",
        "3.4 kB",
        "5.0 MB",
        "3.0 GB",
    ]


def test_a_backup_is_a_history_that_can_be_read(vm: Vm, runs: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    told = vm("history", "backup", str(copy))
    assert (told.code, told.out.split(",")[0]) == (0, f"3 runs in {copy}")
    listed = vm("history", "list", "--json", "--database-url", f"sqlite:///{copy}").json["items"]
    assert [item["id"] for item in listed] == runs
    again = vm("history", "backup", str(copy))
    assert again.code == 2
    assert "overwrites nothing" in again.err


def test_verify_tells_what_is_wrong_and_repairs_what_is_derived(vm: Vm, runs: list[str], tmp_path: Path) -> None:
    sound = vm("history", "verify")
    assert (sound.code, sound.out) == (0, "3 runs checked: everything is as it must be.\n")
    with sqlite(tmp_path / "history.db") as database:
        database.execute("UPDATE execution SET console_count = 9 WHERE id = ?", [runs[0]])
    told = vm("history", "verify", "--json")
    assert told.code == 1
    [finding, *_] = told.json["findings"]
    assert (finding["executionId"], finding["derived"]) == (runs[0], True)
    assert vm("history", "verify", "--repair").code == 0
    assert vm("history", "verify").code == 0
    with sqlite(tmp_path / "history.db") as database:
        database.execute("DELETE FROM execution_event WHERE execution_id = ? AND seq = 1", [runs[1]])
    lost = vm("history", "verify", "--repair")
    assert lost.code == 1
    assert f"{runs[1]}  sequence: event 1 is missing: the next one is 2" in lost.out
