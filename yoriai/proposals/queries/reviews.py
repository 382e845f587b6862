"""The panel's side: which round it is, the count by the scheme's rule, who stands too near."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.models import Party
from yoriai.engines.schemes import Points, Round, Tally, count
from yoriai.kernel.models import Actor
from yoriai.people.models import Representation
from yoriai.proposals.models import Interest, PanelSeat, Proposal, ScoreSheet, Talk

FIRST = ("first_review", "held", "passed_first", "not_passed")


def round_of(proposal: Proposal) -> Round:
    """The round it stands in: the first look, or from the presentation on the last."""
    plan = proposal.scheme.the_plan
    keys = plan.type(proposal.type).rounds
    return plan.round(keys[0] if proposal.state in FIRST else keys[-1])


def count_of(proposal: Proposal) -> Tally:
    """The sheets handed in for this round, without those of members who stand too near, counted by the scheme's rule."""
    one = round_of(proposal)
    near = Interest.objects.filter(proposal=proposal).values("seat")
    rows = ScoreSheet.objects.filter(proposal=proposal, round=one.key, state=ScoreSheet.State.SUBMITTED).exclude(
        seat__in=near
    )
    sheets = [
        Points(row.seat_id, {score.criterion: score.points for score in row.scores.all() if score.points is not None})
        for row in rows.prefetch_related("scores")
    ]
    return count(sheets, one, proposal.scheme.the_plan.rules)


def known_ties(proposal: Proposal, seats: Iterable[PanelSeat]) -> Iterator[tuple[PanelSeat, str]]:
    """Members who speak, or within the scheme's years spoke, for a party, for a section asked, or for a body the companion speaks for;
    and the companion. Three queries and one for the companion, whatever the size of the panel."""
    years = proposal.scheme.the_plan.rules.ties_years
    spoke = Representation.objects.filter(accepted__isnull=False).exclude(
        ended__lt=timezone.now() - dt.timedelta(days=365 * years)
    )
    partners = Party.objects.filter(item=proposal.pk, actor__isnull=False).values_list("actor_id", flat=True)
    sections = Talk.objects.filter(proposal=proposal).values_list("section_id", flat=True)
    near = {proposal.by_id, *partners, *sections}
    # The city's own office stands near to every proposal alike: to sit there with a companion ties nobody to this one.
    beside = set(
        spoke.filter(person=proposal.companion_id)
        .exclude(body__kind=Actor.Kind.SECTION)
        .values_list("body_id", flat=True)
    )
    bodies: dict[int, set[int]] = {}
    for person, body in spoke.filter(body__in=near | beside).values_list("person_id", "body_id"):
        bodies.setdefault(person, set()).add(body)
    for seat in seats:
        theirs = bodies.get(seat.actor_id, set())
        if seat.actor_id in near or theirs & near:
            words = _("Speaks, or spoke in the last %(years)d years, for one of those concerned.")
            yield seat, words % {"years": years}
        elif seat.actor_id == proposal.companion_id:
            yield seat, _("Goes along with the group as its companion.")
        elif theirs & beside:
            words = _("Speaks, or spoke in the last %(years)d years, for the same body as the companion.")
            yield seat, words % {"years": years}
