"""The user's settings from the client: what ``initialize`` brought, under what ``workspace/configuration`` says.

Imports the settings' model only when asked for settings, which is after ``initialize`` was answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vm_lsp.settings import Problem, Raw, Settings

SECTION: Final = "vmLsp"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether the client knows trust at all, and what it says; a client that does not may run what it likes."""

    trusted: bool = True
    problem: str | None = None


class Configuration:
    """Both layers; None in one means it has no opinion."""

    def __init__(self) -> None:
        self._initial: object = None
        self._current: object = None

    def take_initial(self, options: object) -> Trust:
        """Take ``initializationOptions``: settings in bare form, and beside them whether the workspace is trusted."""
        if not isinstance(options, Mapping) or "trust" not in options:
            self._initial = options
            return Trust()
        self._initial = {key: value for key, value in options.items() if key != "trust"}
        return read_trust(options["trust"])

    def take_current(self, section: object) -> None:
        """Take the client's ``vmLsp`` section as it is now."""
        self._current = section

    def settings(self) -> tuple[Settings, tuple[Problem, ...]]:
        """Return the settings of all layers, and a problem for each that can't be used."""
        from vm_lsp.settings import Settings

        first, initial = _laid_over(Settings(), self._initial, "initializationOptions")
        both, current = _laid_over(first, self._current, f"settings `{SECTION}`")
        return both, initial + current


def read_trust(answer: object) -> Trust:
    """Return what ``initializationOptions.trust`` says; where it can't be read, nothing is trusted."""
    if isinstance(answer, Mapping):
        supported, trusted = answer.get("supported"), answer.get("trusted")
        if supported is False:
            return Trust()
        if supported is True and isinstance(trusted, bool):
            return Trust(trusted)
    problem = "initializationOptions: `trust` must be {supported: boolean, trusted: boolean}; nothing is trusted."
    return Trust(trusted=False, problem=problem)


def _laid_over(base: Settings, layer: object, source: str) -> tuple[Settings, tuple[Problem, ...]]:
    from vm_lsp.settings import Problem, merge

    if layer is None:
        return base, ()
    if not isinstance(layer, Mapping):
        return base, (Problem(source, SECTION, f"is {layer!r}, not an object", "the defaults"),)
    raw: Raw = layer
    return merge(base, raw, source)
