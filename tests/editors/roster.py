"""The editors there are to be tried, and how each is started."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.editors.editor import Desk, Editor

ASKED_FOR: Final = "VM_LSP_TEST_EDITORS"  # names of editors with commas between, or `all`


@dataclass(frozen=True)
class Entry:
    """An editor by the name of its folder in the cache; `start` brings it up at a desk."""

    name: str
    title: str
    start: Callable[[Desk], Editor]


def _vscode(desk: Desk) -> Editor:
    from tests.editors.vscode.workbench import Workbench

    return Workbench.start(desk)


def _neovim_012(desk: Desk) -> Editor:
    from tests.editors.neovim.neovim import Neovim

    return Neovim.start(desk, "neovim-0.12")


def _neovim_010(desk: Desk) -> Editor:
    from tests.editors.neovim.neovim import Neovim

    return Neovim.start(desk, "neovim-0.10")


def _emacs(desk: Desk) -> Editor:
    from tests.editors.emacs.emacs import Emacs

    return Emacs.start(desk)


def _helix(desk: Desk) -> Editor:
    from tests.editors.helix.helix import Helix

    return Helix.start(desk)


ROSTER: Final = (
    Entry("vscode", "VS Code 1.139", _vscode),
    Entry("neovim-0.12", "Neovim 0.12", _neovim_012),
    Entry("neovim-0.10", "Neovim 0.10", _neovim_010),
    Entry("emacs", "Emacs 30 (eglot)", _emacs),
    Entry("helix", "Helix 25.07", _helix),
)


def asked_for() -> frozenset[str]:
    """Return the names of the editors this run of the tests should start: none, unless somebody asks."""
    names = frozenset(filter(None, os.environ.get(ASKED_FOR, "").split(",")))
    return frozenset(entry.name for entry in ROSTER) if "all" in names else names
