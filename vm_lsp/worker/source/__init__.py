"""JavaScript source as text: positions, statements, the rewriting that makes a script re-runnable, virtual lines."""
