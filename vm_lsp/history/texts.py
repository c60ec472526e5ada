"""Texts as a database can hold them: JavaScript strings may carry halves of surrogate pairs, Unicode text may not."""

from __future__ import annotations

import json


def well_formed(text: str) -> str:
    """Return `text` with paired surrogates joined and lone ones replaced by U+FFFD, as JavaScript's toWellFormed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def utf8_length(text: str) -> int:
    """Return how many bytes `text` takes in UTF-8, lone surrogates as the U+FFFD that is stored for them."""
    return len(text) if text.isascii() else len(well_formed(text).encode())


def well_formed_json(text: str) -> str:
    r"""Return the JSON `text` with every string in it well-formed.

    `marshal` escapes everything outside ASCII, so only a text that has ``\ud`` in it can need it.
    """
    if r"\ud" not in text:
        return text
    return well_formed(json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")))
