"""Schemes with rolling dates close by themselves; a corrected last day goes with whoever is writing."""

import datetime as dt

from django.db import transaction

from yoriai.engines.schemes import Plan
from yoriai.kernel.asks.actions import close_asks
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.records.actions import record
from yoriai.proposals.lifecycle import SCHEME, THEME_SHEET
from yoriai.proposals.models import Proposal, Scheme

WRITING = ("idea", "consulting", "drafting")


@transaction.atomic
def end_by_date(scheme: Scheme, *, now: dt.datetime) -> Scheme:
    """Its last moment has passed: nothing new, and what is under way goes on. One that was prolonged meanwhile stays open."""
    scheme = locked(scheme)
    over = scheme.closes is not None and now > scheme.closes
    if scheme.state == Scheme.State.OPEN and scheme.the_plan.rules.rolling and over:
        scheme.state = SCHEME.after(scheme.state, "end")
        save_item(scheme, "state")
        close_asks(THEME_SHEET, scheme, by=None)
        record("scheme.ended", by=None, item=scheme)
    return scheme


def move_dates(scheme: Scheme, before: Plan, after: Plan) -> None:
    """Whoever is still writing has until the new last day of the call; a date of one's own, set by the office, stays."""
    old, new = before.call, after.call
    if old is not None and new is not None and old.ends != new.ends:
        waiting = Proposal.objects.filter(scheme=scheme, state__in=WRITING, due=old.ends)
        waiting.update(due=new.ends)
