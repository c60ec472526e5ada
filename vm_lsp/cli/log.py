"""Where the log of a command goes: nowhere, unless somebody looks for a defect."""

from __future__ import annotations

import logging
import os

DEBUG_VARIABLE = "VM_LSP_DEBUG"
"""Set to anything, the log goes to stderr, and a defect of ours shows its traceback instead of one sentence."""


def debugging() -> bool:
    """Whether `DEBUG_VARIABLE` is set."""
    return bool(os.environ.get(DEBUG_VARIABLE))


def direct_log() -> None:
    """Send what vm-lsp logs to stderr while debugging, else nowhere; safe to call twice.

    What a person should know comes as a notice; without a handler logging would print its warnings a second time.
    """
    logger = logging.getLogger("vm_lsp")
    if debugging():
        logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
        logger.setLevel(logging.DEBUG)
    elif not logger.handlers:
        logger.addHandler(logging.NullHandler())
