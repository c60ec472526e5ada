"""Warnings of rejected promises that statements came to and nobody took care of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from vm_lsp.worker import wire
from vm_lsp.worker.outcome import Outcomes
from vm_lsp.worker.source.virtual_lines import Source

_KEEPING = re.compile(rb"[\w$.\s]*(?:;|$|(?:\?\?|&&|\|\|)?=[^=>])")
"""What a statement begins with that only names a promise, or gives it a name: somebody may well take care of that."""


def unhandled(told: str, outcomes: Outcomes, source: Source) -> Iterator[wire.Unhandled]:
    """Yield a warning for each rejection the runtime tells of, at the statement where no better place is known."""
    for report in json.loads(told):
        place = source.statement(report["index"])
        if _KEEPING.match(source.statement_text(report["index"])):
            continue
        exception = outcomes.exception(report["exception"])
        assert exception is not None, "a rejection is described"
        if not exception.frames:
            exception = replace(exception, frames=[wire.WireFrame("", source.uri, place)])
        yield wire.Unhandled(exception)
