"""An hour for advice as a file for one's calendar. Nothing of the idea and nobody's name stands in it."""

from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from yoriai.kernel.city.queries import city
from yoriai.proposals.models import Booking


def calendar_of(row: Booking) -> bytes:
    """One entry of its own. An hour that is given back has no file: both are told, and take it out of their calendar."""
    here, slot, made = city(), row.slot, Calendar()
    made.add("prodid", "-//Yoriai//Advice//JA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    one = Event()
    one.add("uid", f"advice-{row.pk}@{here.area.code if here else 'city'}.yoriai")
    one.add("dtstamp", row.at.astimezone(UTC))
    with override(settings.LANGUAGE_CODE):
        one.add("summary", _("Advice on a joint project"))
        one.add("location", f"{slot.get_way_display()}　{slot.where}".strip())
    one.add("status", "CONFIRMED")
    one.add("dtstart", slot.starts.astimezone(UTC))
    one.add("dtend", (slot.starts + timedelta(minutes=slot.minutes)).astimezone(UTC))
    one.add("url", settings.BASE_URL + reverse("proposals:booking", args=[row.proposal.code]))
    made.add_component(one)
    written: bytes = made.to_ical()
    return written
