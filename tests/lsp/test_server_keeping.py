"""Deleting, pinning and pruning through the whole server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lsp.client import Editor
from tests.lsp.conftest import StartEditor


async def _ids(editor: Editor, **filters: Any) -> list[str]:
    return [item["id"] for item in (await editor.command("vm.history.list", filters))["items"]]


async def test_an_execution_is_deleted_and_the_counts_are_answered(editor: Editor) -> None:
    uri = editor.open("20 + 22\n1 + 1\n")
    first, second = await editor.run(uri, 0, 0), await editor.run(uri, 1, 0)

    would = await editor.command("vm.history.delete", {"executionId": first["id"], "dryRun": True})
    assert (would["executions"], would["events"], would["dryRun"]) == (1, first["metrics"]["eventCount"], True)
    assert len(await _ids(editor)) == 2
    told = await editor.command("vm.history.delete", {"executionId": first["id"]})

    assert (told["executions"], told["dryRun"], told["oldest"]) == (1, False, first["queuedAt"])
    assert await _ids(editor) == [second["id"]]
    refused = await editor.refused("vm.history.delete", {"executionId": first["id"]})
    assert refused.data["code"] == "EXECUTION_NOT_FOUND"


async def test_a_search_a_workspace_and_everything_are_deleted(editor: Editor) -> None:
    uri = editor.open("20 + 22\n1 + 1\n'kept'\n")
    for line in range(3):
        await editor.run(uri, line, 0)

    assert (await editor.command("vm.history.delete", {"search": 'code:"20 + 22"'}))["executions"] == 1
    assert (await editor.command("vm.history.delete", {"workspaceUri": "file:///elsewhere"}))["executions"] == 0
    assert (await editor.command("vm.history.delete", {"workspaceUri": editor.folder.as_uri()}))["executions"] == 2
    again = await editor.run(uri, 2, 0)
    assert again["status"] == "ok"
    assert (await editor.command("vm.history.delete", {"all": True}))["executions"] == 1
    assert await _ids(editor) == []


@pytest.mark.parametrize(
    "argument",
    [
        {},
        {"all": False},
        {"search": " "},
        {"search": '""'},
        {"all": True, "search": "x"},
        {"executionId": "x", "workspaceUri": "file:///y"},
        {"search": "status:nonsense"},
        {"everything": True},
    ],
)
async def test_what_is_not_exactly_one_thing_is_refused(editor: Editor, argument: dict[str, Any]) -> None:
    execution = await editor.run(editor.open("20 + 22\n"), 0, 0)
    refused = await editor.refused("vm.history.delete", argument)

    assert refused.data["code"] == "VALIDATION_ERROR"
    assert await _ids(editor) == [execution["id"]]


async def test_a_pinned_run_outlives_the_settings_retention(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"history": {"maxExecutions": 1}})
    uri = editor.open("1\n2\n3\n")
    first, _, third = [await editor.run(uri, line, 0) for line in range(3)]

    pinned = await editor.command("vm.history.pin", {"executionId": first["id"], "pinned": True})
    assert (pinned["id"], pinned["pinned"]) == (first["id"], True)
    assert (await editor.command("vm.history.prune", {"dryRun": True}))["executions"] == 1
    told = await editor.command("vm.history.prune", {})

    assert (told["executions"], told["dryRun"]) == (1, False)
    assert await _ids(editor) == [third["id"], first["id"]]
    assert await _ids(editor, search="has:pin") == [first["id"]]
    refused = await editor.refused("vm.history.pin", {"executionId": "none", "pinned": True})
    assert refused.data["code"] == "EXECUTION_NOT_FOUND"
