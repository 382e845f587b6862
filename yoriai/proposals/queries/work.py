"""The project at work: money against the budget, looking back side by side, the checklists of the ways out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import refund
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Actor, Link
from yoriai.proposals.lifecycle import AT_WORK
from yoriai.proposals.models import BudgetLine, Duty, Exit, LookBack, Pending, Proposal
from yoriai.proposals.queries.agreements import signers

CITY = "city"

# The ten questions of the look back (F12), answered by each side for itself: 1 to 5, 3 as expected.
LOOKED_AT: dict[str, str | Promise] = {
    "purpose": _("We wanted the same thing"),
    "equal": _("We worked as equals"),
    "roles": _("The roles were well shared"),
    "informed": _("We told each other what we knew"),
    "understood": _("We came to understand each other"),
    "quick": _("Decisions came in time"),
    "more": _("Together it was more than each alone"),
    "reached": _("We reached what we set out for"),
    "pleased": _("Those it was for were pleased"),
    "onward": _("It leads on to something"),
}
# A gap of so many marks between two sides is worth a talk.
GAP = 2

CHECKLISTS: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    Exit.Sort.CONTINUE: (
        ("next_proposal", _("A new proposal is begun from this one")),
        ("learned", _("What we learned stands in it")),
        ("money", _("It is clear who pays until then")),
    ),
    Exit.Sort.CITY: (
        ("section", _("The section that carries it on is named")),
        ("budget", _("It stands in the city's budget")),
        ("group", _("What the group still does is written down")),
    ),
    Exit.Sort.ALONE: (
        ("money", _("Where the money comes from is clear")),
        ("people", _("Who does the work is clear")),
        ("city", _("Whom to ask at city hall is named")),
    ),
    Exit.Sort.OTHER_SCHEME: (
        ("scheme", _("The other scheme and its dates are known")),
        ("applied", _("It has been applied for")),
    ),
    Exit.Sort.AREA: (
        ("takers", _("Those who take it over have said yes")),
        ("handed", _("Things, papers and contacts are handed over")),
        ("first", _("The first time without us has gone well")),
    ),
    Exit.Sort.END: (
        ("told", _("Those it was for know that it ends")),
        ("things", _("What was bought has a new place")),
        ("written_down", _("What others can learn is written down as a case")),
    ),
}


def checklist(sort: str) -> tuple[tuple[str, str | Promise], ...]:
    """The lines of a way out: (key, words)."""
    return CHECKLISTS[sort]


@dataclass(frozen=True, slots=True)
class Spent:
    """A line of the spending with what has gone of it, in yen."""

    line: BudgetLine
    spent: int

    @property
    def left(self) -> int:
        """What is left; below nought it was too much."""
        return self.line.amount - self.spent

    @property
    def over(self) -> int:
        """By how much it was too much."""
        return max(0, -self.left)


def spending(proposal: Proposal) -> list[Spent]:
    """The budget against what was spent. One query."""
    lines = BudgetLine.objects.filter(proposal=proposal, side=BudgetLine.Side.SPENDING).annotate(
        gone=Sum("expenses__amount")
    )
    return [Spent(line, line.gone or 0) for line in lines]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What was planned and what was spent, in yen; what goes back to the city as far as spending is noted."""

    lines: list[Spent]
    planned: int
    spent: int
    city: int
    refund: int

    @property
    def left(self) -> int:
        """Of the whole; below nought it was too much."""
        return self.planned - self.spent

    @property
    def over(self) -> int:
        """By how much it was too much."""
        return max(0, -self.left)


def accounts(proposal: Proposal) -> Accounts:
    """予算と支出、返還額. Two queries."""
    lines = spending(proposal)
    income = BudgetLine.objects.filter(proposal=proposal, side=BudgetLine.Side.INCOME, item=CITY)
    city = sum(income.values_list("amount", flat=True))
    counted = [one for one in lines if one.line.counted]
    money = sum(one.spent for one in counted if not one.line.in_kind)
    ratio = proposal.scheme.the_plan.type(proposal.type).ratio
    back = refund(city, money, sum(one.spent for one in counted), ratio)
    return Accounts(lines, sum(one.line.amount for one in lines), sum(one.spent for one in lines), city, back)


def accounts_as_data(proposal: Proposal) -> dict[str, Any]:
    """The accounts as plain data, for the frozen report."""
    money = accounts(proposal)
    lines = [{"item": one.line.item, "planned": one.line.amount, "spent": one.spent} for one in money.lines]
    return {"lines": lines, "city": money.city, "refund": money.refund}


def waiting_change(proposal: Proposal, sort: str = "") -> Pending | None:
    """The change or early end that waits for an answer."""
    rows = Pending.objects.filter(proposal=proposal, agreed=None, dropped=None)
    return (rows.filter(sort=sort) if sort else rows).select_related("asked_by").first()


def answered_changes(proposal: Proposal, sort: str) -> list[Pending]:
    """What was answered, the newest first."""
    rows = Pending.objects.filter(proposal=proposal, sort=sort).exclude(agreed=None, dropped=None)
    return list(rows.select_related("asked_by", "answered_by").order_by("-pk"))


def short_of(proposal: Proposal, who: Who | None) -> list[Item]:
    """Needs that came of the project, as far as this reader may see them."""
    rows = Item.objects.visible_to(who).filter(kind="need", links_in__source=proposal.pk)
    return list(rows.order_by("-pk").distinct())


TIES = {Link.Kind.CONTINUED: _("It goes on in"), Link.Kind.JOINED: _("It is done together with")}


def tied_projects(proposal: Proposal, who: Who | None) -> list[tuple[str | Promise, Item]]:
    """Other projects it is tied to (R38), with how, as far as this reader may see them. Two queries."""
    rows = Link.objects.filter(source=proposal.pk, kind__in=TIES, target__kind="proposal").order_by("pk")
    pairs = list(rows.values_list("kind", "target"))
    seen = Item.objects.visible_to(who).in_bulk([target for _kind, target in pairs])
    return [(TIES[Link.Kind(kind)], seen[target]) for kind, target in pairs if target in seen]


SILENT_DAYS = 60


def overdue_duties(today: dt.date) -> "QuerySet[Duty]":
    """Duties of projects at work whose day has passed undone."""
    rows = Duty.objects.filter(done=None, due__lt=today, proposal__state__in=AT_WORK)
    return rows.select_related("proposal__by").order_by("pk")


def silent_projects(today: dt.date) -> "QuerySet[Proposal]":
    """Projects under way for sixty days and more of which nothing was noted in that time."""
    since = today - dt.timedelta(days=SILENT_DAYS)
    rows = Proposal.objects.filter(
        state__in=("under_way", "mid_reported"), steps__verb="start", steps__at__date__lt=since
    )
    return rows.exclude(log__on__gte=since).distinct().order_by("pk")


@dataclass(frozen=True, slots=True)
class Beside:
    """One question with each side's mark, in the order of the sides; wide where they lie two or more apart."""

    words: str | Promise
    marks: tuple[int | None, ...]
    rows: tuple[LookBack, ...] = ()

    @property
    def pairs(self) -> list[tuple[LookBack, int | None]]:
        """Each side's sheet with its mark."""
        return list(zip(self.rows, self.marks, strict=True))

    @property
    def apart(self) -> int:
        """How far the lowest and the highest mark lie apart."""
        given = [mark for mark in self.marks if mark is not None]
        return max(given) - min(given) if given else 0

    @property
    def wide(self) -> bool:
        """Whether it is worth a talk."""
        return self.apart >= GAP


def every_sheet_is_in(proposal: Proposal) -> bool:
    """Whether every party has handed in its look back. Before that nobody reads another's."""
    rows = LookBack.objects.filter(proposal=proposal, handed_in__isnull=False)
    return {actor.pk for actor in signers(proposal)} <= set(rows.values_list("actor_id", flat=True))


def look_backs(proposal: Proposal, who: Who | None, parties: list[Actor], *, inside: bool) -> list[LookBack]:
    """The sheets this reader may read: all once every party's is in, before that only their own."""
    rows = list(LookBack.objects.filter(proposal=proposal).select_related("actor").order_by("id"))
    every = {actor.pk for actor in parties} <= {row.actor_id for row in rows if row.handed_in}
    if every and inside:
        return rows
    return [row for row in rows if who is not None and who.wears(row.actor_id)]


def side_by_side(rows: list[LookBack]) -> list[Beside]:
    """The ten questions across the sheets."""
    return [Beside(words, tuple(row.marks.get(key) for row in rows), tuple(rows)) for key, words in LOOKED_AT.items()]
