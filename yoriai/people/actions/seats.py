"""Seats: who may act for a body, from invitation to hand-over."""

import datetime as dt

from django.db import transaction

from yoriai.kernel.models import Record
from yoriai.kernel.records.actions import record


@transaction.atomic
def remind_of_hand_over(today: dt.date) -> bool:
    """In February, once a year: everybody with a seat is asked who takes it from April on. Whether it happened now."""
    if today.month != 2 or Record.objects.filter(verb="seats.reminded", data__year=today.year).exists():
        return False
    record("seats.reminded", by=None, inside=True, year=today.year)
    return True
