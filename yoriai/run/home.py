"""The folder of the embedded PostgreSQL: what lies where, whose it is, and which process serves it."""

import fcntl
import hashlib
import os
import pwd
import secrets
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET_FOLDER = 80  # bytes: with the socket's own name the path must stay below the system's 104
ACCOUNTS = ("postgres", "nobody")  # under whose name the server runs when root starts it


class DatabaseUnavailable(Exception):
    """The database cannot be had; the message is the one sentence shown to whoever asked for it."""


@dataclass(frozen=True)
class Home:
    """`<YORIAI_DATA>/postgres/`: `data/` (PostgreSQL's own), `password`, `log`, `socket/`, and locks."""

    root: Path

    @classmethod
    def under(cls, data: Path) -> "Home":
        """The home under the folder YORIAI_DATA names; links are followed, so that one folder has one name."""
        return cls(data.resolve() / "postgres")

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.root / "data"

    @property
    def socket(self) -> Path:
        """Where the socket lies: inside, or in a private folder under /tmp where that path is too long for a socket."""
        inside = self.root / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        return Path("/tmp") / f"yoriai-{hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]}"  # noqa: S108 - made private and checked in own()

    def password(self) -> str:
        """The kept password, made up at first mention: written aside and linked, so that nobody reads half of it."""
        kept = self.root / "password"
        if not kept.exists():
            self.root.parent.mkdir(parents=True, exist_ok=True)
            self.root.mkdir(mode=0o700, exist_ok=True)
            aside = self.root / f"password.{os.getpid()}"
            aside.touch(mode=0o600)
            aside.write_text(secrets.token_urlsafe(24))
            with suppress(FileExistsError):
                kept.hardlink_to(aside)
            aside.unlink()
        return kept.read_text().strip()

    def own(self) -> tuple[int, int] | None:
        """Make the folder ours to use. As root: give it, and nothing else, to the server's account (uid, gid).

        Raises DatabaseUnavailable where the folder cannot be used or the socket's folder is not private.
        """
        try:
            self.password()
            owner = self._account() if os.geteuid() == 0 else None
            self.socket.mkdir(mode=0o700, exist_ok=True)
            for each in (self.root, self.root / "password", self.socket):
                if owner and each.lstat().st_uid == 0:
                    os.chown(each, *owner, follow_symlinks=False)
        except OSError as error:
            raise DatabaseUnavailable(
                f"The folder {self.root} for the database cannot be used ({error.strerror}): "
                "make it writable, or name another in YORIAI_DATA."
            ) from None
        if owner is None and self.root.stat().st_uid != os.geteuid():
            raise DatabaseUnavailable(
                f"The folder {self.root} belongs to another account: "
                "start as that one, or name another folder in YORIAI_DATA."
            )
        found = self.socket.lstat()
        private = stat.S_ISDIR(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
        if not private or found.st_uid != (owner[0] if owner else os.geteuid()):
            raise DatabaseUnavailable(f"The folder {self.socket} of the database's socket is not private: remove it.")
        return owner

    def _account(self) -> tuple[int, int]:
        """The plain account for a server started by root: whoever owns the folder already, else one of two."""
        found = self.root.stat()
        if found.st_uid != 0:
            return found.st_uid, found.st_gid
        for name in ACCOUNTS:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return entry.pw_uid, entry.pw_gid
        raise DatabaseUnavailable(
            "PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' here: set DATABASE_URL."
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time; the lock goes with its process, however that ends."""
        with (self.root / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def serving(self) -> int | None:
        """The process that really runs PostgreSQL here, whatever the pid file says; None where there is none."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if f"-D {self.cluster} " in _command(pid) else None

    def forget_dead_server(self) -> None:
        """Remove the pid file and the socket's lock where nobody stands behind them.

        The number in them may be another program's by now, or that of a dead server not yet reaped, and PostgreSQL would
        then refuse to start. It is safe: PostgreSQL refuses all the same while old workers hold its shared memory, and
        the socket's folder is ours alone.
        """
        if self.serving() is None:
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
            (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _command(pid: int) -> str:
    """A living process's command line; empty where there is none, also for a dead one not yet reaped."""
    if sys.platform == "linux":
        try:
            return os.fsdecode((Path("/proc") / str(pid) / "cmdline").read_bytes()).replace("\0", " ")
        except OSError:
            return ""
    said = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return said.stdout
