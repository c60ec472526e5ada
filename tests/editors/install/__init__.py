"""Installs the real editors the tests drive, each into a folder of its own below ``.cache/editors``."""
