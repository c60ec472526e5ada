"""The one corridor: every kind of run goes through `pipeline`, and everything that happens is told by `recorder`."""
