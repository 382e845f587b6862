"""The one place where a proposal moves: the table, a row that says who and why, a record, a date."""

import datetime as dt
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone

from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import close_asks
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.models import Actor, Ask, Audience
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import DATE, DATES, IMAGINE, PROPOSAL, SETTLE, SETTLE_IDEA, SUPPORT
from yoriai.proposals.models import Proposal, Step, Supporter, Talk
from yoriai.proposals.queries.youth import OWED

PAST = {
    "consult": "consulted", "draft": "drafted", "submit": "submitted", "lapse": "lapsed", "lapse_correction": "lapsed",
    "reopen": "reopened", "reopen_held": "reopened", "reopen_consulting": "reopened",
    "reopen_idea": "reopened", "check": "checked", "ask_correction": "correction_asked", "correct": "corrected",
    "begin_talks": "talks_begun", "review_papers": "papers_reviewed", "schedule": "scheduled", "review": "reviewed", "pass": "passed",
    "hold": "held", "turn_down": "turned_down", "hand_in_again": "handed_in_again", "adopt": "adopted", "adopt_if": "adopted_if",
    "refuse": "refused", "discuss": "discussed", "settle": "settled", "await_budget": "budget_awaited", "negotiate": "negotiated",
    "lose_budget": "budget_lost", "sign": "signed", "start": "started", "ask_change": "change_asked", "agree_change": "changed",
    "drop_change": "change_dropped", "agree_late_change": "changed",
    "drop_late_change": "change_dropped", "report_midway": "reported_midway", "carry_out": "carried_out", "report": "reported",
    "send_back": "sent_back", "accept": "accepted", "tell": "told", "complete": "completed", "go_on": "gone_on",
    "withdraw": "withdrawn", "give_up": "given_up", "stop": "stopped",
}  # fmt: skip
# What the office looks at: whoever handed it in is told by when, as they are of a section's answer.
FOR_THE_OFFICE = ("submitted", "checking", "reported")
WAITS_FOR_CORRECTION, WAITS_FOR_ANSWER = "correcting", "in_talks"


class Words(TypedDict, total=False):
    """What may go with any step: a note inside city hall, words for everybody."""

    note: str
    public_text: str


class Said(Words, total=False):
    """The same where the step itself asks for no reason: a word for the parties too."""

    reason: str


# What is asked only as long as it stands there: gone on, nobody finds an ask they can no longer answer.
ASKED_IN = {
    "correcting": ("correct",), "in_talks": ("section_talks", SETTLE), "first_review": ("score",),
    "presenting": ("score",), "final_review": ("score",),
}  # fmt: skip


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
    for name, value in facts.items():
        setattr(proposal, name, value)
    proposal.state, proposal.due = target, due or due_in(proposal, target)
    save_item(proposal, "state", "due", *facts)
    words = {"reason": reason.strip(), "public_text": public_text.strip(), "note": note.strip()}
    person, hat = (by.person, by.actor) if by else (None, None)
    Step.objects.create(proposal=proposal, verb=verb, source=source, target=target, person=person, hat=hat, **words)
    for what in set(ASKED_IN.get(source, ())).difference(ASKED_IN.get(target, ())):
        close_asks(what, proposal, by=by)
    # What everybody may know of it stands on its page; a record with the item would tell who asked for what to whoever sees it.
    record(f"proposal.{PAST[verb]}", by=by, item=proposal, inside=True, step=verb)
    return proposal


def due_in(proposal: Proposal, state: str) -> dt.date | None:
    """By when the side whose turn it is should act, by the scheme's rules and phases; and not after the day the group was promised."""
    promised = proposal.answer_by if state in OWED else None
    return min(filter(None, (_by_the_rules(proposal, state), promised)), default=None)


def _by_the_rules(proposal: Proposal, state: str) -> dt.date | None:
    plan, today = proposal.scheme.the_plan, timezone.localdate()
    if state == WAITS_FOR_CORRECTION or state == "held" or state == "sent_back":
        return today + dt.timedelta(days=plan.rules.correction_days)
    if state in (WAITS_FOR_ANSWER, "changing", "adopted_if", "settling", *FOR_THE_OFFICE):
        return today + dt.timedelta(days=plan.rules.answer_days)
    phase = plan.phase(DATES.get(state, ""))
    return phase.ends if phase else None


def let_in(proposal: Proposal, *actors: Actor) -> None:
    """These actors see the proposal from now on."""
    for actor in actors:
        Audience.objects.get_or_create(item_id=proposal.pk, actor=actor)


def let_out(proposal: Proposal, actor: Actor) -> None:
    """This actor no longer sees it, unless by another hat."""
    Audience.objects.filter(item_id=proposal.pk, actor=actor).delete()


def let_out_unless_concerned(proposal: Proposal, actor: Actor) -> None:
    """This actor no longer sees it, unless something else ties them: a place in it, money, an answer they owe or have given."""
    here, theirs = {"proposal": proposal.pk, "ended": None}, {"item": proposal.pk}
    if (
        actor.pk in (proposal.by_id, proposal.companion_id)
        or Party.objects.filter(actor=actor, **theirs).exists()
        or Ask.objects.filter(asked=actor, state=Ask.State.ASKED, **theirs).exists()
        or Supporter.objects.filter(actor=actor, **here).exists()
        or Talk.objects.filter(section=actor, **here).exists()
    ):
        return
    let_out(proposal, actor)


def close_early_asks(proposal: Proposal, *, by: Who | None) -> None:
    """Whoever was asked to imagine it or to take the money and has not answered: it is too late, and they read nothing more."""
    waiting = Ask.objects.filter(what__in=(IMAGINE, SUPPORT), item=proposal.pk, state=Ask.State.ASKED)
    asked = [row.asked for row in waiting.select_related("asked")]
    Supporter.objects.filter(proposal=proposal, agreed=None, ended=None).update(ended=timezone.now())
    for what in (IMAGINE, SETTLE_IDEA, SUPPORT):
        close_asks(what, proposal, by=by)
    for actor in asked:
        let_out_unless_concerned(proposal, actor)


def as_group(by: Who, proposal: Proposal) -> Who:
    """The same person in the hat of the proposing group, where they wear it."""
    return by.wearing(proposal.by) if by.wears(proposal.by_id) else by
