"""The worker's process: take over the pipes, set limits, leave a warden behind, then serve one run after another."""

from __future__ import annotations

import json
import os
import signal
import time

from vm_lsp.worker.channel import Channel, HangupError
from vm_lsp.worker.checkpoint import Checkpoints, NoCheckpoints
from vm_lsp.worker.engine import Engine
from vm_lsp.worker.rlimits import arm_cpu_backstop, set_backstops
from vm_lsp.worker.warden import adopt_orphans, guard
from vm_lsp.worker.wire import ClearTimers, Commit, Execute, Ready, Started, Waiting, WorkerOptions

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Be a worker until the server hangs up; return the exit code."""
    options = WorkerOptions(**json.loads(arguments[0]))
    channel = Channel.take_over_stdio()
    if not options.checkpoints:
        return _serve(channel, options, NoCheckpoints())
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)  # the warden ends its group: that must be nobody else's
    adopt_orphans()
    life, held_by_the_living = os.pipe()
    if os.fork():
        os.close(held_by_the_living)
        return guard(channel, life)
    os.close(life)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # retired standbys leave no zombies
    return _serve(channel, options, Checkpoints())


def _serve(channel: Channel, options: WorkerOptions, checkpoints: Checkpoints | NoCheckpoints) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the front end's to interpret
    engine = Engine(options, channel.send, channel.ask)
    set_backstops(options.mem_mb)
    try:
        hello = Ready(os.getpid(), checkpoints.generation, isinstance(checkpoints, Checkpoints), engine.version)
        channel.send(checkpoints.begin() or hello)
        while True:
            _answer(channel, engine, checkpoints, options)
    except (HangupError, OSError):
        # Nobody is there to serve. A standby left behind would take over, find that too, and leave one behind …
        checkpoints.let_go()
        return 0


def _answer(channel: Channel, engine: Engine, checkpoints: Checkpoints | NoCheckpoints, options: WorkerOptions) -> None:
    request = channel.receive()
    if isinstance(request, Execute):
        if (report := checkpoints.ensure()) is not None:
            channel.send(report)  # we are the standby that was forked just now: the request was our predecessor's
            return
        arm_cpu_backstop(options.cpu_ms)
        _run(channel, engine, request)
        channel.send(checkpoints.prepare())
    elif isinstance(request, Commit):
        channel.send(checkpoints.commit())
    # ClearTimers for a run that is over: its `Done` has crossed it on the way.


def _run(channel: Channel, engine: Engine, unit: Execute) -> None:
    started = time.process_time()
    channel.send(Started(unit.execution_id))
    engine.begin(unit)
    cleared = _wait_for_timers(channel, engine, unit)
    done = engine.finish(cleared)
    cpu_ms = (time.process_time() - started) * 1000
    channel.send(done.with_cpu(cpu_ms))


def _wait_for_timers(channel: Channel, engine: Engine, unit: Execute) -> bool:
    """Run timers until none is left; return whether the server had them cleared."""
    if engine.timer_due_in is not None:
        channel.send(Waiting(unit.execution_id))
    while (seconds := engine.timer_due_in) is not None:
        request = channel.poll(seconds)
        if isinstance(request, ClearTimers) and request.execution_id == unit.execution_id:
            engine.clear_timers()
            return True
        engine.fire_timers()
    return False
