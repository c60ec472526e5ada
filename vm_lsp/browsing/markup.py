"""Text as Markdown (CommonMark 0.31) that is also pleasant to read unrendered, as editors show it."""

from __future__ import annotations

import re

CUT = "…"

_TICKS = re.compile("`+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def fenced(text: str, language: str) -> str:
    """Return `text` as a block of code, whatever it contains (clause 4.5, fenced code blocks)."""
    fence = "`" * max(3, _longest_ticks(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def in_line(text: str, most: int) -> str:
    """Return `text` on one line as code, its beginning where it is longer than `most` characters."""
    line = _CONTROLS.sub("\ufffd", " ".join(text.split()))
    shown = line if len(line) <= most else line[: most - 1] + CUT
    return as_code(shown)


def as_code(text: str) -> str:
    """Return one line as code, whatever is in it (clause 6.1, code spans)."""
    longest = _longest_ticks(text)
    ticks = "`" * (longest + 1)
    padding = " " if longest or not text else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def plain(text: str) -> str:
    """Return `text` on one line with what Markdown would read as markup escaped."""
    return _SPECIAL.sub(r"\\\1", _CONTROLS.sub("\ufffd", " ".join(text.split())))


def first_line(text: str) -> str:
    """Return the first line of code that has something on it, and a sign where there are more."""
    lines = text.strip().splitlines() or [""]
    return lines[0].rstrip() + (f" {CUT}" if len(lines) > 1 else "")


def lasting(milliseconds: float | None) -> str:
    """Return how long something took, for a person; empty where nobody knows."""
    if milliseconds is None:
        return ""
    if milliseconds < 1000:
        return f"{milliseconds:.3g} ms" if milliseconds < 100 else f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f} s"


def sized(amount: int | None) -> str:
    """Return bytes for a person; empty where nobody knows."""
    if amount is None:
        return ""
    return f"{amount:,} bytes" if amount < 10_000 else f"{amount / 2**10:,.0f} kB"


def _longest_ticks(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
