"""`make bench`: figures measured side by side in one run. A table to read, no test."""
