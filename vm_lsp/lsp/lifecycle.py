"""From ``initialize`` to the end: what the client can do, its folders, trust and settings, and the core's life.

The core, and with it the settings' model and the database layer, is imported after ``initialize`` is answered.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Notice
from vm_lsp.lsp.abilities import Abilities
from vm_lsp.lsp.configuration import SECTION, Configuration
from vm_lsp.lsp.features.history_documents import declare, links_registration
from vm_lsp.lsp.parent import watch_parent
from vm_lsp.lsp.text import Encoding

if TYPE_CHECKING:
    from vm_lsp.core import Core
    from vm_lsp.lsp.server import VmLanguageServer
    from vm_lsp.settings import Settings

CONFIGURATION_SECONDS = 3.0  # how long the core waits for the client to tell its settings

_LEVELS = {"info": types.MessageType.Info, "warning": types.MessageType.Warning, "error": types.MessageType.Error}

logger = logging.getLogger(__name__)


class Lifecycle:
    """Opens the one core of a server when the client is ready for it, and closes it at the end."""

    def __init__(self, server: VmLanguageServer, database_url: str | None) -> None:
        self._server = server
        self._database_url = database_url
        self._configuration = Configuration()
        self._folders: list[str] = []
        self._trusted = True
        self._core: Core | None = None
        self._open_core: asyncio.Task[Core] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: set[str] = set()
        self._asked = asyncio.Event()
        self.settings: Settings | None = None

    # --- beginning ---------------------------------------------------------------------------------------------------

    def initialize(self, params: types.InitializeParams, capabilities: types.ServerCapabilities) -> None:
        """Take what the client can do and wants, and complete what we tell it about us."""
        server = self._server
        server.documents.encoding = Encoding(str(_plain(capabilities.position_encoding)))
        server.use(Abilities.of(params.capabilities, params.client_info.name if params.client_info else ""))
        capabilities.execute_command_provider = types.ExecuteCommandOptions(
            commands=server.commands.names, work_done_progress=True
        )
        declare(capabilities, server.abilities.text_content, server.abilities.link_registration)
        self._folders = _folders(params)
        trust = self._configuration.take_initial(params.initialization_options)
        self._trusted = trust.trusted
        if trust.problem:
            self._own(self._later(trust.problem))
        if params.process_id is not None:
            self._own(watch_parent(params.process_id, server.client_gone))

    def initialized(self) -> None:
        """Open the core in the background, and ask to hear when the settings change."""
        self._opening()
        registrations = list(self._registrations())
        if registrations:
            self._own(self._register(registrations))

    async def core(self) -> Core:
        """Return the core, opened if need be; runs and reading wait for its history themselves."""
        return await asyncio.shield(self._opening())

    async def known_settings(self) -> Settings | None:
        """Return the settings once the person was asked for them; None where the core can't be loaded."""
        opening = self._opening()
        asked = asyncio.create_task(self._asked.wait())
        try:
            await asyncio.wait((opening, asked), return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
        return self.settings

    def _opening(self) -> asyncio.Task[Core]:
        if self._open_core is None:
            self._open_core = asyncio.create_task(self._open())
        return self._open_core

    async def _open(self) -> Core:
        module = await asyncio.to_thread(importlib.import_module, "vm_lsp.core")
        await self._ask_configuration()
        self.settings = self._merged()
        self._asked.set()
        core: Core = module.Core(self.settings, self._database_url)
        self._core = core
        core.trust(self._trusted)
        core.read_buffers(self._server.documents.text_of)
        for folder in self._folders:
            core.add_folder(folder)
        for publisher in self._server.publishers:
            core.subscribe(publisher)
        core.on_session(self._server.notifications.session)
        core.on_notice(self._show)
        await core.open()
        return core

    def _registrations(self) -> Iterator[types.Registration]:
        if self._server.abilities.configuration_registration:
            options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
            yield types.Registration("vm-lsp-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
        if self._server.abilities.link_registration:
            yield links_registration()

    async def _register(self, registrations: Sequence[types.Registration]) -> None:
        await self._server.client_register_capability_async(types.RegistrationParams(registrations))

    # --- changes -----------------------------------------------------------------------------------------------------

    def change_configuration(self, pushed: object) -> None:
        """Take new settings: asked for where the client can be asked, else those it sent along."""
        if not self._server.abilities.configuration and isinstance(pushed, dict):
            self._configuration.take_current(pushed.get(SECTION))
        self._own(self._reconfigure())

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Follow the workspace's folders; a removed one's session ends."""
        gone, new = list(removed), list(added)
        self._folders = [uri for uri in self._folders if uri not in gone] + new
        if self._open_core is not None:
            self._own(self._move_folders(gone, new))

    def change_trust(self, trusted: object) -> None:
        """Take the person's decision.

        Raises:
            ValidationError: it is neither true nor false.
        """
        if not isinstance(trusted, bool):
            raise ValidationError(f"`trusted` must be true or false, not {trusted!r}.", {"key": "trusted"})
        self._trusted = trusted
        if self._core is not None:
            self._core.trust(trusted)

    async def _reconfigure(self) -> None:
        core = await self.core()
        await self._ask_configuration()
        self.settings = self._merged()
        core.configure(self.settings)
        self._server.refresh_all()

    async def _move_folders(self, removed: list[str], added: list[str]) -> None:
        core = await self.core()
        for uri in added:
            core.add_folder(uri)
        # All at once: closing a busy session takes its time, and no command may wait for that to find its folder.
        await asyncio.gather(*(core.remove_folder(uri) for uri in removed))

    async def _ask_configuration(self) -> None:
        if not self._server.abilities.configuration:
            return
        item = types.ConfigurationItem(section=SECTION)
        asking = self._server.workspace_configuration_async(types.ConfigurationParams(items=[item]))
        try:
            answer = await asyncio.wait_for(asking, CONFIGURATION_SECONDS)
        except TimeoutError:
            logger.warning("The client did not tell its settings within %s s; going on without", CONFIGURATION_SECONDS)
            return
        self._configuration.take_current(answer[0] if answer else None)

    def _merged(self) -> Settings:
        settings, problems = self._configuration.settings()
        for problem in map(str, problems):
            if problem not in self._told:  # once: settings are read again with every change of any of them
                self._show(Notice("warning", problem))
        self._told = set(map(str, problems))
        return settings

    # --- telling the person ------------------------------------------------------------------------------------------

    def _show(self, notice: Notice) -> None:
        kind = _LEVELS.get(notice.level, types.MessageType.Info)
        self._server.window_show_message(types.ShowMessageParams(kind, notice.message))
        self._server.window_log_message(types.LogMessageParams(kind, notice.message))

    async def _later(self, message: str) -> None:
        """Show what `initialize` had to complain about, after its answer: nothing may be sent before."""
        await self.core()
        self._show(Notice("warning", message))

    # --- end ---------------------------------------------------------------------------------------------------------

    async def close(self) -> None:
        """End everything the core started, and what watches the client; whoever calls it again waits for the same."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        for task in (*self._tasks, self._open_core):
            if task is not None:
                task.cancel()  # a core that is still opening must not wait for a client that leaves
        if self._core is not None:
            await self._core.close()

    def _own(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A task of the server's life failed", exc_info=error)


def _folders(params: types.InitializeParams) -> list[str]:
    """Return the workspace's folders; older clients have one, as a URI or a path."""
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    root = params.root_uri or (from_fs_path(params.root_path) if params.root_path else None)
    return [root] if root else []


def _plain(value: object) -> object:
    return getattr(value, "value", value)
