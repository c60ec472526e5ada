"""What the operating system knows of this process's memory: the most it has held, and its stack."""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)
_USUAL_STACK = 8 * 1024 * 1024
_RISE = 512 * 1024  # less than the grace that a full session gets, more than our own code takes


class Peak:
    """The most resident memory this process has had since `begin`, above what it held when the session began."""

    def __init__(self) -> None:
        _forget_peak()
        self._base = self._before = peak_bytes()

    def begin(self) -> None:
        """Measure from now on."""
        _forget_peak()
        self._before = peak_bytes()

    def reached(self, size: float) -> bool:
        """Whether that many bytes were held, and not before `begin` already."""
        peak = peak_bytes()
        return peak - self._base >= size and peak - self._before >= _RISE


def _forget_peak() -> None:
    """Let the peak be what is held now: Linux offers that, see clear_refs in proc(5). Elsewhere it never falls."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a container may forbid it
            Path("/proc/self/clear_refs").write_text("5", "ascii")


if sys.platform == "win32":

    def peak_bytes() -> int:
        """Return 0: the platform does not tell."""
        return 0

    def resident_bytes() -> int:
        """Return 0: the platform does not tell."""
        return 0

    def stack_bytes() -> int:
        """Return the size of the main thread's stack that the platform links in, in bytes."""
        return 1024 * 1024

else:
    import resource

    def peak_bytes() -> int:
        """Return the most resident memory this process has had at once, in bytes.

        Linux tells it in proc_pid_status(5). getrusage(2) would not do there: over an exec it keeps the parent's.
        """
        if sys.platform == "linux":
            found = _PEAK.search(Path("/proc/self/status").read_text("ascii", "replace"))
            return int(found[1]) * 1024 if found else 0
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def resident_bytes() -> int:
        """Return the resident memory of this process in bytes (proc_pid_statm(5)); elsewhere the peak."""
        if sys.platform != "linux":
            return peak_bytes()
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()

    def stack_bytes() -> int:
        """Return how large the stack of the main thread may grow, in bytes (getrlimit(2))."""
        soft, _ = resource.getrlimit(resource.RLIMIT_STACK)
        return _USUAL_STACK if soft == resource.RLIM_INFINITY else soft
