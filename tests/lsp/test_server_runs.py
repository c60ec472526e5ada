"""Running through the whole server: answers, events, the stored row, bad input."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.lsp.client import Editor, wire_span
from tests.lsp.conftest import StartEditor


async def test_a_selection_gives_echo_console_and_value(either_editor: Editor) -> None:
    editor = either_editor
    uri = editor.open("console.log('repl'); 20 + 22\n")

    execution = await editor.run(uri, 0, 0, 0, 28, version=1)
    events = await editor.command("vm.history.events", {"executionId": execution["id"]})
    stored = await editor.command("vm.history.get", {"executionId": execution["id"]})

    assert [(event["seq"], event["type"]) for event in events] == [(1, "input_echo"), (2, "console"), (3, "value")]
    assert (execution["status"], execution["result"]["preview"]) == ("ok", "42")
    assert (stored["status"], stored["result"]["preview"]) == ("ok", "42")
    assert (execution["number"], execution["kind"], execution["documentVersion"]) == (1, "repl", 1)


async def test_events_come_as_notifications_in_order_and_once(editor: Editor) -> None:
    uri = editor.open("for (let i = 0; i < 300; i++) console.log(i)\n")

    execution = await editor.run(uri, 0, 0)
    await editor.until(lambda: editor.events and editor.events[-1]["type"] == "value")

    assert [event["seq"] for event in editor.events] == list(range(1, 303))
    assert {event["executionId"] for event in editor.events} == {execution["id"]}


async def test_an_exception_is_a_successful_command(either_editor: Editor) -> None:
    uri = either_editor.open("throw new Error('boom')\n")

    execution = await either_editor.run(uri, 0, 0)
    events = await either_editor.command("vm.history.events", {"executionId": execution["id"]})

    assert [event["type"] for event in events] == ["input_echo", "exception"]
    assert (execution["status"], execution["result"]) == ("error", None)
    assert execution["error"]["frames"][0]["column"] == 6


async def test_a_file_sees_its_args_and_env_and_keeps_them(either_editor: Editor) -> None:
    uri = either_editor.open("console.log('file'); 40 + 2;\n")

    execution = await either_editor.run_file(uri, args={"a": 1}, env={"env": "test"})
    events = await either_editor.command("vm.history.events", {"executionId": execution["id"]})
    stored = await either_editor.command("vm.history.get", {"executionId": execution["id"]})

    assert [event["type"] for event in events] == ["console", "value"]
    assert execution["result"]["preview"] == "42"
    assert (stored["args"], stored["env"]) == ({"a": 1}, {"env": "test"})


async def test_a_file_without_a_value_is_undefined(editor: Editor) -> None:
    uri = editor.open("var x = 1;\n")

    execution = await editor.run_file(uri)

    assert execution["result"] == {"type": "undefined", "preview": "undefined", "truncated": False, "json": None}


async def test_a_file_that_is_not_open_is_read_from_disk(either_editor: Editor) -> None:
    uri = either_editor.uri("closed.js")
    (either_editor.folder / "closed.js").write_text("'é😀';\n'é😀' + 1\n", "utf-8")

    whole = await either_editor.run_file(uri)
    part = await either_editor.run(uri, 1, 0)

    assert whole["result"]["json"] == part["result"]["json"] == "é😀1"


async def test_a_selection_may_start_and_end_in_mid_line(either_editor: Editor) -> None:
    uri = either_editor.open("/* é😀 */ f(20 + 22) // é\n")
    start = 15 if either_editor.encoding == "utf-8" else 12

    execution = await either_editor.run(uri, 0, start, 0, start + 7)

    assert execution["input"] == "20 + 22"
    assert execution["range"] == wire_span(0, start, 0, start + 7)
    assert await either_editor.labels(uri) == [f"0:{start + 7} → 42"]


async def test_state_lives_on_from_run_to_run(editor: Editor) -> None:
    uri = editor.open("const x = 5;\nx * 2\n")

    await editor.run(uri, 0, 0)
    await editor.run(uri, 0, 0)
    execution = await editor.run(uri, 1, 0)

    assert (execution["number"], execution["result"]["preview"]) == (3, "10")


async def test_a_command_with_an_old_version_is_stale_and_runs_nothing(editor: Editor) -> None:
    uri = editor.open("1\n")
    editor.edit(uri, (0, 0), (0, 1), "2")

    refusal = await editor.refused("vm.runFile", {"uri": uri, "version": 1})

    assert (refusal.code, refusal.data["code"]) == (-32801, "STALE_DOCUMENT")
    assert await editor.command("vm.session.list") == []


async def test_a_command_runs_the_text_as_it_was_when_it_was_sent(editor: Editor) -> None:
    uri = editor.open("'before'\n")

    answer = editor.sent("vm.runFile", {"uri": uri})
    editor.edit(uri, (0, 0), (0, 8), "'after'")

    assert (await asyncio.wait_for(answer, 15))["result"]["json"] == "before"


async def test_a_buffer_outside_every_folder_has_the_scratch_session(editor: Editor, tmp_path: Path) -> None:
    outside = editor.open_at((tmp_path / "elsewhere.js").as_uri(), "6 * 7\n")
    untitled = editor.open_at("untitled:Untitled-1", "6 * 8\n")

    first, second = await editor.run(outside, 0, 0), await editor.run(untitled, 0, 0)

    assert (first["result"]["preview"], second["result"]["preview"]) == ("42", "48")
    assert first["sessionId"] == second["sessionId"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.js", None, "FILE_NOT_FOUND"),
        ("binary.js", b"\x00\x01\x02\xff", "VALIDATION_ERROR"),
        ("latin.js", b"'\xe9'", "VALIDATION_ERROR"),
        ("../outside.js", b"1", "INVALID_PATH"),
    ],
)
async def test_a_file_that_can_not_run_is_refused_and_nothing_is_lost(
    editor: Editor, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (editor.folder / name).write_bytes(content)
    uri = editor.open("var kept = 1; kept\n")
    await editor.run_file(uri)

    refusal = await editor.refused("vm.runFile", {"uri": editor.uri(name)})

    assert refusal.data["code"] == code
    assert "Traceback" not in refusal.message
    assert (await editor.run(uri, 0, 14))["result"]["preview"] == "1"


async def test_a_range_outside_the_document_is_refused(editor: Editor) -> None:
    uri = editor.open("1\n2\n")

    refusal = await editor.refused("vm.executeSelection", {"uri": uri, "range": wire_span(7, 0, 8, 0)})

    assert (refusal.code, refusal.data["code"]) == (-32602, "VALIDATION_ERROR")
    assert "range.start" in refusal.message


async def test_a_linewise_selection_with_a_huge_column_ends_at_its_line(editor: Editor) -> None:
    uri = editor.open("40 + 2\nnext\n")

    execution = await editor.run(uri, 0, 0, 0, 2**31 - 1)

    assert execution["input"] == "40 + 2"


async def test_an_unknown_execution_is_refused(editor: Editor) -> None:
    for command in ("vm.history.get", "vm.history.rerun", "vm.history.events", "vm.value.show"):
        refusal = await editor.refused(command, {"executionId": "00000000-0000-0000-0000-000000000000"})

        assert (refusal.code, refusal.data["code"]) == (-32803, "EXECUTION_NOT_FOUND")


async def test_history_lists_in_pages_newest_first(editor: Editor) -> None:
    uri = editor.open("1\n2\n3\n")
    for line in range(3):
        await editor.run(uri, line, 0)

    first = await editor.command("vm.history.list", {"limit": 2, "uri": uri})
    second = await editor.command("vm.history.list", {"limit": 2, "uri": uri, "cursor": first["nextCursor"]})

    assert [item["input"] for item in first["items"]] == ["3", "2"]
    assert [item["input"] for item in second["items"]] == ["1"]
    assert "nextCursor" not in second


async def test_events_after_a_seq_are_only_the_later_ones(editor: Editor) -> None:
    uri = editor.open("console.log(1); console.log(2)\n")
    execution = await editor.run_file(uri)

    events = await editor.command("vm.history.events", {"executionId": execution["id"], "afterSeq": 1})

    assert [event["seq"] for event in events] == [2, 3]


async def test_a_rerun_runs_the_text_of_then_in_the_session_of_now(editor: Editor) -> None:
    uri = editor.open("var n = 1;\nn = n * 2\n")
    await editor.run(uri, 0, 0)
    doubled = await editor.run(uri, 1, 0)
    editor.edit(uri, (0, 0), (0, 0), "// above\n")

    again = await editor.command("vm.history.rerun", {"executionId": doubled["id"]})

    assert (again["input"], again["result"]["preview"], again["number"]) == ("n = n * 2", "4", 3)
    assert "2:9 → 4 (was 2)" in await editor.labels(uri)


async def test_a_huge_value_costs_the_wire_little_until_it_is_asked_for(editor: Editor) -> None:
    uri = editor.open("'x'.repeat(10_000_000)\n")

    execution = await editor.run(uri, 0, 0)
    shown = await editor.command("vm.value.show", {"executionId": execution["id"], "open": True})

    assert "full" not in execution["result"]
    assert len(str(execution)) < 4000
    assert len(execution["result"]["preview"]) < len(shown["value"]["full"]) <= 65_536
    assert [document.uri for document in editor.shown_documents] == [shown["uri"]]


async def test_two_folders_have_a_session_each(editor: Editor, start_editor: StartEditor, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    first = await editor.run(editor.open("1\n"), 0, 0)
    editor.change_folders(added=[other])
    uri = editor.open_at((other / "b.js").as_uri(), "1\n")

    second = await editor.run(uri, 0, 0)
    editor.change_folders(removed=[other])
    await editor.until(lambda: any(s["id"] == second["sessionId"] and s["status"] == "closed" for s in editor.sessions))

    assert first["sessionId"] != second["sessionId"]
    assert (await editor.run(uri, 0, 0))["sessionId"] not in (first["sessionId"], second["sessionId"])
