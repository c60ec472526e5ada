"""What the history knows of sessions and of a run's place in its session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, select

from vm_lsp.errors import SessionNotFoundError
from vm_lsp.execution.model import Kind, SessionStatus, Status
from vm_lsp.execution.store import Neighbours, PastSession, RunName
from vm_lsp.history.queries import execution
from vm_lsp.history.tables import EXECUTION, SESSION, TEMPLATE
from vm_lsp.history.texts import well_formed
from vm_lsp.settings import Template

LOOKED_AT = 50  # sessions of a workspace, the newest ones: older ones are not "the last"

_OVER = (SessionStatus.CLOSED.value, SessionStatus.CRASHED.value)
_SESSIONS = select(SESSION, TEMPLATE.c.settings).join(TEMPLATE, TEMPLATE.c.id == SESSION.c.template_id)


def committed(session_id: str) -> ColumnElement[bool]:
    """Let through a session's runs whose state was kept and can be made again: `PastSession.runs` counts them."""
    return and_(
        EXECUTION.c.session_id == session_id,
        EXECUTION.c.status.in_((Status.OK.value, Status.ERROR.value)),
        EXECUTION.c.rolled_back.is_(False),
        EXECUTION.c.kind != Kind.STARTUP.value,
    )


def session(connection: Connection, session_id: str) -> PastSession:
    """Return a session. Raises `SessionNotFoundError`."""
    row = connection.execute(_SESSIONS.where(SESSION.c.id == well_formed(session_id))).mappings().first()
    if row is None:
        raise SessionNotFoundError(f"The history holds no session {session_id!r}.", {"sessionId": session_id})
    return _session_of(connection, row)


def last_session(connection: Connection, workspace_uri: str | None) -> PastSession | None:
    """Return the newest session of a workspace that is over and has committed runs; None where there is none."""
    here = SESSION.c.workspace_uri.is_(None) if workspace_uri is None else SESSION.c.workspace_uri == workspace_uri
    newest = _SESSIONS.where(here, SESSION.c.status.in_(_OVER)).order_by(SESSION.c.created_at.desc()).limit(LOOKED_AT)
    for row in connection.execute(newest).mappings().all():
        found = _session_of(connection, row)
        if found.runs:
            return found
    return None


def neighbours(connection: Connection, execution_id: str) -> Neighbours:
    """Return what ran before and after an execution in its session. Raises `ExecutionNotFoundError`."""
    run = execution(connection, execution_id)
    ordinal = select(EXECUTION.c.ordinal).where(EXECUTION.c.id == run.id).scalar_subquery()
    others = select(EXECUTION.c.id, EXECUTION.c.number).where(EXECUTION.c.session_id == run.session_id).limit(1)
    before = others.where(EXECUTION.c.ordinal < ordinal).order_by(EXECUTION.c.ordinal.desc())
    after = others.where(EXECUTION.c.ordinal > ordinal).order_by(EXECUTION.c.ordinal)
    return Neighbours(*(_name(connection.execute(other).mappings().all()) for other in (before, after)))


def _session_of(connection: Connection, row: RowMapping) -> PastSession:
    counted = select(func.count(), func.max(EXECUTION.c.queued_at)).where(committed(row["id"]))
    runs, last = connection.execute(counted).one()
    ran_at: datetime = last or row["created_at"]
    return PastSession(
        id=row["id"],
        workspace_uri=row["workspace_uri"],
        created_at=row["created_at"],
        template=Template.model_validate_json(row["settings"]),
        runs=runs,
        last_ran_at=ran_at,
    )


def _name(rows: Sequence[RowMapping]) -> RunName | None:
    return RunName(rows[0]["id"], rows[0]["number"]) if rows else None
