"""The embedded PostgreSQL: one folder, one socket, one command to start it; survives every `kill -9`.

`address(data)` tells where it is, `start(data)` makes it run, `stop(data)` ends it, `in_use(data)` has it for a while.
A pid file is never believed: whoever answers on the socket must name our own folder, and a pid counts only if that
process runs PostgreSQL in it. From a shell: `python -m yoriai.run.postgres start|stop|status`.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from yoriai.run.home import DatabaseUnavailable, Home
from yoriai.run.server import NAME, last_complaint, make, programs_for, run_until, wait

STOP_WITHIN = 60  # seconds for a fast shutdown, and again for a quick one
# What a server says while it comes or goes, and what only one says that is not ours.
NOT_YET = ("starting up", "shutting down", "not yet accepting", "recovery", "terminating connection")
STRANGE = ("authentication failed", "pg_hba.conf", "does not exist")

__all__ = ["DatabaseUnavailable", "Server", "address", "in_use", "running", "start", "stop"]


@dataclass
class Server:
    """A running server. `process` is set where this process started it."""

    data: Path
    address: str
    process: "subprocess.Popen[bytes] | None" = None

    def stop(self) -> None:
        """Fast shutdown; nothing is lost. Raises DatabaseUnavailable."""
        stop(self.data)
        if self.process is not None:
            self.process.wait()


def address(data: Path, name: str = NAME) -> str:
    """The embedded server's DATABASE_URL. Starts nothing; at first mention it makes up and keeps the password."""
    home = Home.under(data)
    try:
        word = f":{home.password()}"
    except OSError:
        word = ""  # `start` says in a sentence what is wrong with the folder
    return f"postgresql://{NAME}{word}@/{name}?host={quote(str(home.socket), safe='/')}"


def start(data: Path, *, stays: bool = True, tied: bool = False, programs: Path | None = None) -> Server:
    """Make the server run and answer. Quick where it already does; safe to call from several processes at once.

    It runs until `stop`; with `stays=False` also until the last `in_use` block is left; with `tied` it also
    dies with this process. `programs` overrides the folder of PostgreSQL's programs. Raises DatabaseUnavailable.
    """
    home = Home.under(data)
    owner = home.own()
    if _answers(data):
        return Server(data, address(data))
    with home.locked():
        if _answers(data):
            return Server(data, address(data))
        programs = programs or programs_for(home)
        make(home, owner, programs)
        process = run_until(lambda: _answers(data), home, owner, programs, tied=tied)
        (home.root / "stays").write_text(str(home.serving()) if stays else "")
    return Server(data, address(data), process)


def stop(data: Path) -> bool:
    """Fast shutdown, waited for. False where nothing ran. Raises DatabaseUnavailable."""
    home = Home.under(data)
    if not home.cluster.exists():
        return False
    with home.locked():
        pid = home.serving()
        if pid is None:
            return False
        for number in (signal.SIGINT, signal.SIGQUIT):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                return True
            except PermissionError:
                raise DatabaseUnavailable(
                    f"The database in {home.root} runs under another account: stop it from there."
                ) from None
            if wait(lambda: home.serving() is None, STOP_WITHIN):
                return True
    raise DatabaseUnavailable(f"The database in {home.root} (process {pid}) does not stop.")


def running(data: Path) -> int | None:
    """The process id of the server that really runs in our folder, or None."""
    return Home.under(data).serving()


@contextmanager
def in_use(data: Path, *, tied: bool = False) -> Iterator[Server]:
    """The server for as long as the block lasts. Whoever leaves last stops it, unless it was started to stay.

    Each user holds a shared lock on one file, and a lock goes with its process however that ends: no count to go wrong.
    """
    home = Home.under(data)
    home.own()
    with (home.root / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        server = start(data, stays=False, tied=tied)
        try:
            yield server
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still works with it and will end it
            else:
                if not _stays(home):
                    server.stop()


def _stays(home: Home) -> bool:
    """Whether the server now running was started to stay: the mark names the process it was made for."""
    try:
        return (home.root / "stays").read_text() == str(home.serving())
    except OSError:
        return False


def _answers(data: Path) -> bool:
    """Whether our own server answers on our socket. Raises DatabaseUnavailable where a foreign one does."""
    path = Home.under(data).socket / ".s.PGSQL.5432"
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        return False
    except OSError as error:
        raise DatabaseUnavailable(f"The database's socket {path} cannot be used: {error.strerror}.") from None
    try:
        _check_and_complete(data)
    except psycopg.OperationalError as error:
        return _not_yet(last_complaint(str(error)), path)
    return Home.under(data).serving() is not None


def _not_yet(said: str, path: Path) -> bool:
    """Always False: it comes, or goes. Raises DatabaseUnavailable where what was said means that it is not ours."""
    if any(word in said for word in STRANGE):
        raise DatabaseUnavailable(f"Another PostgreSQL than ours answers at {path}, or it lost our password: {said}")
    if "FATAL" in said and not any(word in said for word in NOT_YET):
        raise DatabaseUnavailable(f"The database at {path} does not let us in: {said}")
    return False


def _check_and_complete(data: Path) -> None:
    """Ours is the server that runs in our folder; at its first start it is given the database."""
    ours = Home.under(data).cluster
    with psycopg.connect(address(data, "postgres"), autocommit=True, connect_timeout=10) as connection:
        row = connection.execute("show data_directory").fetchone()
        folder = Path(row[0]) if row else Path()
        if not (ours.exists() and folder.exists() and folder.samefile(ours)):
            raise DatabaseUnavailable(f"The PostgreSQL that answers for {ours} serves {folder} instead: stop it.")
        if connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone() is None:
            # A starter that was killed may have left the server making it: then it is there a moment later, and is ours as well.
            with suppress(psycopg.errors.UniqueViolation, psycopg.errors.DuplicateDatabase):
                connection.execute(f"create database {NAME}")


def main(words: list[str]) -> int:
    """Prints the address or the state, exit code 0; or one sentence, exit code 2."""
    from yoriai import env

    data = env.folder("YORIAI_DATA", Path(__file__).resolve().parents[2] / "var")
    try:
        match words:
            case ["start"]:
                print(start(data).address)
            case ["stop"]:
                print("Stopped." if stop(data) else "It did not run.")
            case ["status"]:
                pid = running(data)
                print(f"Running (process {pid}) in {Home.under(data).root}." if pid else "Not running.")
            case _:
                print("Use: start, stop or status.", file=sys.stderr)
                return 2
    except DatabaseUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
