"""The smallest LSP client that measures honestly: one process, Content-Length frames, nothing between."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

CAPABILITIES = {
    "experimental": {"vmLsp": {"executionEvents": True, "sessionStatus": True}},
    "textDocument": {"hover": {"contentFormat": ["markdown"]}},
}
ANSWER_S = 60.0


class RequestFailedError(Exception):
    """The server answered with an error."""


class Client:
    """Speaks to one server over its stdin and stdout."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin and process.stdout
        self._process, self._writer, self._reader = process, process.stdin, process.stdout
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._notified: defaultdict[str, asyncio.Queue[Any]] = defaultdict(asyncio.Queue)
        self._pump = asyncio.create_task(self._read())

    async def initialize(self, folder_uri: str) -> None:
        """Shake hands, as an editor with one folder does."""
        folders = [{"uri": folder_uri, "name": "bench"}]
        params = {"processId": None, "rootUri": folder_uri, "capabilities": CAPABILITIES, "workspaceFolders": folders}
        await self.request("initialize", params)
        self.notify("initialized", {})

    def open(self, uri: str, text: str) -> None:
        """Open a document, at version 1."""
        item = {"uri": uri, "languageId": "javascript", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    async def command(self, name: str, argument: Mapping[str, Any]) -> Any:
        """Execute one command of the server with its one argument."""
        return await self.request("workspace/executeCommand", {"command": name, "arguments": [argument]})

    async def request(self, method: str, params: Any) -> Any:
        """Send a request and return its result. Raises `RequestFailedError`, and TimeoutError after `ANSWER_S`."""
        number = len(self._waiting) + 1
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._send({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(answer, ANSWER_S)

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    async def notification(self, method: str) -> Any:
        """Return the next notification of that kind, one that has come already first."""
        return await asyncio.wait_for(self._notified[method].get(), ANSWER_S)

    def forget(self, method: str) -> None:
        """Drop the notifications of that kind that nobody waited for."""
        self._notified.pop(method, None)

    async def end(self) -> None:
        """Say goodbye, or end the process where it does not go."""
        try:
            await asyncio.wait_for(self.request("shutdown", None), 5)
            self.notify("exit", None)
            await asyncio.wait_for(self._process.wait(), 10)
        except (TimeoutError, RequestFailedError, ConnectionError):
            self._process.kill()
            await self._process.wait()
        self._pump.cancel()

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def _read(self) -> None:
        while header := await self._reader.readuntil(b"\r\n\r\n"):
            length = next(int(line[15:]) for line in header.splitlines() if line.lower().startswith(b"content-length:"))
            self._take(json.loads(await self._reader.readexactly(length)))

    def _take(self, message: Mapping[str, Any]) -> None:
        if "method" not in message:
            answer = self._waiting[message["id"]]
            if answer.done():
                return
            if "error" in message:
                answer.set_exception(RequestFailedError(message["error"]["message"]))
            else:
                answer.set_result(message.get("result"))
        elif "id" in message:
            items = message["params"].get("items", ()) if message["method"] == "workspace/configuration" else None
            self._send({"id": message["id"], "result": None if items is None else [None] * len(items)})
        else:
            self._notified[message["method"]].put_nowait(message["params"])


@asynccontextmanager
async def started(argv: Sequence[str], env: Mapping[str, str]) -> AsyncIterator[Client]:
    """Yield a client of a new server process; end it whatever happens."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *argv, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, env=dict(env), limit=2**24
    )
    client = Client(process)
    try:
        yield client
    finally:
        await client.end()
