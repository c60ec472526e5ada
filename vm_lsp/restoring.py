"""A session rebuilt from the history: its committed runs replayed into a new one."""

from __future__ import annotations

from dataclasses import dataclass

from vm_lsp.errors import ExecutionNotFoundError, SessionBusyError
from vm_lsp.execution.model import Execution, SessionInfo
from vm_lsp.execution.replay import Difference, OnStep, Replay, committed_runs
from vm_lsp.execution.store import PastSession, Reader


def _no_step(_number: int, _run: Execution) -> None: ...


@dataclass(frozen=True, slots=True)
class RestoreWish:
    """What a person wants: the workspace of `uri` as its last session left it, or as `session_id` did.

    `replace` ends today's session where something has run in it, `keep_going` goes on behind a run that behaves
    differently; `on_step` hears of each run before it is replayed.
    """

    uri: str
    session_id: str | None = None
    replace: bool = False
    keep_going: bool = False
    on_step: OnStep = _no_step


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration came to.

    `session` is the new one, `former_session_id` whose `total` runs were to be replayed, `replayed` how many were;
    without `keep_going` the last of them is the one that differs, if any does.
    """

    session: SessionInfo
    former_session_id: str
    replayed: int
    total: int
    differences: tuple[Difference, ...]
    stopped: bool


async def source_of(reader: Reader, folder: str | None, session_id: str | None) -> PastSession:
    """Return the session to restore: the named one, else the folder's last that is over.

    Raises:
        SessionNotFoundError: there is no such session.
        ExecutionNotFoundError: there is nothing to replay.
    """
    found = await reader.session(session_id) if session_id is not None else await reader.last_session(folder)
    if found is None or not found.runs:
        raise ExecutionNotFoundError(
            "The history holds no session of this workspace that is over and kept something to restore.",
            {"workspaceUri": folder, "sessionId": session_id},
        )
    return found


def check_unused(info: SessionInfo) -> None:
    """Raise `SessionBusyError` for a session in which the person has run something: replayed runs would mix with it."""
    startups = len(info.template.libraries) + len(info.template.startup_files)
    if info.execution_count > startups:
        raise SessionBusyError(
            "Something has run in today's session, and what is restored would mix with it."
            " Restart the session first, or say `replace: true`.",
            {"sessionId": info.id},
        )


async def restore(
    replay: Replay, reader: Reader, source: PastSession, session: SessionInfo, wish: RestoreWish
) -> Restored:
    """Replay the runs of `source` into the new `session`. Raises any `VmError`."""
    done = await replay.through(committed_runs(reader, source.id), wish.keep_going, wish.on_step)
    return Restored(session, source.id, done.runs, source.runs, done.differences, done.stopped)
