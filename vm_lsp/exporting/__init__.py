"""Runs as files: JavaScript with what came of each statement in comments, Markdown, JSON Lines; and files checked."""
