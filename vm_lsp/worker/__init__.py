"""The worker: its own process, with the engine, its checkpoints and the rewriting of source."""
