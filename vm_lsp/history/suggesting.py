"""Values worth offering behind a filter's name, as this history has them: files, sessions, people, machines."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from vm_lsp.history.documents import newest
from vm_lsp.history.tables import EXECUTION, SERVER
from vm_lsp.history.texts import well_formed

MOST = 20
RECENT = 200  # executions whose sessions are offered


def suggested(connection: Connection, name: str, beginning: str) -> Sequence[str]:
    """Return values for the filter `name` that fit what is typed, the most recent first; none for most filters."""
    match name:
        case "file":
            return newest(connection, beginning, MOST)
        case "session":
            last = select(EXECUTION.c.session_id).order_by(EXECUTION.c.ordinal.desc()).limit(RECENT)
            ids = dict.fromkeys(connection.scalars(last))
            return [found for found in ids if found.startswith(well_formed(beginning))][:MOST]
        case "user" | "host":
            column = SERVER.c.user_name if name == "user" else SERVER.c.host
            names = connection.scalars(select(column).where(column.is_not(None)).distinct().order_by(column))
            return [found for found in names if found.startswith(well_formed(beginning))][:MOST]
    return ()
