"""Whoever has said, in whichever seat of the panel, that they stand too near: not its office either while the panel has not spoken."""

from yoriai.kernel.actors.who import Who
from yoriai.people.policy import is_office
from yoriai.proposals import lifecycle as way
from yoriai.proposals.models import Interest, Proposal

# What was held and not handed in by its date has sheets of the panel too, and no result.
WITHOUT_RESULT = (*way.BEFORE_RESULT, "uncorrected")


def stands_near(who: Who | None, proposal: Proposal) -> bool:
    """Said to stand too near, in whichever seat of the panel, while the panel has not spoken. The office's hat does not undo it."""
    if who is None or proposal.state not in WITHOUT_RESULT:
        return False
    return Interest.objects.filter(proposal=proposal.pk, seat__actor=who.person).exists()


def is_its_office(who: Who | None, proposal: Proposal) -> bool:
    """The office, as far as this proposal is concerned."""
    if proposal.stands is not None and proposal.stands[:2] == (who, proposal.state):
        return way.OFFICE in proposal.stands[2]
    return is_office(who) and not stands_near(who, proposal)
