"""Sessions: which folder has which, what it is doing, and the process that does it."""
