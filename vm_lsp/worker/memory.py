"""How much memory this process has held at most, as the operating system knows it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)

if sys.platform == "linux":

    def peak_bytes() -> int:
        """Return the most resident memory this process has had at once, in bytes (proc_pid_status(5)).

        getrusage(2) would not do: over an exec it keeps what the parent had.
        """
        found = _PEAK.search(Path("/proc/self/status").read_text("ascii", "replace"))
        return int(found[1]) * 1024 if found else 0

elif sys.platform == "win32":

    def peak_bytes() -> int:
        """Return 0: the platform does not tell."""
        return 0

else:
    import resource

    _UNIT = 1 if sys.platform == "darwin" else 1024

    def peak_bytes() -> int:
        """Return the most resident memory this process has had at once, in bytes (getrusage(2))."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
