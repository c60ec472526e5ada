"""vm-lsp: a persistent JavaScript session beside your code."""

__version__ = "0.1.0"
