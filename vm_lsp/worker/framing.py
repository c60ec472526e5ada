"""Messages as frames on a pipe, and back, whatever the cuts.

A frame is a mark, the length of its payload in four bytes (big-endian), and a JSON payload in ASCII. The mark holds
bytes that no payload and no length can contain. A process that is killed in mid-sentence leaves a torn frame behind,
and the one that takes over speaks into the same pipe: `FrameDecoder` finds the next mark and drops what came before.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from vm_lsp.worker.wire import Message, Report, Request

MARK = b"\xffvm\xfe"
HEADER = len(MARK) + 4
MAX_PAYLOAD = 64 * 1024 * 1024


class WireError(Exception):
    """The other side sent what is no message of ours; raised by `FrameDecoder.feed`."""


_BY_TAG: dict[str, type[Message]] = {message.tag: message for message in (*get_args(Request), *get_args(Report))}


def encode(message: Message, to: int = 0) -> bytes:
    """Return `message` as one frame, addressed to the process `to` (0: to whoever reads)."""
    payload = json.dumps({"tag": message.tag, "to": to, **_fields(message)}, default=_fields).encode("ascii")
    if len(payload) > MAX_PAYLOAD:
        raise WireError(f"a {message.tag} message of {len(payload)} bytes is over the limit of {MAX_PAYLOAD}")
    return MARK + len(payload).to_bytes(4, "big") + payload


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message and the pid it is addressed to (0: to whoever reads)."""

    to: int
    message: Message


class FrameDecoder:
    """Turns chunks of bytes into messages, whatever the cuts, dropping torn frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._seen = HEADER  # up to here the frame at the buffer's start was searched for the mark of another

    def feed(self, chunk: bytes) -> list[Envelope]:
        """Return the messages that `chunk` completes.

        Raises:
            WireError: what arrived is framed, but is no message of ours.
        """
        self._buffer += chunk
        messages = []
        while (payload := self._next_payload()) is not None:
            messages.append(_decode(payload))
        return messages

    def _next_payload(self) -> bytes | None:
        buffer = self._buffer
        while (start := buffer.find(MARK)) >= 0:
            self._drop(start)
            if len(buffer) < HEADER:
                return None
            end = HEADER + int.from_bytes(buffer[len(MARK) : HEADER], "big")
            if (torn := self._torn_at(end)) > 0:
                self._drop(torn)
                continue
            if end - HEADER > MAX_PAYLOAD:
                raise WireError(f"a frame announces {end - HEADER} bytes")
            if len(buffer) < end:
                self._seen = len(buffer)
                return None
            payload = bytes(buffer[HEADER:end])
            self._drop(end)
            return payload
        self._drop(max(0, len(buffer) - len(MARK) + 1))
        return None

    def _torn_at(self, end: int) -> int:
        """Return where another frame begins inside the one at the buffer's start, or a negative number."""
        in_header = self._buffer.find(MARK, 1, HEADER + len(MARK) - 1)
        if in_header > 0:
            return in_header
        return self._buffer.find(MARK[:1], max(HEADER, self._seen), end)  # no payload has that byte

    def _drop(self, count: int) -> None:
        if count:
            del self._buffer[:count]
            self._seen = HEADER


def _fields(message: Any) -> dict[str, Any]:
    return {name: getattr(message, name) for name in message.__dataclass_fields__ if name != "tag"}


def _decode(payload: bytes) -> Envelope:
    try:
        data = json.loads(payload)
        kind = _BY_TAG[data.pop("tag")]
        return Envelope(data.pop("to"), _structure(kind, data))
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise WireError(f"{payload[:80]!r} is no message of ours") from broken


def _structure(wanted: Any, data: Any) -> Any:
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        hints = _hints(cast(Hashable, wanted))
        return wanted(**{name: _structure(hints[name], item) for name, item in data.items()})
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is UnionType:
        return None if data is None else _structure(args[0], data)
    if origin is list:
        return [_structure(args[0], item) for item in data]
    if origin is dict:
        return dict(data)
    if not isinstance(data, (int, float) if wanted is float else wanted):
        raise TypeError(f"{data!r} is no {wanted}")
    return data


@cache
def _hints(wanted: type) -> dict[str, Any]:
    return get_type_hints(wanted)
