"""What both sides do for themselves: ask for a change and answer it, join, look back; and what the office notes of it from paper."""

from django.db.models import QuerySet

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask
from yoriai.people.policy import is_office
from yoriai.proposals.lifecycle import PART, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import LookBack, Pending, Proposal
from yoriai.proposals.policy import sides
from yoriai.proposals.policy.near import is_its_office

BOTH = (PROPOSER, SECTION)


def own_sides(who: Who | None, proposal: Proposal) -> frozenset[str]:
    """Those of the two sides this person speaks for, in any of their hats."""
    return sides(who, proposal) & frozenset(BOTH)


def noted_sides(who: Who | None, proposal: Proposal) -> tuple[str, ...]:
    """The sides whose paper this person may note: the office those it does not speak for itself."""
    own = own_sides(who, proposal)
    return tuple(side for side in BOTH if side not in own) if is_office(who) else ()


def asking_side(pending: Pending) -> str:
    """The side that asked for it."""
    return PROPOSER if pending.asked_by_id == pending.proposal.by_id else SECTION


def waits(pending: Pending) -> bool:
    """Whether it has no answer yet."""
    return pending.agreed is None and pending.dropped is None


def asked_by_own_side(who: Who | None, pending: Pending) -> bool:
    """Whether the change was asked for by the side this person stands on: it may take it back, and not agree to it."""
    return who is not None and (
        who.wears(pending.asked_by_id) or asking_side(pending) in own_sides(who, pending.proposal)
    )


def can_agree_to_change(who: Who | None, pending: Pending) -> bool:
    """The other side, and nobody who stands on both."""
    return waits(pending) and bool(own_sides(who, pending.proposal)) and not asked_by_own_side(who, pending)


def can_drop_change(who: Who | None, pending: Pending) -> bool:
    """Either side: the one takes it back, the other leaves it as it is."""
    return waits(pending) and bool(own_sides(who, pending.proposal))


def can_note_change(who: Who | None, pending: Pending) -> bool:
    """The answer of a side on paper: the office, for a side it does not speak for."""
    return waits(pending) and bool(noted_sides(who, pending.proposal))


def can_join(who: Who | None, pending: Pending) -> bool:
    """The new partner a change names, as long as it waits."""
    asked = who is not None and pending.joins_id is not None and who.signed_in and who.wears(pending.joins_id)
    return asked and waits(pending) and pending.joined is None


def can_note_joining(who: Who | None, pending: Pending) -> bool:
    """The new partner's answer on paper: the office."""
    return is_office(who) and pending.joins_id is not None and waits(pending) and pending.joined is None


def parts_to_answer(who: Who | None, pending: Pending) -> "QuerySet[Ask]":
    """What partners whose part a change touches are asked, and this person may answer: for their own body; the office, from paper."""
    rows = Ask.objects.filter(what=PART, item=pending.proposal_id, state=Ask.State.ASKED).select_related("asked")
    if who is None or not who.signed_in or not waits(pending):
        return rows.none()
    return rows if is_office(who) else rows.filter(asked__in=who.hats)


def can_note_invitation(who: Who | None, proposal: Proposal) -> bool:
    """The answer on paper of whoever was asked to carry it: the office."""
    return is_its_office(who, proposal)


def asked_to_carry(who: Who | None, proposal: Proposal) -> bool:
    """Whether somebody this person speaks for is asked to carry it and has not answered."""
    mine = Ask.objects.filter(what="join_proposal", item=proposal.pk, state=Ask.State.ASKED)
    return who is not None and mine.filter(asked__in=who.hats).exists()


def can_look_back(who: Who | None, proposal: Proposal, actor: Actor) -> bool:
    """Each party for itself."""
    mine = proposal.state == "looking_back" and bool(sides(who, proposal) & {PROPOSER, PARTNER, SECTION})
    return mine and who is not None and who.wears(actor.pk)


def can_type_look_back(who: Who | None, proposal: Proposal, row: LookBack | None) -> bool:
    """A sheet that came on paper: the office. Never one that its party has begun here: that one is closed to the office."""
    own = row is None or (bool(row.on_paper_from) and row.handed_in is None)
    return is_office(who) and proposal.state == "looking_back" and own


def can_go_on_without(who: Who | None, proposal: Proposal) -> bool:
    """Close the sheet of a side that never came: the office."""
    return is_office(who) and proposal.state == "looking_back"
