"""この一年のわたしたち (R58): what a body did, gave and asked for in a year, and what came of it in the others' words."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from yoriai.directory.models import Introduction
from yoriai.directory.queries.entries import taking_part
from yoriai.directory.queries.ways_in import Told, told_of
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Actor

# In the order of the sheet. What a kind of thing is called stands in the registry.
KINDS_OF_THE_YEAR = ("activity", "event", "case", "commitment", "offer", "need", "measure")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what sort of thing, its title, its day, and whether the body owns it or takes part in it."""

    kind: str
    title: str
    day: dt.date
    own: bool
    address: str


@dataclass(frozen=True, slots=True)
class Year:
    """The sheet of a year. `met`: introductions that led to a meeting or more; `partners`: those that went on."""

    year: int
    rows: list[Row]
    told: list[Told]
    met: int
    partners: int


def year_of(actor: Actor, year: int) -> Year:
    """The calendar year of a body: public things only, by the day they were made."""
    first = timezone.make_aware(dt.datetime(year, 1, 1))
    until = timezone.make_aware(dt.datetime(year + 1, 1, 1))
    within = Item.objects.public().filter(kind__in=KINDS_OF_THE_YEAR, created__gte=first, created__lt=until)
    own, taking = within.filter(by=actor), within.filter(pk__in=taking_part(actor))
    rows = [_row(item, own=True) for item in own] + [_row(item, own=False) for item in taking]
    rows.sort(key=lambda row: (KINDS_OF_THE_YEAR.index(row.kind), row.day, row.title))
    brought = Introduction.objects.filter(one=actor) | Introduction.objects.filter(other=actor)
    states = list(brought.filter(changed__gte=first, changed__lt=until).values_list("state", flat=True))
    state = Introduction.State
    return Year(
        year,
        rows,
        told_of((), actor=actor, year=year),
        met=sum(each in (state.MET, state.TRIAL, state.PARTNERED) for each in states),
        partners=states.count(state.PARTNERED),
    )


def _row(item: Item, *, own: bool) -> Row:
    return Row(item.kind, item.title, timezone.localtime(item.created).date(), own, item.get_absolute_url())


def label_of(row: Row) -> str:
    """What this sort of thing is called."""
    return str(KINDS[row.kind].label)
