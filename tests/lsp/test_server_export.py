"""``vm.history.export`` from an editor."""

from __future__ import annotations

import json

from tests.lsp.client import Editor


async def test_a_session_is_exported_in_each_format(editor: Editor) -> None:
    uri = editor.open("const x = 5\nx * 2\n")
    await editor.run(uri, 0, 0)
    run = await editor.run(uri, 1, 0)
    session = {"sessionId": run["sessionId"]}

    script = await editor.command("vm.history.export", session)
    lines = await editor.command("vm.history.export", {**session, "format": "jsonl"})
    document = await editor.command("vm.history.export", {"search": "x", "format": "markdown"})
    one = await editor.command("vm.history.export", {"executionId": run["id"], "format": "js"})

    assert script["executions"] == 2
    assert "const x = 5\n// => 5\n" in script["text"]
    assert "x * 2\n// => 10\n" in script["text"]
    assert [json.loads(line)["execution"]["number"] for line in lines["text"].splitlines()] == [1, 2]
    assert "### run 2 · a.js:2 · " in document["text"]
    assert one["executions"] == 1


async def test_an_export_of_nothing_in_particular_is_refused(editor: Editor) -> None:
    for argument in ({}, {"search": "x", "sessionId": "y"}, {"search": "x", "format": "pdf"}, {"search": "since:ever"}):
        assert (await editor.refused("vm.history.export", argument)).data["code"] == "VALIDATION_ERROR"
    assert (await editor.refused("vm.history.export", {"executionId": "none"})).data["code"] == "EXECUTION_NOT_FOUND"
