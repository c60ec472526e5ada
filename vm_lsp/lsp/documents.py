"""The open buffers: their text and version as the client last told, and who follows their edits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, unquote

from lsprotocol import types

from vm_lsp.errors import StaleDocumentError
from vm_lsp.execution.model import Position
from vm_lsp.lsp.text import Encoding, Text


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A buffer as it is at one version."""

    uri: str
    version: int
    text: Text


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` to `end` became `inserted` characters; offsets, the smallest stretch that changed."""

    start: int
    end: int
    inserted: int

    def moved(self, offset: int) -> int:
        """Return where the character at `offset` went; what was replaced goes to the start of what replaced it."""
        if offset >= self.end:
            return offset + self.inserted - (self.end - self.start)
        return min(offset, self.start)


class DocumentListener(Protocol):
    """Somebody who follows the buffers."""

    def opened(self, document: OpenDocument) -> None:
        """The buffer appeared."""

    def changed(self, document: OpenDocument, edit: Edit) -> None:
        """The buffer is now as given, by this one edit."""

    def closed(self, document: OpenDocument) -> None:
        """The buffer went away as it was."""


class Documents:
    """All open buffers by their URI; `encoding` is what the client's columns count in."""

    def __init__(self) -> None:
        self.encoding = Encoding.UTF_16
        self._open: dict[str, OpenDocument] = {}
        self._listeners: list[DocumentListener] = []

    def listen(self, listener: DocumentListener) -> None:
        """Tell `listener` about every buffer from now on."""
        self._listeners.append(listener)

    def get(self, uri: str) -> OpenDocument | None:
        """Return the open buffer, or None."""
        return self._open.get(document_key(uri))

    def at_version(self, uri: str, version: int | None) -> OpenDocument | None:
        """Return the open buffer if it is at that version; with no version given, as it is.

        Raises:
            StaleDocumentError: the client meant another state of the document than the one we have.
        """
        document = self.get(uri)
        if version is None or (document is not None and document.version == version):
            return document
        now = f"at version {document.version}" if document else "not open"
        raise StaleDocumentError(
            f"The document was meant at version {version} and is {now}. Nothing ran; send the command again.",
            {"uri": uri, "version": version, "current": document.version if document else None},
        )

    def open(self, item: types.TextDocumentItem) -> None:
        """Take a buffer the client opened."""
        document = OpenDocument(item.uri, item.version, Text(item.text))
        self._open[document_key(item.uri)] = document
        for listener in self._listeners:
            listener.opened(document)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Apply the client's changes, one after the other."""
        uri, version = params.text_document.uri, params.text_document.version
        for change in params.content_changes:
            document = self._open[document_key(uri)]
            content, edit = self._applied(document.text, change)
            changed = OpenDocument(document.uri, version, Text(content))
            self._open[document_key(uri)] = changed
            for listener in self._listeners:
                listener.changed(changed, edit)

    def close(self, uri: str) -> None:
        """Forget a buffer the client closed."""
        document = self._open.pop(document_key(uri), None)
        if document is None:
            return
        for listener in self._listeners:
            listener.closed(document)

    def _applied(self, text: Text, change: types.TextDocumentContentChangeEvent) -> tuple[str, Edit]:
        start, end = 0, len(text.content)
        if isinstance(change, types.TextDocumentContentChangePartial):
            start = text.offset(_position(change.range.start), self.encoding)
            end = max(start, text.offset(_position(change.range.end), self.encoding))
        content = text.content[:start] + change.text + text.content[end:]
        return content, smallest_edit(text.content[start:end], change.text, start)


@lru_cache(maxsize=4096)
def document_key(uri: str) -> str:
    """Return the one spelling of a URI that all share: editors escape differently from each other and from Python.

    The key of a key is the key itself.
    """
    return quote(unquote(uri), safe=":/@!$&'()*+,;=?#")


def smallest_edit(before: str, after: str, start: int) -> Edit:
    """Return the edit at `start` that turns `before` into `after`, without what both begin and end with.

    Formatters replace whole documents; what they left alone must not count as edited.
    """
    head = _shared(before, after)
    before, after = before[head:], after[head:]
    tail = _shared(before[::-1], after[::-1])
    return Edit(start + head, start + head + len(before) - tail, len(after) - tail)


def _shared(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:  # comparing slices is native and fast, comparing characters is not
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _position(place: types.Position) -> Position:
    return Position(place.line, place.character)
