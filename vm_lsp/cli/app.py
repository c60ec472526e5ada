"""The door: `main`, which goes to the server the shortest way and to every other command through typer."""

from __future__ import annotations

import sys
from collections.abc import Sequence

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


def _carry_out(args: list[str]) -> int:
    if args[:1] == ["serve"]:
        from vm_lsp.cli.serve import serve

        return serve(args[1:])
    from vm_lsp.cli.commands import invoke

    return invoke(args)
