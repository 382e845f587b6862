"""Who may do what with a result. The team has the same powers on both sides (R24); nobody else has any."""

from django.conf import settings

from yoriai.assembly.models import Session
from yoriai.assembly.policy import can_see_contacts
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Ask
from yoriai.people.models import Representation
from yoriai.people.policy import can_tell_by_hand
from yoriai.people.queries import members_of, side_of
from yoriai.publishing.models import Key, Quote, Result

SECOND_KEY = "second_key"


def can_write(who: Who | None, session: Session) -> bool:
    """The steering team of the session's assembly, with its second factor: start, write, show, correct."""
    return who is not None and who.signed_in and who.sure and who.wears(session.assembly.team_id)


def can_edit(who: Who | None, result: Result) -> bool:
    """The same, for a result that exists."""
    return who is not None and who.signed_in and who.sure and who.wears(result.by_id)


def can_turn_key(who: Who | None, result: Result, side: str) -> bool:
    """Somebody of that side; its deputy only after the key has passed to them.

    With the setting RELEASE_BY "any_two" the side does not matter: any two people of the team.
    """
    if who is None or not can_edit(who, result):
        return False
    seat = members_of(result.by).filter(person=who.person).first()
    if seat is None or not seat.side:
        return False
    if settings.RELEASE_BY == "any_two":
        return True
    return seat.side == side and (not seat.is_deputy or is_asked(who, result))


def is_asked(who: Who, result: Result) -> bool:
    """Whether this person is asked for a key by name: a holder at once, a deputy after three days."""
    waiting = Ask.State.ASKED
    return Ask.objects.filter(what=SECOND_KEY, item_id=result.pk, asked=who.person, state=waiting).exists()


def can_take_back_key(who: Who | None, key: Key) -> bool:
    """Whoever turned it, until the second one is turned."""
    mine = who is not None and who.person.pk == key.by_id
    return mine and key.taken_back is None and key.edition_id is None and can_edit(who, key.result)


def can_withdraw(who: Who | None, result: Result) -> bool:
    """Either side alone: anybody with a side in the team."""
    return who is not None and can_edit(who, result) and side_of(who.person, result.by) in Representation.Side.values


def can_withdraw_quote(who: Who | None, quote: Quote) -> bool:
    """Whoever wrote the card, or the team for somebody who telephoned."""
    mine = who is not None and quote.statement is not None and who.wears(quote.statement.by_id)
    return mine or can_edit(who, quote.result)


def can_call(who: Who | None, result: Result) -> bool:
    """Telephone numbers: the 受付担当 of the session, or the office. Not the rest of the team."""
    return can_see_contacts(who, result.session) or can_tell_by_hand(who)
