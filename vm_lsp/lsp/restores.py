"""Sessions restored: when the person says so, when asked at the start, or before the first run, as the setting says.

Nothing runs on opening a document: with ``history.restore`` ``ask`` the first one of a workspace brings a question,
with ``always`` the workspace's first run waits for the restoration.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from vm_lsp.errors import VmError
from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Execution, new_id
from vm_lsp.lsp.documents import Edit, OpenDocument
from vm_lsp.lsp.restore_words import question, told
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.arguments import RestoreSession
    from vm_lsp.lsp.server import VmLanguageServer
    from vm_lsp.restoring import Restored, RestoreWish

RESTORE, NOT_NOW = "Restore", "Not now"

logger = logging.getLogger(__name__)


class Restores:
    """Knows for which workspaces the question of restoring is settled. A `DocumentListener`, to ask it."""

    def __init__(self, server: VmLanguageServer) -> None:
        self._server = server
        self._settled: dict[str | None, asyncio.Task[None]] = {}  # by folder
        self._asking: set[asyncio.Task[None]] = set()

    async def command(self, argument: RestoreSession, call: Call) -> Any:
        """Restore as ``vm.session.restore`` says, and return its answer. Raises any `VmError`."""
        core = await self._server.lifecycle.core()
        self._settled.setdefault(core.folder_of(argument.uri), asyncio.create_task(_nothing()))
        return self._answer(await self._restore(argument.uri, call, argument))

    async def before_run(self, uri: str) -> None:
        """Restore first where the person wants that always; whoever runs meanwhile waits for the same."""
        core = await self._server.lifecycle.core()
        folder = core.folder_of(uri)
        if core.settings.history.restore != "always" or not core.trusted:
            return
        if folder not in self._settled:
            self._settled[folder] = asyncio.create_task(self._always(uri))
        await asyncio.shield(self._settled[folder])

    async def _always(self, uri: str) -> None:
        core = await self._server.lifecycle.core()
        if await core.restorable(uri) is not None:
            await self._quietly(uri)

    # --- the question ------------------------------------------------------------------------------------------------

    def opened(self, document: OpenDocument) -> None:
        """Ask, once for each workspace, whether to restore it, where the setting allows and there is something."""
        task = asyncio.create_task(self._ask(document.uri))
        self._asking.add(task)  # a task that nobody holds may end at any time
        task.add_done_callback(self._asking.discard)
        task.add_done_callback(_log)

    def changed(self, document: OpenDocument, edit: Edit) -> None:
        """Edits don't matter here."""

    def closed(self, document: OpenDocument) -> None:
        """Neither does this."""

    async def _ask(self, uri: str) -> None:
        settings = await self._server.lifecycle.known_settings()
        if settings is None or settings.history.restore != "ask":
            return
        core = await self._server.lifecycle.core()
        folder = core.folder_of(uri)
        if folder in self._settled or not core.trusted:
            return
        self._settled[folder] = asyncio.create_task(_nothing())
        past = await core.restorable(uri)
        if past is None:
            return
        actions = [types.MessageActionItem(RESTORE), types.MessageActionItem(NOT_NOW)]
        asked = types.ShowMessageRequestParams(types.MessageType.Info, question(past), actions)
        answer = await self._server.window_show_message_request_async(asked)
        if answer is not None and answer.title == RESTORE:
            await self._quietly(uri)

    # --- restoring ---------------------------------------------------------------------------------------------------

    async def _quietly(self, uri: str) -> None:
        """Restore and show what came of it, a refusal too: no command waits for it."""
        try:
            restored = await self._restore(uri, Call())
        except VmError as refused:
            self._show(types.MessageType.Error, f"The session could not be restored: {refused.message}")
        else:
            kind = types.MessageType.Warning if restored.differences else types.MessageType.Info
            self._show(kind, told(restored))

    async def _restore(self, uri: str, call: Call, argument: RestoreSession | None = None) -> Restored:
        core = await self._server.lifecycle.core()
        replay = core.replay()
        async with self._server.runs.errand(call, new_id(), "Restoring the session", replay.stop) as showing:

            def step(number: int, run: Execution) -> None:
                showing.say(f"{number}: {' '.join(run.input.split())[:60]}")

            return await core.restore(replay, _wish(uri, argument, step))

    def _answer(self, restored: Restored) -> Any:
        answer = {**to_wire(restored), "session": to_wire(restored.session)}
        answer["differences"] = [
            {
                "former": self._server.answers.execution(one.former),
                "execution": self._server.answers.execution(one.execution),
                "was": one.was,
                "now": one.now,
            }
            for one in restored.differences
        ]
        return answer | {"message": told(restored)}

    def _show(self, kind: types.MessageType, message: str) -> None:
        self._server.window_show_message(types.ShowMessageParams(kind, message))


def _wish(uri: str, argument: RestoreSession | None, step: Any) -> RestoreWish:
    from vm_lsp.restoring import RestoreWish  # loaded with the core, not before

    if argument is None:
        return RestoreWish(uri, on_step=step)
    return RestoreWish(uri, argument.session_id, argument.replace, argument.keep_going, step)


async def _nothing() -> None:
    """Settle a question without doing anything."""


def _log(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (failed := task.exception()) is not None:
        logger.error("Whether to restore a session could not be asked", exc_info=failed)
