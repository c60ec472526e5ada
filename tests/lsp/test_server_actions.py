"""What can be done from the code: actions on results, running without a client of ours, lenses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.client import SECONDS, Editor, capabilities, span, wire_span
from tests.lsp.conftest import StartEditor

TWO = "const x = 5\n/* 🙂 */ x +\n  1\n"


async def test_code_actions_insert_the_value_and_run_again(editor: Editor) -> None:
    uri = editor.open("20 + 22   // → 41\n")
    execution = await editor.run(uri, 0, 0, 0, 7)

    actions = await code_actions(editor, uri)

    (edit,) = actions["Insert the value as a comment"].edit.changes[uri]
    assert (edit.range, edit.new_text) == (span(0, 7, 0, 17), " // → 42")
    rerun = actions["Run this again (run 1)"].command
    assert (rerun.command, list(rerun.arguments)) == ("vm.history.rerun", [{"executionId": execution["id"]}])
    show = actions["Show the whole value"].command
    assert (await editor.command(show.command, show.arguments[0]))["value"]["preview"] == "42"


async def test_code_lenses_come_only_with_their_setting(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"codeLens": {"enabled": True}})
    uri = editor.open("20 + 22\n")
    await editor.run(uri, 0, 0)

    lenses = await editor.text_document_code_lens_async(types.CodeLensParams(types.TextDocumentIdentifier(uri)))

    commands = [lens.command for lens in lenses or [] if lens.command]
    assert [command.command for command in commands] == ["vm.runFile", "vm.executeSelection"]
    assert list(commands[1].arguments or ()) == [{"uri": uri, "range": wire_span(0, 0, 0, 7)}]


async def shown_running(editor: Editor, uri: str) -> None:
    """Wait until the run of a document is shown: a new session needs a moment to begin it."""
    loop = asyncio.get_running_loop()
    end = loop.time() + SECONDS
    while not any(title.startswith("Stop") for title in await code_actions(editor, uri)):
        assert loop.time() < end, "no run is shown"


def client_of_others() -> types.ClientCapabilities:
    """Return what an editor declares that has no client made for this server."""
    client: Any = capabilities()
    client.experimental = None
    return client  # type: ignore[no-any-return]  # Any is what lets `experimental` be taken away


async def test_an_editor_without_our_client_runs_by_code_action(start_editor: StartEditor) -> None:
    editor = await start_editor(client=client_of_others())
    uri = editor.open("20 + 22\n")

    run = (await code_actions(editor, uri))["Run this statement"].command
    answer = await editor.command(run.command, run.arguments[0])
    selected = (await code_actions(editor, uri, span(0, 0, 0, 2)))["Run the selection"].command
    part = await editor.command(selected.command, selected.arguments[0])

    assert (answer["result"]["preview"], part["result"]["preview"]) == ("42", "20")


async def test_an_editor_without_our_client_runs_files_clears_and_restarts(start_editor: StartEditor) -> None:
    editor = await start_editor(client=client_of_others())
    uri = editor.open("globalThis.n = (globalThis.n ?? 0) + 1\n")

    async def act(title: str) -> Any:
        command = (await code_actions(editor, uri))[title].command
        return await editor.command(command.command, command.arguments[0])

    assert "Clear the results" not in await code_actions(editor, uri)
    assert [(await act("Run the file"))["status"] for _ in range(2)] == ["ok", "ok"]
    assert await editor.labels(uri) == ["0:38 → 2 (was 1)"]
    assert (await act("Clear the results"))["cleared"] > 0
    assert (await act("Restart the session"))["status"] == "ready"
    assert (await act("Run this statement"))["result"]["preview"] == "1"


async def test_what_runs_is_stopped_by_code_action(start_editor: StartEditor) -> None:
    editor = await start_editor(client=client_of_others())
    uri = editor.open("for (;;) {}\n")
    answer = editor.sent("vm.runFile", {"uri": uri})
    await shown_running(editor, uri)

    stop = (await code_actions(editor, uri))["Stop (run 1)"].command
    outcome = await editor.command(stop.command, stop.arguments[0])

    assert outcome["outcome"] == "rolled_back"
    assert (await answer)["status"] == "cancelled"


async def test_a_cursor_that_covers_a_character_means_its_statement(start_editor: StartEditor) -> None:
    editor = await start_editor(client=client_of_others(), name="helix")
    uri = editor.open("20 + 22\n")

    actions = await code_actions(editor, uri, span(0, 0, 0, 1))

    run = actions["Run this statement"].command
    assert (await editor.command(run.command, run.arguments[0]))["result"]["preview"] == "42"


async def test_a_client_that_keeps_refusals_to_itself_is_sent_them_as_messages(start_editor: StartEditor) -> None:
    editor = await start_editor(client=client_of_others(), name="helix")

    refused = await editor.refused("vm.history.get", {"executionId": "gone"})

    await editor.until(lambda: editor.messages)
    assert editor.messages[-1].message == refused.message


async def test_a_client_of_ours_has_its_own_commands_for_running(editor: Editor) -> None:
    uri = editor.open("20 + 22\n")

    assert await code_actions(editor, uri) == {}


async def test_a_hint_tells_our_client_what_it_shows(editor: Editor) -> None:
    uri = editor.open("console.log(1)\n2\n")
    execution = await editor.run_file(uri)

    said, shown = await editor.hints(uri)

    facts = {"executionId": execution["id"], "number": 1}
    assert {**said.data, **facts, "valued": False} == said.data
    assert {**shown.data, **facts, "valued": True} == shown.data


@pytest.mark.parametrize(("statements", "on_hover"), [("always", False), ("hover", True)])
async def test_each_statement_can_have_a_lens(start_editor: StartEditor, statements: str, on_hover: bool) -> None:
    editor = await start_editor(settings={"codeLens": {"enabled": True, "statements": statements}})
    uri = editor.open(TWO)

    _, first, second = await lenses(editor, uri)

    assert [(lens.command.title, lens.data) for lens in (first, second)] == [("▶ Run", {"onHover": on_hover})] * 2
    assert list(second.command.arguments) == [{"uri": uri, "range": wire_span(1, 9, 2, 3)}]
    assert first.range == span(0, 0, 0, 0)


async def test_a_statement_that_ran_has_one_lens(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"codeLens": {"enabled": True, "statements": "always"}})
    uri = editor.open(TWO)

    await editor.run(uri, 0, 0)

    assert [lens.command.title for lens in await lenses(editor, uri)] == ["▶ Run file", "▶ Run again", "▶ Run"]


async def test_lenses_on_hover_are_for_clients_that_can(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"codeLens": {"enabled": True}}, client=client_of_others())
    uri = editor.open(TWO)

    assert [lens.command.title for lens in await lenses(editor, uri)] == ["▶ Run file"]


async def test_a_very_long_file_has_no_lens_at_each_statement(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"codeLens": {"enabled": True, "statements": "always"}})
    uri = editor.open("x\n" * 50_001)

    assert len(await lenses(editor, uri)) == 1


async def test_lenses_go_when_they_are_switched_off(start_editor: StartEditor) -> None:
    editor = await start_editor(settings={"codeLens": {"enabled": True}})
    uri = editor.open(TWO)
    assert await lenses(editor, uri)
    before = editor.lens_refreshes

    editor.configure({"codeLens": {"enabled": False}})

    await editor.until(lambda: editor.lens_refreshes > before)
    assert await lenses(editor, uri) == []


async def lenses(editor: Editor, uri: str) -> list[Any]:
    """Return a document's code lenses."""
    return list(
        await editor.text_document_code_lens_async(types.CodeLensParams(types.TextDocumentIdentifier(uri))) or []
    )


async def code_actions(editor: Editor, uri: str, selected: types.Range | None = None) -> dict[str, Any]:
    """Return the code actions at a selection, by default the start of the document, by title."""
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), selected or span(0, 0, 0, 0), types.CodeActionContext([])
    )
    found = await editor.text_document_code_action_async(params)
    return {action.title: action for action in found or []}
