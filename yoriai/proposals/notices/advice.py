"""Advice, sections asked about a draft or an idea: who is told. A section hears of an idea by its ask alone."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.models import Actor, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.proposals.models import Booking, Proposal, Scheme, SchemeRemark
from yoriai.ui.dates import full_date


def _booking(happened: Record) -> Booking | None:
    rows = Booking.objects.select_related("slot__by", "proposal__by", "proposal__scheme__by")
    return rows.filter(pk=happened.data.get("booking")).first()


def _when(row: Booking) -> str:
    starts = timezone.localtime(row.slot.starts)
    facts = {"day": full_date(starts.date()), "clock": f"{starts:%H:%M}", "how": row.slot.get_way_display()}
    said = _("%(day)s %(clock)s, %(how)s") % facts
    return f"{said}\n{row.slot.where}" if row.slot.where else said


@hears("consultation.booked")
def booked(happened: Record) -> Iterator[Notice]:
    """The group and whoever offered the hour, each with the calendar file; before a companion is named, the office too."""
    row = _booking(happened)
    if row is None or row.cancelled is not None:
        return
    subject = _("Advice is booked: %(title)s") % {"title": row.proposal.title}
    calendar = settings.BASE_URL + reverse("proposals:booking_calendar", args=[row.proposal.code])
    told = _("For your calendar (.ics): %(page)s") % {"page": calendar}
    for actor in {one.pk: one for one in (row.proposal.by, row.slot.by)}.values():
        yield Notice(actor, subject, f"{_when(row)}\n{told}", row.proposal, singly=True)
    if row.proposal.companion_id is None:
        code = row.proposal.code
        page = (
            reverse("proposals:step", args=[code, "consult"])
            if row.proposal.state == Proposal.State.IDEA
            else reverse("proposals:companion", args=[code])
        )
        name = _("It is the first contact. Please name a companion: %(page)s") % {"page": settings.BASE_URL + page}
        yield Notice(row.proposal.scheme.by, subject, f"{_when(row)}\n{name}", row.proposal, singly=True)


@hears("proposal.companion_named")
def companion_named(happened: Record) -> Iterator[Notice]:
    """The group and the new one, and whoever hands it over."""
    proposal = Proposal.objects.select_related("by").filter(pk=happened.item_id or 0).first()
    people = Actor.objects.in_bulk([pk for pk in (happened.data.get("companion"), happened.data.get("former")) if pk])
    now = people.get(happened.data.get("companion"))
    if proposal is None or now is None:
        return
    subject = _("Companion: %(title)s") % {"title": proposal.title}
    text = _("%(who)s goes along with the group from now on.") % {"who": now.shown_name}
    for actor in (proposal.by, *people.values()):
        reads = actor.pk in (proposal.by_id, now.pk)
        yield Notice(actor, subject, text, proposal if reads else None, singly=True)


@hears("consultation.cancelled")
def cancelled(happened: Record) -> Iterator[Notice]:
    """The other one of the two; both where the hour itself was withdrawn by somebody else."""
    row = _booking(happened)
    if row is None or row.cancelled is None:
        return
    subject = _("Advice does not take place: %(title)s") % {"title": row.proposal.title}
    page = settings.BASE_URL + reverse("proposals:booking", args=[row.proposal.code])
    text = _("Another hour can be chosen here: %(page)s") % {"page": page}
    for actor in {one.pk: one for one in (row.proposal.by, row.slot.by)}.values():
        if actor.pk not in (happened.hat_id, happened.person_id):
            yield Notice(actor, subject, f"{_when(row)}\n{text}", row.proposal, singly=True)


@hears("scheme.remarked")
def remarked(happened: Record) -> Iterator[Notice]:
    """The office: a section has said something about the draft."""
    row = SchemeRemark.objects.select_related("by", "scheme__by").filter(pk=happened.data.get("remark")).first()
    if row is not None and row.by_id != row.scheme.by_id:
        subject = _("A word on the draft: %(title)s") % {"title": row.scheme.title}
        yield Notice(row.scheme.by, subject, f"{row.by}\n{row.text}", row.scheme)


@hears("scheme.ended")
def closed_by_date(happened: Record) -> Iterator[Notice]:
    """The office: a scheme with rolling dates has closed by itself."""
    scheme = Scheme.objects.select_related("by").filter(pk=happened.item_id).first()
    if scheme is not None and happened.person_id is None:
        subject = _("It takes nothing new from now on: %(title)s") % {"title": scheme.title}
        yield Notice(scheme.by, subject, _("Its last day has passed. What is under way goes on."), scheme)


@hears("idea.imagining_answered")
def imagined(happened: Record) -> Iterator[Notice]:
    """The office and the group: a section has said whether it can imagine it."""
    proposal = Proposal.objects.select_related("by", "scheme__by").filter(pk=happened.item_id).first()
    if proposal is None or happened.hat is None:
        return
    said = (
        _("%(who)s would like to shape it with you.")
        if happened.data.get("yes")
        else _("%(who)s cannot do it this time.")
    )
    subject = _("A section has answered: %(title)s") % {"title": proposal.title}
    for actor in {one.pk: one for one in (proposal.by, proposal.scheme.by)}.values():
        yield Notice(actor, subject, said % {"who": happened.hat.shown_name}, proposal, singly=True)
