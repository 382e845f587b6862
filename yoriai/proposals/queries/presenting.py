"""The presentations in public: their order by lot, their times, how anybody can draw the lot again."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from yoriai.engines.schemes import Rules
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Record
from yoriai.proposals.models import Proposal, Scheme


@dataclass(slots=True)
class Slot:
    """One presentation: its place by lot (none before), its times, the sign that put it there."""

    proposal: Proposal
    starts: dt.datetime | None = None
    talk_ends: dt.datetime | None = None
    ends: dt.datetime | None = None
    mark: str = ""


@dataclass(slots=True)
class Day:
    """One day of presentations. words: every word a lot was drawn with, the last one counts."""

    on: dt.date
    begins: dt.datetime
    slots: list[Slot] = field(default_factory=list)
    words: list[tuple[str, dt.datetime]] = field(default_factory=list)

    @property
    def drawn(self) -> bool:
        """Whether every presentation of the day has its place."""
        return all(slot.proposal.turn_by_lot for slot in self.slots)


def days(scheme: Scheme, who: Who | None, states: Collection[str]) -> list[Day]:
    """The days with what this reader may know of: number, name and class. Two queries."""
    rows = Proposal.objects.visible_to(who).filter(scheme=scheme, state__in=states, presents__isnull=False)
    found: dict[dt.date, Day] = {}
    for proposal in rows.order_by("presents", "number"):
        proposal.scheme = scheme
        begins = timezone.localtime(proposal.presents)
        day = found.setdefault(begins.date(), Day(begins.date(), begins))
        day.slots.append(Slot(proposal))
    _words(found.values())
    for day in found.values():
        _times(day, scheme.the_plan.rules)
    return list(found.values())


def _words(every: Iterable[Day]) -> None:
    of_day = {slot.proposal.pk: day for day in every for slot in day.slots}
    drawn = Record.objects.filter(item__in=of_day, verb="proposal.lot_drawn").order_by("id")
    for item, data, at in drawn.values_list("item", "data", "at"):
        words = of_day[item].words
        if not words or words[-1][0] != data["word"]:
            words.append((data["word"], at))


def _times(day: Day, rules: Rules) -> None:
    day.slots.sort(key=lambda slot: (slot.proposal.turn_by_lot or 999, slot.proposal.number or 0))
    talk, whole = dt.timedelta(minutes=rules.talk_minutes), rules.talk_minutes + rules.question_minutes
    for slot in day.slots:
        place = slot.proposal.turn_by_lot
        if place and day.words:
            slot.starts = day.begins + dt.timedelta(minutes=whole * (place - 1))
            slot.talk_ends, slot.ends = slot.starts + talk, slot.starts + dt.timedelta(minutes=whole)
            slot.mark = mark(day.words[-1][0], slot.proposal.code)


def mark(word: str, code: str) -> str:
    """The first signs of what the lot sorts by: SHA-256 of the word, a line break and the code."""
    return hashlib.sha256(f"{word}\n{code}".encode()).hexdigest()[:12]
