"""Start one command so that it cannot outlive its parent and, as root, so that it runs under a plain account.

Run as a script by path (standard library only, `python -I -S child.py … -- command`), in the child, before the command:

- `--uid N --gid N` gives up root for that account; `--reach` keeps the one ability to read and pass through folders
  closed to it (CAP_DAC_READ_SEARCH), so that a checkout under a mode-700 home works and no permission is changed.
- `--parent PID --signal N` has the kernel send signal N when the parent dies (Linux). It is set after the account is
  changed, because the kernel forgets it at that moment.
- `--watch FD` does the same elsewhere: this process stays, and when the other end of the pipe closes it ends its group.
"""

import ctypes
import itertools
import os
import signal
import subprocess
import sys
import threading
from types import FrameType

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522
GRACE = 10  # seconds between asking and killing when a watched parent is gone


def _prctl(*numbers: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(*(ctypes.c_ulong(number) for number in (*numbers, *([0] * (5 - len(numbers)))))) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _keep_reach() -> None:
    """After the change of account: every set of capabilities holds DAC_READ_SEARCH and nothing else."""
    libc = ctypes.CDLL(None, use_errno=True)
    one = 1 << CAP_DAC_READ_SEARCH
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(one, one, one, 0, 0, 0)
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH)


def give_up_root(uid: int, gid: int, reach: bool) -> None:
    """Become that account for good; with `reach`, still able to read what is closed to it (Linux only)."""
    reach = reach and sys.platform == "linux"
    if reach:
        _prctl(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if reach:
        try:
            _keep_reach()
        except OSError:
            sys.exit(
                "error: a folder above is closed to its account, and here root may not lend it CAP_DAC_READ_SEARCH"
            )


def die_with_parent(number: int, parent: int) -> bool:
    """Have the kernel send this process a signal when its parent dies; False where it is dead already. Linux only."""
    _prctl(PR_SET_PDEATHSIG, number)
    return os.getppid() == parent


def _end_group_when_closed(fd: int, process: "subprocess.Popen[bytes]", number: int) -> None:
    while os.read(fd, 1):
        pass
    process.send_signal(number)
    try:
        process.wait(GRACE)
    finally:
        os.killpg(0, signal.SIGKILL)


def _stay_and_watch(fd: int, number: int, command: list[str]) -> int:
    process = subprocess.Popen(command)

    def pass_on(received: int, _frame: FrameType | None) -> None:
        process.send_signal(received)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, pass_on)
    threading.Thread(target=_end_group_when_closed, args=(fd, process, number), daemon=True).start()
    return process.wait()


def main() -> int:
    """Read the options, change account, tie the life to the parent's, become the command."""
    dash = sys.argv.index("--")
    words, command = sys.argv[1:dash], sys.argv[dash + 1 :]
    given = {
        name: int(value)
        for name, value in itertools.pairwise(words)
        if name.startswith("--") and value.lstrip("-").isdigit()
    }
    if "--uid" in given:
        give_up_root(given["--uid"], given["--gid"], "--reach" in words)
    if "--watch" in given:
        return _stay_and_watch(given["--watch"], given["--signal"], command)
    if "--parent" in given and not die_with_parent(given["--signal"], given["--parent"]):
        return 1
    return os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
