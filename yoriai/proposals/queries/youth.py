"""若者版: who takes the money, whose guardian has agreed, what of it is missing, and what has served its purpose."""

import datetime as dt

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from yoriai.engines.schemes import Fault
from yoriai.kernel.models import Actor, Record
from yoriai.people.guests import hashed
from yoriai.proposals.lifecycle import BEFORE_HANDING_IN
from yoriai.proposals.models import AllOfAge, Consent, Proposal, Scheme, Supporter
from yoriai.proposals.queries.keeping import ENDS, OVER

# So long a guardian's link opens its page.
LINK_LIVES = dt.timedelta(days=14)
# Days after the end of a project in which a guardian's yes may still be asked about; then it is deleted.
AFTER_THE_END = 30


def supporter_of(proposal: Proposal) -> Supporter | None:
    """The organisation that is asked, or has said yes."""
    return Supporter.objects.filter(proposal=proposal, ended=None).select_related("actor", "agreed_by").first()


def receiver(proposal: Proposal) -> Actor | None:
    """Who takes the money instead of the group; None where the class knows no such thing, or nobody has said yes yet."""
    if not proposal.scheme.the_plan.type(proposal.type).supporter:
        return None
    found = supporter_of(proposal)
    return found.actor if found is not None and found.agreed else None


def needs_either(proposal: Proposal) -> bool:
    """Whether its class asks for a supporting organisation or for guardians' consent."""
    kind = proposal.scheme.the_plan.type(proposal.type)
    return kind.supporter or kind.guardian


def gaps(proposal: Proposal) -> list[Fault]:
    """What the class asks for beside the sheets and is not there yet. Four queries at most."""
    kind, found = proposal.scheme.the_plan.type(proposal.type), []
    if kind.supporter and receiver(proposal) is None:
        found.append(Fault("no_supporter_asked" if supporter_of(proposal) is None else "no_supporter_yet"))
    if kind.guardian:
        open_ones = list(Consent.objects.filter(proposal=proposal).values_list("given", flat=True))
        if not open_ones and not AllOfAge.objects.filter(proposal=proposal).exists():
            found.append(Fault("ages_not_said", "", {"age": kind.guardian_below}))
        # How many, not who: partners read what is missing too.
        if waiting := open_ones.count(None):
            found.append(Fault("no_consent_yet", "", {"number": waiting}))
    return found


def consent_by_key(secret: str) -> Consent | None:
    """What a guardian's link is about; None for one nobody sent, an old one, one that was used."""
    rows = Consent.objects.filter(key_hash=hashed(secret), sent__gte=timezone.now() - LINK_LIVES, given=None)
    return rows.select_related("proposal__scheme", "proposal__by").first()


def past_their_purpose(today: dt.date) -> "QuerySet[Proposal]":
    """Projects that are over, and ideas whose scheme has ended before they were handed in: consents nobody needs any more."""
    since = today - dt.timedelta(days=AFTER_THE_END)
    ended = Record.objects.filter(item=OuterRef("scheme"), verb="scheme.ended", at__date__lt=since)
    over = Q(state__in=OVER, over__date__lt=since)
    left = Q(Exists(ended), state__in=BEFORE_HANDING_IN, scheme__state=Scheme.State.ENDED)
    rows = Proposal.objects.filter(Exists(Consent.objects.filter(proposal=OuterRef("pk"))))
    rows = rows.annotate(over=Max("steps__at", filter=Q(steps__target__in=ENDS)))
    found: QuerySet[Proposal] = rows.filter(over | left).order_by("pk")
    return found


# While the office owes the group an answer, and nothing else sets the date.
OWED = ("submitted", "checking", "first_review", "passed_first", "presenting", "final_review")


def answers_near(today: dt.date, days: int = 3) -> "QuerySet[Proposal]":
    """What was promised an answer within these days, or before; of schemes that count days from the handing in."""
    near = Q(pk__in=[])
    for scheme in Scheme.objects.filter(plan__rules__result_days__gt=0).only("pk", "plan"):
        promised = dt.timedelta(days=scheme.the_plan.rules.result_days)
        near |= Q(scheme=scheme, submitted__date__lte=today + dt.timedelta(days=days) - promised)
    rows = Proposal.objects.filter(near, state__in=OWED).select_related("scheme")
    found: QuerySet[Proposal] = rows.order_by("submitted", "pk")
    return found
