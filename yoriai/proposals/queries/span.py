"""How long a project may take (R36, R39): the years its class allows, year by year or at one go, and whether what was written keeps
to them.

A year is a fiscal year. The days of the table of roles, the answer about the period where it can be read in one way only, and the
same in an agreement are held; what cannot be read is left to whoever checks the form, who is told so.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date

from yoriai.engines.japanese.dates import fiscal_year, period
from yoriai.engines.schemes import MOST_OF, Fault, Phase, Type
from yoriai.proposals.models import Agreement, Answer, Duty, Proposal, Scheme
from yoriai.ui.dates import full_date, local_date

# Ended as it was meant to: what begins from it is its next year. What ended otherwise is proposed once more.
DONE = ("completed", "onward")
# So far back the years of a project are looked for, those that were refused in between counted too.
MOST_BACK = 3 * MOST_OF["types.years"]
# Questions about the period begin with this, in the examples the only one; the heading of its part in an agreement holds the sign.
PERIOD, PERIOD_SIGN = "period", "期間"
WORK = "completion"
Rows = list[dict[str, Any]]
Dues = list[tuple[str, dt.date | None]]


def carried_before(proposal: Proposal) -> list[Proposal]:
    """The years of its project that were carried out before it, the latest first; what was refused in between is none of them."""
    found, earlier = [], proposal.follows
    for _link in range(MOST_BACK):
        if earlier is None:
            break
        if earlier.state in DONE:
            found.append(earlier)
        earlier = earlier.follows
    return found


def year_of(proposal: Proposal) -> int:
    """Which year of its project this proposal is for: 2 where it follows one that was carried out within a year. One query a year."""
    return year_after(carried_before(proposal))


def year_after(carried: Iterable[Proposal]) -> int:
    """The year that begins after these."""
    return 1 + sum(_years_taken(one) for one in carried)


def _years_taken(carried: Proposal) -> int:
    """One, where it was agreed for a year; else the fiscal years between its start and its end."""
    if carried.scheme.the_plan.rules.again_after_year:
        return 1
    days = [local_date(at) for at in carried.steps.filter(verb__in=("start", "carry_out")).values_list("at", flat=True)]
    return fiscal_year(max(days)) - fiscal_year(min(days)) + 1 if days else 1


def class_allows(kind: Type, year: int) -> bool:
    """Whether a project may be in this year of its own in this class."""
    return year <= kind.years


def over_its_years(scheme: Scheme, type: str, year: int) -> list[Fault]:
    """That this class takes no project as far, with those of the scheme that do."""
    kind = scheme.the_plan.type(type)
    if class_allows(kind, year):
        return []
    others = [one.name for one in scheme.the_plan.types if class_allows(one, year)]
    facts = {"name": kind.name, "years": kind.years, "year": year, "others": others}
    return [Fault("other_class_for_year" if others else "over_its_years", "", facts)]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer about the period as it was read; first: None where only an end was asked for."""

    label: str
    first: dt.date | None
    last: dt.date


@dataclass(frozen=True, slots=True)
class Span:
    """What a proposal says of its time: which year it is for, fiscal years allowed at one go, what was read, what lies beyond.

    known: whether there are days to hold against it at all.
    """

    year: int
    at_once: int
    said: list[Said]
    known: bool
    faults: list[Fault]


def span_of(proposal: Proposal) -> Span:
    """Of a proposal as it stands. Four queries, and one for each year before."""
    dues = list(Duty.objects.filter(proposal=proposal).values_list("what", "due"))
    found = _held(proposal, _answered(proposal), dues)
    found.faults[:0] = over_its_years(proposal.scheme, proposal.type, found.year)
    return found


def span_signed(agreement: Agreement) -> list[Fault]:
    """What a version of an agreement has beyond the years."""
    said = [one for heading, text in agreement.parts if PERIOD_SIGN in heading for one in _read(heading, text)]
    return _held(agreement.proposal, said, _dues(agreement.duties)).faults


def span_changed(proposal: Proposal, duties: Rows) -> list[Fault]:
    """What a table of roles would have beyond the years after a change."""
    return [one for one in _held(proposal, _answered(proposal), _dues(duties)).faults if one.where == "F4"]


def _dues(rows: Rows) -> Dues:
    return [(row["what"], parse_date(row["due"]) if row["due"] else None) for row in rows]


def _answered(proposal: Proposal) -> list[Said]:
    asked = {field.key: field for field in proposal.scheme.the_plan.fields if field.key.startswith(PERIOD)}
    rows = Answer.objects.filter(proposal=proposal, key__in=asked).exclude(text="").values_list("key", "text")
    return [one for key, text in rows for one in _read(asked[key].label, text, a_day=asked[key].sort == "date")]


def _read(label: str, text: str, *, a_day: bool = False) -> list[Said]:
    """One, or none where the text cannot be read."""
    if a_day:
        day = _day(text)
        return [Said(label, None, day)] if day else []
    days = period(text)
    return [Said(label, *days)] if days else []


def _day(text: str) -> dt.date | None:
    """A day as an answer holds it; none where a file brought something else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _held(proposal: Proposal, said: list[Said], dues: Dues) -> Span:
    plan, kind, year = proposal.scheme.the_plan, proposal.scheme.the_plan.type(proposal.type), year_of(proposal)
    again = plan.rules.again_after_year
    at_once = 1 if again else max(kind.years - year + 1, 1)
    last = _last_day(plan.phase(WORK), said, dues, at_once)
    found = Span(year, at_once, said, last is not None, [])
    if last is None:
        return found
    what = "period_at_once" if not again else "period_year_by_year" if kind.years > year else "period_one_year"
    for one in said:
        too_long = one.first is not None and one.last > _end_of_years(one.first, at_once)
        if one.last > last or (too_long and not _within(plan.phase(WORK), one.last)):
            days = "～".join(full_date(day) for day in (one.first, one.last) if day)
            found.faults.append(Fault(what, "F2", {"label": one.label, "days": days, "at_once": at_once}))
    for label, due in dues:
        if due is not None and due > last:
            facts = {"label": label, "day": full_date(due), "last": full_date(last)}
            found.faults.append(Fault("due_after_end", "F4", facts))
    return found


def _last_day(work: Phase | None, said: list[Said], dues: Dues, at_once: int) -> dt.date | None:
    """The last day there can be: the end of the last fiscal year allowed, or of the scheme's own time for the work where that is later.

    It begins with the year of the work in the scheme, or a later one the group named; where neither is known, with the first duty.
    """
    begins = [one.first for one in said if one.first is not None]
    begins += [day for day in ((work.starts or work.ends) if work else None,) if day is not None]
    begins = begins or sorted(due for _what, due in dues if due is not None)[:1]
    ends = [_end_of_years(max(begins), at_once)] if begins else []
    return max([*ends, work.ends] if work and work.ends else ends, default=None)


def _end_of_years(first: dt.date, years: int) -> dt.date:
    return dt.date(min(fiscal_year(first) + years, dt.MAXYEAR), 3, 31)


def _within(work: Phase | None, day: dt.date) -> bool:
    return work is not None and work.ends is not None and day <= work.ends
