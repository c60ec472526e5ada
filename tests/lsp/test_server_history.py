"""The history through the whole server: searching, completing a search, and a statement's past."""

from __future__ import annotations

from tests.lsp.client import Editor


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
