"""Each change of `changes` and who carries it out."""

from __future__ import annotations

from sqlalchemy import Connection

from vm_lsp.history import forgetting
from vm_lsp.history.changes import (
    AddEvents,
    CreateExecution,
    DeriveAgain,
    FinishExecution,
    ForgetExecutions,
    ForgetUnused,
    MergeWords,
    PinExecution,
    SaveSession,
    ShrinkFile,
    UpdateExecution,
    Write,
)
from vm_lsp.history.repairing import repair
from vm_lsp.history.statements import add_events, create, finish, save_session, stage, start


def apply(connection: Connection, change: Write, server_id: str) -> None:
    """Write one change in the transaction of `connection`. Raises `StageError`."""
    match change:
        case SaveSession(session):
            with stage("session"):
                save_session(connection, session, server_id)
        case CreateExecution(execution, session):
            with stage("create"):
                create(connection, execution, session, server_id)
        case UpdateExecution(execution):
            with stage("update"):
                start(connection, execution)
        case AddEvents(events):
            with stage("add_event"):
                add_events(connection, events)
        case FinishExecution(execution, events, statements):
            finish(connection, execution, events, statements)
        case ForgetExecutions() | ForgetUnused() | MergeWords() | ShrinkFile() | PinExecution():
            with stage(change.stage):
                forgetting.carry_out(connection, change)
        case DeriveAgain(execution_ids):
            with stage(change.stage):
                repair(connection, execution_ids)
