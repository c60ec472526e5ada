"""`vm-lsp serve`: hand the process over to the language server."""

from __future__ import annotations

import os
from collections.abc import Sequence

DATABASE_VARIABLE = "VM_LSP_DATABASE_URL"


def serve(args: Sequence[str] = ()) -> int:
    """Speak LSP over stdio until the client leaves; return 0 after shutdown and exit, 1 after exit alone."""
    database_url = _database_url(args) if args else None
    from vm_lsp.lsp.server import serve as speak

    return speak(database_url or os.environ.get(DATABASE_VARIABLE) or None)


def _database_url(args: Sequence[str]) -> str | None:
    import argparse

    parser = argparse.ArgumentParser(prog="vm-lsp serve", description="Speak LSP over stdio.")
    parser.add_argument("--database-url", metavar="URL", help=f"where the history is kept [env: {DATABASE_VARIABLE}]")
    # vscode-languageclient and others add this flag by themselves; stdio is all there is.
    parser.add_argument("--stdio", action="store_true", help="the default, and the only way")
    url: str | None = parser.parse_args(args).database_url
    return url
