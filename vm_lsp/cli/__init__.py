"""The commands of ``vm-lsp``, and how results look in a terminal.

A front end of the core like the language server: it turns arguments into requests and shows what comes back. Nothing
is decided here about running code. typer and rich are used in this room only.
"""
