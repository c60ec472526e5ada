"""Stopping through the whole server, in each of the ways there are."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.client import Editor
from tests.lsp.conftest import StartEditor

NATIVE_LOOPS = {
    "an endless loop": "for(;;){}",
    "a huge fill": "new Array(2**31).fill(0)",
    "a runaway expression": '/^(a+)+$/.test("a".repeat(40)+"b")',
    "endless promises": "(function f() { Promise.resolve().then(f) })()",
}


async def begun(editor: Editor, code: str, **more: Any) -> asyncio.Future[Any]:
    """Run `code` in a session that knows ``kept``, and return what will be the answer once it runs."""
    kept = editor.open("var kept = 'as before'; kept\n", "kept.js")
    await editor.run_file(kept)
    uri = editor.open(f"console.log('began');\n{code}\n", "long.js")
    answer = editor.sent("vm.runFile", {"uri": uri}, **more)
    await editor.until(lambda: any(event["payload"].get("text") == "began" for event in editor.events))
    return answer


async def finished(answer: asyncio.Future[Any]) -> Any:
    return await asyncio.wait_for(answer, 15)


async def assert_kept(editor: Editor) -> None:
    execution = await editor.run(editor.uri("kept.js"), 0, 24)
    assert execution["result"]["json"] == "as before"


@pytest.mark.parametrize("code", NATIVE_LOOPS.values(), ids=NATIVE_LOOPS)
async def test_a_stop_is_quick_and_loses_nothing_while_the_editor_is_answered(editor: Editor, code: str) -> None:
    answer = await begun(editor, code)
    asked = time.perf_counter()
    await editor.hover(editor.uri("long.js"), 0, 0)
    await editor.hints(editor.uri("long.js"))
    answered = time.perf_counter()

    stopped = await editor.command("vm.interrupt")
    over = time.perf_counter()
    execution = await finished(answer)

    assert stopped == {"outcome": "rolled_back", "executionId": execution["id"]}
    assert (execution["status"], execution["error"]["name"], execution["rolledBack"]) == (
        "cancelled",
        "Cancelled",
        True,
    )
    assert answered - asked < 0.1  # two answers, 50 ms each
    assert over - answered < 0.5
    events = await editor.command("vm.history.events", {"executionId": execution["id"]})
    assert [event["type"] for event in events] == ["console", "exception"]
    await assert_kept(editor)


async def test_a_cancelled_progress_of_the_clients_own_stops_the_run(editor: Editor) -> None:
    answer = await begun(editor, "for(;;){}", token="mine")

    editor.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams("mine"))
    execution = await finished(answer)

    assert execution["status"] == "cancelled"
    assert (editor.begun.count("mine"), editor.ended.count("mine")) == (1, 1)
    await assert_kept(editor)


async def test_a_cancelled_progress_of_the_servers_stops_the_run(editor: Editor) -> None:
    answer = await begun(editor, "for(;;){}")
    await editor.until(lambda: set(editor.begun) - set(editor.ended))
    (token,) = set(editor.begun) - set(editor.ended)

    editor.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
    execution = await finished(answer)

    assert execution["status"] == "cancelled"
    await editor.until(lambda: token in editor.ended)


async def test_a_queued_run_says_that_it_waits_and_then_that_it_runs(editor: Editor) -> None:
    first = await begun(editor, "for(;;){}")
    uri = editor.open("1\n", "next.js")

    second = editor.sent("vm.runFile", {"uri": uri}, token="second")
    await editor.until(lambda: editor.said)
    waiting = list(editor.said)
    await editor.command("vm.interrupt", {"uri": editor.uri("long.js")})
    await finished(first)
    await finished(second)

    assert waiting == [("second", "waiting for another run")]
    assert editor.said == [*waiting, ("second", "running")]


async def test_a_short_run_shows_no_progress(editor: Editor) -> None:
    uri = editor.open("1\n")
    await editor.run(uri, 0, 0)  # starts the session
    editor.begun.clear()

    await editor.run(uri, 0, 0)

    assert editor.begun == []


async def test_a_cancelled_request_is_answered_as_cancelled_once_its_run_is_stopped(editor: Editor) -> None:
    answer = await begun(editor, "for(;;){}", msg_id="give me up")

    editor.cancel_request(types.CancelParams("give me up"))
    with pytest.raises(JsonRpcException) as refusal:
        await finished(answer)

    assert (refusal.value.code, refusal.value.data["code"]) == (-32800, "CANCELLED")
    details = refusal.value.data["details"]
    stored = await editor.command("vm.history.get", {"executionId": details["executionId"]})
    assert (details["outcome"], stored["status"]) == ("rolled_back", "cancelled")
    await assert_kept(editor)


async def test_a_request_cancelled_before_anything_ran_runs_nothing(editor: Editor) -> None:
    uri = editor.open("globalThis.ran = true\n")

    answer = editor.sent("vm.runFile", {"uri": uri}, msg_id="early")
    editor.cancel_request(types.CancelParams("early"))
    with pytest.raises(JsonRpcException) as refusal:
        await finished(answer)

    check = await editor.run_file(editor.open("typeof ran\n", "check.js"))
    assert (refusal.value.code, refusal.value.data["details"]["outcome"]) == (-32800, "dequeued")
    assert check["result"]["json"] == "undefined"


async def test_a_limit_leads_to_a_normal_answer_and_a_diagnostic(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"limits": {"wallMs": 400}})
    answer = await begun(editor, "for(;;){}")

    execution = await finished(answer)
    await editor.until(lambda: editor.diagnostics.get(editor.uri("long.js")))

    assert (execution["status"], execution["error"]["name"]) == ("timeout", "TimeLimitExceeded")
    (diagnostic,) = editor.diagnostics[editor.uri("long.js")]
    assert (diagnostic.code, diagnostic.range.start.line) == ("TimeLimitExceeded", 1)
    assert "0:21 » began" in await editor.labels(editor.uri("long.js"))
    await assert_kept(editor)


async def test_a_stopped_run_leaves_what_it_printed_and_no_diagnostic(editor: Editor) -> None:
    answer = await begun(editor, "for(;;){}")

    await editor.command("vm.interrupt")
    await finished(answer)

    uri = editor.uri("long.js")
    assert await editor.labels(uri) == ["0:21 » began", "1:9 ■ stopped"]
    assert not editor.diagnostics.get(uri)


async def test_timers_that_never_end_are_cleared_and_all_state_is_kept(editor: Editor) -> None:
    answer = await begun(editor, "var after = 1; setInterval(() => console.log('tick'), 5)")
    await editor.until(lambda: any(event["payload"].get("text") == "tick" for event in editor.events))

    stopped = await editor.command("vm.interrupt")
    execution = await finished(answer)
    state = await editor.run(editor.open("typeof after\n", "state.js"), 0, 0)

    assert (stopped["outcome"], execution["rolledBack"]) == ("cleared", False)
    assert state["result"]["json"] == "number"


async def test_a_second_run_waits_and_can_be_taken_out_of_the_queue(editor: Editor) -> None:
    answer = await begun(editor, "for(;;){}")
    waiting = editor.sent("vm.runFile", {"uri": editor.uri("kept.js")})
    refusal = await editor.refused("vm.runFile", {"uri": editor.uri("kept.js"), "whenBusy": "reject"})
    queued = await queued_execution(editor)

    taken = await editor.command("vm.interrupt", {"executionId": queued["id"]})
    stopped = await editor.command("vm.interrupt", {"uri": editor.uri("long.js")})

    assert refusal.data["code"] == "SESSION_BUSY"
    assert (taken["outcome"], stopped["outcome"]) == ("dequeued", "rolled_back")
    assert (await finished(waiting))["status"] == "cancelled"
    assert (await finished(answer))["status"] == "cancelled"


async def test_an_interrupt_of_nothing_is_idle(editor: Editor) -> None:
    assert await editor.command("vm.interrupt") == {"outcome": "idle"}


async def test_a_restart_ends_what_runs_and_starts_anew(editor: Editor) -> None:
    answer = await begun(editor, "for(;;){}")
    before = (await editor.command("vm.session.list"))[0]

    session = await editor.command("vm.session.restart", {"sessionId": before["id"]})
    ended = await finished(answer)
    gone = await editor.run(editor.open("typeof kept\n", "gone.js"), 0, 0)

    assert ended["status"] == "cancelled"
    assert session["id"] != before["id"]
    assert (gone["number"], gone["result"]["json"]) == (1, "undefined")


async def queued_execution(editor: Editor) -> Any:
    """Return the execution that waits for its turn; it has its record at once."""
    page = await editor.command("vm.history.list", {"status": "queued"})
    return page["items"][0]
