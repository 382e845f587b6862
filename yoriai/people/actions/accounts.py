"""Accounts: signing up, the profile, printed codes, leaving."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.actors.actions import add_actor, blank_actor, change_actor, merge_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Area
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.models import Guest, Invitation, Outgoing, Session, User
from yoriai.people.policy import can_leave, can_print_codes
from yoriai.people.queries import members_of, seats_of


@transaction.atomic
def sign_up(email: str, *, name: str, reading: str = "", language: str = "ja") -> User:
    """A person and their account; any script will do for the name. It can be used once the mail address is confirmed."""
    user = User(email=email.lower(), actor=add_actor(Actor.Kind.PERSON, name, reading=reading), language=language)
    user.set_unusable_password()
    user.save()
    return user


def confirm_mail(user: User) -> None:
    """Its owner has shown that the account's mail address is theirs."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def change_profile(*, by: Who, name: str, reading: str, area: Area | None, language: str, mail_rhythm: str) -> None:
    """What stands on one's own page: only the name is needed."""
    require(by.signed_in)
    change_actor(by.person, name=name, reading=reading, area=area)
    user = User.objects.get(actor=by.person)
    user.language, user.mail_rhythm = language, mail_rhythm
    user.save(update_fields=["language", "mail_rhythm"])
    record("profile.changed", by=by, inside=True)


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Sign this account out everywhere but in one session. Returns how many were ended."""
    return Session.objects.filter(user=user).exclude(session_key=but).delete()[0]


@transaction.atomic
def print_codes(user: User, *, by: Who | None) -> list[str]:
    """Ten codes for paper, each good once as second factor; earlier ones end. by=None: from the machine's own console."""
    require(by is None or can_print_codes(by))
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    record("codes.printed", by=by, inside=True, actor=user.actor_id)
    return codes


@transaction.atomic
def leave(*, by: Who) -> None:
    """Close the account: the person is blanked, what they said in public stays without their name.

    Deleted: account, mail address, ways in, sessions, contact data, follows, notices, invitations, forms never sent. Kept: the
    actor's row without name, what they wrote, and the records of what was done. Raises NotPossible for the last of the office.
    """
    require(can_leave(by))
    here = city()
    person = by.person
    if here is not None and by.wears(here.office_id) and members_of(here.office).count() == 1:
        raise NotPossible(_("You are the last one of the office. Please hand your seat over first."))
    record("account.closed", by=by.wearing(person), inside=True)
    for seat in seats_of(person):
        seat.ended, seat.ended_why = timezone.now(), "left"
        seat.save(update_fields=["ended", "ended_why"])
        record("seat.ended", by=by.wearing(person), inside=True, seat=seat.pk, body=seat.body_id)
    user = User.objects.get(actor=person)
    Invitation.objects.filter(email__iexact=user.email).delete()
    person.contacts.all().delete()
    person.follows.all().delete()
    person.drafts.all().delete()
    # Notices to others of what this person did carry the name in their text.
    Outgoing.objects.filter(Q(to=person) | Q(record__person=person)).delete()
    user.delete()
    blank_actor(person)


@transaction.atomic
def end_unconfirmed(before: dt.datetime) -> int:
    """Delete accounts opened before this moment whose mail address nobody confirmed: mistyped, or a flood. Returns how many."""
    unsure = EmailAddress.objects.filter(user=OuterRef("pk"))
    waiting = User.objects.filter(Exists(unsure), ~Exists(unsure.filter(verified=True)), last_login=None)
    gone = list(waiting.filter(date_joined__lt=before).select_for_update(skip_locked=True, of=("self",))[:500])
    for user in gone:
        actor = user.actor
        user.delete()
        actor.delete()
    return len(gone)


@transaction.atomic
def keep_what_i_wrote(guest: Guest, *, by: Who) -> int:
    """What this device wrote before its owner had an account becomes theirs. Returns how many things moved."""
    require(by.signed_in and guest.actor_id != by.person.pk)
    guest_actor = Actor.objects.select_for_update(of=("self",)).get(pk=guest.actor_id)
    guest.delete()
    moved = merge_actor(guest_actor, by.person)
    record("guest.joined", by=by, inside=True, guest=guest_actor.pk)
    return moved
