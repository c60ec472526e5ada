"""Code that comes from standard input, where ``-`` stands for a file or for code."""

from __future__ import annotations

import sys

import typer

from vm_lsp.cli.running import AbandonedError

DASH = "-"


def read_code() -> str:
    """Return all of standard input, which is UTF-8 like any JavaScript file; a byte order mark is no part of it.

    Raises:
        typer.BadParameter: it is not UTF-8.
        AbandonedError: Ctrl-C while waiting for it.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise typer.BadParameter("standard input is not UTF-8.") from broken
    except KeyboardInterrupt as pressed:
        raise AbandonedError from pressed
