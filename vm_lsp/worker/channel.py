"""The worker's end of the two pipes: requests come in on one, reports go out on the other.

The pipes arrive as standard input and output. They are moved away at once, so that nothing that prints can speak on
them and nothing that reads can steal from them.
"""

from __future__ import annotations

import os
import select
from collections import deque

from vm_lsp.worker.framing import FrameDecoder, encode
from vm_lsp.worker.wire import Load, Loaded, NotLoaded, Report, Request

CHUNK = 65536


class HangupError(Exception):
    """The server closed the request pipe, or is gone; raised by `Channel.receive` and `Channel.poll`."""


class Channel:
    """Frames in, frames out, by plain system calls: a fork shares no half-read buffer of ours."""

    def __init__(self, requests: int, reports: int) -> None:
        self.requests = requests
        self._reports = reports
        self._decoder = FrameDecoder()
        self._unread: deque[Request] = deque()

    @classmethod
    def take_over_stdio(cls) -> Channel:
        """Return the channel on the process's standard pipes, and leave harmless ones in their place."""
        requests, reports = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        return cls(requests, reports)

    def send(self, report: Report) -> None:
        """Write one report, whole."""
        rest = memoryview(encode(report))
        while rest:
            rest = rest[os.write(self._reports, rest) :]

    def receive(self) -> Request:
        """Wait for the next request to this process. Raises `HangupError`."""
        while True:
            request = self.poll(None)
            if request is not None:
                return request

    def poll(self, seconds: float | None) -> Request | None:
        """Wait up to `seconds` (None: for ever) for a request to this process. Raises `HangupError`."""
        if not self._unread and select.select([self.requests], [], [], seconds)[0]:
            self._take(os.read(self.requests, CHUNK))
        return self._unread.popleft() if self._unread else None

    def ask(self, question: Load) -> Loaded | NotLoaded:
        """Ask for a module and wait; what else comes meanwhile is left for later. Raises `HangupError`."""
        self.send(question)
        others: list[Request] = []
        while not isinstance(request := self.receive(), Loaded | NotLoaded):
            others.append(request)
        self._unread.extendleft(reversed(others))
        return request

    def close_reports(self) -> None:
        """Give up speaking: the server sees the pipe end when every process that can speak is gone."""
        os.close(self._reports)

    def _take(self, chunk: bytes) -> None:
        if not chunk:
            raise HangupError
        for envelope in self._decoder.feed(chunk):
            if envelope.to in (0, os.getpid()) and isinstance(envelope.message, Request):
                self._unread.append(envelope.message)
