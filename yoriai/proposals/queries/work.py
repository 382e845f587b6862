"""The project at work: money against the budget, looking back side by side, the checklists of the ways out."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import digest, refund
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Actor, Ask, Link
from yoriai.people.models import Representation
from yoriai.proposals.lifecycle import AT_WORK
from yoriai.proposals.models import (
    BudgetLine,
    Duty,
    Exit,
    Expense,
    LogEntry,
    LookBack,
    NoLookBack,
    Part,
    Pending,
    Proposal,
    Review,
)
from yoriai.proposals.queries.agreements import parts_asked, signers

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
    income = BudgetLine.objects.filter(proposal=proposal, side=BudgetLine.Side.INCOME)
    came_in = [{"item": one.item, "amount": one.amount} for one in income]
    return {"lines": lines, "income": came_in, "city": money.city, "refund": money.refund}


def settlement(proposal: Proposal, paid: int, back_by: dt.date | None = None) -> dict[str, Any]:
    """精算 of an early end as plain data: the accounts as they stand, what the city has paid of its part (yen), what of that goes back
    and by when, or what it has still to pay.
    """
    found = accounts_as_data(proposal)
    bears = found["city"] - found["refund"]
    back = max(0, paid - bears)
    day = back_by.isoformat() if back and back_by else ""
    return {**found, "paid": paid, "refund": back, "to_pay": max(0, bears - paid), "back_by": day}


def is_settled_as_asked(pending: Pending) -> bool:
    """Whether the accounts are still those an early end was asked for with: money may have been noted since."""
    asked = pending.tables.get("settlement")
    return asked is None or settlement(pending.proposal, asked["paid"], parse_date(asked["back_by"])) == asked


def answers_first(pending: Pending) -> str:
    """What comes before the other side's yes, in words; empty where nothing is waited for. A query, of an early end those of the money."""
    if pending.joins_id is not None and pending.joined is None:
        return gettext("The new partner has not said yes yet. Its answer comes first.")
    if any(one.state != Ask.State.ANSWERED for one in parts_asked(pending)):
        return gettext("A partner whose part it changes has not said yes. Its answer comes first.")
    if not is_settled_as_asked(pending):
        return gettext(
            "Money was noted since this was asked for. Please take it back, and ask again with the new figures."
        )
    return ""


def waiting_change(proposal: Proposal, sort: str = "") -> Pending | None:
    """The change or early end that waits for an answer."""
    rows = Pending.objects.filter(proposal=proposal, agreed=None, dropped=None)
    return (rows.filter(sort=sort) if sort else rows).select_related("asked_by", "joins").first()


def came_from(proposal: Proposal) -> str:
    """The state it stood in before the one it stands in now."""
    last = proposal.steps.filter(target=proposal.state).order_by("-id").values_list("source", flat=True).first()
    return last or ""


def answered_changes(proposal: Proposal, sort: str) -> list[Pending]:
    """What was answered, the newest first."""
    rows = Pending.objects.filter(proposal=proposal, sort=sort).exclude(agreed=None, dropped=None)
    return list(rows.select_related("asked_by", "answered_by", "joins").order_by("-pk"))


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


@dataclass(frozen=True, slots=True)
class Silent:
    """A party that carries a part of a project and has given no sign for long; duty: the first of what it leads, where it leads one."""

    proposal: Proposal
    actor: Actor
    duty: Duty | None


def silent_sides(today: dt.date) -> list[Silent]:
    """Parties of projects under way that noted nothing, spent nothing and finished nothing for sixty days: those that lead a duty that
    is open, so that a busy group does not hide a quiet section; where the table names nobody, the group. Six queries.
    """
    since = today - dt.timedelta(days=SILENT_DAYS)
    begun = {
        "state__in": ("under_way", "mid_reported", "changing"),
        "steps__verb": "start",
        "steps__at__date__lt": since,
    }
    projects = Proposal.objects.filter(**begun).select_related("by").distinct().in_bulk()
    leading: dict[tuple[int, int], Silent] = {}
    parts = Part.objects.filter(mark=Part.Mark.LEADS, duty__done=None, duty__proposal__in=projects)
    for part in parts.select_related("duty", "actor").order_by("duty__place", "pk"):
        at = part.duty.proposal_id
        leading.setdefault((at, part.actor_id), Silent(projects[at], part.actor, part.duty))
    for pk in set(projects) - {at for at, _actor in leading}:
        leading[pk, projects[pk].by_id] = Silent(projects[pk], projects[pk].by, None)
    signs = _signs_since(since, set(projects))
    people = _speaking_for({actor for _at, actor in leading})
    found = [one for (at, actor), one in leading.items() if not signs[at] & {actor, *people[actor]}]
    return sorted(found, key=lambda one: (one.proposal.pk, one.actor.pk))


def _signs_since(since: dt.date, projects: set[int]) -> dict[int, set[int]]:
    """Who gave a sign of life in which project."""
    found: dict[int, set[int]] = defaultdict(set)
    here = {"proposal__in": projects}
    for rows in (
        LogEntry.objects.filter(on__gte=since, **here).values_list("proposal", "by"),
        Expense.objects.filter(at__date__gte=since, **here).values_list("proposal", "by"),
        Duty.objects.filter(done__date__gte=since, **here).values_list("proposal", "done_by"),
    ):
        for proposal, by in rows:
            found[proposal].add(by)
    return found


def _speaking_for(bodies: set[int]) -> dict[int, set[int]]:
    """The people of each body: what they note in their own name counts as well."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Representation.objects.filter(body__in=bodies, accepted__isnull=False, ended=None)
    for body, person in rows.values_list("body", "person"):
        found[body].add(person)
    return found


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


def gone_on_without(proposal: Proposal) -> set[int]:
    """The ids of the parties whose sheet never came, as the office has said."""
    return set(NoLookBack.objects.filter(proposal=proposal).values_list("actor_id", flat=True))


def every_sheet_is_in(proposal: Proposal) -> bool:
    """Whether every party has handed in its look back, or is no longer waited for. Before that nobody reads another's."""
    rows = LookBack.objects.filter(proposal=proposal, handed_in__isnull=False)
    in_ = set(rows.values_list("actor_id", flat=True))
    return {actor.pk for actor in signers(proposal)} <= in_ | gone_on_without(proposal)


def look_backs(proposal: Proposal, who: Who | None, *, every: bool) -> list[LookBack]:
    """The sheets this reader may read: all that were handed in once `every_sheet_is_in`, and their own at any time."""
    rows = LookBack.objects.filter(proposal=proposal).select_related("actor").order_by("id")
    return [row for row in rows if (every and row.handed_in) or (who is not None and who.wears(row.actor_id))]


def summary_digest(review: Review) -> str:
    """What a yes to the summary belongs to: exactly these words."""
    return digest([review.coordinator, review.summary])


def side_by_side(rows: list[LookBack]) -> list[Beside]:
    """The ten questions across the sheets."""
    return [Beside(words, tuple(row.marks.get(key) for row in rows), tuple(rows)) for key, words in LOOKED_AT.items()]
