"""Offers and needs end by themselves; a body that has its hands full takes a rest from being suggested."""

import datetime as dt

from django.db import transaction

from yoriai.directory.actions.entries import end_entry
from yoriai.directory.models import Pause
from yoriai.directory.policy import can_pause
from yoriai.directory.queries.exchange import MODELS, past_their_day
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record


def end_past(today: dt.date) -> int:
    """End every offer and need whose last day has passed, each by itself. Returns how many ended."""
    ended = 0
    for kind in MODELS:
        for entry in past_their_day(kind, today):
            end_entry(entry, by=None)
            ended += 1
    return ended


@transaction.atomic
def pause(*, by: Who, until: dt.date | None = None) -> Pause:
    """今は手いっぱい: `by.actor` is suggested to nobody until that day, or until it says so. Twice is once."""
    require(can_pause(by))
    Pause.objects.filter(actor=by.actor, ended=None).delete()
    row = Pause.objects.create(actor=by.actor, by=by.person, until=until)
    record("exchange.paused", by=by, inside=True)
    return row


@transaction.atomic
def resume(*, by: Who, now: dt.datetime) -> None:
    """It may be suggested again."""
    require(can_pause(by))
    if Pause.objects.filter(actor=by.actor, ended=None).update(ended=now):
        record("exchange.resumed", by=by, inside=True)
