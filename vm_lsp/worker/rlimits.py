"""Backstops of the operating system, for the case that server and engine both fail to hold a limit (setrlimit(2)).

The server is the one that ends runs: it knows why. These only make sure that nothing can go on for ever, fill a disk
or take the machine's memory. On platforms without setrlimit there are none.
"""

from __future__ import annotations

import sys
import time

MB = 2**20
DESCRIPTORS = 64  # the pipes of all checkpoints that can exist at once, with room to spare
CPU_SLACK_S = 5
MEMORY_FACTOR = 4
MEMORY_SLACK_MB = 1024


if sys.platform == "win32":

    def set_backstops(mem_mb: int) -> None:
        """Do nothing: the platform has no such limits."""

    def arm_cpu_backstop(cpu_ms: int) -> None:
        """Do nothing: the platform has no such limits."""

else:
    import resource

    def set_backstops(mem_mb: int) -> None:
        """Forbid core dumps and writing files, and bound descriptors and address space."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        _lower(resource.RLIMIT_NOFILE, DESCRIPTORS)
        _lower(resource.RLIMIT_AS, (mem_mb * MEMORY_FACTOR + MEMORY_SLACK_MB) * MB)

    def arm_cpu_backstop(cpu_ms: int) -> None:
        """Let the system end this process some seconds after the run's own limit (SIGXCPU)."""
        _lower(resource.RLIMIT_CPU, int(time.process_time() + cpu_ms / 1000) + CPU_SLACK_S)

    def _lower(which: int, wanted: int) -> None:
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
