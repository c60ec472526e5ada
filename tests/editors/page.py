"""The configurations that ``editors/others.md`` tells people to copy."""

from __future__ import annotations

import re
from typing import Final

from tests.editors.install.places import REPOSITORY

PAGE: Final = REPOSITORY / "editors" / "others.md"
_CLONE: Final = "~/src/vm-lsp"  # where the page assumes this repository


def snippet(language: str) -> str:
    """Return the page's first block in a language, with this repository where the page has a reader's clone."""
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"{PAGE.name} has no block in {language}.")
    return found[1].replace(_CLONE, str(REPOSITORY))
