"""What the tests of processes share: commands as another account, waiting for something to be so, who is alive."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from yoriai.run.server import wait

ROOT = Path(__file__).parents[3]
PATIENCE = 180  # seconds; on a busy machine a first start takes long, and no test is about how long


def until(done: Callable[[], bool]) -> None:
    """Wait for it; the test fails where it never comes."""
    assert wait(done, PATIENCE), "it never came to that"


def environment(data: Path, **more: str) -> dict[str, str]:
    """The tests' own environment without what would point to another database or setting."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("YORIAI_", "DATABASE_URL", "PG"))}
    return {
        **ours,
        "YORIAI_DATA": str(data),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "yoriai.settings",
        **more,
    }


def yoriai(*words: str) -> list[str]:
    """The command line of the one command."""
    return [sys.executable, "-m", "yoriai", *words]


def plainly(command: list[str]) -> list[str] | None:
    """The command as a plain account: as it is where we are one, through setpriv as root, None without setpriv."""
    if os.geteuid() != 0:
        return command
    if not shutil.which("setpriv"):
        return None
    # The reach lets that account run our interpreter, which may lie in root's home.
    reach = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups", *reach, *command]


def alive(word: str) -> list[int]:
    """The living processes whose command line holds that word (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(word) in line and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def kill_tree(word: str) -> None:
    """kill -9 for every process whose command line holds that word, until none is left."""
    while found := alive(word):
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def free_ports() -> int:
    """A port that is free, with a free one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def said(done: "subprocess.CompletedProcess[str]") -> list[str]:
    """The lines on standard error."""
    return done.stderr.strip().splitlines()
