"""Who runs an evening: everybody in its team, citizens and staff with the same powers (R24).

Contact data is for 受付担当 only.
"""

from yoriai.assembly.lifecycle import COMMITMENT, SESSION
from yoriai.assembly.models import Assembly, Commitment, Point, Reception, Session, Ticket
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.voices.models import Door, Statement
from yoriai.voices.policy import ROOMS, Room, What

S = Session.State

PREPARED_IN = (S.DRAFT, S.CALLED, S.OPEN)
TYPED_IN = (S.OPEN, S.SUMMING_UP)


def assembly_of(thing: Assembly | Session | Point | Commitment) -> Assembly:
    """The forum a thing belongs to."""
    if isinstance(thing, Assembly):
        return thing
    session = thing if isinstance(thing, Session) else thing.session
    return session.assembly


def can_found(who: Who | None) -> bool:
    """A new forum: the office."""
    return who is not None and who.office and who.sure


def can_steer(who: Who | None, thing: Assembly | Session | Point | Commitment) -> bool:
    """The team's powers: whoever sits in it, with their second factor, on whichever side."""
    return who is not None and who.signed_in and who.sure and who.wears(assembly_of(thing).team_id)


def can_move(who: Who | None, session: Session, verb: str) -> bool:
    """Whether this person may do this to the session now."""
    return SESSION.allows(session.state, verb) and can_steer(who, session)


def can_prepare(who: Who | None, session: Session) -> bool:
    """Changing question, place, time, agenda and printing cards: until it is summed up."""
    return session.state in PREPARED_IN and can_steer(who, session)


def can_type(who: Who | None, session: Session) -> bool:
    """紙からの転記: while it is open or being summed up."""
    return session.state in TYPED_IN and can_steer(who, session)


def can_take_in(who: Who | None, session: Session) -> bool:
    """Voices from a file: like typing them; and the office, whose closed network has files and no bench."""
    if session.state not in TYPED_IN or who is None:
        return False
    return (who.office and who.sure) or can_steer(who, session)


def can_sum_up(who: Who | None, session: Session) -> bool:
    """Joining cards, making できること and やること."""
    return session.state in TYPED_IN and can_steer(who, session)


def can_check(who: Who | None, card: Statement, session: Session) -> bool:
    """A second look: by somebody else than who typed it."""
    return (
        who is not None
        and can_type(who, session)
        and card.typed_by_id is not None
        and card.typed_by_id != who.person.pk
    )


def can_add_material(who: Who | None, session: Session) -> bool:
    """Any party with an account puts its material on the table (R17), until the session is closed."""
    return who is not None and who.signed_in and session.state not in (S.DRAFT, S.CANCELLED, S.CLOSED)


def can_remove_material(who: Who | None, session: Session, by_id: int) -> bool:
    """Whoever put it there, or the team."""
    return who is not None and (who.wears(by_id) or can_steer(who, session))


def can_see_contacts(who: Who | None, session: Session) -> bool:
    """Only the people named as 受付担当 of this session, with their second factor. Not even the rest of the team."""
    return (
        who is not None
        and who.sure
        and Reception.objects.filter(session=session, person=who.person, ended=None).exists()
    )


def can_tell(who: Who | None, commitment: Commitment) -> bool:
    """その後: the owner, or for them the team or the office (an answer by telephone)."""
    if who is None or not any(
        COMMITMENT.allows(commitment.state, verb) for verb in ("start", "finish", "change", "let_go")
    ):
        return False
    return who.wears(commitment.by_id) or (who.office and who.sure) or can_steer(who, commitment)


def session_of(item: Item) -> Session:
    """The session behind an item, loaded once."""
    return item if isinstance(item, Session) else item.as_session


def _takes(item: Item, door: str, what: What) -> bool:
    """Phones: in the hall's hours. From home: while it is open, answers until it is closed. Paper: by the bench."""
    if item.state not in (S.OPEN, S.SUMMING_UP):
        return False
    if door == Door.HALL:
        return item.state == S.OPEN and session_of(item).in_hall_hours
    return door == Door.HOME and (what == "vote" or item.state == S.OPEN)


def _steers(who: Who | None, item: Item) -> bool:
    return can_steer(who, session_of(item))


def _has_ticket(who: Who, item: Item) -> bool:
    return Ticket.objects.filter(session=item.pk, holder=who.person).exists()


def can_use_ticket(who: Who | None, session: Session) -> bool:
    """A person or a device, in the hall's hours: a ticket is for who is there."""
    return who is not None and who.person.is_human and _takes(session, Door.HALL, "vote")


ROOMS["session"] = Room(_takes, _steers, _has_ticket)
