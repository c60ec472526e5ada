"""``python -m tests.editors.install [EDITOR ...]``: install the editors that are not there yet, by default all."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

from tests.editors.install import debian, vscode
from tests.editors.install.places import CACHE, MissingError

_LISP = "{root}/usr/share/emacs/30.1/lisp"
_EMACS = {
    "EMACSLOADPATH": f"{_LISP}:{_LISP}/emacs-lisp:{_LISP}/progmodes:{_LISP}/language:{_LISP}/international:"
    f"{_LISP}/textmodes:{_LISP}/vc:{_LISP}/net:{_LISP}/url:{_LISP}/calendar",
    "EMACSDATA": "{root}/usr/share/emacs/30.1/etc",
    "EMACSDOC": "{root}/usr/share/emacs/30.1/etc",
}
_DUMP = '--dump-file="$(echo {root}/usr/libexec/emacs/30.1/*/emacs-*.pdmp)"'
_NEOVIM = {"VIMRUNTIME": "{root}/usr/share/nvim/runtime"}
_HELIX = {"HELIX_RUNTIME": "{root}/usr/lib/hx/runtime"}

PACKAGES = (
    debian.Package("neovim-0.12", "forky", "neovim", "nvim", _NEOVIM),
    debian.Package("neovim-0.10", "trixie", "neovim", "nvim", _NEOVIM),
    debian.Package("emacs", "trixie", "emacs-nox", "emacs-nox", _EMACS, _DUMP),
    debian.Package("helix", "forky", "hx", "hx", _HELIX),
)
EDITORS: dict[str, Callable[[], None]] = {
    **{package.editor: partial(debian.install, package) for package in PACKAGES},
    # Plugins of Neovim that ours works with: its tests use them where they are there.
    "neovim-plugins": partial(debian.install_files, "neovim-plugins", "forky", ("neovim-plenary", "neovim-telescope")),
    "vscode": vscode.install,
}


def main(names: list[str]) -> int:
    """Install each named editor once; a stamp says that one is complete."""
    for name in names or list(EDITORS):
        stamp = CACHE / f"{name}.installed"
        if stamp.exists():
            continue
        began = time.monotonic()
        try:
            EDITORS[name]()
        except MissingError as missing:
            print(f"{name}: {missing}", file=sys.stderr)
            return 2
        stamp.touch()
        print(f"{name}: installed in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
