"""Libraries and startup files through the whole server: they fail at their place, and are mended."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.client import Editor


async def failure(editor: Editor, uri: str) -> dict[str, Any]:
    """Run a line that never gets its turn, and return what the error says of the startup."""
    with pytest.raises(JsonRpcException) as failed:
        await editor.run(uri, 0, 0)
    assert failed.value.data["code"] == "STARTUP_FAILED"
    return {"message": failed.value.message, **failed.value.data["details"]}


async def started(editor: Editor) -> list[tuple[str, str, str]]:
    """Return what is kept of startups and runs, oldest first."""
    history = await editor.command("vm.history.list", {})
    return [(one["kind"], one["status"], one["path"]) for one in reversed(history["items"])]


async def test_a_library_and_a_startup_file_fail_at_their_place_until_they_are_mended(editor: Editor) -> None:
    uri = editor.open("helper(1)\n")
    library, start = editor.folder / "lib.js", editor.folder / "start.ts"
    (editor.folder / "vm-lsp.toml").write_text('libraries = ["lib.js"]\nstartupFiles = ["start.ts"]')

    missing = await failure(editor, uri)
    assert "The startup file lib.js failed: There is no file" in missing["message"]
    assert "executionId" not in missing
    assert await started(editor) == []

    library.write_text("var one = 1\n  null.x\n")
    failing = await failure(editor, uri)
    assert (failing["uri"], failing["line"], failing["column"]) == (library.as_uri(), 1, 2)
    assert "cannot read property 'x' of null (line 2, column 3)" in failing["message"]
    await editor.until(lambda: editor.diagnostics.get(library.as_uri()))
    (squiggle,) = editor.diagnostics[library.as_uri()]
    assert squiggle.range == types.Range(types.Position(1, 2), types.Position(1, 8))
    assert (await editor.command("vm.history.get", {"executionId": failing["executionId"]}))["kind"] == "startup"

    library.write_text("(function (root) { root.one = 1 })(this)\n")
    start.write_text("function left() {\n  undefined.x\n}\nleft()\n")
    assert (await failure(editor, uri))["line"] == 1
    start.write_text("const helper = (x: number) => x +\n  * one\n")
    broken = await failure(editor, uri)
    assert (broken["uri"], broken["line"], broken["column"]) == (start.as_uri(), 1, 2)
    await editor.until(lambda: editor.diagnostics.get(start.as_uri()))
    assert not editor.diagnostics[library.as_uri()]

    start.write_text("const helper = (x: number): number => x + one\n")
    execution = await editor.run(uri, 0, 0)
    assert (execution["result"]["preview"], execution["number"]) == ("2", 3)
    await editor.until(lambda: not editor.diagnostics[start.as_uri()])
    assert await started(editor) == [
        ("startup", "error", "lib.js"),
        ("startup", "ok", "lib.js"),
        ("startup", "error", "start.ts"),
        ("startup", "ok", "lib.js"),
        ("startup", "error", "start.ts"),
        ("startup", "ok", "lib.js"),
        ("startup", "ok", "start.ts"),
        ("repl", "ok", "a.js"),
    ]


async def test_a_restart_runs_the_startup_again_and_fails_with_it(editor: Editor) -> None:
    uri = editor.open("helper(1)\n")
    start = editor.folder / "start.js"
    (editor.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]')
    start.write_text("throw new TypeError('not yet')")

    with pytest.raises(JsonRpcException) as failed:
        await editor.command("vm.session.restart", {"uri": uri})
    assert failed.value.data["details"]["column"] == 6

    start.write_text("const helper = (x) => x + 1")
    session = await editor.command("vm.session.restart", {"uri": uri})
    assert (session["status"], session["executionCount"]) == ("ready", 1)
    assert (await editor.run(uri, 0, 0))["result"]["preview"] == "2"


async def test_a_startup_file_that_is_open_starts_up_as_it_is_there(editor: Editor) -> None:
    start = editor.folder / "start.js"
    (editor.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]')
    start.write_text("const helper = () => 'saved'")
    editor.open("const helper = () => 'not saved yet'", "start.js")
    uri = editor.open("helper()\n")

    assert (await editor.run(uri, 0, 0))["result"]["preview"] == "'not saved yet'"


async def test_a_package_that_pages_use_is_a_library(editor: Editor) -> None:
    package = editor.folder / "node_modules" / "tally"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "tally", "main": "tally.js"}')
    (package / "tally.js").write_text(
        "(function (root, make) {\n"
        "  if (typeof exports === 'object' && typeof module !== 'undefined') module.exports = make();\n"
        "  else (root || self).tally = make();\n"
        "})(this, function () { return { count: function (list) { return list.length } } });\n"
    )
    (editor.folder / "vm-lsp.toml").write_text('libraries = ["tally"]')
    uri = editor.open("[tally.count([1, 2]), typeof require, typeof module]\n")

    assert (await editor.run(uri, 0, 0))["result"]["preview"] == "[ 2, 'function', 'object' ]"
