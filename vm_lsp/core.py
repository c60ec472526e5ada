"""The core: sessions, pipeline and history composed, opened and closed in order. It knows no transport.

The language server and the command line are two front ends of it; arguments, results and events are plain data.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TypeVar

from vm_lsp.errors import PersistenceError, SessionNotFoundError, ValidationError
from vm_lsp.execution.broadcast import broadcast
from vm_lsp.execution.identity import identity
from vm_lsp.execution.interrupts import Interrupts
from vm_lsp.execution.keeping import Keeper, Retention, retention_of
from vm_lsp.execution.model import (
    Execution,
    ExecutionRequest,
    Interruption,
    InterruptTarget,
    Notice,
    SessionInfo,
    SessionStatus,
)
from vm_lsp.execution.pipeline import Pipeline
from vm_lsp.execution.replay import Replay, request_again
from vm_lsp.execution.store import History, HistoryState, PastSession, Publisher, Reader
from vm_lsp.modules.loading import OpenText
from vm_lsp.restoring import Restored, RestoreWish, check_unused, restore, source_of
from vm_lsp.sessions.process import Launcher
from vm_lsp.sessions.registry import SessionRegistry
from vm_lsp.sessions.session import Session
from vm_lsp.settings import History as HistorySettings
from vm_lsp.settings import Settings, Template
from vm_lsp.templates import Templates

log = logging.getLogger(__name__)

Listener = TypeVar("Listener")
Result = TypeVar("Result")
Unsubscribe = Callable[[], None]
OnSession = Callable[[SessionInfo], None]
OnNotice = Callable[[Notice], None]
MakeHistory = Callable[[Settings, str | None, OnNotice], History]

CLOSE_S = 8.0  # for everything to end when the core closes


def sql_history(settings: Settings, url: str | None, notify: OnNotice) -> History:
    """Return the history kept with SQLModel; imported here, since nothing else needs it before a run."""
    from vm_lsp.history.history import History as SqlHistory

    return SqlHistory(settings.history, url, notify)


@dataclass(frozen=True, slots=True)
class SessionTarget:
    """Names a session: by its id, or by a document or folder it belongs to."""

    uri: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What exists once the core is open."""

    history: History
    pipeline: Pipeline
    interrupts: Interrupts


class Core:
    """Everything below the front doors. Made cheap; `open` starts it, `close` ends all it started.

    `database_url` goes before the setting ``history.databaseUrl``; `launcher` and `make_history` are for tests that
    need a worker or a store that fails. With a `template` it is that of every session, whatever the settings say.
    """

    def __init__(
        self,
        settings: Settings,
        database_url: str | None = None,
        launcher: Launcher | None = None,
        make_history: MakeHistory = sql_history,
        template: Template | None = None,
    ) -> None:
        self._launcher = launcher or Launcher()
        self._open_text: OpenText = lambda _uri: None
        self._publishers: list[Publisher] = []
        self._session_listeners: list[OnSession] = []
        self._notice_listeners: list[OnNotice] = []
        self._templates = Templates(settings, self._tell, template)
        self._database_url = database_url
        self._make_history = make_history
        self._sessions = SessionRegistry(self._launcher, self._templates.of, self._session_changed)
        self._parts: _Parts | None = None
        self._tasks: set[asyncio.Task[object]] = set()
        self._closing: asyncio.Task[None] | None = None

    @property
    def settings(self) -> Settings:
        """The user's settings, without what a workspace lays over them."""
        return self._templates.settings

    async def open(self) -> None:
        """Open the history in the background: runs and reading wait for it, nothing else does."""
        history = self._make_history(self.settings, self._database_url, self._tell)
        whose = identity(self.settings.history.identity)
        pipeline = Pipeline(self._sessions, history.store, self._publishers, self._templates.startup, whose)
        self._parts = _Parts(history, pipeline, Interrupts(self._sessions, pipeline.preparations))
        self._own(self._open_history(history))

    async def close(self) -> None:
        """End every run, session and process, then the history; bounded and safe to call twice."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        await self._sessions.close_all()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=CLOSE_S)
            for task in late:
                log.error("%s did not end within %s s", task, CLOSE_S)
                task.cancel()
        if self._parts:
            await self._parts.history.close()

    def configure(self, settings: Settings) -> None:
        """Take the user's settings; sessions that started before keep theirs, and so does the history."""
        self._templates.settings = settings

    def add_folder(self, uri: str) -> None:
        """Give the workspace folder `uri` a session of its own, started by its first run."""
        self._sessions.add_folder(uri)

    async def remove_folder(self, uri: str) -> None:
        """End the folder's session, if it has one."""
        await self._sessions.remove_folder(uri)

    def read_buffers(self, open_text: OpenText) -> None:
        """Let scripts import what is in the editor's open buffers as it is there; `open_text` gives a URI's text."""
        self._open_text = open_text
        self._sessions.read_buffers(open_text)
        self._templates.read_buffers(open_text)

    def trust(self, trusted: bool) -> None:
        """Say whether code may run at all; until told otherwise it may."""
        self._sessions.trust(trusted)

    @property
    def trusted(self) -> bool:
        """Whether code may run."""
        return self._sessions.trusted

    def folder_of(self, uri: str) -> str | None:
        """Return the workspace folder a document belongs to; None: to the scratch session."""
        return self._sessions.folder_of(uri)

    # --- running -----------------------------------------------------------------------------------------------------

    async def execute(self, request: ExecutionRequest) -> Execution:
        """Run through the pipeline and return the finished execution, whatever the JavaScript did.

        A caller that is cancelled leaves the run going: stopping it is `interrupt`'s, which tells what became of it.

        Raises:
            VmError: any of the tree in `errors`, where we failed or refused.
        """
        return await asyncio.shield(self._own(self._open_parts.pipeline.run(request)))

    async def rerun(self, execution_id: str, new_id: str) -> Execution:
        """Run a stored execution's input again, as execution `new_id` of today's session.

        Raises:
            ExecutionNotFoundError: the history has no such execution.
            ValidationError: parts of it were blacked out before it was stored.
            VmError: as `execute`.
        """
        return await self.execute(request_again(await self.history.get(execution_id), new_id))

    def replay(self) -> Replay:
        """Return what carries runs of the history out again here, and can be stopped."""
        return Replay(self.execute, self.interrupt)

    async def restorable(self, uri: str) -> PastSession | None:
        """Return the session to rebuild for the workspace folder of `uri`; None: there is none, or one is in use."""
        folder = self._sessions.folder_of(uri)
        if folder is None or self._sessions.find(folder) is not None:
            return None
        return await self.history.last_session(folder)

    async def restore(self, replay: Replay, wish: RestoreWish) -> Restored:
        """Rebuild a session by replaying, in order, the runs of a past one whose state was kept.

        It stops at the first that behaves differently, which has run then, and its state is part of the session.

        Raises:
            UntrustedError: nothing may run here.
            SessionBusyError: something has run in today's session, and it is not to be replaced.
            ExecutionNotFoundError, SessionNotFoundError: there is nothing to restore.
            VmError: as `execute`.
        """
        self._sessions.check_trust()
        folder = self._sessions.folder_of(wish.uri)
        source = await source_of(self.history, folder, wish.session_id)
        if (today := self._sessions.find(folder)) is not None and not wish.replace:
            check_unused(today.info)
        used = today if wish.replace else None
        session = await asyncio.shield(self._own(self._restart(folder, used)))
        return await restore(replay, self.history, source, session, wish)

    def apart(self, template: Template, folder: str | None) -> Core:
        """Return another core for one folder, under a template of the past, that keeps nothing; not open yet."""
        unkept = self.settings.model_copy(update={"history": HistorySettings(enabled=False)})
        other = Core(unkept, launcher=self._launcher, template=template)
        other.read_buffers(self._open_text)
        other.trust(self._sessions.trusted)
        if folder is not None:
            other.add_folder(folder)
        return other

    async def interrupt(self, target: InterruptTarget) -> Interruption:
        """Stop a run, and answer when it is over in the store and the worker.

        Raises:
            ValidationError: nothing was named and several runs are on.
            SessionNotFoundError: no session has that id.
        """
        return await self._open_parts.interrupts.interrupt(target)

    # --- sessions ----------------------------------------------------------------------------------------------------

    def sessions(self, status: SessionStatus | None = None) -> tuple[SessionInfo, ...]:
        """Return this core's sessions, closed ones included, oldest first."""
        return self._sessions.infos(status)

    async def restart_session(self, target: SessionTarget) -> SessionInfo:
        """End the session and its queue, and return a new one, ready; start one where there was none."""
        self._sessions.check_trust()
        return await asyncio.shield(self._own(self._restart(*self._locate(target))))

    async def close_session(self, target: SessionTarget) -> SessionInfo:
        """End the session and its queue, and return it as it closed. Raises `SessionNotFoundError`."""
        _, session = self._locate(target)
        if session is None:
            raise SessionNotFoundError(f"There is no session for {target.uri}: nothing has run there.")
        return await asyncio.shield(self._own(self._sessions.close(session)))

    # --- history and listeners ---------------------------------------------------------------------------------------

    @property
    def history(self) -> Reader:
        """What was kept."""
        return self._open_parts.history.reader

    @property
    def keeper(self) -> Keeper:
        """Who deletes, pins and prunes."""
        return self._open_parts.history.keeper

    @property
    def retention(self) -> Retention:
        """What the settings say about how much is kept."""
        return retention_of(self.settings.history)

    async def history_state(self) -> HistoryState:
        """Return where the history is kept. Raises `PersistenceError` where it can't be opened."""
        return await self._open_parts.history.state()

    def subscribe(self, publisher: Publisher) -> Unsubscribe:
        """Show every run to `publisher` while it happens."""
        return _listen(self._publishers, publisher)

    def on_session(self, listener: OnSession) -> Unsubscribe:
        """Call `listener` whenever a session's state changes."""
        return _listen(self._session_listeners, listener)

    def on_notice(self, listener: OnNotice) -> Unsubscribe:
        """Call `listener` with what a person should know: bad settings in a workspace's file, a history set aside."""
        return _listen(self._notice_listeners, listener)

    @property
    def _open_parts(self) -> _Parts:
        if self._parts is None or self._closing is not None:
            raise SessionNotFoundError("The server is not open (any more): nothing runs.")
        return self._parts

    # --- inside ------------------------------------------------------------------------------------------------------

    async def _restart(self, folder: str | None, session: Session | None) -> SessionInfo:
        if session is not None:
            await self._sessions.close(session)
        return (await self._open_parts.pipeline.prepared_session(folder)).info

    def _locate(self, target: SessionTarget) -> tuple[str | None, Session | None]:
        if target.session_id is not None:
            session = self._sessions.by_id(target.session_id)
            return session.workspace_uri, session
        if target.uri is None:
            raise ValidationError("Name the session by uri or sessionId.")
        folder = self._sessions.folder_of(target.uri)
        return folder, self._sessions.find(folder)

    def _session_changed(self, info: SessionInfo) -> None:
        broadcast(self._session_listeners, lambda listener: listener(info))
        if self._parts and info.status in (SessionStatus.CRASHED, SessionStatus.CLOSED):
            self._own(self._save_session(self._parts.history, info))

    async def _save_session(self, history: History, info: SessionInfo) -> None:
        try:
            await history.store.save_session(info)
        except PersistenceError as failed:
            # Whatever it was about has said so already, or will: this is only the session's last state.
            log.warning("the state of session %s could not be stored: %s", info.id, failed.details["cause"])

    async def _open_history(self, history: History) -> None:
        try:
            await history.open()
        except PersistenceError as failed:
            self._tell(Notice("error", f"The history can't be opened: {failed.details['cause']}."))

    def _tell(self, notice: Notice) -> None:
        log.warning("%s", notice.message)
        broadcast(self._notice_listeners, lambda listener: listener(notice))

    def _own(self, work: Coroutine[object, object, Result]) -> asyncio.Task[Result]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _listen(listeners: list[Listener], listener: Listener) -> Unsubscribe:
    listeners.append(listener)
    return lambda: listeners.remove(listener) if listener in listeners else None
