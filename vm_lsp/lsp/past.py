"""What the statement under the cursor came to before: read beside the loop, and told in few lines."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from vm_lsp.errors import PersistenceError
from vm_lsp.execution.model import Position, Range
from vm_lsp.lsp.publish.labels import inline
from vm_lsp.lsp.publish.markdown import LONGEST_SPAN, code_span

if TYPE_CHECKING:
    from vm_lsp.execution.store import PastValue
    from vm_lsp.lsp.server import VmLanguageServer

logger = logging.getLogger(__name__)

MOST = 6  # values
PATIENCE = 2.0  # seconds a hover waits for the history


@dataclass(frozen=True, slots=True)
class Past:
    """A statement as it stands today, and its last values, newest first."""

    range: Range
    values: tuple[PastValue, ...]


async def past_at(server: VmLanguageServer, uri: str, text: str, place: Position) -> Past | None:
    """Return the past of the statement at a place of an open document, None where it has none.

    A history that can't be read has said so elsewhere, and one that is slow is not worth waiting for.
    """
    from vm_lsp.execution.source import statements_in  # loads the parser

    found = await asyncio.to_thread(statements_in, text, uri, Range(place, place))
    if not found:
        return None
    core = await server.lifecycle.core()
    try:
        values = await asyncio.wait_for(core.history.past(uri, found[0].text, MOST), PATIENCE)
    except (PersistenceError, TimeoutError) as failed:
        logger.info("no past of a statement: %s", failed)
        return None
    return Past(found[0].range, values) if values else None


def told(values: Sequence[PastValue], markdown: bool, now: datetime | None = None) -> str:
    """Return the values from the oldest to the newest as one line, and below it when each was."""
    shown = [code_span(one.preview) if markdown else inline(one.preview, LONGEST_SPAN) for one in values]
    chain = " → ".join(reversed(shown))
    now = now or datetime.now().astimezone()
    lines = [f"{_when(one.ran_at, now)} · run {one.number} · {text}" for one, text in zip(values, shown, strict=True)]
    heading = f"Last runs: {chain}"
    return "\n".join([heading, "", *(f"- {line}" for line in lines)])


def _when(moment: datetime, now: datetime) -> str:
    """Return a time as a person says it: today's by the clock, others with their day."""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M:%S}"
    if local.date() == (now - timedelta(days=1)).date():
        return f"yesterday {local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"
