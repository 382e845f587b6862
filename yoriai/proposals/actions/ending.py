"""After the end: a case out of what is there, papers kept long enough, the whole of one proposal handed out."""

import datetime as dt
from typing import Any

from django.db import transaction

from yoriai.directory.actions import add_entry, add_party, ask_named, put_turns
from yoriai.directory.models import Case
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Link, Record
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import as_group
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.cases import case_facts, case_of, case_parties, case_turns
from yoriai.proposals.queries.keeping import kept_long_enough, terms
from yoriai.proposals.wording import KEPT


@transaction.atomic
def draft_case(proposal: Proposal, *, by: Who) -> Case:
    """A case of the directory out of what everybody may read of the project (R39, R47). Twice is once.

    It is the group's draft; every other party is asked whether it may be named, and reads the draft before it answers.
    """
    require(policy.can_draft_case(by, proposal))
    proposal = locked(proposal)
    earlier = case_of(proposal)
    if earlier is not None:
        return earlier
    hat = as_group(by, proposal)
    facts: dict[str, Any] = {**case_facts(proposal)}
    case = add_entry(Case(), by=hat, themes=list(proposal.themes.all()), areas=list(proposal.areas.all()), **facts)
    put_turns(case, case_turns(proposal), by=hat)
    for actor, role, brought in case_parties(proposal):
        add_party(case, by=hat, actor=actor, role=role, brought=brought)
    ask_named(case, by=hat)
    link(proposal, case, Link.Kind.TOLD_IN, by=hat.actor)
    touch(proposal)
    record("project.case_drafted", by=hat, item=proposal, inside=True, case=case.pk)
    return case


@transaction.atomic
def notice_kept(today: dt.date) -> int:
    """Papers kept as long as they had to be: the office is told once of each kind. Nothing is deleted. Returns of how many."""
    told: dict[int, set[str]] = {}
    earlier = Record.objects.filter(verb="proposal.keeping_ended", item__in=kept_long_enough(today).values("pk"))
    for item, data in earlier.values_list("item", "data"):
        told.setdefault(item, set()).update(data.get("kinds", KEPT))
    new = 0
    for proposal in kept_long_enough(today):
        over = {term.key for term in terms(proposal, proposal.ended).over(today)}  # type: ignore[attr-defined]
        if over - told.get(proposal.pk, set()):
            record("proposal.keeping_ended", by=None, item=proposal, inside=True, kinds=sorted(over))
            new += 1
    return new


@transaction.atomic
def note_disclosure(proposal: Proposal, *, by: Who, form: str) -> None:
    """開示用一式 is taken out: who took it, when and as what is kept."""
    require(policy.can_disclose(by, proposal))
    record("proposal.disclosed", by=by, item=proposal, inside=True, form=form)
