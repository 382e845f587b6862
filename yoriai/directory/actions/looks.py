"""載せている情報: who looked at what stands there. The city and the centres confirm, ask and remark; they change nothing (R11, R53)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models import Confirmation, Confirmer, Entry, Note
from yoriai.directory.policy import can_confirm, can_edit, can_name_confirmers, can_remark, can_withdraw_remark
from yoriai.directory.queries.entries import TIME_TO_ANSWER, to_ask_still_true
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import touch
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


@transaction.atomic
def confirm_entry(entry: Entry, how: str, said: str = "", *, by: Who) -> Confirmation:
    """Somebody of the city or of a centre looked, in one of the ways of `Confirmation.How`."""
    require(can_confirm(by, entry))
    made = Confirmation.objects.create(item_id=entry.pk, how=how, said=said, by=by.actor)
    touch(entry)
    record(f"{entry.kind}.confirmed", by=by, item=entry, how=how)
    return made


@transaction.atomic
def remark(entry: Entry, text: str, *, by: Who) -> Note:
    """Add a remark that stands on the page as theirs. The owner hears of it."""
    require(can_remark(by, entry))
    note = Note.objects.create(item_id=entry.pk, by=by.actor, text=text)
    touch(entry)
    record(f"{entry.kind}.remarked", by=by, item=entry, note=note.pk)
    return note


@transaction.atomic
def withdraw_remark(note: Note, *, by: Who) -> None:
    """Whoever made it takes it off the page."""
    require(can_withdraw_remark(by, note))
    Note.objects.filter(pk=note.pk, withdrawn=None).update(withdrawn=timezone.now())
    touch(note.item)
    record(f"{note.item.kind}.remark_withdrawn", by=by, item=note.item, note=note.pk)


@transaction.atomic
def ask_owner(entry: Entry, text: str, *, by: Who) -> Ask:
    """Ask the owner to look at something: 「この電話番号は、いまも使えますか」. Only the owner can change it."""
    require(can_confirm(by, entry))
    if not text.strip():
        raise NotPossible(_("Please write what they should look at."))
    return ask("please_check", entry, entry.by, by=by, text=text, due=timezone.localdate() + TIME_TO_ANSWER)


@transaction.atomic
def say_still_true(entry: Entry, *, by: Who | None) -> Confirmation:
    """The owner says that it still holds. by=None: through the link of the yearly mail, which only they have got."""
    require(by is None or can_edit(by, entry))
    made = Confirmation.objects.create(item_id=entry.pk, how=Confirmation.How.OWNER, by=entry.by)
    close_asks("still_true", entry, by=by)
    touch(entry)
    record(f"{entry.kind}.still_true", by=by, item=entry)
    return made


@transaction.atomic
def ask_still_true(now: dt.datetime) -> int:
    """Once a year, gently: does it still hold? Returns how many were asked. May run twice; the office asks, and waits a month."""
    here = city()
    if here is None:
        return 0
    office, count = Who.alone(here.office, signed_in=False), 0
    for entry in to_ask_still_true(now):
        if entry.by_id != here.office.pk:
            ask("still_true", entry, entry.by, by=office, due=(now + TIME_TO_ANSWER).date())
            count += 1
    return count


@transaction.atomic
def name_confirmer(actor: Actor, *, by: Who) -> Confirmer:
    """A section or centre may confirm, ask and remark from now on."""
    require(can_name_confirmers(by))
    made, _new = Confirmer.objects.update_or_create(actor=actor, defaults={"named_by": by.actor, "ended": None})
    record("confirmer.named", by=by, inside=True, actor=actor.pk)
    return made


@transaction.atomic
def end_confirmer(confirmer: Confirmer, *, by: Who) -> None:
    """No longer. What it confirmed stays, with its name and day."""
    require(can_name_confirmers(by))
    Confirmer.objects.filter(pk=confirmer.pk, ended=None).update(ended=timezone.localdate())
    record("confirmer.ended", by=by, inside=True, actor=confirmer.actor_id)
