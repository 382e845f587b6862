"""担当課との協議: the proposal reaches a section as an ask; it answers, or passes it on with a reason."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks, pass_on
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import Words, let_in, let_out_unless_concerned, move
from yoriai.proposals.lifecycle import SETTLE
from yoriai.proposals.models import Proposal, Talk

# After so many hands the office brings those concerned together, and the group reads that it is being sorted out.
PASSES = 2
MEMO = 4000
REPLY = ("can", "city_can", "city_cannot", "law", "money", "instead")


@transaction.atomic
def begin_talks(
    proposal: Proposal,
    sections: Sequence[Actor],
    *,
    by: Who,
    text: str = "",
    due: dt.date | None = None,
    **words: Unpack[Words],
) -> Proposal:
    """Ask the sections concerned; the first answers for the city (R63)."""
    if not sections:
        raise NotPossible(_("Please choose the section that is asked."))
    if any(section.kind != Actor.Kind.SECTION for section in sections):
        raise NotPossible(_("Only sections of the city are asked here."))
    proposal = move(proposal, "begin_talks", by=by, reason=text, due=due, **words)
    # Sections that found it by the idea sheet are there already; which one leads is said anew.
    Talk.objects.filter(proposal=proposal, ended=None).update(leads=False)
    for place, section in enumerate(dict.fromkeys(sections)):
        _asked(proposal, section, by=by, leads=place == 0, text=text)
    return proposal


@transaction.atomic
def ask_section(proposal: Proposal, section: Actor, *, by: Who, text: str = "") -> Talk:
    """One more section, in support of the one that leads (R63). Raises NotPossible where it is asked already."""
    proposal = locked(proposal)
    require(policy.can_ask_section(by, proposal))
    if section.kind != Actor.Kind.SECTION:
        raise NotPossible(_("Only sections of the city are asked here."))
    if Talk.objects.filter(proposal=proposal, section=section, ended=None).exists():
        raise NotPossible(_("This section is asked already."))
    return _asked(proposal, section, by=by, leads=False, text=text)


def _asked(proposal: Proposal, section: Actor, *, by: Who, leads: bool, text: str, passes: int = 0) -> Talk:
    talk, new = Talk.objects.get_or_create(
        proposal=proposal, section=section, ended=None, defaults={"leads": leads, "passes": passes}
    )
    if leads and not new:
        talk.leads = True
        talk.save(update_fields=["leads"])
    let_in(proposal, section)
    ask("section_talks", proposal, section, by=by, text=text, due=proposal.due)
    record("talk.begun", by=by, item=proposal, inside=True, talk=talk.pk)
    return talk


def _held(talk: Talk) -> Talk:
    locked(talk.proposal)
    return Talk.objects.select_for_update().select_related("proposal__scheme", "section").get(pk=talk.pk)


@transaction.atomic
def pass_talk_on(talk: Talk, to: Actor, reason: str, *, by: Who) -> Talk:
    """「うちではない → ○○課」, with the reason the group reads too. From the second time on the office sees to it."""
    talk = _held(talk)
    require(policy.can_pass_on(by, talk))
    if talk.sent is not None:
        raise NotPossible(_("This section has answered already."))
    reason = fit_to_pass(to, reason, source=talk.section_id)
    hat = by.wearing(talk.section) if by.wears(talk.section_id) else by
    talk.ended = timezone.now()
    talk.save(update_fields=["ended"])
    there = Talk.objects.filter(proposal=talk.proposal, section=to, ended=None).first()
    new = _joined(there, talk) if there else _handed_on(talk, to, by=by, hat=hat, reason=reason)
    close_asks("section_talks", talk.proposal, by=by, asked=[talk.section_id])
    let_out_unless_concerned(talk.proposal, talk.section)
    touch(talk.proposal)
    if new.passes >= PASSES and new.sent is None:
        call_together(SETTLE, talk.proposal, new.passes, by=hat)
    record(
        "talk.passed_on",
        by=hat,
        item=talk.proposal,
        inside=True,
        talk=new.pk,
        source=talk.section_id,
        reason=reason,
    )
    return new


def fit_to_pass(to: Actor, reason: str, *, source: int) -> str:
    """The reason with which a section hands it to another one. Raises NotPossible where one of the two is missing."""
    if to.kind != Actor.Kind.SECTION or to.pk == source:
        raise NotPossible(_("Please choose another section."))
    if not reason.strip():
        raise NotPossible(_("Please say why you are passing this on."))
    return reason.strip()


def call_together(what: str, proposal: Proposal, passes: int, *, by: Who) -> None:
    """It went through too many hands: the office sees to it."""
    together = _("%(number)d sections have passed it on. Please call those concerned together.")
    ask(what, proposal, proposal.scheme.by, by=by, text=together % {"number": passes})


def _handed_on(talk: Talk, to: Actor, *, by: Who, hat: Who, reason: str) -> Talk:
    """The part of the talks as the next section has it, with the ask and the note."""
    waiting = Ask.objects.filter(
        what="section_talks", item=talk.proposal_id, asked=talk.section_id, state=Ask.State.ASKED
    ).first()
    if waiting is not None and by.wears(talk.section_id):
        pass_on(waiting, to, by=hat, reason=reason)
    else:
        ask("section_talks", talk.proposal, to, by=by, text=reason, due=talk.proposal.due)
    let_in(talk.proposal, to)
    return Talk.objects.create(
        proposal=talk.proposal, section=to, leads=talk.leads, passes=talk.passes + 1, memo=talk.memo
    )


def _joined(there: Talk, talk: Talk) -> Talk:
    """The next section has a part of its own: it takes the lead and the note over, and keeps its ask and what it has written."""
    there.leads, there.passes = there.leads or talk.leads, max(there.passes, talk.passes + 1)
    if talk.memo.strip():
        there.memo = f"{there.memo}\n\n{talk.section}：{talk.memo}".strip()[:MEMO]
    there.save(update_fields=["leads", "passes", "memo"])
    return there


@transaction.atomic
def keep_reply(talk: Talk, *, by: Who, memo: str | None = None, **facts: Any) -> Talk:
    """Keep what has been written so far: the note for inside city hall, and the draft of the city's answer. Nobody else reads it."""
    talk = _held(talk)
    require(policy.can_reply(by, talk))
    if talk.sent is not None:
        raise NotPossible(_("The answer has gone out. It no longer changes."))
    unknown = set(facts) - set(REPLY)
    assert not unknown, unknown
    for name, value in facts.items():
        setattr(talk, name, value)
    if memo is not None:
        talk.memo = memo
    talk.save(update_fields=[*facts, "memo"])
    record("talk.written", by=by, item=talk.proposal, inside=True, talk=talk.pk)
    return talk


@transaction.atomic
def reply_and_send(
    talk: Talk, *, by: Who, memo: str, decided_on: dt.date | None = None, today: dt.date | None = None,
    sure: bool = True, **facts: Any,
) -> Talk:  # fmt: skip
    """Keep what was written; with a 決裁日 send it, both or neither.

    sure: whoever sends it has read it as it goes out. Without that it is kept, and NotPossible says what would stop it.
    """
    talk = keep_reply(talk, by=by, memo=memo, **facts)
    if decided_on is None:
        return talk
    _goes_out(talk, decided_on, today)
    return send_reply(talk, decided_on, by=by, today=today) if sure else talk


def _goes_out(talk: Talk, decided_on: dt.date, today: dt.date | None) -> None:
    if not talk.can:
        raise NotPossible(_("Please say first whether it can be done."))
    if talk.can != Talk.Can.YES and not (talk.city_cannot.strip() or talk.instead.strip()):
        raise NotPossible(_("Please say what cannot be done, or name another way; a bare no helps nobody."))
    if decided_on > (today or timezone.localdate()):
        raise NotPossible(_("The day of the decision lies in the future."))


@transaction.atomic
def send_reply(talk: Talk, decided_on: dt.date, *, by: Who, today: dt.date | None = None) -> Talk:
    """市の回答 goes to the group, with the day it was decided on. Without a 決裁日 nothing leaves city hall."""
    talk = _held(talk)
    require(policy.can_reply(by, talk))
    if talk.sent is not None:
        raise NotPossible(_("The answer has gone out. It no longer changes."))
    _goes_out(talk, decided_on, today)
    talk.decided_on, talk.sent = decided_on, timezone.now()
    talk.save(update_fields=["decided_on", "sent"])
    for waiting in Ask.objects.filter(
        what="section_talks", item=talk.proposal_id, asked=talk.section_id, state=Ask.State.ASKED
    ):
        if by.wears(talk.section_id):
            answer(waiting, str(talk.get_can_display()), by=by.wearing(talk.section))
        else:
            Ask.objects.filter(pk=waiting.pk).update(state=Ask.State.CLOSED, answered=timezone.now())
    close_asks(SETTLE, talk.proposal, by=by)
    touch(talk.proposal)
    record("talk.answered", by=by, item=talk.proposal, inside=True, talk=talk.pk)
    return talk
