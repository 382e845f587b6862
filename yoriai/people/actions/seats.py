"""Seats: who may act for a body, from invitation to hand-over. The body outlives whoever sits there."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.actors.actions import add_actor, change_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Area, Record
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import defer, record
from yoriai.people.guests import hashed
from yoriai.people.letters import invitation_mail
from yoriai.people.lifecycle import SEAT, state_of
from yoriai.people.models import Invitation, Representation
from yoriai.people.policy import (
    can_accept,
    can_end,
    can_found,
    can_give_back,
    can_hand_over,
    can_invite,
    can_reopen,
    can_speak_for,
    can_withdraw,
)
from yoriai.people.queries import members_of

# Read out on the telephone, typed from a letter: twelve signs of the 32 without 0, O, 1, I.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SECRET_LENGTH = 12
INVITED_FOR = dt.timedelta(days=21)


@transaction.atomic
def found(kind: str, name: str, *, by: Who, reading: str = "", area: Area | None = None, role: str = "") -> Actor:
    """A new organisation, with its founder on the first seat. Another of the same name may exist: towns have two PTAs."""
    require(can_found(by, kind))
    if not name.strip():
        raise NotPossible(_("An organisation needs a name."))
    body = add_actor(kind, name, reading=reading, area=area)
    seat = Representation.objects.create(
        person=by.person, body=body, role=role, invited_by=by.person, accepted=timezone.now()
    )
    record("organisation.founded", by=by, inside=True, body=body.pk, seat=seat.pk)
    return body


@transaction.atomic
def change_body(body: Actor, *, by: Who, name: str, reading: str, area: Area | None) -> Actor:
    """Another name, reading or area of an organisation."""
    require(can_speak_for(by, body) and not body.is_human)
    change_actor(body, name=name, reading=reading, area=area)
    record("organisation.changed", by=by, inside=True, body=body.pk)
    return body


@transaction.atomic
def invite(
    body: Actor, *, by: Who, email: str = "", role: str = "", side: str = "", replaces: Representation | None = None
) -> tuple[Invitation, str]:
    """A letter to somebody who may take a seat. With `email` a job writes and sends it; without, the secret is for paper.

    The secret is returned once and kept as a hash.
    """
    require(can_invite(by, body) or (replaces is not None and can_hand_over(by, replaces)))
    return _letter(body, by=by, email=email, role=role, side=side, replaces=replaces)


def _letter(
    body: Actor, *, by: Who, email: str, role: str, side: str, replaces: Representation | None
) -> tuple[Invitation, str]:
    secret = new_secret()
    letter = Invitation.objects.create(
        body=body,
        email=email.strip().lower(),
        secret_hash=hashed(secret),
        role=role,
        side=side,
        by=by.person,
        replaces=replaces,
        expires=timezone.now() + INVITED_FOR,
    )
    record("seat.offered", by=by, inside=True, body=body.pk, invitation=letter.pk, by_mail=bool(letter.email))
    if letter.email:
        defer("send_invitation", invitation=letter.pk)
    return letter, secret


def new_secret() -> str:
    """Sixty bits in twelve signs."""
    return "".join(secrets.choice(SIGNS) for _sign in range(SECRET_LENGTH))


@transaction.atomic
def send_invitation(pk: int) -> bool:
    """Write the letter and mail it: the secret is made here, so that none ever lies in the table of jobs. Once; raises OSError
    or SMTPException where the mail server does not take it, and nothing is changed.
    """
    letter = Invitation.objects.select_for_update(of=("self",)).select_related("body", "by").get(pk=pk)
    if letter.sent or letter.used or letter.withdrawn or not letter.email or letter.expires <= timezone.now():
        return False
    secret = new_secret()
    letter.secret_hash, letter.sent = hashed(secret), timezone.now()
    letter.save(update_fields=["secret_hash", "sent"])
    invitation_mail(letter, secret).send()
    return True


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Who) -> None:
    """The letter no longer opens anything."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("body").get(pk=invitation.pk)
    require(can_withdraw(by, invitation))
    invitation.withdrawn = timezone.now()
    invitation.save(update_fields=["withdrawn"])
    record("seat.offer_withdrawn", by=by, inside=True, body=invitation.body_id, invitation=invitation.pk)


@transaction.atomic
def accept(invitation: Invitation, *, by: Who) -> Representation:
    """Take the seat. Where the letter hands one over, its holder leaves it in the same moment."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("body").get(pk=invitation.pk)
    require(can_accept(by, invitation), _("This invitation has been used, withdrawn, or is past its date."))
    old = _replaced(invitation)
    seat = Representation.objects.filter(person=by.person, body=invitation.body, ended=None).first()
    if seat is not None and (old is None or old.pk == seat.pk):
        raise NotPossible(_("You speak for this organisation already."))
    if seat is None:
        seat = Representation.objects.create(
            person=by.person,
            body=invitation.body,
            role=invitation.role,
            side=invitation.side,
            is_deputy=old is not None and old.is_deputy,
            invited_by=invitation.by,
            accepted=timezone.now(),
        )
    invitation.used = timezone.now()
    invitation.save(update_fields=["used"])
    record("seat.accepted", by=by, inside=True, seat=seat.pk, body=seat.body_id, invitation=invitation.pk)
    if old is not None:
        _end(old, "handed over", by=by, to=by.person, verb="hand_over")
        record("seat.handed_over", by=by, inside=True, seat=seat.pk, old=old.pk, body=seat.body_id)
    return seat


def _replaced(invitation: Invitation) -> Representation | None:
    """The seat this letter hands over, if somebody still sits on it."""
    if invitation.replaces_id is None:
        return None
    return Representation.objects.select_for_update(of=("self",)).filter(pk=invitation.replaces_id, ended=None).first()


def _end(seat: Representation, why: str, *, by: Who, to: Actor | None = None, verb: str = "end") -> Representation:
    seat = Representation.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    SEAT.after(state_of(seat), verb)
    seat.ended, seat.ended_why, seat.handed_to = timezone.now(), why[:200], to
    seat.save(update_fields=["ended", "ended_why", "handed_to"])
    return seat


@transaction.atomic
def end(seat: Representation, *, by: Who, why: str = "") -> Representation:
    """Leave the seat, or take it from somebody who should no longer speak. The last one gives it back instead."""
    require(can_end(by, seat))
    if by.person.pk == seat.person_id and members_of(seat.body).count() == 1:
        raise NotPossible(_("You are the last one. Hand the seat over, or give it back to the office."))
    seat = _end(seat, why, by=by)
    record("seat.ended", by=by, inside=True, seat=seat.pk, body=seat.body_id)
    return seat


@transaction.atomic
def hand_over(seat: Representation, *, by: Who, email: str = "") -> tuple[Invitation, str]:
    """引継ぎ: one letter to whoever comes next. The seat changes hands when they accept; until then nobody is missing."""
    require(can_hand_over(by, seat))
    SEAT.after(state_of(seat), "hand_over")
    for earlier in Invitation.objects.filter(replaces=seat, used=None, withdrawn=None):
        withdraw(earlier, by=by)
    return _letter(seat.body, by=by, email=email, role=seat.role, side=seat.side, replaces=seat)


@transaction.atomic
def give_back(seat: Representation, *, by: Who, why: str = "") -> Representation:
    """The last one gives the body's seat back to the office, which keeps it until somebody shows a document."""
    require(can_give_back(by, seat))
    Actor.objects.select_for_update(no_key=True, of=("self",)).get(pk=seat.body_id)
    if members_of(seat.body).count() > 1:
        raise NotPossible(_("Others still speak for it. Just leave your seat."))
    seat = _end(seat, "given back", by=by, verb="give_back")
    record("seat.given_back", by=by, inside=True, seat=seat.pk, body=seat.body_id, why=why[:200])
    return seat


@transaction.atomic
def reopen(body: Actor, *, by: Who, checked: str, email: str = "", role: str = "") -> tuple[Invitation, str]:
    """The office opens a body nobody represents again, after it has looked at a document. What it looked at is recorded."""
    require(can_reopen(by, body))
    if not checked.strip():
        raise NotPossible(_("Please write which document you looked at."))
    if members_of(body).exists():
        raise NotPossible(_("Somebody speaks for this organisation; they can hand the seat over themselves."))
    record("seat.opened_again", by=by, inside=True, body=body.pk, checked=checked.strip()[:200])
    return _letter(body, by=by, email=email, role=role, side="", replaces=None)


@transaction.atomic
def remind_of_hand_over(today: dt.date) -> bool:
    """In February, once a year: everybody with a seat is asked who takes it from April on. Whether it happened now."""
    if today.month != 2 or Record.objects.filter(verb="seats.reminded", data__year=today.year).exists():
        return False
    record("seats.reminded", by=None, inside=True, year=today.year)
    return True
