"""Workers that never get ready, end at once or speak nonsense: a clear error, nothing left behind."""

from __future__ import annotations

import sys

import psutil
import pytest

from tests.core.conftest import Open
from vm_lsp.errors import SessionNotReadyError, VmError, WorkerFailedError
from vm_lsp.sessions.process import Launcher

SILENT = "import time; time.sleep(60)"
DEAD = "import sys; sys.exit('no luck today')"
BABBLER = r"import os, time; os.write(1, b'\xffvm\xfe\0\0\0\3{}}' + b'x' * 10); time.sleep(60)"
HUGE = r"import os, time; os.write(1, b'\xffvm\xfe\x7f\0\0\0'); time.sleep(60)"


def launcher(program: str, within: float = 10.0) -> Launcher:
    return Launcher((sys.executable, "-c", program), ready_within=within)


@pytest.mark.parametrize(
    ("program", "within", "error", "words"),
    [
        (SILENT, 0.3, SessionNotReadyError, "did not become ready"),
        (DEAD, 10, WorkerFailedError, "no luck today"),
        (BABBLER, 10, WorkerFailedError, "broke its protocol"),
        (HUGE, 10, WorkerFailedError, "broke its protocol"),
    ],
)
async def test_a_worker_that_does_not_get_ready_is_refused_and_ended(
    open_bench: Open, program: str, within: float, error: type[VmError], words: str
) -> None:
    bench = await open_bench(launcher=launcher(program, within))
    with pytest.raises(error, match=words):
        await bench.run("1")
    assert bench.session.status == "crashed"
    assert not [child for child in psutil.Process().children() if "time.sleep(60)" in " ".join(child.cmdline())]


async def test_a_worker_that_cannot_be_started_is_told_so(open_bench: Open) -> None:
    bench = await open_bench(launcher=Launcher(("/no/such/program",)))
    with pytest.raises(WorkerFailedError, match="could not be started"):
        await bench.run("1")
