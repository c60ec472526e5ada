"""What the kinds of execution differ in, and nothing else of them. A fourth kind is a fourth row."""

from __future__ import annotations

from dataclasses import dataclass

from vm_lsp.execution.model import Kind


@dataclass(frozen=True, slots=True)
class KindTraits:
    """`echoes`: its text is the first event."""

    echoes: bool


TRAITS = {
    Kind.REPL: KindTraits(echoes=True),
    Kind.RUN_FILE: KindTraits(echoes=False),
    Kind.STARTUP: KindTraits(echoes=False),
}
