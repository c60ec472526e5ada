"""The history as documents to read: a list of runs, one run, and the links between them. No SQL and no LSP here."""
