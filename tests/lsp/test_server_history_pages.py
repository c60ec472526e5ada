"""The history as documents in the client: opened, read, linked, renewed."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.client import SECONDS, Editor, capabilities
from tests.lsp.conftest import StartEditor


def reading_client(encoding: str = "utf-16") -> types.ClientCapabilities:
    """Return a client that asks the server for documents."""
    client = capabilities(encoding)
    assert client.workspace
    client.workspace.text_document_content = types.TextDocumentContentClientCapabilities(dynamic_registration=False)
    assert client.text_document
    client.text_document.document_link = types.DocumentLinkClientCapabilities(tooltip_support=True)
    return client


async def content(editor: Editor, uri: str) -> str:
    asked = editor.workspace_text_document_content_async(types.TextDocumentContentParams(uri))
    return (await asyncio.wait_for(asked, SECONDS)).text


async def links(editor: Editor, uri: str) -> list[types.DocumentLink]:
    params = types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
    return list(await asyncio.wait_for(editor.text_document_document_link_async(params), SECONDS) or [])


def path_of(uri: str) -> Path:
    return Path(url2pathname(urlsplit(uri).path))


async def test_the_list_is_a_document_the_client_asks_for(start_editor: StartEditor) -> None:
    editor = await start_editor(client=reading_client())
    uri = editor.open("const x = 5\nx * 2\nx.no.such\n")
    await editor.run(uri, 0, 0)
    await editor.run(uri, 1, 0)
    await editor.run(uri, 2, 0)

    shown = await editor.command("vm.history.show", {"search": "x"})

    assert shown["uri"].startswith("vm-lsp-page:/history.md?")
    assert [one.uri for one in editor.shown_documents] == [shown["uri"]]
    lines = [line for line in (await content(editor, shown["uri"])).splitlines() if line.startswith("- ")]
    assert "[a.js:3]" in lines[0] and "✗ error" in lines[0] and "✗ `TypeError: " in lines[0]
    assert lines[1].startswith("- [2]") and lines[1].endswith("· `x * 2` → `10`")
    assert lines[2].startswith("- [1]")


async def test_a_run_is_a_document_with_all_that_is_known_of_it(start_editor: StartEditor) -> None:
    editor = await start_editor(client=reading_client())
    uri = editor.open("console.log('one')\nconsole.warn('two')\nconst m = new Map([[1, 'a ``` b']])\nm\n")
    run = await editor.run_file(uri)

    shown = await editor.command("vm.history.show", {"executionId": run["id"]})
    text = await content(editor, shown["uri"])

    assert text.startswith("# Run 1 ✓ ok")
    assert "console.warn('two')" in text
    assert text.index("   1  ▸ one") < text.index("   2  ▲ two") < text.index("m → Map(1) { 1 => 'a ``` b' }")
    assert "````js\n" in text, "a fence longer than any in the code"
    assert "## Value: Map" in text
    assert '"cpuMs": 5000' in text
    assert f"- execution: {run['id']}" in text


async def test_links_lead_to_the_code_and_to_the_neighbours(start_editor: StartEditor) -> None:
    for encoding in ("utf-16", "utf-8"):
        editor = await start_editor(encoding, client=reading_client(encoding))
        uri = editor.open("'é😀'\n2\n3\n", "työ.js")
        runs = [await editor.run(uri, line, 0) for line in range(3)]
        shown = await editor.command("vm.history.show", {"executionId": runs[1]["id"]})

        found = await links(editor, shown["uri"])
        targets = [str(link.target) for link in found]

        assert f"{uri}#L2" in targets
        assert any(target.endswith(runs[0]["id"]) for target in targets)
        assert any(target.endswith(runs[2]["id"]) for target in targets)
        listed = next(target for target in targets if "/history.md?" in target)
        assert "1 run" not in await content(editor, listed)
        assert "3 runs" in await content(editor, listed)
        line = (await content(editor, shown["uri"])).splitlines()[found[0].range.start.line]
        units = line.encode(encoding if encoding == "utf-8" else "utf-16-le")
        width = 1 if encoding == "utf-8" else 2
        linked = units[found[0].range.start.character * width : found[0].range.end.character * width]
        assert linked.decode("utf-8" if width == 1 else "utf-16-le") == "[työ.js:2][1]"


async def test_a_long_list_goes_on_behind_a_link(start_editor: StartEditor) -> None:
    editor = await start_editor(client=reading_client())
    uri = editor.open("1\n2\n3\n")
    for line in range(3):
        await editor.run(uri, line, 0)

    shown = await editor.command("vm.history.show", {"limit": 2})
    assert "The newest 2 runs" in await content(editor, shown["uri"])
    older = next(str(link.target) for link in await links(editor, shown["uri"]) if "before" in str(link.tooltip))

    assert "`1` → `1`" in await content(editor, older)


async def test_a_client_that_cannot_ask_gets_a_file_of_its_owner(editor: Editor, server_env: dict[str, str]) -> None:
    uri = editor.open("1\n20 + 22\n")
    await editor.run(uri, 0, 0)
    run = await editor.run(uri, 1, 0)

    shown = await editor.command("vm.history.show", {"executionId": run["id"]})

    path = path_of(shown["uri"])
    assert path.is_relative_to(server_env["XDG_CACHE_HOME"])
    assert "20 + 22" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IRWXU
    before = next(link for link in await links(editor, shown["uri"]) if link.target is None)
    resolved = await editor.document_link_resolve_async(before)
    assert "# Run 1 " in path_of(str(resolved.target)).read_text()


async def test_the_document_of_a_run_follows_it_to_its_end(start_editor: StartEditor) -> None:
    editor = await start_editor(client=reading_client())
    renewed: list[str] = []

    @editor.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH)
    def refresh(params: types.TextDocumentContentRefreshParams) -> None:
        renewed.append(params.uri)
        editor.heard()

    uri = editor.open("console.log('on'); for (;;) {}\n")
    running = editor.sent("vm.runFile", {"uri": uri})
    await editor.until(lambda: any(event["type"] == "console" for event in editor.events))
    execution_id = editor.events[0]["executionId"]
    shown = await editor.command("vm.history.show", {"executionId": execution_id})
    assert "▶ running" in await content(editor, shown["uri"])

    await editor.command("vm.interrupt", {})
    await running
    await editor.until(lambda: renewed)

    assert set(renewed) == {shown["uri"]}
    assert "■ cancelled" in await content(editor, shown["uri"])


async def test_what_is_no_document_is_refused(start_editor: StartEditor) -> None:
    editor = await start_editor(client=reading_client())
    for uri in ("vm-lsp-page:/history.md?x", "vm-lsp-page:/elsewhere", "vm-lsp-page:/run-1.md?none"):
        try:
            await content(editor, uri)
        except JsonRpcException as refused:
            assert refused.data["code"] in ("VALIDATION_ERROR", "EXECUTION_NOT_FOUND"), refused
        else:
            raise AssertionError(uri)
    refused = await editor.refused("vm.history.show", {"executionId": "x", "search": "y"})
    assert refused.data["code"] == "VALIDATION_ERROR"
