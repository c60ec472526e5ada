"""The URIs of the history's documents, and back: ``vm-lsp-page:/run-12.md?<id>``, ``vm-lsp-page:/history.md?<query>``.

What follows the question mark has only letters, digits, ``-`` and ``_``, since editors escape all else in their own
ways; the path is for the tab's title and for the language, which is Markdown.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any
from urllib.parse import urlsplit

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Kind, Position, Range, Status
from vm_lsp.execution.store import HistoryQuery

SCHEME = "vm-lsp-page"

_TEXTS = ("session_id", "workspace_uri", "uri", "search", "cursor")


def uri_of_run(execution_id: str, number: int) -> str:
    """Return the URI of the document about one run."""
    return f"{SCHEME}:/run-{number}.md?{execution_id}"


def uri_of_list(query: HistoryQuery) -> str:
    """Return the URI of the document that lists what `query` lets through."""
    token = base64.urlsafe_b64encode(json.dumps(_fields(query), separators=(",", ":")).encode()).decode().rstrip("=")
    return f"{SCHEME}:/history.md?{token}"


def address_of(uri: str) -> str | HistoryQuery:
    """Return what a document is about: a run's id, or a query. Raises `ValidationError` for a URI that is none."""
    parts = urlsplit(uri)
    if parts.scheme == SCHEME and parts.path.startswith("/run-") and parts.query:
        return parts.query
    if parts.scheme != SCHEME or parts.path != "/history.md":
        raise ValidationError(f"{uri} is no document of the history; `vm.history.show` opens them.", {"key": "uri"})
    try:
        padded = parts.query + "=" * (-len(parts.query) % 4)
        return _query(json.loads(base64.urlsafe_b64decode(padded.encode())))
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError) as broken:
        raise ValidationError(f"{uri} is cut or altered: open the history anew.", {"key": "uri"}) from broken


def _fields(query: HistoryQuery) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(query, name) for name in _TEXTS}
    fields |= {"kind": query.kind and query.kind.value, "status": query.status and query.status.value}
    if query.range is not None:
        start, end = query.range.start, query.range.end
        fields["range"] = [start.line, start.character, end.line, end.character]
    fields |= {"limit": query.limit, "statements": list(query.statements)}
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _query(fields: dict[str, Any]) -> HistoryQuery:
    texts: dict[str, Any] = {name: str(fields[name]) for name in _TEXTS if name in fields}
    place = [int(number) for number in fields["range"]] if "range" in fields else None
    return HistoryQuery(
        **texts,
        kind=Kind(fields["kind"]) if "kind" in fields else None,
        status=Status(fields["status"]) if "status" in fields else None,
        range=Range(Position(place[0], place[1]), Position(place[2], place[3])) if place else None,
        limit=int(fields["limit"]),
        statements=tuple(str(text) for text in fields.get("statements", ())),
    )
