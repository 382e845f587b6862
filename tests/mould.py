"""One database with every migration run, copied for each process of tests: migrating takes half a minute, a copy a second.

It is kept from run to run and made anew when a migration has changed.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

PREFIX = "mould_of_yoriai_"


def mould(folder: Path) -> str:
    """The name of that database. folder: where those who come at the same time wait for one another."""
    name = PREFIX + _sum_of_migrations()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "mould.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = _there()
        if name not in found:
            _make(name, found)
    return name


def _sum_of_migrations() -> str:
    """Ours and those of the apps we stand on."""
    import sys

    names = sorted(migration.__module__ for migration in MigrationLoader(None).disk_migrations.values())
    files = [Path(str(sys.modules[name].__file__)).read_bytes() for name in names]
    return hashlib.sha256(b"\0".join([repr(names).encode(), *files])).hexdigest()[:16]


def _there() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return [name for (name,) in cursor.fetchall()]


def _make(name: str, old: list[str]) -> None:
    """Under another name first: one that broke off half-way is not taken for a whole one."""
    half = f"{PREFIX}half"
    with connection._nodb_cursor() as cursor:
        for each in {*old, half}:
            cursor.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{half}"')
    with _connected_to(half):
        call_command("migrate", verbosity=0)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
