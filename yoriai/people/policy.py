"""Who may do what with people, seats, contact data and the outbox."""

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Item
from yoriai.people.models import Invitation, Representation

# What residents found by themselves. Sections are founded by the office, teams with their forum.
FOUNDED = (
    Actor.Kind.NEIGHBOURHOOD,
    Actor.Kind.FEDERATION,
    Actor.Kind.NPO,
    Actor.Kind.GROUP,
    Actor.Kind.COMPANY,
    Actor.Kind.SHOPS,
    Actor.Kind.SCHOOL,
    Actor.Kind.UNIVERSITY,
    Actor.Kind.STUDENTS,
    Actor.Kind.WELFARE,
    Actor.Kind.OTHER,
)


def is_office(who: Who | None) -> bool:
    """Somebody of the office with their second factor."""
    return who is not None and who.office and who.sure


def can_tell_by_hand(who: Who | None, item: Item | None = None) -> bool:
    """The office: whoever telephones sees contact data. And whoever speaks for the owner of the item the notice is about."""
    if is_office(who) or item is None or who is None:
        return is_office(who)
    return who.signed_in and who.sure and who.wears(item.by_id)


def can_print_codes(who: Who | None) -> bool:
    """The office, at its counter, to somebody who shows who they are."""
    return is_office(who)


def can_leave(who: Who | None) -> bool:
    """Everybody may close their own account."""
    return who is not None and who.signed_in


def can_keep_draft(who: Who | None) -> bool:
    """Whoever has an account, for themselves."""
    return who is not None and who.signed_in


def can_follow(who: Who | None) -> bool:
    """Whoever has an account; others follow by mail alone."""
    return who is not None and who.signed_in


def can_found(who: Who | None, kind: str) -> bool:
    """Anybody with an account founds an organisation; a section only the office."""
    if kind == Actor.Kind.SECTION:
        return is_office(who)
    return who is not None and who.signed_in and kind in FOUNDED


def can_speak_for(who: Who | None, body: Actor) -> bool:
    """A member today, with the second factor where the body runs things."""
    return who is not None and who.signed_in and who.wears(body.pk) and (who.sure or body.kind not in Actor.RUNS_THINGS)


def can_invite(who: Who | None, body: Actor) -> bool:
    """A member of the body."""
    return not body.is_human and can_speak_for(who, body)


def can_withdraw(who: Who | None, invitation: Invitation) -> bool:
    """A member of the body, or the office, while nobody has taken it up."""
    waits = invitation.used is None and invitation.withdrawn is None
    return waits and (can_invite(who, invitation.body) or is_office(who))


def can_accept(who: Who | None, invitation: Invitation) -> bool:
    """Whoever has an account and brings an invitation that is neither used, withdrawn nor past its date."""
    waits = invitation.used is None and invitation.withdrawn is None and invitation.expires > timezone.now()
    return who is not None and who.signed_in and waits


def is_held(seat: Representation) -> bool:
    """Somebody sits on it today."""
    return seat.accepted is not None and seat.ended is None


def can_end(who: Who | None, seat: Representation) -> bool:
    """Whoever sits on it, another member of the body, or the office."""
    if who is None or not who.signed_in or not is_held(seat):
        return False
    return who.person.pk == seat.person_id or can_speak_for(who, seat.body) or is_office(who)


def can_hand_over(who: Who | None, seat: Representation) -> bool:
    """Whoever sits on it; the office for somebody who has gone already, or who has no account."""
    if who is None or not is_held(seat):
        return False
    return (who.person.pk == seat.person_id and can_speak_for(who, seat.body)) or is_office(who)


def can_give_back(who: Who | None, seat: Representation) -> bool:
    """Whoever sits on it; that they are the last is a fact the action checks."""
    return who is not None and who.signed_in and is_held(seat) and who.person.pk == seat.person_id


def can_reopen(who: Who | None, body: Actor) -> bool:
    """The office, for a body nobody represents: that is a fact the action checks."""
    return is_office(who) and not body.is_human
