"""The office's desk of a scheme: what waits for whom and how long."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from yoriai.proposals.lifecycle import OFFICE, PROPOSER, SECTION, TURN
from yoriai.proposals.models import Proposal, Scheme, Step
from yoriai.ui.dates import local_date

MOST = 300  # rows on the page; narrowing down shows the others
# The key in the address, the side, its words.
TURNS: dict[str, tuple[str, str | Promise]] = {
    "office": (OFFICE, gettext_lazy("The office")),
    "section": (SECTION, gettext_lazy("The section")),
    "group": (PROPOSER, gettext_lazy("The group")),
    "nobody": ("", gettext_lazy("Nobody's turn")),
}
WORDS = dict(TURNS.values())


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal at the desk: whose turn it is, since how many days, how many days past its date (0: in time)."""

    proposal: Proposal
    type_name: str
    turn: str | Promise
    days: int
    late: int


def at_the_desk(scheme: Scheme, today: dt.date, *, turn: str = "", state: str = "", type: str = "") -> list[Row]:
    """Past their date first, then by the date, then what has none. One query, and no more than MOST rows."""
    names = {kind.key: kind.name for kind in scheme.the_plan.types}
    rows = narrowed(scheme, turn=turn, state=state, type=type).select_related("by")
    newest = Step.objects.filter(proposal=OuterRef("pk")).order_by("-id").values("at")[:1]
    rows = rows.annotate(since=Subquery(newest)).order_by(F("due").asc(nulls_last=True), "pk")[:MOST]
    return [_row(row, names, today) for row in rows]


def narrowed(scheme: Scheme, *, turn: str = "", state: str = "", type: str = "") -> QuerySet[Any]:
    """Proposals of the scheme by whose turn it is, how they stand, their class."""
    rows = Proposal.objects.filter(scheme=scheme)
    if turn in TURNS:
        rows = rows.filter(state__in=[one for one, side in TURN.items() if side == TURNS[turn][0]])
    if state in TURN:
        rows = rows.filter(state=state)
    return rows.filter(type=type) if type else rows


def _row(row: Any, names: dict[str, str], today: dt.date) -> Row:
    waits = bool(row.turn)
    since = local_date(row.since or row.created)
    late = (today - row.due).days if waits and row.due and row.due < today else 0
    return Row(row, names.get(row.type, row.type), WORDS.get(row.turn, ""), (today - since).days if waits else 0, late)


def how_they_stand(scheme: Scheme) -> list[tuple[str, str, int]]:
    """(state, its words, how many), in the order of the way. One query."""
    found = dict(Proposal.objects.filter(scheme=scheme).order_by().values_list("state").annotate(Count("pk")))
    return [(state.value, str(state.label), found[state.value]) for state in Proposal.State if state.value in found]
