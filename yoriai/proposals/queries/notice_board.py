"""What of projects and schemes stands on a notice board: only what everybody may read."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from yoriai.directory.models import Party
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Link
from yoriai.proposals.lifecycle import ADOPTED, GIVEN_UP, RUNNING
from yoriai.proposals.models import Answer, Proposal, Scheme, Step, Talk

# A way on the sheet begins with the first of these that was taken.
BEGAN = ("under_way", "agreed", "adopted", "adopted_if")
MOST_NEEDS = 3


@dataclass(slots=True)
class OnBoard:
    """A project: who carries it, the section that answers for the city, its public words, its first step, what it looks for."""

    proposal: Proposal
    carriers: list[Actor]
    section: Actor | None = None
    said: dict[str, str] = field(default_factory=dict)
    began: tuple[str, Any] | None = None
    needs: list[str] = field(default_factory=list)


def adopted_of(scheme: Scheme) -> list[Proposal]:
    """Projects of a scheme everybody may read and that did not come to nothing, by number."""
    return _of(scheme, ADOPTED - GIVEN_UP)


def running_of(scheme: Scheme) -> list[Proposal]:
    """Those of them others can still join."""
    return _of(scheme, RUNNING)


def _of(scheme: Scheme, states: Collection[str]) -> list[Proposal]:
    rows = Proposal.objects.public().filter(scheme=scheme, state__in=states).select_related("by")
    found = list(rows.order_by("number", "pk").defer("search"))
    for proposal in found:
        proposal.scheme = scheme
    return found


def on_board(proposals: Sequence[Proposal]) -> list[OnBoard]:
    """Those that are adopted, with all they need. Five queries, whatever their number."""
    rows = {one.pk: OnBoard(one, [one.by]) for one in proposals if one.is_adopted}
    parties = Party.objects.filter(item__in=rows, agreed__isnull=False, actor__isnull=False)
    for party in parties.select_related("actor"):
        row = rows[party.item_id]
        if party.actor_id != row.proposal.by_id and party.actor is not None:
            row.carriers.append(party.actor)
    for talk in Talk.objects.filter(proposal__in=rows, leads=True, ended=None).select_related("section"):
        rows[talk.proposal_id].section = talk.section
    for answer in Answer.objects.filter(proposal__in=rows, key__in=("purpose", "contents")):
        row = rows[answer.proposal_id]
        known = {one.key: one.shown for one in row.proposal.scheme.the_plan.fields}
        if known.get(answer.key) == "public":
            row.said[answer.key] = answer.text
    _began(rows)
    _needs(rows)
    return list(rows.values())


def _began(rows: dict[int, OnBoard]) -> None:
    first: dict[int, dict[str, Any]] = defaultdict(dict)
    for step in Step.objects.filter(proposal__in=rows, target__in=BEGAN).order_by("-id"):
        first[step.proposal_id][step.target] = step.at
    for pk, row in rows.items():
        row.began = next(((state, first[pk][state]) for state in BEGAN if state in first[pk]), None)


def _needs(rows: dict[int, OnBoard]) -> None:
    """Needs that are open and public, tied to the project."""
    ties = Link.objects.filter(
        source__in=rows, target__kind="need", target__state="shown", target__visibility=Visibility.PUBLIC
    )
    for source, title in ties.order_by("-pk").values_list("source", "target__title"):
        if len(rows[source].needs) < MOST_NEEDS:
            rows[source].needs.append(title)
