"""The same scheme a year later."""

import calendar
import datetime as dt
from dataclasses import replace

from yoriai.engines.schemes.plan import Plan


def next_year(plan: Plan) -> Plan:
    """Everything as it is, every date a year later. Times in words ("about spring") stay as they are."""
    phases = tuple(replace(phase, starts=_later(phase.starts), ends=_later(phase.ends)) for phase in plan.phases)
    return replace(plan, year=plan.year + 1, phases=phases)


def _later(day: dt.date | None) -> dt.date | None:
    """The 29th of February becomes the last of it; the last day of February stays the last."""
    if day is None:
        return None
    last = calendar.monthrange(day.year, day.month)[1]
    new_last = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=new_last if day.day == last else min(day.day, new_last))
