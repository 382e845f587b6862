"""What stands against using this deployment in earnest: each finding a sentence, and what to do about it."""

from collections.abc import Iterator

from django.db import connection
from django.db.utils import OperationalError

from yoriai.web.deployment import database, framework, machine, people, surroundings
from yoriai.web.deployment.finding import Finding, find

__all__ = ["Finding", "findings"]


def findings() -> Iterator[Finding]:
    """Everything, the things to be done first standing first. Without a database of its own the rest of it is not looked at."""
    yield from surroundings.findings()
    yield from machine.findings()
    yield from framework.findings()
    embedded = list(database.embedded())
    yield from embedded
    if not embedded:
        yield from with_database()


def with_database() -> Iterator[Finding]:
    """What only the database can tell."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        yield find("database.unreachable", said=" ".join(str(error).split()))
        return
    yield from database.findings()
    yield from machine.clock()
    if not any(database.migrations()):
        yield from people.findings()
