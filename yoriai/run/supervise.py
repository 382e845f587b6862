"""Keep a few processes running as one: one dies, its whole group is ended and it comes back; we end, all end."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from yoriai.run.lifeline import end_group, launch

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0  # seconds until a dead child comes back; doubled each time
HEALTHY_AFTER = 60.0  # seconds of life after which a death counts as the first again
PATIENCE = 15.0  # seconds between asking a child to end and killing its group
TICK = 0.1


@dataclass
class Child:
    """One process to keep: its name in the log, its command, its environment, and the signal it gets when we are killed."""

    name: str
    command: list[str]
    env: dict[str, str]
    orphaned: int = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    due: float = 0.0
    delay: float = field(default=FIRST_DELAY)

    def keep(self, now: float) -> None:
        """Start it when it is due; bury it, with all it started, when it is dead."""
        if self.process is None:
            if now >= self.due:
                self.process, self.started = launch(self.command, number=self.orphaned, env=self.env), now
            return
        code = self.process.poll()
        if code is None:
            return
        end_group(self.process)
        self.process = None
        if now - self.started > HEALTHY_AFTER:
            self.delay = FIRST_DELAY
        self.due = now + self.delay
        print(f"yoriai: {self.name} ended with code {code}; again in {self.delay:g} s", file=sys.stderr, flush=True)
        self.delay = min(self.delay * 2, LONGEST_DELAY)


class Stopped(BaseException):
    """We were asked to end."""


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)


def supervise(children: list[Child], watch: Callable[[], None] | None = None) -> None:
    """Run until SIGINT, SIGTERM or SIGHUP, then end all. `watch` is called at every tick (it keeps the database)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        while True:
            if watch:
                watch()
            for child in children:
                child.keep(time.monotonic())
            time.sleep(TICK)
    except Stopped:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
    finally:
        _end(children)


def _end(children: list[Child]) -> None:
    alive = [child.process for child in children if child.process]
    for process in alive:
        process.terminate()
    until = time.monotonic() + PATIENCE
    while any(process.poll() is None for process in alive) and time.monotonic() < until:
        time.sleep(TICK)
    for process in alive:
        end_group(process)
