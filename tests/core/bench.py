"""A core on a workbench: run texts in it, watch what happens, take hold of its processes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import psutil

from tests.core.memory_history import MemoryHistory
from vm_lsp.core import Core
from vm_lsp.execution.model import (
    Console,
    Document,
    Event,
    Execution,
    ExecutionRequest,
    Interruption,
    InterruptTarget,
    Kind,
    SessionInfo,
    Status,
)
from vm_lsp.settings import Settings

BOUND = 20.0


class Watcher:
    """A publisher whose events can be waited for."""

    def __init__(self) -> None:
        self.seen: list[Execution | Event] = []
        self.ends: list[Execution] = []
        self._news = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    def started(self, execution: Execution) -> None:
        self._note(execution)

    def event(self, event: Event) -> None:
        self._note(event)

    def ended(self, execution: Execution) -> None:
        self.ends.append(execution)
        self._note(execution)

    async def printed(self, text: str) -> None:
        """Wait until some run has printed `text`."""

        def found() -> bool:
            payloads = [item.payload for item in self.seen if isinstance(item, Event)]
            return any(isinstance(payload, Console) and payload.text == text for payload in payloads)

        async with asyncio.timeout(BOUND), self._news:
            await self._news.wait_for(found)

    async def queued(self, count: int) -> list[Execution]:
        """Wait until `count` runs have been queued, and return their records."""

        def found() -> list[Execution]:
            return [item for item in self.seen if isinstance(item, Execution) and item.status is Status.QUEUED]

        async with asyncio.timeout(BOUND), self._news:
            await self._news.wait_for(lambda: len(found()) >= count)
        return found()

    def _note(self, item: Execution | Event) -> None:
        self.seen.append(item)
        task = asyncio.get_running_loop().create_task(self._tell())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()


class Bench:
    """A core with one workspace folder and a history in memory."""

    def __init__(self, folder: Path, settings: Settings, **parts: Any) -> None:
        self.history = MemoryHistory()
        self.folder = folder
        parts.setdefault("make_history", lambda *_: self.history)
        self.core = Core(settings, **parts)
        self.core.add_folder(folder.as_uri())
        self.watcher = Watcher()
        self.core.subscribe(self.watcher)

    @property
    def uri(self) -> str:
        return f"{self.folder.as_uri()}/a.js"

    @property
    def session(self) -> SessionInfo:
        return self.core.sessions()[-1]

    @property
    def process(self) -> psutil.Process:
        assert self.session.pid is not None
        return psutil.Process(self.session.pid)

    def request(self, text: str | None, **parts: Any) -> ExecutionRequest:
        parts.setdefault("kind", Kind.REPL)
        return ExecutionRequest(document=Document(parts.pop("uri", self.uri), text, 1), **parts)

    async def run(self, text: str | None, **parts: Any) -> Execution:
        """Run `text` as a selection, to its end."""
        return await asyncio.wait_for(self.core.execute(self.request(text, **parts)), BOUND)

    async def queued(self, count: int) -> list[Execution]:
        """Wait until `count` runs have been queued, and return their records."""
        return await self.watcher.queued(count)

    async def preview(self, text: str) -> str:
        """Return what `text` comes to, as it is shown."""
        execution = await self.run(text)
        assert execution.result is not None, execution.error
        return execution.result.preview

    def begin(self, text: str, **parts: Any) -> asyncio.Task[Execution]:
        """Start to run `text`."""
        return asyncio.create_task(self.run(text, **parts))

    async def begin_and_print(self, text: str, **parts: Any) -> asyncio.Task[Execution]:
        """Start to run `text`, and return when it has printed ``on``, which it must do itself."""
        task = self.begin(text, **parts)
        await self.watcher.printed("on")
        return task

    async def stop(self, **target: Any) -> Interruption:
        return await asyncio.wait_for(self.core.interrupt(InterruptTarget(**target)), BOUND)

    def types(self, execution: Execution) -> list[str]:
        return [event.type.value for event in self.history.kept_events[execution.id]]
