"""What is measured. The rows of one comparison take turns, so that whatever else the machine does meets all alike."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.bench.client import Client, started
from tests.bench.table import Row

SERVER = (sys.executable, "-m", "vm_lsp", "serve")
BARE = (sys.executable, "-c", "from pygls.lsp.server import LanguageServer; LanguageServer('bare', '1').start_io()")
ENDLESS = ("for(;;){}", "new Array(2**31).fill(0)")
OUTPUTS = 9000  # below the limit of 10,000 events


async def warm_runs(folder: Path, rounds: int = 300) -> list[Row]:
    """Compare a run on a warm session with a request that does nothing, and with a process of node's."""
    run, nothing, node = Row("vm.executeSelection 1+1"), Row("vm.session.list"), Row("node -e 1+1")
    async with _server(folder) as client:
        uri = _opened(client, folder, "1+1")
        await _select(client, uri)
        for number in range(rounds):
            await run.time(_select(client, uri))
            await nothing.time(client.command("vm.session.list", {}))
            if number % 15 == 0 and shutil.which("node"):
                await node.time(_node())
    return [nothing, run, *([node] if node.samples else [])]


async def starts(folder: Path, rounds: int = 7) -> list[Row]:
    """Compare the way to `initialize`'s answer and to the first value with a bare pygls server's to `initialize`."""
    bare, ready, value = Row("bare pygls server: initialize"), Row("vm-lsp: initialize"), Row("vm-lsp: first value")
    for number in range(rounds):
        env, uri = _env(folder / f"start{number}.db"), folder.as_uri()
        begun = time.perf_counter()
        async with started(BARE, env) as client:
            await client.initialize(uri)
            bare.samples.append(_since(begun))
        begun = time.perf_counter()
        async with started(SERVER, env) as client:
            await client.initialize(uri)
            ready.samples.append(_since(begun))
            await _select(client, _opened(client, folder, "1+1"))
            value.samples.append(_since(begun))
    return [bare, ready, value]


async def stops(folder: Path, rounds: int = 20) -> list[Row]:
    """Measure from the interrupt of what never ends to the next value, and hover meanwhile."""
    rows = []
    async with _server(folder) as client:
        simple = _opened(client, folder, "1+1", "simple.js")
        await _select(client, simple)
        for number, code in enumerate(ENDLESS):
            uri = _opened(client, folder, code, f"endless{number}.js")
            stop, hover = Row(f"{code}: from stop to the next value"), Row(f"{code}: hover meanwhile")
            for _ in range(rounds):
                await _stop_once(client, uri, simple, stop, hover)
            rows += [stop, hover]
    return rows


async def stored_events(folder: Path, rounds: int = 5) -> list[Row]:
    """Measure how many console events a second are run, stored and answered for."""
    row = Row(f"console.log, {OUTPUTS:,} times", "/s")
    path = folder / "chatty.js"
    path.write_text(f"for (let i = 0; i < {OUTPUTS}; i++) console.log('line', i)")
    async with _server(folder) as client:
        await client.command("vm.runFile", {"uri": path.as_uri()})
        for _ in range(rounds):
            begun = time.perf_counter()
            execution = await client.command("vm.runFile", {"uri": path.as_uri()})
            taken = time.perf_counter() - begun
            assert execution["metrics"]["eventCount"] >= OUTPUTS, execution
            row.samples.append(OUTPUTS / taken)
    return [row]


async def _stop_once(client: Client, uri: str, simple: str, stop: Row, hover: Row) -> None:
    client.forget("vm/executionEvents")
    running = asyncio.create_task(_select(client, uri))
    await client.notification("vm/executionEvents")
    for _ in range(5):
        await hover.time(_hover(client, uri))
    begun = time.perf_counter()
    interrupting = asyncio.create_task(client.command("vm.interrupt", {"uri": uri}))
    await asyncio.sleep(0)
    await hover.time(_hover(client, uri))
    assert (await interrupting)["outcome"] == "rolled_back"
    execution = await _select(client, simple)
    stop.samples.append(_since(begun))
    assert execution["result"]["preview"] == "2", execution
    await running


async def _select(client: Client, uri: str) -> Any:
    start = {"line": 0, "character": 0}
    return await client.command("vm.executeSelection", {"uri": uri, "range": {"start": start, "end": start}})


async def _hover(client: Client, uri: str) -> Any:
    params = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    return await client.request("textDocument/hover", params)


async def _node() -> None:
    process = await asyncio.create_subprocess_exec("node", "-e", "1+1")
    await process.wait()


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[Client]:
    async with started(SERVER, _env(folder / "bench.db")) as client:
        await client.initialize(folder.as_uri())
        yield client


def _opened(client: Client, folder: Path, text: str, name: str = "bench.js") -> str:
    uri = (folder / name).as_uri()
    client.open(uri, text)
    return uri


def _env(database: Path) -> Mapping[str, str]:
    return {**os.environ, "VM_LSP_DATABASE_URL": f"sqlite:///{database}"}


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
