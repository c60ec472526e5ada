"""Where things are, as a person reads it and as a link leads there."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from vm_lsp.browsing.markup import plain
from vm_lsp.browsing.page import Draft
from vm_lsp.execution.model import Execution


def file_name(execution: Execution) -> str:
    """Return the path in the workspace of the document that ran, else its name."""
    return execution.path or _name(execution.uri)


def link_run(draft: Draft, execution: Execution) -> None:
    """Link the place of the code that ran."""
    link_place(draft, execution.uri, execution.range.start.line if execution.range else None, file_name(execution))


def link_place(draft: Draft, uri: str, line: int | None, name: str = "") -> None:
    """Link a 0-based line of a document, or the document; lines are counted from 1 in what is read."""
    label = plain(name or _name(uri)) + ("" if line is None else f":{line + 1}")
    draft.link(label, uri if line is None else f"{uri}#L{line + 1}", "Go to the code")


def _name(uri: str) -> str:
    path = unquote(urlsplit(uri).path)
    return PurePosixPath(path).name or path or uri
