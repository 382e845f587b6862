"""参加券: printed before the evening, handed out at the door, each good for one person and once."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.models import Session, Ticket
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked
from yoriai.kernel.items.codes import clean
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.guests import enter
from yoriai.people.queries import who_is
from yoriai.voices.actions import SHUT, stir
from yoriai.voices.models import Door, Vote

# Few enough that a guess never hits: a thousand of 32^8, and guessing is slowed.
MOST_TICKETS = 1000


@transaction.atomic
def print_tickets(session: Session, count: int, *, by: Who) -> list[Ticket]:
    """So many more tickets for a session, to be printed."""
    session = locked(session)
    require(policy.can_prepare(by, session))
    last = session.tickets.aggregate(Max("number"))["number__max"] or 0
    if count < 1 or last + count > MOST_TICKETS:
        raise NotPossible(_("Up to %(most)d tickets for one evening, please.") % {"most": MOST_TICKETS})
    made = [Ticket(session=session, number=number) for number in range(last + 1, last + count + 1)]
    Ticket.objects.bulk_create(made)
    record("tickets.printed", by=by.wearing(session.assembly.team), item=session, inside=True, count=count)
    return made


@transaction.atomic
def use_ticket(session: Session, code: str, *, by: Who) -> Ticket:
    """This person, or device, answers with the ticket from now on; what it answered in the hall before counts with it.

    Raises NotPossible for a code that was not printed or was used by another. Pressed twice is used once.
    """
    require(policy.can_use_ticket(by, session), SHUT)
    typed = clean(code)
    number = next((ticket.number for ticket in session.tickets.all() if ticket.code == typed), None)
    if number is None:
        raise NotPossible(_("This is not a ticket of this evening. Please look at its eight signs once more."))
    ticket = Ticket.objects.select_for_update().get(session=session, number=number)
    if ticket.holder_id == by.person.pk:
        return ticket
    if ticket.holder_id is not None:
        raise NotPossible(_("This ticket has been used already. The reception has another for you."))
    # The person's row is held, so that two tickets pressed at once are used one after the other.
    type(by.person).objects.select_for_update().get(pk=by.person.pk)
    if session.tickets.filter(holder=by.person).exists():
        raise NotPossible(_("You take part with a ticket already. Please give this one to somebody else."))
    ticket.holder, ticket.used = by.person, timezone.now()
    ticket.save(update_fields=["holder", "used"])
    Vote.objects.filter(by=by.person, statement__about=session.pk, door=Door.HALL).update(door=Door.TICKET)
    # Without the number: a record must not say whose piece of paper it was.
    record("ticket.used", by=None, item=session, inside=True)
    stir(session)
    return ticket


@transaction.atomic
def come_in(session: Session, code: str, **facts: Any) -> str:
    """A new device in the hall, with a ticket or (code="") without. Returns the secret of its cookie.

    facts: what `enter` takes. A ticket that is refused leaves no device behind.
    """
    guest, secret = enter(**facts)
    if code:
        use_ticket(session, code, by=who_is(guest.actor, signed_in=False))
    return secret
