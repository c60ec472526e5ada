"""The signs of states and of console levels in documents, those of the terminal."""

from __future__ import annotations

from vm_lsp.execution.model import Status

SIGNS = {
    Status.OK: "✓",
    Status.ERROR: "✗",
    Status.TIMEOUT: "◷",
    Status.CANCELLED: "■",
    Status.RUNNING: "▶",
    Status.QUEUED: "…",
}

LEVELS = {"log": "▸", "info": "◆", "warn": "▲", "error": "✖", "debug": "·"}
