"""Documents by the names people know them by: how a name is made of a URI, and how one is looked for."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select, update

from vm_lsp.history.rows import Columns
from vm_lsp.history.tables import DOCUMENT
from vm_lsp.history.texts import well_formed

ESCAPE = "!"

_NAME = update(DOCUMENT).where(DOCUMENT.c.id == bindparam("key"))


def document_columns(uri: str) -> Columns:
    """Return a document's columns."""
    return {"uri": uri, "name": _folded(_shown(uri))}


def name_documents(connection: Connection) -> None:
    """Give every document the name that today's code makes of its URI."""
    found = connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.uri)).all()
    if found:
        connection.execute(_NAME, [{"key": key, "name": document_columns(uri)["name"]} for key, uri in found])


def named(pattern: str) -> ColumnElement[bool]:
    """Return the condition on `document` that its name has `pattern` in it, case aside.

    With ``*`` (any text) or ``?`` (any character) the pattern stands for the whole end of a path, from a folder on.
    """
    folded = _folded(well_formed(pattern).replace("\\", "/"))
    if not any(character in folded for character in "*?"):
        return _like(f"%{_escaped(folded)}%")
    end = _escaped(folded).replace("*", "%").replace("?", "_")
    return or_(_like(end), _like(f"%/{end}"))


def newest(connection: Connection, beginning: str, limit: int) -> list[str]:
    """Return the paths of documents with `beginning` in them that something ran from, the newest first."""
    uris = select(DOCUMENT.c.uri).where(named(beginning)).order_by(DOCUMENT.c.id.desc()).limit(limit)
    return [_end(_shown(uri)) for uri in connection.scalars(uris)]


def _like(pattern: str) -> ColumnElement[bool]:
    return DOCUMENT.c.name.like(pattern, escape=ESCAPE)


def _escaped(text: str) -> str:
    for special in (ESCAPE, "%", "_"):
        text = text.replace(special, ESCAPE + special)
    return text


def _shown(uri: str) -> str:
    """Return the path of a ``file:`` URI (RFC 8089), anything else as a path of its own."""
    parts = urlsplit(uri)
    return unquote(parts.path) if parts.scheme == "file" else f"/{unquote(uri)}"


def _end(path: str) -> str:
    """Return a path's file with the folder it is in: enough to tell files apart."""
    return "/".join(path.strip("/").split("/")[-2:])


def _folded(path: str) -> str:
    return path.lower()
