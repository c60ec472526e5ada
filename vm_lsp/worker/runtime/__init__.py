"""The JavaScript that every session starts with, read as package data by `vm_lsp.worker.runtime.bootstrap`."""
