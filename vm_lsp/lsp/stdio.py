"""The pipes to the client: a thread that reads messages, a thread that writes them, and a clean stdout between.

The loop is never blocked by a client that does not read, and nothing printed by accident can corrupt the stream.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import queue
import sys
import threading

from vm_lsp.lsp.messages import MessageReader, StreamBrokenError

_CHUNK = 65536
_FLUSH_SECONDS = 2.0

logger = logging.getLogger(__name__)


class Stdio:
    """Owns the process's stdin and stdout: what else is printed goes to stderr, what else reads gets nothing."""

    def __init__(self) -> None:
        read_end, write_end = _take(sys.stdin.fileno(), os.devnull), _take(sys.stdout.fileno(), None)
        self.inbox = Inbox(read_end)
        self.outbox = Outbox(write_end, self.inbox)


class Inbox:
    """Messages from the client, in order. Made and read on the event loop."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._loop = asyncio.get_running_loop()
        self._bodies: asyncio.Queue[bytes | None] = asyncio.Queue()
        # A daemon: its blocking read can't be interrupted, and must not keep the process alive.
        threading.Thread(target=self._read, name="lsp-reader", daemon=True).start()

    async def next(self) -> bytes | None:
        """Return the next message's body, or None when there will be no more."""
        return await self._bodies.get()

    def end(self) -> None:
        """Let `next` return None once what came before is read; safe from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._bodies.put_nowait, None)

    def _read(self) -> None:
        reader = MessageReader()
        try:
            while chunk := os.read(self._descriptor, _CHUNK):
                for body in reader.feed(chunk):
                    self._loop.call_soon_threadsafe(self._bodies.put_nowait, body)
        except (OSError, StreamBrokenError) as reason:
            logger.error("The client's stream can't be read any more: %s", reason)
        except RuntimeError:
            logger.debug("The loop was closed while a message came in")
        self.end()


class Outbox:
    """Messages to the client, written in order by a thread of their own; the writer pygls sends through."""

    def __init__(self, descriptor: int, inbox: Inbox) -> None:
        self._descriptor = descriptor
        self._inbox = inbox
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="lsp-writer", daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> None:
        """Send, without waiting for the client to read."""
        self._waiting.put(data)

    def close(self) -> None:
        """Write what is left, for at most two seconds."""
        self._waiting.put(None)
        self._thread.join(_FLUSH_SECONDS)

    def _write(self) -> None:
        try:
            while (data := self._waiting.get()) is not None:
                _write_all(self._descriptor, data)
        except OSError as reason:
            logger.error("The client can't be reached any more: %s", reason)
            self._inbox.end()


def _take(descriptor: int, replacement: str | None) -> int:
    """Return a private copy of a standard descriptor, and put a file, or stderr, in its place."""
    own = os.dup(descriptor)
    if replacement is None:
        os.dup2(sys.stderr.fileno(), descriptor)
        return own
    stand_in = os.open(replacement, os.O_RDONLY)
    os.dup2(stand_in, descriptor)
    os.close(stand_in)
    return own


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
