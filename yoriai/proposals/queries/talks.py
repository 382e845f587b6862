"""The talks with sections, as each side may read them."""

import datetime as dt
from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone

from yoriai.kernel.models import Ask, Record
from yoriai.proposals.lifecycle import BEFORE_HANDING_IN, SETTLE_IDEA
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
    return _passed_on(proposal, "talk.passed_on")


def idea_passed_on(proposal: Proposal) -> list[Record]:
    """The same of the idea, before it is a proposal."""
    return _passed_on(proposal, "idea.passed_on")


def every_passing_on(proposal: Proposal) -> list[Record]:
    """Both, with who did it."""
    return _passed_on(proposal, "idea.passed_on", "talk.passed_on")


def _passed_on(proposal: Proposal, *verbs: str) -> list[Record]:
    rows = Record.objects.filter(item=proposal.pk, verb__in=verbs).select_related("hat", "person")
    return list(rows.order_by("pk"))


def unanswered(proposal: Proposal) -> "QuerySet[Talk]":
    """The sections whose answer has not gone out."""
    return Talk.objects.filter(proposal=proposal, ended=None, sent=None)


def days_unsettled(proposal: Proposal, now: dt.datetime | None = None) -> int | None:
    """「担当を調整中（n日目）」: for how many days, once it was passed on twice and nobody has answered; else None."""
    since = _unsettled_since(proposal)
    return None if since is None else ((now or timezone.now()) - since).days + 1


def _unsettled_since(proposal: Proposal) -> dt.datetime | None:
    if proposal.state not in BEFORE_HANDING_IN:
        return unanswered(proposal).filter(passes__gte=PASSES).order_by("since").values_list("since", flat=True).first()
    if not proposal.scheme.the_plan.rules.matching_first:
        return None
    together = Ask.objects.filter(what=SETTLE_IDEA, item=proposal.pk, state=Ask.State.ASKED)
    return together.values_list("created", flat=True).first()
