"""A document as results see it: its text now, the edits it has seen, and the anchors that follow them."""

from __future__ import annotations

from weakref import WeakKeyDictionary, WeakSet

from vm_lsp.execution.model import Position, Range
from vm_lsp.lsp.documents import Edit, document_key
from vm_lsp.lsp.publish.anchors import Anchor
from vm_lsp.lsp.text import Text


class Page:
    """One document, open or not. While its text is not known, its anchors keep the range they were given."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.key = document_key(uri)
        self.text: Text | None = None
        self.version: int | None = None  # None: not open
        self.edits: list[Edit] = []
        # Weak, so that what is cleared away is not followed for ever.
        self._anchors: WeakSet[Anchor] = WeakSet()
        self._loose: WeakKeyDictionary[Anchor, Range] = WeakKeyDictionary()

    def open(self, uri: str, version: int, text: Text) -> bool:
        """Take the buffer's text and return whether anchors made before still stand: the text is as it was."""
        self.uri, self.version = uri, version
        same = self.text is None or self.text.content == text.content
        self.learn(text)
        return same

    def learn(self, text: Text) -> None:
        """Take the document's text, and put the anchors that waited for it in their places."""
        self.text = text
        for anchor, place in list(self._loose.items()):
            found = self.anchor(text.offset(place.start), text.offset(place.end))
            anchor.stand_at(found)
            self._anchors.add(anchor)
        self._loose.clear()

    def follow(self, edit: Edit, version: int, text: Text) -> None:
        """Move everything with an edit of the buffer."""
        self.text, self.version = text, version
        self.edits.append(edit)
        for anchor in self._anchors:
            anchor.follow(edit, text.content)

    def close(self) -> None:
        """Note that the buffer is gone; what stands on the page may be wanted again."""
        self.version = None

    def anchor(self, start: int, end: int) -> Anchor:
        """Return an anchor between two offsets of the present text."""
        content = self.text.content if self.text else ""
        anchor = Anchor.at(content, start, max(start, end))
        self._anchors.add(anchor)
        return anchor

    def anchor_since(self, text: Text, start: int, end: int, edits_before: int) -> Anchor:
        """Return an anchor between two offsets of `text`, as it is after the edits made since that was the text."""
        anchor = Anchor.at(text.content, start, max(start, end))
        for edit in self.edits[edits_before:]:
            anchor.move(edit)
        if len(self.edits) > edits_before:
            anchor.compare(self.text.content if self.text else "")
        self._anchors.add(anchor)
        return anchor

    def anchor_for(self, place: Range) -> Anchor:
        """Return an anchor for a range of the present text, whether it is known or not."""
        if self.text is not None:
            return self.anchor(self.text.offset(place.start), self.text.offset(place.end))
        anchor = Anchor(0, 0)
        self._loose[anchor] = place
        return anchor

    def line(self, offset: int) -> tuple[int, int]:
        """Return where the line of an offset starts, and where what stands on it ends."""
        return (self.text or Text("")).line_at(offset)

    def position(self, offset: int) -> Position:
        """Return the place of an offset of the present text."""
        return self.text.position(offset) if self.text else Position(0, 0)

    def range(self, anchor: Anchor) -> Range:
        """Return where an anchor is now."""
        if anchor in self._loose or self.text is None:
            return self._loose.get(anchor, Range(Position(0, 0), Position(0, 0)))
        return self.text.range(anchor.start, anchor.end)
