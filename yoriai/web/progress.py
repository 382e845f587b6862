"""How far a long file has come, seen from another process while nothing of it is committed yet.

The worker's connection carries the number in its own name, which every connection of the database may read at once: it
needs no table, and is gone with the transaction or with the worker.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from django.db import connection

from yoriai.engines.tables.reading import Row, Table

EVERY = 200  # rows
NAME = "yoriai upload"


@dataclass(frozen=True, slots=True)
class Watched(Table):
    """A table that tells how many of its rows were read."""

    told: Callable[[int], None] = print

    @property
    def rows(self) -> Iterator[Row]:
        """As those of the table itself."""
        for number, row in enumerate(Table.rows.fget(self)):  # type: ignore[attr-defined]
            if number and not number % EVERY:
                self.told(number)
            yield row


def watched(table: Table, told: Callable[[int], None]) -> Table:
    """The same table; `told` hears of every 200th row, each time it is read through."""
    return Watched(*(getattr(table, field.name) for field in fields(Table)), told=told)  # type: ignore[misc]


def tell(upload: int, rows: int) -> None:
    """Within the transaction that takes the upload in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, true)", [f"{NAME} {upload} {rows}"])


def rows_done(upload: int) -> int:
    """How many rows of this upload have been looked at; 0 where nobody is at work on it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE application_name LIKE %s", [f"{NAME} {upload} %"]
        )
        return max((int(name.rpartition(" ")[2]) for (name,) in cursor.fetchall()), default=0)
