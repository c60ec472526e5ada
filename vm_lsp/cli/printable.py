"""Text that is safe to print: what a program says must not steer the terminal it is shown in."""

from __future__ import annotations

import re

from rich.text import Text

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Colours (SGR, ECMA-48 8.3.117) are kept; every other control character is shown as a sign.
_CONTROLS_BUT_COLOURS = re.compile(r"(\x1b\[[0-9;]*m)|" + _CONTROLS.pattern)
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def printable(text: str) -> str:
    """Return `text` with every control character but tab and newline replaced by one visible character.

    The length in characters stays, so that columns do. Bidirectional overrides count as controls: they can make code
    read as something it is not (CVE-2021-42574).
    """
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(lambda found: _sign(found[0]), text))


def printable_colours(text: str, style: str = "") -> Text:
    """Return console output as rich text: its colour sequences honoured, all other controls made visible."""
    safe = _CONTROLS_BUT_COLOURS.sub(lambda found: found[1] or _sign(found[0]), _SURROGATES.sub("\ufffd", text))
    return Text.from_ansi(safe, style=style)


def _sign(control: str) -> str:
    code = ord(control)
    if code < 0x20:
        return chr(0x2400 + code)  # the block "Control Pictures"
    return "\u2421" if code == 0x7F else "\ufffd"
