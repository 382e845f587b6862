"""The papers of a group: which are asked for, which are there, which were taken away, who has opened which."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from yoriai.engines.schemes import PaperAsked, Plan
from yoriai.kernel.models import Record
from yoriai.proposals.models import Document, Paper, Proposal

# The newest readings told on one page.
MOST_READINGS = 200


@dataclass(slots=True)
class There:
    """A paper that is there, and who has opened it when, the newest first, where its reader may know.

    first: the day it was brought to an earlier proposal, from which it came along.
    """

    paper: Paper
    opened: list[Record] = field(default_factory=list)
    first: dt.date | None = None


@dataclass(slots=True)
class Pile:
    """The papers of one kind: whether the scheme needs one, what is there, what was taken away."""

    kind: Paper.Kind
    needed: bool
    there: list[There] = field(default_factory=list)
    gone: list[Paper] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether it lies between the group and the office alone."""
        return self.kind in Paper.PRIVATE


def asked_for(plan: Plan) -> tuple[PaperAsked, ...]:
    """What the scheme asks for, in its order; where it names nothing, any kind may be brought and none is needed."""
    return plan.papers or tuple(PaperAsked(kind.value) for kind in Paper.Kind)  # type: ignore[arg-type]


def papers_there(proposal: Proposal) -> list[Paper]:
    """Those whose file is there, in the order they came. One query."""
    return list(Paper.objects.filter(proposal=proposal, gone=None))


def papers_to_carry_over(earlier: Proposal, new: Proposal) -> list[Paper]:
    """Those a group need not bring again: of a kind that does not change with the year, which the scheme of the new one asks for."""
    asked = {one.key for one in asked_for(new.scheme.the_plan)} & Paper.LASTING
    return [one for one in papers_there(earlier) if one.kind in asked] if earlier.by_id == new.by_id else []


def carried_over(proposal: Proposal) -> dict[int, dt.date]:
    """The papers that came along from an earlier proposal, each with the day it was first brought. One query."""
    rows = Record.objects.filter(item=proposal.pk, verb="paper.carried_over")
    return {row.data["paper"]: dt.date.fromisoformat(row.data["first"]) for row in rows}


def was_handed_in(paper: Paper) -> bool:
    """Whether it stands, by its digest, in a frozen copy of what was handed in."""
    asked = {"digest": paper.digest, "kind": paper.kind}
    return Document.objects.filter(proposal=paper.proposal_id, content__papers__contains=[asked]).exists()


def missing_papers(proposal: Proposal) -> list[Paper.Kind]:
    """The kinds the scheme needs and nobody has brought."""
    needed = [Paper.Kind(one.key) for one in proposal.scheme.the_plan.papers if one.needed]
    if not needed:
        return []
    there = {paper.kind for paper in papers_there(proposal)}
    return [kind for kind in needed if kind not in there]


def piles(proposal: Proposal, may: Collection[str], *, told: bool) -> list[Pile]:
    """The kinds this reader may read (`policy.papers_open_to`): those asked for first, then others that are there.

    told: with who has opened which. Three queries at most.
    """
    asked = asked_for(proposal.scheme.the_plan)
    found: dict[str, Pile] = {one.key: Pile(Paper.Kind(one.key), one.needed) for one in asked if one.key in may}
    opened, along = readings(proposal) if told else {}, carried_over(proposal) if proposal.follows_id else {}
    rows = Paper.objects.filter(proposal=proposal, kind__in=may).select_related("person", "hat", "gone_by")
    for row in rows:
        pile = found.setdefault(row.kind, Pile(Paper.Kind(row.kind), False))
        if row.gone is None:
            pile.there.append(There(row, opened.get(row.pk, []), along.get(row.pk)))
        else:
            pile.gone.append(row)
    return list(found.values())


def readings(proposal: Proposal) -> dict[int, list[Record]]:
    """Who has opened which paper when, the newest first, by paper. One query."""
    found: dict[int, list[Record]] = defaultdict(list)
    rows = Record.objects.filter(item=proposal.pk, verb="paper.read").select_related("person", "hat")
    for row in rows.order_by("-pk")[:MOST_READINGS]:
        found[row.data["paper"]].append(row)
    return found


def papers_as_data(proposal: Proposal) -> list[dict[str, Any]]:
    """The papers with their digests, for the frozen copy of what was handed in."""
    return [
        {"kind": one.kind, "name": one.name, "size": one.size, "digest": one.digest} for one in papers_there(proposal)
    ]
