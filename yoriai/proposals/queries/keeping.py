"""保存年限: until when the papers of a project are kept, and which have been kept long enough."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import ended_before, kept_until
from yoriai.proposals.models import Proposal, Scheme

# The steps that end it; going on to a next step comes after the end.
ENDS = ("completed", "withdrawn", "not_passed", "not_adopted", "given_up", "stopped", "lapsed", "uncorrected")
OVER = (*ENDS, "onward")
KINDS: tuple[str | Promise, ...] = (
    _("Sheets as handed in, and the answers they were made of"),
    _("Consultations, talks with sections, words beside the sheets"),
    _("The panel's sheets and decisions"),
    _("The agreement, its signatures and changes"),
    _("Log, photos and money spent"),
    _("Looking back, and the talk over it"),
    _("Steps, letters and records"),
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """When it came to its end, for how many years its papers are kept, and the last day. None: it has not ended."""

    ended: dt.date | None
    years: int
    until: dt.date | None


def keeping(proposal: Proposal) -> Keeping:
    """The term of one proposal. One query."""
    years = proposal.scheme.the_plan.rules.keep_years
    if proposal.state not in OVER:
        return Keeping(None, years, None)
    last = proposal.steps.filter(target__in=ENDS).aggregate(last=Max("at"))["last"]
    ended = timezone.localdate(last) if last else None
    return Keeping(ended, years, kept_until(ended, years) if ended else None)


def kept_long_enough(today: dt.date) -> "QuerySet[Proposal]":
    """Proposals whose term has passed, the oldest first."""
    over = Q(pk__in=[])
    for scheme in Scheme.objects.only("pk", "plan"):
        over |= Q(scheme=scheme, ended__date__lt=ended_before(today, scheme.the_plan.rules.keep_years))
    rows = Proposal.objects.filter(state__in=OVER).annotate(ended=Max("steps__at", filter=Q(steps__target__in=ENDS)))
    found: QuerySet[Proposal] = rows.filter(over).select_related("scheme", "by").order_by("ended", "pk")
    return found
