"""The cellar: every run is kept here, found again here, and never lost in silence.

Importing this package is cheap: the database layer is imported on the history's own threads, when it is opened.
"""

from vm_lsp.history.history import History

__all__ = ["History"]
