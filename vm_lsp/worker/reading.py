"""From the text of a run to what the engine gets: without types, with brackets around what needs them, with hooks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import quickjs

from vm_lsp.worker import wire
from vm_lsp.worker.incomplete import incomplete
from vm_lsp.worker.outcome import refused
from vm_lsp.worker.source.declarations import Name
from vm_lsp.worker.source.erasing import Erased, erase, erase_untyped, first_element
from vm_lsp.worker.source.fragments import fragment_of
from vm_lsp.worker.source.outline import LEXICAL, outline
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.refusals import Refusal
from vm_lsp.worker.source.rewrite import Script, original, rewrite
from vm_lsp.worker.source.selection import read
from vm_lsp.worker.source.syntax import parse

_SELECTION = "repl"
_HAS_TO_DECLARE = re.compile(rb"\b(?:await|import|export)\b")
"""What runs only where what a script declares becomes global."""
_NO_NEW_NAMES = "{name!r} can't be declared for later runs: globalThis was frozen, sealed or made non-extensible."
_ENDS_WITH_RUN = "What this run declares is gone when it ends. A restarted session has a new globalThis."
_RESTART = "A script that awaits or imports needs that. A restarted session has a new globalThis."


@dataclass(frozen=True, slots=True)
class Reading:
    """The JavaScript of a text, at the same places, what the engine gets of it, and why it can't run, if so."""

    text: SourceText
    script: Script
    exception: wire.WireException | None = None
    remark: str = ""


class Reader:
    """Reads the texts of one session; `call` calls its runtime, `hook` is the name that the code knows that by."""

    def __init__(self, options: wire.WorkerOptions, hook: str, call: Callable[..., Any]) -> None:
        self._options = options
        self._hook = hook
        self._call = call

    def read(self, unit: wire.Execute) -> Reading:
        """Return what there is to run."""
        erased = erase(unit.text, unit.uri)
        text = _source_text(unit, erased)
        if erased.refused:
            return _refusing(unit, text, erased.refused)
        script = self._script(unit, text.data)
        if script.observed or script.refused or not (untyped := erase_untyped(unit.text)) or self._compiles(text.data):
            return Reading(text, script)
        text = _source_text(unit, untyped)
        return Reading(text, self._script(unit, text.data))

    def unrewritten(self, unit: wire.Execute, text: SourceText) -> Reading:
        """Return a text as it is, for an engine that did not take it with hooks; what JSX is it can't tell."""
        if self._call("declarations", "isClosed") and (name := _first_lexical(text.data)) is not None:
            return self._undeclared(unit, text, name)
        if (element := first_element(text.data)) and not self._compiles(text.data):
            return _refusing(unit, text, element)
        return Reading(text, original(text.data))

    def _undeclared(self, unit: wire.Execute, text: SourceText, name: Name) -> Reading:
        """What there is to run of a script whose names can't be globals: it keeps them to itself, where it can."""
        why = _NO_NEW_NAMES.format(name=name.text)
        if self._compiles(text.data):
            return Reading(text, original(text.data), remark=f"{why} {_ENDS_WITH_RUN}")
        if _HAS_TO_DECLARE.search(text.data) is None:
            return Reading(text, original(text.data))
        end = name.offset + len(name.text.encode())
        return _refusing(unit, text, Refusal(name.offset, end, f"{why} {_RESTART}"))

    def incomplete(self, unit: wire.Execute, text: SourceText) -> wire.WireException | None:
        """What is wrong with a selection that does not even compile, where it is a piece of something larger."""
        fragment = fragment_of(text.data) if unit.kind == _SELECTION else None
        if fragment is None or (not fragment.certain and self._compiles(text.data)):
            return None
        return incomplete(unit, text, fragment)

    def _script(self, unit: wire.Execute, data: bytes) -> Script:
        is_selection = unit.kind == _SELECTION

        def rewritten(code: bytes) -> Script:
            options = self._options
            return rewrite(code, self._hook, unit.uri, esm=options.esm, strict=options.strict, returning=is_selection)

        return read(data, rewritten, self._compiles) if is_selection else rewritten(data)

    def _compiles(self, code: bytes) -> bool:
        """Whether the engine would run a script as it is."""
        try:
            return bool(self._call("run", "compiles", code.decode("utf-8")))
        except quickjs.JSException:  # out of memory, or a stack that ends: trying to run it will tell
            return True


def _first_lexical(data: bytes) -> Name | None:
    declared = (one.names for one in outline(data, parse(data)) if one.kind in LEXICAL)
    return next((names[0] for names in declared if names), None)


def _refusing(unit: wire.Execute, text: SourceText, found: Refusal) -> Reading:
    script = replace(original(text.data), refused=(found.start, found.reason))
    return Reading(text, script, refused(unit.uri, text, found.start, found.reason, found.end))


def _source_text(unit: wire.Execute, erased: Erased) -> SourceText:
    return SourceText(erased.text, unit.line, unit.column, erased.parts)
