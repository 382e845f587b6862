"""相談の予約: hours are offered, a group takes one with one tap, moves it or gives it back until the day before; homework is ticked."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, save_item, touch
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.seats import find_near
from yoriai.proposals.actions.steps import as_group, let_in, let_out_unless_concerned
from yoriai.proposals.models import Booking, Consultation, HomeworkDone, PanelSeat, Proposal, Scheme, Slot
from yoriai.proposals.policy import early


@transaction.atomic
def name_companion(proposal: Proposal, companion: Actor, *, by: Who) -> Proposal:
    """Who goes along with the group from now on, at whatever step it stands (引継ぎ). Whoever did before reads nothing more, unless
    something else ties them to it. Raises NotPossible where they do already."""
    proposal = locked(proposal)
    require(early.can_name_companion(by, proposal))
    before = proposal.companion
    if companion == before:
        raise NotPossible(_("They go along with the group already."))
    proposal.companion = companion
    save_item(proposal, "companion")
    handed_over(proposal, before)
    former = before.pk if before else None
    record("proposal.companion_named", by=by, item=proposal, inside=True, companion=companion.pk, former=former)
    return proposal


def handed_over(proposal: Proposal, before: Actor | None) -> None:
    """The companion sees it from now on, and whoever was it before no longer; a member of the panel leaves the panel's side of it."""
    assert proposal.companion is not None
    let_in(proposal, proposal.companion)
    if before is not None and before != proposal.companion:
        let_out_unless_concerned(proposal, before)
    if proposal.state in policy.SEEN_BY_PANEL:
        seats = PanelSeat.objects.filter(scheme=proposal.scheme_id, actor=proposal.companion, ended=None)
        find_near(proposal, seats.select_related("actor"))


@transaction.atomic
def offer_slot(scheme: Scheme, *, by: Who, now: dt.datetime | None = None, **facts: Any) -> Slot:
    """An hour for groups with an idea. Where it is, stands with it. One person has an hour once, also after a double click."""
    require(early.can_offer_slots(by, scheme))
    scheme = locked(scheme)
    if scheme.state != Scheme.State.OPEN:
        raise NotPossible(_("Hours can be offered once the scheme is open."))
    if facts["starts"] <= (now or timezone.now()):
        raise NotPossible(_("This hour has passed already."))
    if facts["way"] == Slot.Way.PLACE and not str(facts.get("where", "")).strip():
        raise NotPossible(_("Please say where you meet."))
    if Slot.objects.filter(scheme=scheme, by=by.person, starts=facts["starts"], withdrawn=None).exists():
        raise NotPossible(_("You offer this hour already."))
    made = Slot.objects.create(scheme=scheme, by=by.person, **facts)
    record("slot.offered", by=by, item=scheme, inside=True, slot=made.pk)
    return made


@transaction.atomic
def withdraw_slot(slot: Slot, *, by: Who) -> Slot:
    """It cannot be held. Whoever has booked it is told, and chooses another."""
    # Proposals before the hour, as in booking: two who lock the other way round would wait for each other.
    for pk in slot.bookings.filter(cancelled=None).order_by("proposal").values_list("proposal", flat=True):
        locked(Proposal(pk=pk))
    slot = Slot.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=slot.pk)
    require(early.can_withdraw_slot(by, slot))
    slot.withdrawn = timezone.now()
    slot.save(update_fields=["withdrawn"])
    for row in slot.bookings.filter(cancelled=None, consultation=None).select_related("proposal"):
        _cancelled(row, by)
    record("slot.withdrawn", by=by, item=slot.scheme, inside=True, slot=slot.pk)
    return slot


@transaction.atomic
def book(slot: Slot, proposal: Proposal, *, by: Who, now: dt.datetime | None = None) -> Booking:
    """Take a seat; what was booked before is given back. Of two who want the last one, one has it and the other is told."""
    now, proposal = now or timezone.now(), locked(proposal)
    require(early.can_book(by, proposal))
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    if slot.scheme_id != proposal.scheme_id or slot.withdrawn is not None or slot.starts <= now:
        raise NotPossible(_("This hour is no longer free. Please choose another."))
    mine = Booking.objects.filter(proposal=proposal, cancelled=None, slot__starts__gt=now)
    before = mine.select_for_update(of=("self",)).select_related("slot", "proposal__by").first()
    if before is not None and before.slot_id == slot.pk:
        return before
    taken = set(slot.bookings.filter(cancelled=None).values_list("seat", flat=True))
    seat = next((number for number in range(1, slot.seats + 1) if number not in taken), None)
    if seat is None:
        raise NotPossible(_("Somebody was quicker: this hour is taken. Please choose another."))
    if before is not None:
        _give_back(before, by, now)
    made = Booking.objects.create(slot=slot, seat=seat, proposal=proposal, by=by.person)
    touch(proposal)
    record("consultation.booked", by=as_group(by, proposal), item=proposal, inside=True, booking=made.pk)
    return made


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Who, now: dt.datetime | None = None) -> None:
    """The group gives it back, until the day before; the office at any time."""
    require(early.can_cancel_booking(by, locked(booking.proposal)))
    row = Booking.objects.select_for_update(of=("self",)).select_related("slot", "proposal").get(pk=booking.pk)
    if row.cancelled is None:
        _give_back(row, by, now or timezone.now())


def _give_back(row: Booking, by: Who, now: dt.datetime) -> None:
    if not early.still_changes(by, row, now):
        raise NotPossible(_("It can be changed until the day before. Please telephone the office."))
    _cancelled(row, by)


def release_bookings(proposal: Proposal, *, by: Who | None) -> None:
    """It has come to its end: the hours to come are free again, and whoever offers them is told. Inside the transaction of the step."""
    mine = Booking.objects.filter(proposal=proposal, cancelled=None, consultation=None, slot__starts__gt=timezone.now())
    for row in mine.select_for_update(of=("self",)).select_related("proposal__by"):
        _cancelled(row, by)


def _cancelled(row: Booking, by: Who | None) -> None:
    row.cancelled = timezone.now()
    row.save(update_fields=["cancelled"])
    touch(row.proposal)
    hat = as_group(by, row.proposal) if by else None
    record("consultation.cancelled", by=hat, item=row.proposal, inside=True, booking=row.pk)


@transaction.atomic
def tick_homework(row: Consultation, *, by: Who, done: bool) -> None:
    """宿題: one of the group says it is done, or that it is not after all."""
    require(early.can_tick_homework(by, row.proposal))
    if not row.homework:
        raise NotPossible(_("There is no homework here."))
    proposal = locked(row.proposal)
    if done:
        HomeworkDone.objects.get_or_create(consultation=row, defaults={"by": by.person})
    else:
        HomeworkDone.objects.filter(consultation=row).delete()
    touch(proposal)
    record("homework.ticked", by=as_group(by, proposal), item=proposal, inside=True, consultation=row.pk, done=done)
