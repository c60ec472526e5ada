"""The windows: what runs leave beside the code, as hints, diagnostics, progress and notifications."""
