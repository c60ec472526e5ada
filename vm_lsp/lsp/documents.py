"""The open buffers: their text and version as the client last told, and who follows their edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import Final, Protocol
from urllib.parse import quote, unquote

from lsprotocol import types

from vm_lsp.errors import StaleDocumentError
from vm_lsp.execution.model import Position
from vm_lsp.lsp.text import Encoding, Text

# A change is compared by line from the first to the second, and told as so many edits at most: each moves all results.
_FEW_LINES: Final = 2
_MANY_LINES: Final = 5000
_MANY_EDITS: Final = 200


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

    def text_of(self, uri: str) -> str | None:
        """Return the open buffer's text, or None."""
        document = self.get(uri)
        return document.text.content if document else None

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
            start, end = self._replaced(document.text, change)
            for edit, inserted in smallest_edits(document.text.content[start:end], change.text, start):
                document = self._edited(document, version, edit, inserted)
            self._open[document_key(uri)] = replace(document, version=version)

    def close(self, uri: str) -> None:
        """Forget a buffer the client closed."""
        document = self._open.pop(document_key(uri), None)
        if document is None:
            return
        for listener in self._listeners:
            listener.closed(document)

    def _edited(self, document: OpenDocument, version: int, edit: Edit, inserted: str) -> OpenDocument:
        changed = OpenDocument(document.uri, version, document.text.replaced(edit.start, edit.end, inserted))
        self._open[document_key(document.uri)] = changed
        for listener in self._listeners:
            listener.changed(changed, edit)
        return changed

    def _replaced(self, text: Text, change: types.TextDocumentContentChangeEvent) -> tuple[int, int]:
        if not isinstance(change, types.TextDocumentContentChangePartial):
            return 0, len(text.content)
        start = text.offset(_position(change.range.start), self.encoding)
        return start, max(start, text.offset(_position(change.range.end), self.encoding))


@lru_cache(maxsize=4096)
def document_key(uri: str) -> str:
    """Return the one spelling of a URI that all share: editors escape differently from each other and from Python.

    The key of a key is the key itself.
    """
    return quote(unquote(uri), safe=":/@!$&'()*+,;=?#")


def smallest_edits(before: str, after: str, start: int) -> list[tuple[Edit, str]]:
    """Return the edits at `start` that turn `before` into `after`, each with what it inserts, the last one first.

    Formatters replace whole documents; what they left alone must not count as edited, between two changes neither.
    Changes of many lines are compared by line, if they are not too many.
    """
    whole = smallest_edit(before, after, start)
    head = whole.start - start
    old, new = before[head : whole.end - start], after[head : head + whole.inserted]
    if not _FEW_LINES < min(old.count("\n"), new.count("\n")) <= max(old.count("\n"), new.count("\n")) < _MANY_LINES:
        return [(whole, new)]
    edits: list[tuple[Edit, str]] = []
    for one, other, offset in _differing(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        edit = smallest_edit(one, other, whole.start + offset)
        inside = edit.start - whole.start - offset
        edits.append((edit, other[inside : inside + edit.inserted]))
    return edits[::-1] if len(edits) <= _MANY_EDITS else [(whole, new)]


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield what differs, before and after, and its offset before: line by line where as many lines replace others."""
    offsets = [0, *accumulate(map(len, old))]
    same = SequenceMatcher(str.isspace, old, new)  # blank lines come and go: what they separate is to be found again
    for tag, first, last, other_first, other_last in same.get_opcodes():
        if tag == "equal":
            continue
        if last - first == other_last - other_first:
            yield from zip(old[first:last], new[other_first:other_last], offsets[first:last], strict=True)
        else:
            yield "".join(old[first:last]), "".join(new[other_first:other_last]), offsets[first]


def smallest_edit(before: str, after: str, start: int) -> Edit:
    """Return the edit at `start` that turns `before` into `after`, without what both begin and end with."""
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
