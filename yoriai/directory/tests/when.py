"""Days around today for the tests of events."""

import datetime as dt

from django.utils import timezone

from yoriai.directory.actions.events import Span

NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


def in_days(*numbers):
    """A two-hour span that many days from now, each."""
    return [Span(NOON + dt.timedelta(days=n), NOON + dt.timedelta(days=n, hours=2)) for n in numbers]
