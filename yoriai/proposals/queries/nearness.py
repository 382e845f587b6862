"""利害関係: what a member of the panel has not yet said of which proposals, and who is concerned in each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from yoriai.directory.models import Party
from yoriai.kernel.models import Actor
from yoriai.proposals.models import PanelSeat, Proposal, Scheme, Talk
from yoriai.proposals.queries.panel import OPEN_TO_SCORES, judged


@dataclass(slots=True)
class Concerned:
    """A proposal by its name alone, with everybody a member may be tied to: who carries it, the section, the companion."""

    proposal: Proposal
    actors: list[Actor] = field(default_factory=list)


def said_of(scheme: Scheme, states: Collection[str], seat: PanelSeat) -> "QuerySet[Proposal]":
    """What the member has said to be free of: the only ones whose sheets are theirs to read."""
    return judged(scheme, states, seat).filter(score_sheets__seat=seat).distinct()


def unsaid(scheme: Scheme, seat: PanelSeat) -> "QuerySet[Proposal]":
    """Proposals before the panel of which the member has said nothing yet, by number."""
    return judged(scheme, OPEN_TO_SCORES, seat).exclude(score_sheets__seat=seat)


def concerned(proposals: Iterable[Proposal]) -> list[Concerned]:
    """Each with those concerned, its group first. Two queries, whatever their number."""
    rows = {one.pk: Concerned(one, [one.by]) for one in proposals}
    parties = Party.objects.filter(item__in=rows, agreed__isnull=False, actor__isnull=False)
    for party in parties.select_related("actor").order_by("pk"):
        _add(rows[party.item_id], party.actor)
    for talk in Talk.objects.filter(proposal__in=rows, leads=True, ended=None).select_related("section"):
        _add(rows[talk.proposal_id], talk.section)
    for row in rows.values():
        _add(row, row.proposal.companion)
    return list(rows.values())


def _add(row: Concerned, actor: Actor | None) -> None:
    if actor is not None and actor not in row.actors:
        row.actors.append(actor)
