"""What an export may look like; apart from making one, which loads the parser."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A script that tests itself, a document, or one JSON object a line."""

    JS = "js"
    MARKDOWN = "markdown"
    JSON_LINES = "jsonl"
