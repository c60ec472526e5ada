"""What stays off the disk, through the whole server: secrets, and everything where the history is off."""

from __future__ import annotations

import os
from pathlib import Path

from tests.lsp.client import Editor
from tests.lsp.conftest import StartEditor


async def test_a_secret_is_seen_live_and_not_in_the_history(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"history": {"redact": ["sk-\\w+"]}})
    uri = editor.open("const key = 'sk-abc'; console.log(key); key\n")
    live = await editor.run_file(uri)
    stored = await editor.command("vm.history.get", {"executionId": live["id"]})

    assert live["result"]["preview"] == "'sk-abc'"
    assert (live["redactions"], stored["redactions"] > 0) == (0, True)
    assert stored["result"]["preview"] == "'██████'"
    everything = await editor.command("vm.history.events", {"executionId": live["id"]})
    assert "sk-abc" not in str(everything) + str(stored)


async def test_what_was_blacked_out_is_not_run_again(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"history": {"redact": ["sk-\\w+"]}})
    run = await editor.run(editor.open("'sk-abc'\n"), 0, 0)
    refused = await editor.refused("vm.history.rerun", {"executionId": run["id"]})

    assert refused.data["code"] == "VALIDATION_ERROR"
    assert "blacked out" in refused.message


def _files(*folders: Path) -> dict[str, int]:
    """Return every file below these folders with the time it was written."""
    return {
        str(Path(folder, name)): Path(folder, name).stat().st_mtime_ns
        for top in folders
        for folder, folders_in_it, names in os.walk(top)
        for name in (*folders_in_it, *names)
    }


async def test_with_the_history_off_nothing_is_written_to_the_disk(start_editor: StartEditor, tmp_path: Path) -> None:
    before = _files(tmp_path)
    editor: Editor = await start_editor(settings={"history": {"enabled": False, "retentionDays": 1}})
    uri = editor.open("20 + 22\nconsole.log('private')\n[1, 2]\n")
    runs = [await editor.run(uri, line, 0) for line in range(3)]
    listed = await editor.command("vm.history.list", {})
    one = {"executionId": runs[0]["id"]}
    await editor.command("vm.value.show", one)
    for command, argument in (
        ("vm.history.show", {}),
        ("vm.history.show", one),
        ("vm.value.show", {**one, "open": True}),
    ):
        assert "nothing is written to the disk" in (await editor.refused(command, argument)).message
    await editor.command("vm.history.pin", {**one, "pinned": True})
    await editor.command("vm.history.delete", {"all": True})
    code = await editor.leave()

    assert [item["id"] for item in listed["items"]] == [run["id"] for run in reversed(runs)]
    assert code == 0
    assert _files(tmp_path) == before
