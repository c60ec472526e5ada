"""A pager around long output on a terminal; never in a pipe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

COLOURED = ("less", "cat", "moar", "ov", "bat")  # pagers that let colours through, less when it is told to


@contextmanager
def paged(console: Console) -> Iterator[None]:
    """Show what is printed to `console` in the block through the person's pager: MANPAGER, PAGER, else less.

    What fits on the screen stays there: less is told to leave then, and to pass colours on, unless LESS says more.
    """
    if not console.is_terminal:
        yield
        return
    os.environ.setdefault("LESS", "-FRX")
    command = os.environ.get("MANPAGER") or os.environ.get("PAGER") or "less"
    with console.pager(styles=Path(command.split()[0]).name in COLOURED):
        yield
