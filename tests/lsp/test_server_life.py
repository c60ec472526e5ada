"""The server's life: beginning, settings, trust, the end, and messages that are none."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
from lsprotocol import types

from tests.lsp.client import Editor, capabilities
from tests.lsp.conftest import StartEditor


async def test_shutdown_and_exit_end_with_0(editor: Editor) -> None:
    assert await editor.leave() == 0


async def test_exit_alone_ends_with_1(editor: Editor) -> None:
    editor.exit(None)

    assert await editor.gone() == 1


async def test_a_server_whose_client_closes_the_pipe_ends_with_1_and_its_workers_with_it(editor: Editor) -> None:
    workers = await running_workers(editor)
    assert editor._server is not None
    assert editor._server.stdin is not None

    editor._server.stdin.close()

    assert await editor.gone() == 1
    assert_gone(workers)


async def test_workers_end_with_a_server_that_is_killed(editor: Editor) -> None:
    workers = await running_workers(editor)

    os.kill(editor.pid, signal.SIGKILL)

    await editor.gone()
    assert_gone(workers)


async def test_a_server_that_is_terminated_ends_its_workers_and_its_history_in_order(editor: Editor) -> None:
    workers = await running_workers(editor)

    os.kill(editor.pid, signal.SIGTERM)

    assert await editor.gone() == 1
    assert_gone(workers)


async def test_an_exit_that_does_not_wait_for_shutdowns_answer_still_ends_with_0_and_leaves_nothing(
    editor: Editor,
) -> None:
    workers = await running_workers(editor)

    answer = asyncio.wrap_future(editor.protocol.send_request(types.SHUTDOWN, None))
    editor.exit(None)

    assert await editor.gone() == 0
    assert_gone(workers)
    answer.cancel()


async def test_a_server_ends_when_the_process_of_its_client_does(start_editor: StartEditor) -> None:
    client = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    editor = await start_editor(initialize=False)
    params = types.InitializeParams(capabilities=capabilities(), process_id=client.pid, workspace_folders=[])
    await editor.initialize_session(params)

    client.kill()
    await client.wait()

    assert await editor.gone() == 1


async def test_shutdown_ends_what_runs_and_every_command_is_answered(editor: Editor) -> None:
    uri = editor.open("for(;;){}\n")
    running = editor.sent("vm.runFile", {"uri": uri})
    waiting = editor.sent("vm.runFile", {"uri": uri})
    await editor.until(lambda: any(session["status"] == "busy" for session in editor.sessions))

    assert await editor.leave() == 0

    answers = await asyncio.gather(running, waiting, return_exceptions=True)
    assert all(isinstance(answer, dict) and answer["status"] == "cancelled" for answer in answers)


async def test_after_shutdown_requests_are_refused(editor: Editor) -> None:
    await editor.shutdown_async(None)

    refusal = await editor.refused("vm.session.list")

    assert refusal.code == types.ErrorCodes.InvalidRequest.value


async def test_a_bad_setting_is_named_and_its_default_used(start_editor: StartEditor) -> None:
    editor = await start_editor(
        settings={"limits": {"cpuMs": "fast"}, "inlin": {}, "nonsense": 1}, options={"inline": {"maxLength": -1}}
    )

    await editor.until(lambda: len(editor.messages) >= 3)

    told = [message.message for message in editor.messages]
    assert any("`limits.cpuMs`" in message and "5000" in message for message in told)
    assert any("`nonsense`" in message for message in told)
    assert any("initializationOptions: `inline.maxLength`" in message and "40" in message for message in told)


async def test_settings_come_in_layers(start_editor: StartEditor) -> None:
    editor = await start_editor(
        settings={"limits": {"maxEvents": 7, "cpuMs": None}}, options={"limits": {"cpuMs": 1234, "maxEvents": 9}}
    )
    uri = editor.open("1\n")

    await editor.run(uri, 0, 0)
    (session,) = await editor.command("vm.session.list")

    assert (session["template"]["limits"]["cpuMs"], session["template"]["limits"]["maxEvents"]) == (1234, 7)


async def test_the_client_is_asked_to_tell_of_changed_settings(editor: Editor) -> None:
    await editor.until(lambda: types.WORKSPACE_DID_CHANGE_CONFIGURATION in editor.registrations)


async def test_an_untrusted_workspace_runs_nothing_until_it_is_trusted(start_editor: StartEditor) -> None:
    editor = await start_editor(options={"trust": {"supported": True, "trusted": False}})
    uri = editor.open("1 + 1\n")

    refusal = await editor.refused("vm.runFile", {"uri": uri})
    history = await editor.command("vm.history.list")
    editor.protocol.notify("vm/trustChanged", {"trusted": True})
    execution = await editor.run_file(uri)

    assert (refusal.code, refusal.data["code"]) == (-32803, "UNTRUSTED_WORKSPACE")
    assert history == {"items": []}
    assert execution["result"]["preview"] == "2"


async def test_without_trust_every_command_that_runs_code_is_refused_and_every_other_works(
    start_editor: StartEditor,
) -> None:
    before = await start_editor()
    run = await before.run(before.open("40 + 2\n"), 0, 0)
    editor = await start_editor(options={"trust": {"supported": True, "trusted": False}})
    uri, one = editor.open("40 + 2\n"), {"executionId": run["id"]}
    span = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    running: list[tuple[str, dict[str, object]]] = [
        ("vm.executeSelection", {"uri": uri, "range": span}),
        ("vm.runFile", {"uri": uri}),
        ("vm.session.restart", {"uri": uri}),
        ("vm.session.restore", {"uri": uri, "sessionId": run["sessionId"]}),
        ("vm.history.rerun", one),
        ("vm.history.rerun", {**one, "as": "then"}),
    ]
    reading: list[tuple[str, dict[str, object]]] = [
        ("vm.history.list", {}),
        ("vm.history.get", one),
        ("vm.history.events", one),
        ("vm.history.show", one),
        ("vm.history.export", one),
        ("vm.history.complete", {"search": "st", "cursor": 2}),
        ("vm.history.pin", {**one, "pinned": True}),
        ("vm.history.prune", {"dryRun": True}),
        ("vm.history.delete", {**one, "dryRun": True}),
    ]

    refused = [(await editor.refused(command, argument)).data["code"] for command, argument in running]
    for command, argument in reading:
        await editor.command(command, argument)

    assert refused == ["UNTRUSTED_WORKSPACE"] * len(running)
    assert editor.sessions == []
    assert psutil.Process(editor.pid).children() == []


async def test_trust_that_can_not_be_read_is_no_trust(start_editor: StartEditor) -> None:
    editor = await start_editor(options={"trust": "yes"})

    refusal = await editor.refused("vm.runFile", {"uri": editor.open("1\n")})

    assert refusal.data["code"] == "UNTRUSTED_WORKSPACE"
    await editor.until(lambda: any("`trust`" in message.message for message in editor.messages))


async def test_opening_hovering_and_saving_run_nothing(editor: Editor) -> None:
    uri = editor.open("globalThis.ran = 1\n")

    await editor.hover(uri, 0, 0)
    await editor.hints(uri)
    await editor.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri),
            types.Range(types.Position(0, 0), types.Position(0, 0)),
            types.CodeActionContext([]),
        )
    )

    assert await editor.command("vm.session.list") == []
    assert psutil.Process(editor.pid).children() == []


BAD_ARGUMENTS: list[tuple[str, object, str]] = [
    ("vm.runFile", {"uri": "file:///a.js", "verison": 1}, "`verison`"),
    ("vm.runFile", {"uri": 5}, "`uri`"),
    ("vm.runFile", [], "The argument"),
    ("vm.history.list", {"limit": "2"}, "`limit`"),
    ("vm.nonsense", {}, "`vm.nonsense`"),
]


async def test_bad_arguments_are_refused_by_name(editor: Editor) -> None:
    for command, argument, name in BAD_ARGUMENTS:
        refusal = await editor.refused(command, argument)

        assert (refusal.code, refusal.data["code"]) == (-32602, "VALIDATION_ERROR")
        assert name in refusal.message


# --- messages that are none: spoken without a client library ---------------------------------------------------------


class Wire:
    """A client that can say anything."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin
        assert process.stdout
        self.process, self.stdin, self.stdout = process, process.stdin, process.stdout

    def say(self, message: object) -> None:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    async def hear(self) -> Any:
        header = await asyncio.wait_for(self.stdout.readuntil(b"\r\n\r\n"), 15)
        return json.loads(await self.stdout.readexactly(int(header.split(b":")[1])))

    async def answer(self, request_id: object) -> Any:
        """Return the answer to a request; everything else is passed over."""
        while True:
            message = await self.hear()
            if "method" not in message and message.get("id") == request_id:
                return message


@pytest.fixture
async def wire(server_env: dict[str, str]) -> Any:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "vm_lsp", "serve"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=server_env,
        limit=2**24,
    )
    yield Wire(process)
    if process.returncode is None:
        process.kill()
    await process.wait()


async def initialized(wire: Wire) -> None:
    wire.say({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"processId": None, "capabilities": {}}})
    await wire.answer(0)
    wire.say({"jsonrpc": "2.0", "method": "initialized", "params": {}})


async def test_what_is_no_message_is_answered_and_the_server_goes_on(wire: Wire) -> None:
    wire.say({"jsonrpc": "2.0", "id": 1, "method": "workspace/executeCommand", "params": {"command": "x"}})
    assert (await wire.answer(1))["error"]["code"] == types.ErrorCodes.ServerNotInitialized.value
    await initialized(wire)

    wire.say(b"{not json")
    assert (await wire.hear())["error"]["code"] == types.ErrorCodes.ParseError.value
    wire.say([1, 2])
    assert (await wire.hear())["error"]["code"] == types.ErrorCodes.InvalidRequest.value
    wire.say(b'{"jsonrpc": "2.0", "id": 2, "method": "vm/x", "params": NaN}')
    assert (await wire.hear())["error"]["code"] == types.ErrorCodes.ParseError.value
    wire.say({"jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": {"textDocument": 5}})
    refusal = (await wire.answer(3))["error"]
    assert (refusal["code"], refusal["data"]["code"]) == (types.ErrorCodes.InvalidParams.value, "VALIDATION_ERROR")
    wire.say({"jsonrpc": "2.0", "id": 4, "method": "vm/nonsense", "params": {"a": 1}})
    assert (await wire.answer(4))["error"]["code"] == types.ErrorCodes.MethodNotFound.value
    wire.say({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "x:y"}}})
    wire.say({"jsonrpc": "2.0", "id": 5, "method": "initialize", "params": {"processId": None, "capabilities": {}}})
    assert (await wire.answer(5))["error"]["code"] == types.ErrorCodes.InvalidRequest.value


async def test_args_may_carry_any_key_and_come_back_whole(wire: Wire) -> None:
    await initialized(wire)
    args = {"jsonrpc": "2.0", "id": 1, "method": "x", "null": None, "__proto__": {"a": [1.5, "\ud800"]}}
    document = {"uri": "untitled:a", "languageId": "javascript", "version": 1, "text": "__ARGS__.id"}
    wire.say({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}})
    argument = {"uri": "untitled:a", "args": args}
    params = {"command": "vm.runFile", "arguments": [argument]}
    wire.say({"jsonrpc": "2.0", "id": 7, "method": "workspace/executeCommand", "params": params})

    execution = (await wire.answer(7))["result"]

    assert execution["args"] == args
    assert execution["result"]["preview"] == "1"


async def test_garbage_on_the_stream_ends_the_server_with_1(wire: Wire) -> None:
    wire.stdin.write(b"this is not LSP\r\n\r\n")

    assert await asyncio.wait_for(wire.process.wait(), 15) == 1


async def test_a_client_that_reads_nothing_does_not_block_the_server(wire: Wire, tmp_path: Path) -> None:
    await initialized(wire)
    flood = "for (let i = 0; i < 200; i++) console.log('x'.repeat(4000))"
    document = {"uri": "untitled:a", "languageId": "javascript", "version": 1, "text": flood}
    wire.say({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}})
    for request_id in range(1, 6):
        params = {"command": "vm.runFile", "arguments": [{"uri": "untitled:a"}]}
        wire.say({"jsonrpc": "2.0", "id": request_id, "method": "workspace/executeCommand", "params": params})

    assert (await wire.answer(5))["result"]["status"] == "ok"


async def running_workers(editor: Editor) -> list[psutil.Process]:
    """Start an endless run and return the processes of the server."""
    uri = editor.open("for(;;){}\n")
    answer = editor.sent("vm.runFile", {"uri": uri})
    answer.add_done_callback(lambda done: done.cancelled() or done.exception())
    await editor.until(lambda: any(session["status"] == "busy" for session in editor.sessions))
    workers = psutil.Process(editor.pid).children(recursive=True)
    assert workers
    return workers


def assert_gone(processes: list[psutil.Process]) -> None:
    _, left = psutil.wait_procs(processes, timeout=10)
    assert [process for process in left if process.status() != psutil.STATUS_ZOMBIE] == []


async def test_what_answers_initialize_needs_neither_the_settings_model_nor_the_database() -> None:
    code = "import sys, vm_lsp.lsp.server; print(*sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    printed, _ = await asyncio.wait_for(process.communicate(), 15)

    late = {"pydantic", "sqlmodel", "sqlalchemy", "alembic", "vm_lsp.core", "vm_lsp.settings", "psutil", "typer"}
    assert late & set(printed.decode().split()) == set()
