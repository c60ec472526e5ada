"""Watches the client's process: a server whose editor is gone has nobody to work for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

INTERVAL_SECONDS = 1.0

logger = logging.getLogger(__name__)


async def watch_parent(pid: int, gone: Callable[[], None]) -> None:
    """Call `gone` once the process `pid` is no more (LSP 3.17, "InitializeParams.processId").

    It is recognised by its start time, so that another process with its pid does not count. A client in another pid
    namespace sends null instead of a pid.
    """
    import psutil  # not before `initialize` is answered

    try:
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110 - a poll it must be
            await asyncio.sleep(INTERVAL_SECONDS)
    except psutil.NoSuchProcess:
        logger.debug("The client went away between two looks")
    gone()
