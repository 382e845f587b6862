"""On which sides of a proposal somebody stands: everything else one may do follows from it and from the table of moves."""

from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.people.policy import is_office
from yoriai.proposals import lifecycle as way
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import PanelSeat, Proposal, Scheme, ScoreSheet, Talk
from yoriai.proposals.policy.near import is_its_office

COMPANION, PANEL = "the companion", "the panel"
# From the first look on the panel reads; before that nobody of it does.
SEEN_BY_PANEL = frozenset(
    {"first_review", "held", "not_passed", "passed_first", "presenting", "final_review", "not_adopted", *way.ADOPTED}
)


def sides(who: Who | None, proposal: Proposal) -> frozenset[str]:
    """On which sides of the proposal this person stands, in any of their hats. At most four queries, whatever its size.

    The city's sides (office, section) need the second factor. A member of the panel stands on a side once they have said that
    nothing ties them; whoever stands too near never does, and is not its office either before the result.
    """
    if who is None or not who.signed_in:
        return frozenset()
    if proposal.stands is not None and proposal.stands[:2] == (who, proposal.state):
        return proposal.stands[2]
    found = set()
    if is_its_office(who, proposal):
        found.add(OFFICE)
    if who.wears(proposal.by_id):
        found.add(PROPOSER)
    if who.wears(proposal.companion_id):
        found.add(COMPANION)
    if (
        Party.objects.filter(item=proposal.pk, actor__in=who.hats, agreed__isnull=False)
        .exclude(actor=proposal.by_id)
        .exists()
    ):
        found.add(PARTNER)
    if who.sure and _answers_for_the_city(who, proposal):
        found.add(SECTION)
    if proposal.state in SEEN_BY_PANEL and _has_said_free(who, proposal):
        found.add(PANEL)
    return frozenset(found)


def _answers_for_the_city(who: Who, proposal: Proposal) -> bool:
    """The sections that were asked. Where a scheme asks none, the office is the city's side of an adopted project."""
    asked = set(Talk.objects.filter(proposal=proposal, ended=None).values_list("section", flat=True))
    return bool(asked & who.hats) or (not asked and proposal.is_adopted and is_office(who))


def stand(who: Who | None, proposal: Proposal) -> Proposal:
    """The proposal with its reader's sides found once, for a page that asks many times. Actions hold rows of their own and ask anew."""
    proposal.stands = None if who is None else (who, proposal.state, sides(who, proposal))
    return proposal


def seat_of(who: Who | None, proposal: Proposal) -> PanelSeat | None:
    """The seat from which this person judges this proposal; None for whoever stands too near, and for whoever has come to the office."""
    if who is None or not who.signed_in or who.office:
        return None
    seats = PanelSeat.objects.filter(scheme=proposal.scheme_id, actor=who.person, ended=None)
    return seats.exclude(interests__proposal=proposal).first()


def panel_seat(who: Who | None, scheme: Scheme) -> PanelSeat | None:
    """The seat of this person on the panel of a scheme, whatever they stand near to. Nobody judges and runs it at once."""
    if who is None or not who.signed_in or who.office:
        return None
    return PanelSeat.objects.filter(scheme=scheme.pk, actor=who.person, ended=None).first()


def _has_said_free(who: Who, proposal: Proposal) -> bool:
    """A sheet of theirs is begun by that word alone: before it nothing of the proposal is theirs to read."""
    mine = ScoreSheet.objects.filter(proposal=proposal, seat__actor=who.person, seat__ended=None)
    return mine.exclude(seat__interests__proposal=proposal).exists()
