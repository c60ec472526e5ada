"""The history's documents in the client: opened, kept up to date while their run goes on, and their links answered.

A client with ``workspace/textDocumentContent`` (LSP 3.18) asks for them by our URIs; for others they are files.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from vm_lsp.browsing.addresses import SCHEME, address_of
from vm_lsp.browsing.page import Link, Page
from vm_lsp.browsing.pages import page_at
from vm_lsp.errors import VmError
from vm_lsp.execution.model import Event, Execution
from vm_lsp.lsp.cache_files import write_read_only
from vm_lsp.lsp.documents import document_key
from vm_lsp.lsp.publish.throttle import Throttle
from vm_lsp.lsp.text import Text

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

KIND = "history"  # the folder in the cache
KEPT = 64  # documents whose links are known; others are made anew when they are asked for
RENEW_SECONDS = 0.5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document the client has: its own URI, which is `uri` or a file's, and what is in it."""

    uri: str
    page: Page


class HistoryPages:
    """Knows the documents a client was given. A `Publisher`, to renew those about runs that go on."""

    def __init__(self, server: VmLanguageServer) -> None:
        self._server = server
        self._shown: OrderedDict[str, Shown] = OrderedDict()  # by the URI the client has it under
        self._renewals: dict[str, Throttle] = {}  # by execution
        self._tasks: set[asyncio.Task[None]] = set()

    async def show(self, uri: str) -> str:
        """Open the document in the client, if it can, and return the URI it has there.

        Raises:
            VmError: it can't be made; nothing is opened.
        """
        there = await self.place(uri)
        if self._server.abilities.show_document:
            await self._server.window_show_document_async(types.ShowDocumentParams(there, take_focus=True))
        return there

    async def place(self, uri: str) -> str:
        """Return the URI under which the client can read a document: its own, or that of a file written for it."""
        page = await self._make(uri)
        there = uri
        if not self._server.abilities.text_content:
            kept = (await self._server.lifecycle.core()).settings.history.enabled
            there = await asyncio.to_thread(write_read_only, KIND, _file_name(uri), page.text, kept)
        self._remember(there, Shown(uri, page))
        return there

    async def content(self, uri: str) -> str:
        """Return a document's text as it is now. Raises `VmError` where there is none under that URI."""
        page = await self._make(uri)
        self._remember(uri, Shown(uri, page))
        return page.text

    async def links(self, uri: str) -> list[types.DocumentLink]:
        """Return the links of a document of ours; none for any other."""
        shown = self._shown.get(document_key(uri))
        if shown is None and uri.startswith(f"{SCHEME}:"):
            shown = Shown(uri, await self._make(uri))
        if shown is None:
            return []
        text = Text(shown.page.text)
        return [self._link(text, link) for link in shown.page.links]

    async def resolve(self, link: types.DocumentLink) -> types.DocumentLink:
        """Return a link with where it leads, writing the file it leads to."""
        target = await self.place(str(link.data))
        return types.DocumentLink(link.range, target=target, tooltip=link.tooltip)

    # --- while it runs -----------------------------------------------------------------------------------------------

    def started(self, execution: Execution) -> None:
        """Tell that its turn has come."""
        self._news(execution.id)

    def event(self, event: Event) -> None:
        """Tell what it said."""
        self._news(event.execution_id)

    def ended(self, execution: Execution) -> None:
        """Tell what came of it."""
        self._news(execution.id)

    def _news(self, execution_id: str) -> None:
        if not any(shown.page.going and address_of(shown.uri) == execution_id for shown in self._shown.values()):
            return
        if execution_id not in self._renewals:
            self._renewals[execution_id] = Throttle(RENEW_SECONDS, lambda: self._own(self._renew(execution_id)))
        self._renewals[execution_id].ask()

    async def _renew(self, execution_id: str) -> None:
        for there, shown in list(self._shown.items()):
            if address_of(shown.uri) != execution_id:
                continue
            if there == document_key(shown.uri):
                params = types.TextDocumentContentRefreshParams(uri=shown.uri)
                await self._server.workspace_text_document_content_refresh_async(params)
            else:
                await self.place(shown.uri)
        if not any(shown.page.going for shown in self._shown.values() if address_of(shown.uri) == execution_id):
            self._renewals.pop(execution_id, None)

    # --- inside ------------------------------------------------------------------------------------------------------

    async def _make(self, uri: str) -> Page:
        address = address_of(uri)
        core = await self._server.lifecycle.core()
        return await page_at(core.history, address)

    def _remember(self, there: str, shown: Shown) -> None:
        key = document_key(there)
        self._shown[key] = shown
        self._shown.move_to_end(key)
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)

    def _link(self, text: Text, link: Link) -> types.DocumentLink:
        encoding = self._server.documents.encoding
        ends = (text.to_client(text.position(offset), encoding) for offset in (link.start, link.end))
        place = types.Range(*(types.Position(end.line, end.character) for end in ends))
        tooltip = link.tooltip if self._server.abilities.link_tooltips else None
        if link.target.startswith(f"{SCHEME}:") and not self._server.abilities.text_content:
            return types.DocumentLink(place, tooltip=tooltip, data=link.target)
        return types.DocumentLink(place, target=link.target, tooltip=tooltip)

    def _own(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (failed := task.exception()) is None:
            return
        if isinstance(failed, VmError):
            logger.warning("A document of the history could not be renewed: %s", failed.message)
        else:
            logger.error("A document of the history could not be renewed", exc_info=failed)


def _file_name(uri: str) -> str:
    """Return a name for the file that is the same for the same document, and says which it is."""
    path, _, query = uri.partition("?")
    title = path.rpartition("/")[2].removesuffix(".md")
    return f"{title}-{hashlib.sha256(query.encode()).hexdigest()[:12]}.md"
