"""Why a name is not defined that other places have: said beside the engine's own words."""

from __future__ import annotations

import re

_UNDEFINED = re.compile(r"(\w+) is not defined")

_NETWORK = "a session has no network; pass in what it needs, or read it from a file of the workspace by import"
_PAGE = "a session has no page, it runs JavaScript alone"
_STORE = "nothing is stored outside a session; its variables last from run to run"
_REASONS = {
    **dict.fromkeys(("EventSource", "FormData", "Headers", "Request", "Response", "WebSocket"), _NETWORK),
    **dict.fromkeys(("XMLHttpRequest",), _NETWORK),
    **dict.fromkeys(("indexedDB", "localStorage", "sessionStorage"), _STORE),
    **dict.fromkeys(("alert", "confirm", "document", "location", "navigator", "prompt", "window"), _PAGE),
    **dict.fromkeys(("requestAnimationFrame",), _PAGE),
    "Bun": "this is neither Bun nor Node",
    "Deno": "this is neither Deno nor Node",
    "Intl": "the engine has no Intl",
    "Temporal": "the engine has no Temporal",
    "WebAssembly": "the engine runs JavaScript only",
    "Worker": "a session has one thread",
}


def explained(name: str, message: str) -> str:
    """Return the message of an error by its name, with the reason where it is about a name that is absent here."""
    found = _UNDEFINED.fullmatch(message) if name == "ReferenceError" else None
    reason = _REASONS.get(found[1]) if found else None
    return f"{message}: {reason}" if reason else message
