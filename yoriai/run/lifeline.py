"""Launch a child that cannot outlive us: in a session of its own, so that it and all it starts can be ended as one."""

import os
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

KERNEL_TELLS = sys.platform == "linux"  # elsewhere a pipe whose other end the child watches


@dataclass(frozen=True)
class Account:
    """A plain account for a child of root; `reach` lets it read what is closed to it (see child.py)."""

    uid: int
    gid: int
    reach: bool = False


def launch(
    command: list[str],
    *,
    tied: bool = True,
    number: int = signal.SIGTERM,
    account: Account | None = None,
    kernel_tells: bool = KERNEL_TELLS,
    env: dict[str, str] | None = None,
    cwd: str | None = None,
    log: "IO[bytes] | None" = None,
) -> "subprocess.Popen[bytes]":
    """Start the command; `tied`: when this process (on Linux: this thread) dies, it gets signal `number`."""
    options: list[str] = []
    ends: tuple[int, int] | None = None
    if account:
        options += ["--uid", str(account.uid), "--gid", str(account.gid), *(["--reach"] * account.reach)]
    if tied:
        options += ["--signal", str(int(number))]
        if kernel_tells:
            options += ["--parent", str(os.getpid())]
        else:
            ends = os.pipe()
            options += ["--watch", str(ends[0])]
    if options:
        command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py")), *options, "--", *command]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=env,
        cwd=cwd,
        start_new_session=True,
        pass_fds=ends[:1] if ends else (),
    )
    if ends:
        os.close(ends[0])  # ours alone is the other end: it closes when we die, however we die
    return process


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill whatever is left of the child's session group, also after the child itself is gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def closed_to(uid: int, way: Path) -> bool:
    """Whether some folder above this one lets neither everybody nor, as its owner, that account through."""
    for folder in way.resolve().parents:
        found = folder.stat()
        if not (found.st_mode & stat.S_IXOTH or (found.st_uid == uid and found.st_mode & stat.S_IXUSR)):
            return True
    return False
