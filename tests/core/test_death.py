"""Every process dies with its server, however the server dies, also a promoted one that is busy in a loop."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import psutil
import pytest

SERVER = """
import asyncio, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
from pathlib import Path
from tests.core.bench import Bench
from vm_lsp.settings import Settings

async def main():
    bench = Bench(Path(sys.argv[1]), Settings())
    await bench.core.open()
    for _ in range(int(sys.argv[2])):
        run = await bench.begin_and_print("console.log('on'); for(;;){}")
        bench.watcher.seen.clear()
        await bench.stop()
        await run
    await bench.begin_and_print("console.log('on'); for(;;){}")
    print("busy", flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("promotions", [0, 3])
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_no_process_outlives_its_server(tmp_path: Path, promotions: int, way: signal.Signals) -> None:
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SERVER, str(tmp_path), str(promotions)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert server.stdout is not None
    assert await asyncio.wait_for(server.stdout.readline(), 30) == b"busy\n"
    family = psutil.Process(server.pid).children(recursive=True)
    assert len(family) >= 3
    server.send_signal(way)
    await asyncio.wait_for(server.wait(), 10)
    _, alive = await asyncio.to_thread(psutil.wait_procs, family, 10)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
