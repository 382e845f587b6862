"""The one place where a proposal moves: the table, a row that says who and why, a record, a date."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.models import Actor, Audience
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import DATE, PROPOSAL
from yoriai.proposals.models import Proposal, Step

PAST = {
    "consult": "consulted", "draft": "drafted", "submit": "submitted", "lapse": "lapsed", "lapse_correction": "lapsed",
    "reopen": "reopened", "check": "checked", "ask_correction": "correction_asked", "correct": "corrected",
    "begin_talks": "talks_begun", "review_papers": "papers_reviewed", "schedule": "scheduled", "review": "reviewed", "pass": "passed",
    "hold": "held", "turn_down": "turned_down", "hand_in_again": "handed_in_again", "adopt": "adopted", "adopt_if": "adopted_if",
    "refuse": "refused", "discuss": "discussed", "settle": "settled", "await_budget": "budget_awaited", "negotiate": "negotiated",
    "lose_budget": "budget_lost", "sign": "signed", "start": "started", "ask_change": "change_asked", "agree_change": "changed",
    "drop_change": "change_dropped", "report_midway": "reported_midway", "carry_out": "carried_out", "report": "reported",
    "send_back": "sent_back", "accept": "accepted", "tell": "told", "complete": "completed", "go_on": "gone_on",
    "withdraw": "withdrawn", "give_up": "given_up", "stop": "stopped",
}  # fmt: skip
WAITS_FOR_CORRECTION, WAITS_FOR_ANSWER = "correcting", "in_talks"


@transaction.atomic
def move(
    proposal: Proposal,
    verb: str,
    *,
    by: Who | None,
    reason: str = "",
    public_text: str = "",
    note: str = "",
    due: dt.date | None = None,
    **facts: Any,
) -> Proposal:
    """Take the step, whole, alone or inside the caller's transaction; `facts` are saved with it. by=None: a date has passed.

    Raises NotAllowed for whoever stands on another side, NotPossible where the table has no such step from here.
    """
    proposal = locked(proposal)
    source = proposal.state
    target = PROPOSAL.after(source, verb)
    if by is None:
        require(DATE in policy.MAY[source, verb])
    else:
        require(policy.can_move(by, proposal, verb))
    proposal.state, proposal.due = target, due or due_in(proposal, target)
    for name, value in facts.items():
        setattr(proposal, name, value)
    save_item(proposal, "state", "due", *facts)
    words = {"reason": reason.strip(), "public_text": public_text.strip(), "note": note.strip()}
    person, hat = (by.person, by.actor) if by else (None, None)
    Step.objects.create(proposal=proposal, verb=verb, source=source, target=target, person=person, hat=hat, **words)
    # What everybody may know of it stands on its page; a record with the item would tell who asked for what to whoever sees it.
    record(f"proposal.{PAST[verb]}", by=by, item=proposal, inside=True, step=verb)
    return proposal


def due_in(proposal: Proposal, state: str) -> dt.date | None:
    """By when the side whose turn it is should act, by the scheme's rules and phases."""
    plan, today = proposal.scheme.the_plan, timezone.localdate()
    if state == WAITS_FOR_CORRECTION or state == "held" or state == "sent_back":
        return today + dt.timedelta(days=plan.rules.correction_days)
    if state in (WAITS_FOR_ANSWER, "adopted_if", "settling"):
        return today + dt.timedelta(days=plan.rules.answer_days)
    if state in ("idea", "consulting", "drafting"):
        call = plan.phase("call")
        return call.ends if call else None
    phase = plan.phase(DATES.get(state, ""))
    return phase.ends if phase else None


# The phase of the year that ends what a state waits for.
DATES = {
    "first_review": "first_review", "presenting": "presentation", "final_review": "result", "adopted": "result",
    "awaiting_budget": "budget", "agreeing": "agreement", "under_way": "completion", "mid_reported": "completion",
    "carried_out": "report", "looking_back": "look_back", "told": "meeting",
}  # fmt: skip


def let_in(proposal: Proposal, *actors: Actor) -> None:
    """These actors see the proposal from now on."""
    for actor in actors:
        Audience.objects.get_or_create(item_id=proposal.pk, actor=actor)


def let_out(proposal: Proposal, actor: Actor) -> None:
    """This actor no longer sees it, unless by another hat."""
    Audience.objects.filter(item_id=proposal.pk, actor=actor).delete()


def as_group(by: Who, proposal: Proposal) -> Who:
    """The same person in the hat of the proposing group, where they wear it."""
    return by.wearing(proposal.by) if by.wears(proposal.by_id) else by
