"""The front door: a language server that translates between an editor and the core, and delegates."""
