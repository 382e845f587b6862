"""The talks with sections, as each side may read them."""

import datetime as dt
from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone

from yoriai.kernel.models import Record
from yoriai.proposals.models import Proposal, Talk

PASSES = 2


def shown_talks(proposal: Proposal, reads: Callable[[Talk], bool]) -> list[Talk]:
    """The sections that are asked now, the leading one first. reads: whether this reader may read the note of one.

    A draft of an answer and the note inside city hall are emptied for whoever may not read them: no page can show them by mistake.
    """
    rows = list(Talk.objects.filter(proposal=proposal, ended=None).select_related("section").order_by("-leads", "pk"))
    for row in rows:
        row.proposal = proposal  # what is asked about each talk is asked of the one row that is read already
        if not reads(row):
            row.memo = ""
            if row.sent is None:
                row.can = row.city_can = row.city_cannot = row.law = row.money = row.instead = ""
    return rows


def passed_on(proposal: Proposal) -> list[Record]:
    """Each time a section passed it on: from whom, when, with which reason, the oldest first."""
    return list(Record.objects.filter(item=proposal.pk, verb="talk.passed_on").select_related("hat").order_by("pk"))


def unanswered(proposal: Proposal) -> "QuerySet[Talk]":
    """The sections whose answer has not gone out."""
    return Talk.objects.filter(proposal=proposal, ended=None, sent=None)


def days_unsettled(proposal: Proposal, now: dt.datetime | None = None) -> int | None:
    """「担当を調整中（n日目）」: for how many days, once it was passed on twice and nobody has answered; else None."""
    open_one = unanswered(proposal).filter(passes__gte=PASSES).order_by("since").first()
    return None if open_one is None else ((now or timezone.now()) - open_one.since).days + 1
