"""Asks a running Emacs for the value of an expression, as the program `emacsclient` does."""

from __future__ import annotations

import base64
import json
import re
import socket
from pathlib import Path
from typing import Any

_QUOTED = {"&": "&&", "-": "&-", "\n": "&n", " ": "&_"}
_UNQUOTED = {quoted: plain for plain, quoted in _QUOTED.items()}
_SECONDS = 30.0


class EmacsError(Exception):
    """Emacs signalled an error; the message is its own."""


def evaluate(socket_path: Path, expression: str) -> Any:
    """Return an expression's value, which has to be what `json-serialize` takes.

    Raises:
        EmacsError: evaluating it failed.
    """
    bare = f"(base64-encode-string (encode-coding-string (json-serialize {expression}) 'utf-8) t)"
    answer = _exchange(socket_path, f"-eval {_quote(bare)} \n")
    if failed := re.search(r"^-error (.*)$", answer, re.MULTILINE):
        raise EmacsError(_unquote(failed[1]))
    printed = "".join(_unquote(part) for part in re.findall(r"^-print(?:-nonl)? (.*)$", answer, re.MULTILINE))
    return json.loads(base64.b64decode(printed.strip('"')))


def _exchange(socket_path: Path, request: str) -> str:
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(_SECONDS)
        channel.connect(str(socket_path))
        channel.sendall(request.encode())
        return b"".join(iter(lambda: channel.recv(65536), b"")).decode()


def _quote(text: str) -> str:
    return re.sub(r"[&\n ]|^-", lambda found: _QUOTED[found[0]], text)


def _unquote(text: str) -> str:
    return re.sub(r"&.", lambda found: _UNQUOTED[found[0]], text)
