"""The door: `main`, which goes to the server the shortest way and to every other command through typer."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of ``vm-lsp`` and return its exit code.

    0 ok; 1 the JavaScript failed, or `doctor` found something broken; 2 bad usage or a failure of ours; 124 a time
    limit; 130 Ctrl-C. An editor waits for `serve`, so nothing is imported for the other commands on its way.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        return _carry_out(args)
    except KeyboardInterrupt:  # before there was anything to stop: Python was still importing
        return INTERRUPTED


def _leave(code: int) -> NoReturn:
    """End the process without taking the interpreter apart: that costs a quarter of a second, and all is closed."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody may be there to read it any more
            stream.flush()
    os._exit(code)


def _carry_out(args: list[str]) -> int:
    if args[:1] == ["serve"]:
        from vm_lsp.cli.serve import serve

        _leave(serve(args[1:]))
    from vm_lsp.cli.commands import invoke

    return invoke(args)
