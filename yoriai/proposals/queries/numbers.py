"""The years of the schemes in figures, for everybody: also those in which nothing was adopted.

Only sums leave this module. What is not adopted is public by number, title and class alone. So what came in by theme is left out for a
whole year as soon as it would stand for one or two of them (a single gap could be reckoned from the others), or as soon as they all
answered one theme. How many passed the first look is told once the panel has spoken on all, and not where one or two were refused.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.kernel.items.models import Visibility
from yoriai.proposals.lifecycle import ADOPTED
from yoriai.proposals.models import BudgetLine, Consultation, LogEntry, Proposal, Scheme, Step
from yoriai.proposals.queries.schemes import REALISED
from yoriai.proposals.queries.work import CITY

MOST_YEARS = 30
RESULTS = ("not_passed", "not_adopted", "adopted", "adopted_if")
# So few that are not adopted are never counted by theme.
TOO_FEW = 2
CAME, GOOD, DONE = Q(number__isnull=False), Q(state__in=ADOPTED), Q(state__in=REALISED)
# Before the panel: the result is still to come.
WAITS = Q(state__in=("first_review", "held", "passed_first", "presenting", "final_review"))
GONE, LEFT = Q(state="withdrawn"), Q(state__in=("given_up", "stopped"))


class Median(Aggregate):
    """The one in the middle, reckoned by the database: of two thousand proposals one row a year comes over."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Part:
    """A class or a theme of one year. came_in None: too few to be told."""

    name: str
    came_in: int | None
    adopted: int
    realised: int


@dataclass(slots=True)
class Year:
    """One scheme's year. kinds: its classes as they stand in the plan; passed_first None: not to be told (yet); city_yen: of the city,
    as agreed; people: as the logs count them; days: from handing in to the result."""

    scheme: Scheme
    kinds: list[dict[str, Any]]
    consultations: int = 0
    came_in: int = 0
    passed_first: int | None = None
    adopted: int = 0
    realised: int = 0
    withdrawn: int = 0
    given_up: int = 0
    city_yen: int = 0
    people: int = 0
    days: int | None = None
    classes: list[Part] = field(default_factory=list)
    themes: list[Part] = field(default_factory=list)

    @property
    def themes_hidden(self) -> bool:
        """Whether what came in by theme is left out."""
        return any(part.came_in is None for part in self.themes)


def years() -> list[Year]:
    """The newest first: schemes whose list is public or that have ended. Eight queries, whatever there is."""
    told = Q(listed__isnull=False) | Q(state=Scheme.State.ENDED)
    schemes = Scheme.objects.public().filter(told).exclude(state=Scheme.State.DRAFT).order_by("-year", "-pk")
    # Of the plan its classes alone come over: reading thirty whole plans would cost more than the rest of the page.
    few = schemes.defer("plan", "search", "summary").annotate(types=F("plan__types"))[:MOST_YEARS]
    found = {one.pk: Year(one, one.types) for one in few}
    of = Proposal.objects.filter(scheme__in=found).order_by()
    sums = of.values("scheme").annotate(
        waits=Count("pk", filter=WAITS), came_in=Count("pk", filter=CAME), adopted=Count("pk", filter=GOOD),
        realised=Count("pk", filter=DONE), withdrawn=Count("pk", filter=GONE & CAME), given_up=Count("pk", filter=LEFT),
    )  # fmt: skip
    for row in sums:
        year, waits = found[row.pop("scheme")], row.pop("waits")
        _put(year, **row)
        year.passed_first = None if waits or 0 < year.came_in - year.adopted <= TOO_FEW else 0
    passed = (
        Step.objects.filter(proposal__scheme__in=found, target="passed_first").order_by().values("proposal__scheme")
    )
    for row in passed.annotate(n=Count("proposal", distinct=True)):
        if found[row["proposal__scheme"]].passed_first is not None:
            found[row["proposal__scheme"]].passed_first = row["n"]
    _around(found)
    _days(found, of)
    _parts(found, of)
    return list(found.values())


def _put(year: Year, **figures: Any) -> None:
    for name, value in figures.items():
        setattr(year, name, value or 0)


def _around(found: dict[int, Year]) -> None:
    """Consultations held, the city's part of what was agreed, people."""
    held = Consultation.objects.filter(proposal__scheme__in=found, at__lte=timezone.now()).order_by()
    for row in held.values("proposal__scheme").annotate(n=Count("pk")):
        found[row["proposal__scheme"]].consultations = row["n"]
    agreed = Step.objects.filter(target="agreed").values("proposal")
    money = BudgetLine.objects.filter(proposal__scheme__in=found, side=BudgetLine.Side.INCOME, item=CITY)
    for row in money.filter(proposal__in=agreed).order_by().values("proposal__scheme").annotate(n=Sum("amount")):
        found[row["proposal__scheme"]].city_yen = row["n"]
    logs = LogEntry.objects.filter(proposal__scheme__in=found, people__isnull=False).order_by()
    for row in logs.values("proposal__scheme").annotate(n=Sum("people")):
        found[row["proposal__scheme"]].people = row["n"]


def _days(found: dict[int, Year], of: "QuerySet[Proposal]") -> None:
    first = Step.objects.filter(proposal=OuterRef("pk"), target__in=RESULTS).order_by().values("proposal")
    took = ExpressionWrapper(F("result") - F("submitted"), output_field=DurationField())
    rows = of.filter(CAME).annotate(result=Subquery(first.annotate(at_first=Min("at")).values("at_first")))
    for row in rows.filter(result__gte=F("submitted")).annotate(took=took).values("scheme").annotate(n=Median("took")):
        found[row["scheme"]].days = row["n"] // dt.timedelta(days=1)


def _parts(found: dict[int, Year], of: "QuerySet[Proposal]") -> None:
    counts = {"came": Count("pk", filter=CAME), "good": Count("pk", filter=GOOD), "done": Count("pk", filter=DONE)}
    by_class: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in of.values("scheme", "type").annotate(**counts):
        by_class[row["scheme"]][row["type"]] = row
    for pk, year in found.items():
        for kind in year.kinds:
            row = by_class[pk].get(kind["key"], {"came": 0, "good": 0, "done": 0})
            year.classes.append(Part(kind["name"], row["came"], row["good"], row["done"]))
    by_theme: dict[int, list[Any]] = defaultdict(list)
    themed = of.filter(CAME, theme__isnull=False).values("scheme", "theme", "theme__title", "theme__visibility")
    for one in themed.annotate(**counts).order_by("theme"):
        by_theme[one["scheme"]].append(one)
    for pk, rows in by_theme.items():
        others = [row["came"] - row["good"] for row in rows if row["came"] > row["good"]]
        told = not others or (len(others) > 1 and min(others) > TOO_FEW)
        found[pk].themes = [
            Part(row["theme__title"], row["came"] if told else None, row["good"], row["done"])
            for row in rows
            if row["theme__visibility"] == Visibility.PUBLIC
        ]


@dataclass(frozen=True, slots=True)
class Bar:
    """A year in the drawing: where it stands, how long its bars are, of 100."""

    year: Year
    came_in: int
    adopted: int


def bars(rows: Sequence[Year]) -> list[Bar]:
    """The oldest first. The longest is as long as the drawing is wide."""
    most = max((row.came_in for row in rows), default=0) or 1
    return [Bar(row, row.came_in * 100 // most, row.adopted * 100 // most) for row in reversed(rows)]


def table(rows: Sequence[Year]) -> tuple[list[str], list[list[Any]]]:
    """As a table for machines: for each year one row of the whole, then its classes, then its themes."""
    heads = [
        _("Fiscal year"), _("Scheme for joint projects"), _("Of what"), pgettext("export", "Name"), _("Consultations held"),
        _("Proposals that came in"), _("Passed the first look"), pgettext("proposal", "Adopted"), _("Carried out"), _("Withdrawn"),
        _("Given up or ended early"), _("The city's part as agreed, yen"), _("People reached"),
        _("Days from handing in to the result, median"), _("A word on the year"),
    ]  # fmt: skip
    lines: list[list[Any]] = []
    for row in rows:
        start = [row.scheme.year, row.scheme.title]
        lines.append([
            *start, _("the whole"), "", row.consultations, row.came_in, row.passed_first, row.adopted, row.realised, row.withdrawn,
            row.given_up, row.city_yen, row.people, row.days, row.scheme.of_the_year,
        ])  # fmt: skip
        for of, parts in ((_("Class"), row.classes), (_("Theme"), row.themes)):
            for part in parts:
                given = [None, part.came_in, None, part.adopted, part.realised, *[None] * 5, ""]
                lines.append([*start, of, part.name, *given])
    return heads, lines
