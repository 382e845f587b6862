"""The project at work: money against the budget, looking back side by side, the checklists of the ways out."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.proposals.models import BudgetLine, Exit, LookBack, Proposal

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
        ("case", _("What others can learn is written down as a case")),
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


def spending(proposal: Proposal) -> list[Spent]:
    """The budget against what was spent. One query."""
    lines = BudgetLine.objects.filter(proposal=proposal, side=BudgetLine.Side.SPENDING).annotate(
        gone=Sum("expenses__amount")
    )
    return [Spent(line, line.gone or 0) for line in lines]


@dataclass(frozen=True, slots=True)
class Beside:
    """One question with each side's mark, in the order of the sides; wide where they lie two or more apart."""

    words: str | Promise
    marks: tuple[int | None, ...]

    @property
    def wide(self) -> bool:
        """Whether it is worth a talk."""
        given = [mark for mark in self.marks if mark is not None]
        return bool(given) and max(given) - min(given) >= GAP


def look_backs(proposal: Proposal, who: Who | None, parties: list[Actor], *, inside: bool) -> list[LookBack]:
    """The sheets this reader may read: all once every party's is in, before that only their own."""
    rows = list(LookBack.objects.filter(proposal=proposal).select_related("actor").order_by("id"))
    every = {actor.pk for actor in parties} <= {row.actor_id for row in rows if row.handed_in}
    if every and inside:
        return rows
    return [row for row in rows if who is not None and who.wears(row.actor_id)]


def side_by_side(rows: list[LookBack]) -> list[Beside]:
    """The ten questions across the sheets."""
    return [Beside(words, tuple(row.marks.get(key) for row in rows)) for key, words in LOOKED_AT.items()]
