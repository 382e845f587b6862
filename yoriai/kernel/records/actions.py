"""Noting what happened, in the transaction of the change, with one job deferred for it."""

from typing import Any

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.records.models import Record
from yoriai.kernel.records.registry import HEARERS

# Always Django's own connection: inside a worker the library's app has another one, whose jobs would not wait for our commit.
JOBS = App(connector=DjangoConnector())


def defer(task: str, **facts: Any) -> None:
    """Have the worker run the task of this name once the transaction is committed; rolled back with it."""
    JOBS.configure_task(task).defer(**facts)


def record(verb: str, *, by: Who | None, item: Item | None = None, inside: bool = False, **data: Any) -> Record:
    """Note that it happened. by=None: the platform itself (a date passed). data: facts, never contact data.

    Only where somebody listens (a notice, the hall screen) is a job deferred: a vote tells nobody by mail.
    """
    assert connection.in_atomic_block, "a record is written in the transaction of its change"
    row = Record.objects.create(
        verb=verb,
        person=by.person if by else None,
        hat=by.actor if by else None,
        item_id=item.pk if item else None,
        data=data,
        shown=Record.Shown.INSIDE if inside else Record.Shown.WITH_ITEM,
    )
    if verb in HEARERS:
        defer("tell", record=row.pk)
    return row
