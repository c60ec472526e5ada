"""A server that stands still in the middle of a migration: ``python -m tests.history.migrating URL MOMENT``.

It says ``there`` when a statement that begins with the moment is about to be sent, and does nothing any more; ``done``
where the migration had no such moment.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tests.history.other_server import kill, said
from tests.history.runs import history_at
from vm_lsp.history import schema

__all__ = ["kill", "said", "start"]

REPOSITORY = Path(__file__).parents[2]


def start(url: str, moment: str) -> subprocess.Popen[str]:
    """Start such a server; its next line says where it is."""
    command = [sys.executable, "-m", "tests.history.migrating", url, moment]
    return subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def stand_still_at(moment: str) -> None:
    """Listen for the moment, in an upgrade only."""
    upgrade = schema.upgrade

    def watched(engine: Engine, revision: str = "head") -> None:
        def stand_still(*_: object) -> None:
            print("there", flush=True)
            signal.pause()

        def look(statement: str) -> None:
            if " ".join(statement.split()).startswith(moment):
                stand_still()

        def look_at_sqlite(connection: Any, *_: object) -> None:
            connection.set_trace_callback(look)  # which hears of prepared statements, too

        if engine.dialect.name == "sqlite":
            event.listen(engine, "checkout", look_at_sqlite)
        else:
            event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_: look(statement))
        if moment == "COMMIT":
            event.listen(engine, "commit", stand_still)
        upgrade(engine, revision)

    schema.upgrade = watched


async def main(url: str, moment: str) -> None:
    stand_still_at(moment)
    history = history_at(url)
    await history.open()
    await history.close()
    print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
