"""Bytes to messages and back: the base protocol of LSP (3.17, "Base Protocol"), free of any pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?:^|\r\n)content-length:[ \t]*(\d{1,12})[ \t]*(?=\r\n|$)", re.IGNORECASE)
_LONGEST_HEADER = 65536
_LONGEST_BODY = 2**28


class StreamBrokenError(Exception):
    """What came in can't be the base protocol, and where the next message begins can't be known."""


class MessageReader:
    """Cuts a stream into the bodies of its messages, however it comes in pieces."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._body_size: int | None = None

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take the next piece and yield every body that is complete now.

        Raises:
            StreamBrokenError: a header has no usable ``Content-Length``, or is longer than any header is.
        """
        self._buffer += chunk
        while (body := self._next()) is not None:
            yield body

    def _next(self) -> bytes | None:
        if self._body_size is None:
            self._body_size = self._read_header()
        if self._body_size is None or len(self._buffer) < self._body_size:
            return None
        body = bytes(self._buffer[: self._body_size])
        del self._buffer[: self._body_size]
        self._body_size = None
        return body

    def _read_header(self) -> int | None:
        end = self._buffer.find(_HEADER_END)
        if end < 0:
            if len(self._buffer) > _LONGEST_HEADER:
                raise StreamBrokenError("64 kB came without the end of a header")
            return None
        header = bytes(self._buffer[:end])
        del self._buffer[: end + len(_HEADER_END)]
        found = _LENGTH.search(header)
        if found is None or int(found.group(1)) > _LONGEST_BODY:
            raise StreamBrokenError(f"no usable Content-Length in {header[:200]!r}")
        return int(found.group(1))


def framed(body: bytes) -> bytes:
    """Return a message's body with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
