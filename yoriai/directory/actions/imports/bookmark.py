"""A long file that goes in bit by bit, so that a worker that breaks off goes on where it stood."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from django.db import transaction

from yoriai.engines.tables.report import Report


class Bookmark(Protocol):
    """Where a file stood, and what had become of its rows up to there."""

    upto: int
    report: Report

    def put(self, line: int) -> None:
        """Stand here now, in the transaction of the rows before. Raises where somebody else has the file meanwhile."""


def whole(bookmark: Bookmark | None) -> AbstractContextManager[object]:
    """One transaction for the whole file, or, with a bookmark, none: each bit has its own."""
    return transaction.atomic() if bookmark is None else nullcontext()


def behind[Row](rows: Iterable[tuple[int, Row]], bookmark: Bookmark | None) -> Iterator[Row]:
    """The rows that have not been taken yet, by their numbers: those before are read, and recognised by nothing else."""
    upto = bookmark.upto if bookmark else 0
    return (row for number, row in rows if number > upto)
