"""The database: one of its own, new enough, with a plain role, room for us, and tables that are up to date."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yoriai import env
from yoriai.run.home import Home
from yoriai.web.deployment.finding import Finding, find

OLDEST = 150_000  # as PostgreSQL counts its versions
THREADS = 4  # of each web worker, each with a connection
# The worker's pool and its jobs (7 were seen), the live process, a thread in renewal, and somebody with psql or a backup.
BESIDES = 10 + 1 + 2 + 5

ROOM = """
SELECT least(
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
  CASE WHEN r.rolconnlimit < 0 THEN 2147483647 ELSE r.rolconnlimit END,
  CASE WHEN d.datconnlimit < 0 THEN 2147483647 ELSE d.datconnlimit END)
FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()
"""


def embedded() -> Iterator[Finding]:
    """Ours, for trying out: no DATABASE_URL, or one that leads to its socket."""
    here = str(Home.under(Path(settings.DATA)).socket)
    if not env.text("DATABASE_URL") or settings.DATABASES["default"]["HOST"] == here:
        yield find("database.embedded")


def findings() -> Iterator[Finding]:
    """Version, role, encoding, room, tables."""
    yield from version(connection.pg_version)  # type: ignore[attr-defined]
    yield from role()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        yield from encoding(cursor.fetchone()[0])
        cursor.execute(ROOM)
        yield from room(cursor.fetchone()[0], env.number("WEB_WORKERS", 2))
    yield from migrations()


def version(number: int) -> Iterator[Finding]:
    """150004 is 15.4."""
    if number < OLDEST:
        yield find("database.old", version=f"{number // 10_000}.{number % 10_000}")


def role() -> Iterator[Finding]:
    """A plain role: who breaks into the platform must not own the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield find("database.superuser")


def encoding(name: str) -> Iterator[Finding]:
    """Every sign of every name."""
    if name != "UTF8":
        yield find("database.encoding", encoding=name)


def room(have: int, workers: int) -> Iterator[Finding]:
    """Connections: every thread of every web worker keeps one."""
    need = workers * THREADS + BESIDES
    if need > have:
        yield find("database.connections", need=need, have=have, workers=workers)


def migrations() -> Iterator[Finding]:
    """Tables as this version of the platform wants them."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield find("database.migrations", count=len(missing))
