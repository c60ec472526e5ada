"""Secrets blacked out before anything is stored: what the patterns of ``history.redact`` match.

Every hidden character becomes a block and line ends stay, so that each position in a text means what it meant before.
A pattern that takes too long hides the whole text rather than nothing: `regex`, unlike Python's `re`, can be stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from vm_lsp.execution.keeping import MASK
from vm_lsp.execution.model import Json
from vm_lsp.history.texts import well_formed

if TYPE_CHECKING:
    import regex

LEAST_SECONDS = 0.25  # for all patterns on all texts of one write
SECONDS_PER_MILLION = 1.0  # more, for each pattern and a million characters
LINE_ENDS = "\n\r\u2028\u2029"  # ECMA-262, 12.3

Span = tuple[int, int]


class Redactor:
    """Hides what any of `patterns` matches: of one with groups only these. `tell` is called once for a slow one."""

    def __init__(self, patterns: Sequence[str], tell: Callable[[str], None]) -> None:
        self._texts = tuple(patterns)
        self._tell = tell
        self._slow: set[str] = set()
        self._compiled: tuple[regex.Pattern[str], ...] | None = None

    @property
    def idle(self) -> bool:
        """Whether there is nothing to look for."""
        return not self._texts

    @property
    def patterns(self) -> tuple[regex.Pattern[str], ...]:
        """The compiled patterns; `regex` is imported for the first who needs them."""
        if self._compiled is None:
            import regex

            self._compiled = tuple(regex.compile(text) for text in self._texts)
        return self._compiled

    def begin(self, length: int) -> Redaction:
        """Begin with the texts of one write, so many characters in all."""
        return Redaction(self, LEAST_SECONDS + SECONDS_PER_MILLION * len(self._texts) * length / 1_000_000)

    def hidden(self, text: str) -> str:
        """Return one text with what is hidden in it."""
        return text if self.idle else self.begin(len(text)).text(text)

    def slow(self, pattern: str) -> None:
        """Say, once, that a pattern took too long."""
        if pattern not in self._slow:
            self._slow.add(pattern)
            self._tell(
                f"The pattern {pattern!r} of `history.redact` takes too long: texts it didn't get through are stored "
                "blacked out as a whole. Write it without nested repetitions."
            )


class Redaction:
    """The redaction of one write, within `seconds`; `count` says how many places were hidden so far."""

    def __init__(self, redactor: Redactor, seconds: float) -> None:
        self._redactor = redactor
        self._deadline = time.monotonic() + seconds
        self.count = 0

    def text(self, text: str, before: str = "") -> str:
        """Return `text` with what is hidden in it; patterns see `before` in front of it."""
        text = well_formed(text)
        whole = before + text
        try:
            found = [span for pattern in self._redactor.patterns for span in self._spans(pattern, whole)]
        except TimeoutError:
            found = [(0, len(whole))]
        shifted = ((start - len(before), end - len(before)) for start, end in found)
        return self._masked(text, sorted((max(start, 0), end) for start, end in shifted if end > max(start, 0)))

    def json(self, value: Json, before: str = "") -> Json:
        """Return a JSON value whose texts are redacted, names aside; a number that is hidden becomes a text."""
        if isinstance(value, str):
            return self.text(value, before)
        if isinstance(value, Mapping):
            return {name: self.json(item, f"{name}=") for name, item in value.items()}
        if isinstance(value, Sequence):
            return [self.json(item) for item in value]
        if isinstance(value, int | float) and not isinstance(value, bool):
            shown = str(value)
            hidden = self.text(shown, before)
            return value if hidden == shown else hidden
        return value

    def _spans(self, pattern: regex.Pattern[str], text: str) -> Iterator[Span]:
        left = self._deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            for match in pattern.finditer(text, timeout=left, concurrent=True):
                yield from match.regs[1:] if pattern.groups else match.regs[:1]
        except TimeoutError:
            self._redactor.slow(pattern.pattern)
            raise

    def _masked(self, text: str, spans: Sequence[Span]) -> str:
        parts: list[str] = []
        end = 0
        for start, stop in spans:
            if start > end or not parts:
                parts.append(text[end:start])
                self.count += 1
            parts.append("".join(map(_block, text[max(start, end) : stop])))
            end = max(end, stop)
        return "".join([*parts, text[end:]])


def _block(character: str) -> str:
    """Return as many UTF-16 units of `MASK`; a line's end stays, and so does what was hidden before."""
    if character in LINE_ENDS:
        return character
    return MASK * 2 if ord(character) > 0xFFFF else MASK
