"""The history through the whole server: searching, completing a search, and a statement's past."""

from __future__ import annotations

from tests.lsp.client import Editor, wire_span
from tests.lsp.conftest import StartEditor


async def test_a_search_that_cant_be_read_is_refused_with_its_place(editor: Editor) -> None:
    refused = await editor.refused("vm.history.list", {"search": "total status:errr"})

    assert refused.data == {
        "code": "VALIDATION_ERROR",
        "details": {"key": "search", "start": 13, "end": 17, "hint": "Did you mean error?"},
    }


async def test_a_search_completes_filters_and_what_the_history_has(editor: Editor) -> None:
    uri = editor.open("20 + 22\n", "my cart.js")
    execution = await editor.run(uri, 0, 0)

    async def offered(search: str) -> list[str]:
        answer = await editor.command("vm.history.complete", {"search": search, "cursor": len(search)})
        return [item["insert"] for item in answer["items"]]

    assert await offered("total st") == ["status:"]
    assert [name.rpartition("/")[2] for name in await offered("file:cart")] == ['my cart.js"']
    assert await offered("session:") == [execution["sessionId"]]
    assert await offered("user:") == [execution["user"]]


async def test_a_filter_finds_a_run(editor: Editor) -> None:
    uri = editor.open("20 + 22\nconsole.log('x')\n")
    await editor.run(uri, 0, 0)
    printed = await editor.run(uri, 1, 0)

    found = await editor.command("vm.history.list", {"search": "file:a.js has:console -kind:startup line:2"})
    assert [item["id"] for item in found["items"]] == [printed["id"]]


async def test_a_hover_lists_the_last_values_of_a_statement_that_moved(either_editor: Editor) -> None:
    editor = either_editor
    uri = editor.open("total * 2 // é😀\n")
    for total in (11, 11, 16.5):
        await editor.run(editor.open(f"total = {total}\n", "set.js"), 0, 0)
        editor.close(editor.uri("set.js"))
        await editor.run(uri, 0, 0)
    editor.edit(uri, (0, 0), (0, 0), "// moved\n\n")

    hover = await editor.hover(uri, 2, 3)
    assert "Last runs: `22` → `22` → `33`" in hover
    assert hover.count("· run ") == 4  # that of the value, and one of each in the list
    assert (await editor.labels(uri))[0].endswith("→ 33 (was 22)")


async def test_a_statement_has_its_past_when_the_editor_starts_anew(start_editor: StartEditor) -> None:
    first = await start_editor()
    uri = first.open("20 + 22\nnever()\n")
    await first.run(uri, 0, 0)
    await first.leave()
    second = await start_editor()
    second.open("20 + 22\nnever()\n")

    await second.command("vm.history.list")  # which waits until the history is open
    assert "Last runs: `42`" in await second.hover(uri, 0, 3)
    assert await second.hover(uri, 1, 3) == ""


async def test_a_list_follows_a_statement_that_moved(either_editor: Editor) -> None:
    uri = either_editor.open("20 + 22\n1\n")
    moved = await either_editor.run(uri, 0, 0)
    below = await either_editor.run(uri, 1, 0)
    either_editor.edit(uri, (0, 0), (0, 0), "// moved\n")

    async def found(line: int) -> list[str]:
        place = wire_span(line, 0, line, 1)
        page = await either_editor.command("vm.history.list", {"uri": uri, "range": place})
        return [item["id"] for item in page["items"]]

    assert await found(1) == [moved["id"]]
    assert await found(2) == [below["id"]]
    assert await found(0) == [moved["id"]]  # nothing stands there now: what stood there then
