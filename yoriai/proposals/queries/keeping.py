"""保存年限: until when the papers of a project are kept, and which have been kept long enough."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from yoriai.engines.schemes import ended_before, kept_until
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.wording import KEPT

# The steps that end it; going on to a next step comes after the end.
ENDS = ("completed", "withdrawn", "not_passed", "not_adopted", "given_up", "stopped", "lapsed", "uncorrected")
OVER = (*ENDS, "onward")


@dataclass(frozen=True, slots=True)
class Term:
    """Of one kind of papers: its key, its words, for how many years, and the last day (None: the project has not ended)."""

    key: str
    words: str | Promise
    years: int
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Keeping:
    """When a project came to its end (None: it has not), and the term of each kind of its papers."""

    ended: dt.date | None
    terms: tuple[Term, ...]

    def until(self, kind: str) -> dt.date | None:
        """The last day of this kind."""
        return next((term.until for term in self.terms if term.key == kind), None)

    def over(self, today: dt.date) -> list[Term]:
        """The kinds that have been kept long enough."""
        return [term for term in self.terms if term.until is not None and term.until < today]

    @property
    def last(self) -> dt.date | None:
        """The day after which nothing of it has to be kept."""
        return max((term.until for term in self.terms if term.until is not None), default=None)


def keeping(proposal: Proposal) -> Keeping:
    """The terms of one proposal. One query."""
    last = None
    if proposal.state in OVER:
        last = proposal.steps.filter(target__in=ENDS).aggregate(last=Max("at"))["last"]
    return terms(proposal, last)


def terms(proposal: Proposal, last: dt.datetime | None) -> Keeping:
    """The terms of one that came to its end at this moment."""
    ended, plan = timezone.localdate(last) if last else None, proposal.scheme.the_plan
    years = {kind: plan.keep_years(kind) for kind in KEPT}
    return Keeping(
        ended, tuple(Term(kind, KEPT[kind], n, kept_until(ended, n) if ended else None) for kind, n in years.items())
    )


def kept_long_enough(today: dt.date) -> "QuerySet[Proposal]":
    """Proposals of which a kind of papers has been kept long enough, the oldest first; `ended` of each, a moment, makes its terms."""
    over = Q(pk__in=[])
    for scheme in Scheme.objects.only("pk", "plan"):
        shortest = min(scheme.the_plan.keep_years(kind) for kind in KEPT)
        over |= Q(scheme=scheme, ended__date__lt=ended_before(today, shortest))
    rows = Proposal.objects.filter(state__in=OVER).annotate(ended=Max("steps__at", filter=Q(steps__target__in=ENDS)))
    found: QuerySet[Proposal] = rows.filter(over).select_related("scheme", "by").order_by("ended", "pk")
    return found
