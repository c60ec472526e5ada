"""Which folder has which session: one for each workspace folder, and one scratch session for documents outside."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from vm_lsp.errors import SessionNotFoundError, SessionNotReadyError, UntrustedError
from vm_lsp.execution.model import SessionInfo, SessionStatus
from vm_lsp.modules.loading import OpenText
from vm_lsp.modules.places import folder_of
from vm_lsp.sessions.process import Launcher
from vm_lsp.sessions.session import Listener, Session
from vm_lsp.settings import Template

log = logging.getLogger(__name__)

KEPT_ENDED = 64  # ended sessions that `infos` still tells of

TemplateOf = Callable[[str | None], Awaitable[Template]]


class SessionRegistry:
    """The sessions of one core. `template_of` gives the settings in force for a folder (None: the scratch session)."""

    def __init__(self, launcher: Launcher, template_of: TemplateOf, listener: Listener) -> None:
        self._launcher = launcher
        self._template_of = template_of
        self._listener = listener
        self._open_text: OpenText = _nothing_is_open
        self._folders: list[str] = []
        self._sessions: dict[str | None, Session] = {}
        self._ended: deque[SessionInfo] = deque(maxlen=KEPT_ENDED)
        self._starting: dict[str | None, asyncio.Lock] = {}
        self._trusted = True
        self._closing = False

    def read_buffers(self, open_text: OpenText) -> None:
        """Let modules be loaded from the editor's open buffers."""
        self._open_text = open_text

    def _text_of_buffer(self, uri: str) -> str | None:
        return self._open_text(uri)

    def add_folder(self, uri: str) -> None:
        """Let documents below `uri` have a session of their own."""
        if uri not in self._folders:
            self._folders.append(uri)

    async def remove_folder(self, uri: str) -> None:
        """End the folder's session; its documents belong to the scratch session then, if to no folder above."""
        if uri in self._folders:
            self._folders.remove(uri)
        if (session := self._sessions.pop(uri, None)) is not None:
            await self._close(session)

    def folder_of(self, uri: str) -> str | None:
        """Return the longest workspace folder that contains `uri`, None for the scratch session's documents."""
        return folder_of(uri, self._folders)

    async def obtain(self, folder: str | None) -> Session:
        """Return the folder's session, started if there is none that lives.

        Raises:
            UntrustedError: nothing may run here.
            WorkerFailedError, SessionNotReadyError: the engine's process did not start.
        """
        self.check_trust()
        async with self._starting.setdefault(folder, asyncio.Lock()):
            return self.find(folder) or await self._start(folder)

    def trust(self, trusted: bool) -> None:
        """Say whether code may run at all. What waits is taken out when it may not; what runs can be stopped."""
        self._trusted = trusted
        for session in self.living() if not trusted else ():
            session.take_all_out()

    @property
    def trusted(self) -> bool:
        """Whether code may run at all."""
        return self._trusted

    def check_trust(self) -> None:
        """Raise `UntrustedError` where nothing may run."""
        if not self._trusted:
            raise UntrustedError("This workspace is not trusted, so nothing runs in it. Trust it in the editor first.")

    def find(self, folder: str | None) -> Session | None:
        """Return the folder's session if it lives."""
        session = self._sessions.get(folder)
        return session if session is not None and not session.over else None

    def by_id(self, session_id: str) -> Session:
        """Return the session with that id, also where it has ended just now. Raises `SessionNotFoundError`."""
        for session in self._sessions.values():
            if session.id == session_id:
                return session
        raise SessionNotFoundError(f"There is no session {session_id}. `vm.session.list` names those there are.")

    def living(self) -> tuple[Session, ...]:
        """Return the sessions that have not ended."""
        return tuple(session for session in self._sessions.values() if not session.over)

    def infos(self, status: SessionStatus | None = None) -> tuple[SessionInfo, ...]:
        """Return all sessions, oldest first, ended ones included, of one status if that is given."""
        known = (*self._ended, *(session.info for session in self._sessions.values()))
        chosen = (info for info in known if status is None or info.status is status)
        return tuple(sorted(chosen, key=lambda info: info.created_at))

    async def close(self, session: Session) -> SessionInfo:
        """End a session; its folder gets a new one with its next run."""
        if self._sessions.get(session.workspace_uri) is session:
            del self._sessions[session.workspace_uri]
        return await self._close(session)

    async def close_all(self) -> None:
        """End every session, all at once, and start none any more."""
        self._closing = True
        closings = (self.close(session) for session in tuple(self._sessions.values()))
        for failed in await asyncio.gather(*closings, return_exceptions=True):
            if isinstance(failed, BaseException):
                log.error("a session did not close", exc_info=failed)

    async def _start(self, folder: str | None) -> Session:
        template = await self._template_of(folder)
        if self._closing or not (folder is None or folder in self._folders):
            raise SessionNotReadyError("The server is closing, or its folder was removed: nothing starts any more.")
        if (former := self._sessions.get(folder)) is not None:
            self._ended.append(former.info)
        session = self._sessions[folder] = Session(folder, template, self._listener, self._text_of_buffer)
        await session.start(self._launcher)
        return session

    async def _close(self, session: Session) -> SessionInfo:
        await session.close()
        self._ended.append(session.info)
        return session.info


def _nothing_is_open(uri: str) -> str | None:
    """Return no text: without an editor there are only files."""
    return None
