"""The office's desk of a scheme: what waits for whom and how long."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from yoriai.proposals.lifecycle import OFFICE, PROPOSER, SECTION, TURN
from yoriai.proposals.models import Proposal, Scheme, Step
from yoriai.proposals.queries.turns import turns_of, waiting_for
from yoriai.ui.dates import local_date

A_PAGE = 20  # rows of a list of a scheme; the next ones are a page on. A row costs 0.1 ms of a page that has 15.
FAR = dt.date(9999, 12, 31)  # what has no date waits behind all that have one
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
    state_label: str
    turn: str
    days: int
    late: int


def at_the_desk(scheme: Scheme, *, turn: str = "", state: str = "", type: str = "") -> QuerySet[Any]:
    """What waits, by its date (`waits_until`; what has none last)."""
    rows = narrowed(scheme, turn=turn, state=state, type=type)
    rows = rows.annotate(waits_until=Coalesce("due", Value(FAR), output_field=DateField()))
    found: QuerySet[Any] = rows.select_related("by").only(
        "code", "kind", "state", "title", "created", "type", "number", "due", "presents", "by__name", "by__kind"
    )
    return found


def rows_of(found: Iterable[Any], scheme: Scheme, today: dt.date) -> list[Row]:
    """A page of `at_the_desk` with its words, whose turn each is and since when. Seven queries at most, however many rows."""
    rows = list(found)
    turns = turns_of(rows, scheme)
    newest = Step.objects.filter(proposal__in=rows).order_by().values_list("proposal").annotate(at=Max("at"))
    since = dict(newest)
    names = {kind.key: kind.name for kind in scheme.the_plan.types}
    words = {state.value: str(state.label) for state in Proposal.State}
    sides = {side: str(word) for side, word in WORDS.items()}
    answer = []
    for row in rows:
        side, began = turns[row.pk], local_date(since.get(row.pk, row.created))
        late = (today - row.due).days if side and row.due and row.due < today else 0
        days = (today - began).days if side else 0
        answer.append(Row(row, names.get(row.type, row.type), words[row.state], sides.get(side, ""), days, late))
    return answer


def narrowed(scheme: Scheme, *, turn: str = "", state: str = "", type: str = "") -> QuerySet[Any]:
    """Proposals of the scheme by whose turn it is, how they stand, their class."""
    rows = Proposal.objects.filter(scheme=scheme)
    if turn in TURNS:
        rows = rows.filter(waiting_for(scheme, TURNS[turn][0]))
    if state in TURN:
        rows = rows.filter(state=state)
    return rows.filter(type=type) if type else rows


@dataclass(frozen=True, slots=True)
class Standing:
    """How many proposals stand in one state, in words, and how many of them are past their date."""

    state: str
    words: str
    number: int
    late: int


def how_they_stand(scheme: Scheme, today: dt.date) -> list[Standing]:
    """In the order of the way. One query."""
    rows = Proposal.objects.filter(scheme=scheme).order_by().values("state")
    found = {row["state"]: row for row in rows.annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))}
    return [
        Standing(state.value, str(state.label), row["n"], row["late"] if TURN[state.value] else 0)
        for state in Proposal.State
        if (row := found.get(state.value)) is not None
    ]
