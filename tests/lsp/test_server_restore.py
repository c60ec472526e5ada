"""A session rebuilt after a restart: by command, by a question, before the first run; and runs as they were then."""

from __future__ import annotations

import asyncio
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.client import Editor
from tests.lsp.conftest import StartEditor

LINES = """\
let total = 5
function add(n) { total += n; return total }
class Shop { constructor(name) { this.name = name } }
import { rate } from './rate.js'; rate
add(rate); nothing.there
add(1000); for (;;) {}
add(1); new Shop('corner')
[total, typeof add, rate]
"""
LAST = 7


async def lived(start_editor: StartEditor, **settings: Any) -> Editor:
    """Return an editor in whose session all of `LINES` ran, one of them stopped."""
    editor = await start_editor(settings=settings or None)
    (editor.folder / "rate.js").write_text("export const rate = 10\n")
    uri = editor.open(LINES)
    for line in range(5):
        await whole_line(editor, uri, line)
    stopped = asyncio.ensure_future(whole_line(editor, uri, 5))
    await editor.until(lambda: any(one["status"] == "busy" for one in editor.sessions[-1:]))
    while (await editor.command("vm.interrupt", {}))["outcome"] == "idle":
        pass
    assert (await stopped)["rolledBack"]
    await whole_line(editor, uri, 6)
    return editor


async def whole_line(editor: Editor, uri: str, line: int) -> Any:
    return await editor.run(uri, line, 0, line, len(LINES.splitlines()[line]))


async def killed(editor: Editor) -> None:
    assert editor._server is not None
    editor._server.kill()
    await editor.gone()


async def test_a_restored_session_is_as_it_was(start_editor: StartEditor) -> None:
    before = await lived(start_editor)
    was = (await whole_line(before, before.uri(), LAST))["result"]["preview"]
    await killed(before)
    editor = await start_editor()
    uri = editor.open(LINES)

    restored = await editor.command("vm.session.restore", {"uri": uri}, token="restoring")

    assert (restored["replayed"], restored["total"], restored["differences"]) == (7, 7, [])
    assert restored["message"] == "The session is restored: 7 runs replayed."
    again = await whole_line(editor, uri, LAST)
    assert again["result"]["preview"] == was == "[ 16, 'function', 10 ]"
    assert again["sessionId"] == restored["session"]["id"] != restored["formerSessionId"]
    assert again["number"] == 8, "each replayed run has its record in the new session"
    assert ("restoring", "1: let total = 5") in editor.said
    assert "restoring" in editor.ended
    await killed(editor)
    third = await start_editor()
    assert (await third.command("vm.session.restore", {"uri": uri}))["replayed"] == 8


async def test_it_stops_at_the_first_run_that_behaves_differently(start_editor: StartEditor) -> None:
    before = await lived(start_editor)
    await killed(before)
    (before.folder / "rate.js").write_text("export const rate = 20\n")
    editor = await start_editor()
    uri = editor.open(LINES)

    restored = await editor.command("vm.session.restore", {"uri": uri})

    assert (restored["replayed"], restored["total"]) == (4, 6)
    [difference] = restored["differences"]
    assert (difference["was"], difference["now"]) == ("10", "20")
    assert difference["former"]["number"] == 4
    assert restored["message"] == "4 of 6 runs replayed: run 4 (a.js:4) was `10` and is now `20`."
    assert (await editor.refused("vm.session.restore", {"uri": uri})).data["code"] == "SESSION_BUSY"
    all_of_it = await editor.command(
        "vm.session.restore", {"uri": uri, "replace": True, "keepGoing": True, "sessionId": restored["formerSessionId"]}
    )
    assert (all_of_it["replayed"], len(all_of_it["differences"])) == (6, 1)
    assert (await whole_line(editor, uri, LAST))["result"]["preview"] == "[ 26, 'function', 20 ]"


async def test_a_restoration_can_be_stopped(start_editor: StartEditor) -> None:
    editor = await start_editor()
    uri = editor.open("globalThis.late ? new Promise(() => setTimeout(() => {}, 9000)) : 1\n1 + 1\n")
    await editor.run(uri, 0, 0)
    await editor.run(uri, 1, 0)
    await killed(editor)
    editor = await start_editor(settings={"startupFiles": ["late.js"]})
    (editor.folder / "late.js").write_text("globalThis.late = true\n")
    editor.open_at(uri, "")

    restoring = editor.sent("vm.session.restore", {"uri": uri}, token="mine")
    await editor.until(lambda: any(one["status"] == "busy" for one in editor.sessions) and editor.said)
    editor.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams("mine"))
    restored = await restoring

    assert restored["stopped"]
    assert restored["replayed"] == 0


async def test_the_question_at_the_start_is_asked_once(start_editor: StartEditor) -> None:
    before = await lived(start_editor)
    await killed(before)
    editor = await start_editor(initialize=False)
    editor.chooses = "Restore"
    editor.set_configuration({"vmLsp": {"history": {"restore": "ask"}}})
    await editor.initialize_as()
    uri = editor.open(LINES)
    editor.open("1", "b.js")
    await editor.until(lambda: any("is restored" in one.message for one in editor.messages))

    assert len(editor.questions) == 1
    assert "by running its 6 runs again?" in editor.questions[0].message
    assert (await whole_line(editor, uri, LAST))["result"]["preview"] == "[ 16, 'function', 10 ]"


async def test_always_means_before_the_first_run_and_never_on_opening(start_editor: StartEditor) -> None:
    before = await lived(start_editor)
    await killed(before)
    editor = await start_editor(settings={"history": {"restore": "always"}})
    uri = editor.open(LINES)
    assert await editor.command("vm.session.list") == []

    ran = await whole_line(editor, uri, LAST)

    assert ran["result"]["preview"] == "[ 16, 'function', 10 ]"
    assert any("is restored" in one.message for one in editor.messages)


async def test_nothing_is_restored_in_an_untrusted_workspace(start_editor: StartEditor) -> None:
    before = await start_editor()
    uri = before.open("1\n")
    await before.run(uri, 0, 0)
    await killed(before)
    editor = await start_editor(options={"trust": {"supported": True, "trusted": False}, "history": {"restore": "ask"}})
    editor.open("1\n")

    refused = await editor.refused("vm.session.restore", {"uri": uri})

    assert refused.data["code"] == "UNTRUSTED_WORKSPACE"
    assert not editor.sessions


async def test_without_a_past_there_is_nothing_to_restore(editor: Editor) -> None:
    refused = await editor.refused("vm.session.restore", {"uri": editor.open("1")})
    assert refused.data["code"] == "EXECUTION_NOT_FOUND"


async def test_a_run_as_it_was_then_leaves_no_trace(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"runtime": {"strict": True}})
    uri = editor.open("let n = 1\nn++; [n, (function () { return this })()]\nn = 50\n")
    await editor.run(uri, 0, 0)
    second = await editor.run(uri, 1, 0, 1, 99)
    await editor.run(uri, 2, 0)
    editor.configure({"runtime": {"strict": False}})
    await editor.command("vm.session.restart", {"uri": uri})
    await editor.run(uri, 2, 0)
    listed = await editor.command("vm.history.list")

    then = await editor.command("vm.history.rerun", {"executionId": second["id"], "as": "then"})

    assert then["result"]["preview"] == second["result"]["preview"] == "[ 2, undefined ]"
    assert await editor.command("vm.history.list") == listed
    assert (await editor.run(uri, 2, 0))["result"]["preview"] == "50"
    try:
        await editor.command("vm.history.rerun", {"executionId": second["id"], "as": "ever"})
    except JsonRpcException as refused:
        assert '"today", "then"' in refused.message
