"""The year of a scheme by its days: for everybody the dates that are public, for the office every date that waits."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yoriai.engines.schemes import LAST_MINUTE, Phase
from yoriai.kernel.asks.registry import sort_of
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Ask
from yoriai.proposals.lifecycle import ADOPTED, AT_WORK, ON_STAGE, TURN
from yoriai.proposals.models import Duty, Proposal, Scheme
from yoriai.proposals.queries.handing_in import deadline
from yoriai.ui.dates import clock, year_words

# Names beside one date; the others are a number, for sixty proposals wait for the same day.
MOST = 5


@dataclass(slots=True)
class Entry:
    """What is on a day. key: stable, for calendar programs; names: (title, address) of those it concerns; waits: open until done."""

    on: dt.date
    words: str
    key: str = ""
    ends: dt.date | None = None
    note: str = ""
    names: list[tuple[str, str]] = field(default_factory=list)
    more: int = 0
    public: bool = True
    waits: bool = False

    def is_late(self, today: dt.date) -> bool:
        """Whether it still waits and is past its day."""
        return self.waits and self.on < today


@dataclass(frozen=True, slots=True)
class Month:
    """A month in words with its entries by day; now: today lies in it."""

    words: str
    entries: list[Entry]
    now: bool


def phase_entries(scheme: Scheme) -> list[Entry]:
    """The parts of the year. No query."""
    return [entry for phase in scheme.the_plan.phases for entry in _of_phase(scheme, phase)]


def public_entries(scheme: Scheme) -> list[Entry]:
    """The parts of the year, presentations of what stands in the list. One query."""
    return phase_entries(scheme) + _presentations(scheme, listed=True)


def _of_phase(scheme: Scheme, phase: Phase) -> Iterable[Entry]:
    if phase.starts and phase.ends and phase.starts != phase.ends:
        yield Entry(phase.starts, _("%(part)s begins") % {"part": phase.name}, f"{phase.key}-begins", phase.ends)
        yield Entry(
            phase.ends, _("%(part)s: last day") % {"part": phase.name}, f"{phase.key}-ends", note=_last(scheme, phase)
        )
    elif day := phase.starts or phase.ends:
        last = phase.key == "call" and phase.ends == day
        words = _("%(part)s: last day") % {"part": phase.name} if last else phase.name
        yield Entry(day, words, phase.key, note=_last(scheme, phase))


def _last(scheme: Scheme, phase: Phase) -> str:
    """Until which minute proposals are taken: the hour of the day and the minutes of grace."""
    until, rules = deadline(scheme) if phase.key == "call" else None, scheme.the_plan.rules
    if until is None:
        return ""
    whole_day = rules.closes_at == LAST_MINUTE
    if whole_day and not rules.grace_minutes:
        return _("Taken until the end of the day.")
    # Midnight is said as 0:00 of the next day; any other minute by its own name.
    last = timezone.localtime(until) + dt.timedelta(microseconds=whole_day)
    if last.date() == phase.ends:
        return _("Taken until %(clock)s.") % {"clock": clock(last)}
    return _("Taken until %(clock)s of the night after.") % {"clock": clock(last)}


def undated(scheme: Scheme) -> list[Phase]:
    """Parts of the year that have only words."""
    return [phase for phase in scheme.the_plan.phases if not phase.starts and not phase.ends]


def _presentations(scheme: Scheme, *, listed: bool) -> list[Entry]:
    # The day stays with a proposal that was taken back or refused; that it was ever to be presented is nobody's to know then.
    rows = Proposal.objects.filter(scheme=scheme, presents__isnull=False, state__in=ADOPTED.union(ON_STAGE))
    rows = rows.order_by("presents", "number")
    days: dict[dt.date, list[Proposal]] = defaultdict(list)
    for one in (rows.in_list() if listed else rows).only("code", "kind", "title", "number", "presents"):
        days[timezone.localdate(one.presents)].append(one)
    found = []
    for day, of_day in days.items():
        first = clock(timezone.localtime(of_day[0].presents))
        entry = Entry(
            day,
            _("Presentations in public"),
            f"presentations-{day.isoformat()}",
            note=_("From %(clock)s") % {"clock": first},
        )
        found.append(_named(entry, [(one.title, one.get_absolute_url()) for one in of_day]))
    return found


def _named(entry: Entry, names: list[tuple[str, str]]) -> Entry:
    entry.names, entry.more = names[:MOST], max(0, len(names) - MOST)
    return entry


def office_entries(scheme: Scheme) -> list[Entry]:
    """What waits besides: dates of proposals, of asks, of duties; every presentation, public yet or not. Four queries."""
    by_due: dict[tuple[dt.date, str], list[tuple[str, str]]] = defaultdict(list)
    states, page = [state for state, side in TURN.items() if side], KINDS["proposal"].page
    rows = Proposal.objects.filter(scheme=scheme, due__isnull=False, state__in=states).order_by("due", "number")
    for code, title, state, due in rows.values_list("code", "title", "state", "due"):
        by_due[due, state].append((title, page.format(code=code)))
    words = {state.value: str(state.label) for state in Proposal.State}
    found = [_inside(day, words[state], names) for (day, state), names in by_due.items()]
    return [*found, *_asks(scheme), *_duties(scheme), *_presentations(scheme, listed=False)]


def _inside(day: dt.date, words: str | Promise, names: list[tuple[str, str]]) -> Entry:
    return _named(Entry(day, str(words), public=False, waits=True), names)


def _asks(scheme: Scheme) -> list[Entry]:
    of = Proposal.objects.filter(scheme=scheme).values("pk")
    asks = Ask.objects.filter(item__in=of, state=Ask.State.ASKED, due__isnull=False).order_by("due", "pk")
    by_due: dict[tuple[dt.date, str], list[tuple[str, str]]] = defaultdict(list)
    for ask in asks.select_related("asked", "item").defer("item__search", "item__summary"):
        name = f"{ask.asked.shown_name}（{ask.item.title}）"
        assert ask.due is not None
        by_due[ask.due, ask.what].append((name, ask.item.get_absolute_url()))
    return [_inside(day, sort_of(what).label, names) for (day, what), names in by_due.items()]


def _duties(scheme: Scheme) -> list[Entry]:
    rows = Duty.objects.filter(proposal__scheme=scheme, proposal__state__in=AT_WORK, done=None, due__isnull=False)
    by_due: dict[dt.date, list[tuple[str, str]]] = defaultdict(list)
    for duty in rows.select_related("proposal").defer("proposal__search").order_by("due", "pk"):
        assert duty.due is not None
        by_due[duty.due].append((f"{duty.what}（{duty.proposal.title}）", duty.proposal.get_absolute_url()))
    return [_inside(day, _("Agreed to be done"), names) for day, names in by_due.items()]


def overdue(entries: Iterable[Entry], today: dt.date) -> list[Entry]:
    """What waits and is past its day, the oldest first."""
    return sorted((one for one in entries if one.is_late(today)), key=lambda one: one.on)


def by_month(entries: Iterable[Entry], today: dt.date) -> list[Month]:
    """In the order of the days, month by month in the era's years. Today stands where it belongs."""
    months: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for one in sorted(entries, key=lambda one: one.on):
        months[one.on.year, one.on.month].append(one)
    if months:
        months.setdefault((today.year, today.month), [])
    return [Month(month_words(*month), months[month], month == (today.year, today.month)) for month in sorted(months)]


def month_words(year: int, month: int) -> str:
    """令和9年5月."""
    return _("%(year)s, month %(month)d") % {"year": year_words(year), "month": month}
