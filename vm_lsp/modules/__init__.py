"""From a specifier or URI to a file inside the workspace, and its text. Nothing outside is ever read."""
