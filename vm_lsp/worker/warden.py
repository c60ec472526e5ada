"""The warden: the first process of a worker, which runs no JavaScript and outlives everyone who does.

It owns the worker's processes in the name of the server: they are its process group. When the server is gone, however
it died, the request pipe hangs up, and the warden ends the whole group, itself included, also when the active process
is busy in a loop that nothing else can end. Orphans come to it (Linux: PR_SET_CHILD_SUBREAPER), so that killed
processes leave no zombies, and their cause of death reaches the log.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import sys

from vm_lsp.worker.channel import Channel

PR_SET_CHILD_SUBREAPER = 36
POLL_MS = 1000


def adopt_orphans() -> None:
    """Become the parent of every orphan below this process, where the platform can do that (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def guard(channel: Channel, life: int) -> int:
    """Wait until the server hangs up or no process is left, and end what is left then; return the exit code.

    `life` is a pipe whose write end every other process of the worker holds: it hangs up when the last one is gone.
    Being without children would not say that: where nobody adopts orphans, a promoted process is no child of ours.
    """
    channel.close_reports()
    signal.signal(signal.SIGCHLD, _reap)
    poll = select.poll()
    for pipe in (channel.requests, life):
        poll.register(pipe, 0)  # hang-up is reported unasked; what is written is for others to read
    try:
        while not (ended := poll.poll(POLL_MS)):
            _reap()  # for one that died before the handler was there
    except BaseException:
        os.killpg(0, signal.SIGKILL)  # a warden that fails leaves nobody unguarded
        raise
    if any(pipe == channel.requests for pipe, _ in ended):
        os.killpg(0, signal.SIGKILL)
    return 0


def _reap(*_signal: object) -> None:
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            _report(pid, status)
    except ChildProcessError:
        return  # nobody is left: `guard` sees it too


def _report(pid: int, status: int) -> None:
    if os.WIFSIGNALED(status):
        with contextlib.suppress(OSError):  # the server is gone, and nobody left to tell: what matters is to go on
            os.write(2, f"worker process {pid} died of {signal.Signals(os.WTERMSIG(status)).name}\n".encode())
