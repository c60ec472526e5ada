"""The language server composed: pipes, protocol, buffers, windows and commands around one core."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from vm_lsp import __version__
from vm_lsp.lsp.abilities import Abilities
from vm_lsp.lsp.answers import Answers
from vm_lsp.lsp.commands import Commands
from vm_lsp.lsp.documents import Documents
from vm_lsp.lsp.features import register_features
from vm_lsp.lsp.history_pages import HistoryPages
from vm_lsp.lsp.lifecycle import Lifecycle
from vm_lsp.lsp.protocol import VmProtocol
from vm_lsp.lsp.publish.diagnostics import Diagnostics
from vm_lsp.lsp.publish.hints import Hints
from vm_lsp.lsp.publish.notifications import Notifications
from vm_lsp.lsp.publish.progress import Progress
from vm_lsp.lsp.publish.results import Results
from vm_lsp.lsp.restores import Restores
from vm_lsp.lsp.runs import Runs
from vm_lsp.lsp.stdio import Stdio

if TYPE_CHECKING:
    from vm_lsp.execution.store import Publisher

CLOSE_SECONDS = 12.0  # a little more than the core takes to close

logger = logging.getLogger(__name__)


class VmLanguageServer(LanguageServer):
    """One server for one client; `serve` runs it over stdio."""

    protocol: VmProtocol

    def __init__(self, database_url: str | None) -> None:
        super().__init__("vm-lsp", __version__, protocol_cls=VmProtocol, converter_factory=default_converter)
        self.abilities = Abilities()
        self.documents = Documents()
        self.results = Results()
        self.answers = Answers(self.documents, self.results.taken_from)
        self.hints = Hints(self.results, self.documents, self._refresh_hints)
        self.diagnostics = Diagnostics(
            self.results, self.documents, self.text_document_publish_diagnostics, self._diagnostics_enabled
        )
        self.notifications = Notifications(self.answers, self.protocol.notify)
        self.run_progress = Progress(self._notify_progress)
        self.lifecycle = Lifecycle(self, database_url)
        self.runs = Runs(self.run_progress, self.lifecycle.core)
        self.pages = HistoryPages(self)
        self.restores = Restores(self)
        self.commands = Commands(self)
        self.documents.listen(self.results)
        self.documents.listen(self.diagnostics)
        self.documents.listen(self.restores)
        self._stdio: Stdio | None = None
        self._exit_code = 1
        register_features(self)

    @property
    def publishers(self) -> Sequence[Publisher]:
        """Who is shown every run, in this order."""
        return (self.runs, self.results, self.notifications, self.pages)

    def use(self, abilities: Abilities) -> None:
        """Take what the client can do."""
        self.abilities = abilities
        self.diagnostics.related = abilities.related_information
        self.diagnostics.versions = abilities.diagnostic_version
        self.notifications.events = abilities.execution_events
        self.notifications.sessions = abilities.session_status
        self.run_progress.create = self.window_work_done_progress_create_async if abilities.progress else None

    def refresh_all(self) -> None:
        """Show everything anew, after settings changed."""
        self._refresh_hints()
        self._refresh_lenses()  # also where they were just switched off
        self.diagnostics.refresh()

    # --- running ----------------------------------------------------------------------------------------------------

    async def run(self) -> int:
        """Serve the client until it leaves or is gone, and return the process's exit code."""
        self._stdio = Stdio()
        _on_signals(lambda: self.leave(1))
        self.protocol.set_writer(self._stdio.outbox)
        try:
            while (body := await self._stdio.inbox.next()) is not None:
                self._receive(body)
                # A command begins before the next message is taken: it sees the documents as when it was sent.
                await asyncio.sleep(0)
        finally:
            await self._close()
            self._stdio.outbox.close()
        return self._exit_code

    def _receive(self, body: bytes) -> None:
        try:
            self.protocol.receive(body)
        except Exception:  # whatever was wrong with this message, the next one may be right
            logger.exception("A message could not be handled: %r", body[:200])

    def leave(self, exit_code: int) -> None:
        """End `run` with that exit code."""
        self._exit_code = exit_code
        if self._stdio is not None:
            self._stdio.inbox.end()

    def client_gone(self) -> None:
        """Leave because nobody is there any more."""
        logger.error("The client's process is gone")
        self.leave(1)

    def report_server_error(self, error: Exception, source: object) -> None:
        """Log; what a person should know is shown where it happens."""
        logger.error("%s: %s", getattr(source, "__name__", source), error, exc_info=error)

    async def _close(self) -> None:
        try:
            await asyncio.wait_for(self.lifecycle.close(), CLOSE_SECONDS)
        except TimeoutError:
            logger.error("The core did not close within %s s", CLOSE_SECONDS)

    # --- windows ----------------------------------------------------------------------------------------------------

    def _refresh_hints(self) -> None:
        if self.abilities.hint_refresh:
            self.protocol.send_request(types.WORKSPACE_INLAY_HINT_REFRESH)
        if self._lenses_enabled():
            self._refresh_lenses()

    def _refresh_lenses(self) -> None:
        if self.abilities.lens_refresh:
            self.protocol.send_request(types.WORKSPACE_CODE_LENS_REFRESH)

    def _notify_progress(self, params: types.ProgressParams) -> None:
        self.protocol.notify(types.PROGRESS, params)

    def _diagnostics_enabled(self) -> bool:
        settings = self.lifecycle.settings
        return settings is None or settings.diagnostics.enabled

    def _lenses_enabled(self) -> bool:
        settings = self.lifecycle.settings
        return settings is not None and settings.code_lens.enabled


def _on_signals(act: Callable[[], None]) -> None:
    """Call `act` instead of dying when somebody ends the process politely, where the platform can."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, act)


def serve(database_url: str | None = None) -> int:
    """Speak LSP over stdin and stdout until the client leaves.

    Returns 0 after ``shutdown`` and ``exit``, 1 after ``exit`` alone or where the client vanished.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")

    async def run() -> int:
        return await VmLanguageServer(database_url).run()

    return asyncio.run(run())
