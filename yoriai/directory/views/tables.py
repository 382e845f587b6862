"""The organiser's list as a workbook."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.models import Event, SignUp
from yoriai.engines.tables.writing import Cell, to_xlsx


def people_sheet(event: Event, seats: Sequence[SignUp], contacts: dict[int, str]) -> bytes:
    """Who comes, one line each: day, name, how many, seat or waiting, contact, what they need, when they signed up."""
    headers = [_("Day"), _("Name"), _("People"), _("Seat"), _("Contact"), _("What they need"), _("Signed up")]
    rows: list[list[Cell]] = [
        [
            _local(seat.occurrence.starts),
            seat.actor.shown_name,
            seat.people,
            seat.get_state_display(),
            contacts.get(seat.actor_id, ""),
            seat.needs,
            _local(seat.created),
        ]
        for seat in seats
    ]
    return to_xlsx(headers, rows, title=event.title)


def _local(moment: dt.datetime) -> dt.datetime:
    """In the city's own time and without its zone: Excel knows none."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)
