"""Wマッチング: with the group's yes sections read the idea sheet and say whether they can imagine it; then both write the proposal."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks, decline, pass_on
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotAllowed, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals.actions.answering import TOO_LATE
from yoriai.proposals.actions.steps import as_group, let_in, let_out_unless_concerned
from yoriai.proposals.actions.talks import PASSES, call_together, fit_to_pass
from yoriai.proposals.lifecycle import BEFORE_HANDING_IN, IMAGINE, SETTLE_IDEA
from yoriai.proposals.models import Proposal, Sharing, Talk
from yoriai.proposals.policy import early


@transaction.atomic
def share_idea(proposal: Proposal, *, by: Who) -> Sharing:
    """The group says yes: sections the office chooses may read its idea sheet. Nobody does before."""
    require(early.can_share_idea(by, proposal))
    proposal = locked(proposal)
    made, new = Sharing.objects.get_or_create(proposal=proposal, defaults={"by": by.person})
    if new:
        touch(proposal)
        record("idea.shared", by=as_group(by, proposal), item=proposal, inside=True)
    return made


@transaction.atomic
def unshare_idea(proposal: Proposal, *, by: Who) -> None:
    """The group takes its yes back: whoever has not answered reads nothing any more. A section that has said yes stays."""
    require(early.can_share_idea(by, proposal))
    proposal = locked(proposal)
    Sharing.objects.filter(proposal=proposal).delete()
    waiting = Ask.objects.filter(what=IMAGINE, item=proposal.pk, state=Ask.State.ASKED).select_related("asked")
    asked = [row.asked for row in waiting]
    for what in (IMAGINE, SETTLE_IDEA):
        close_asks(what, proposal, by=by)
    for section in asked:
        let_out_unless_concerned(proposal, section)
    touch(proposal)
    record("idea.sharing_ended", by=as_group(by, proposal), item=proposal, inside=True)


@transaction.atomic
def ask_to_imagine(proposal: Proposal, sections: Sequence[Actor], *, by: Who, due: dt.date, text: str = "") -> int:
    """「想像できますか」: the sections read the idea sheet alone, and say whether they would shape it with the group."""
    require(early.can_ask_to_imagine(by, proposal))
    proposal = locked(proposal)
    if not Sharing.objects.filter(proposal=proposal).exists():
        raise NotPossible(_("The group has not yet said that sections may read its idea."))
    if not sections or any(section.kind != Actor.Kind.SECTION for section in sections):
        raise NotPossible(_("Please choose the sections that are asked."))
    if due < timezone.localdate():
        raise NotPossible(_("The new date is in the past."))
    with_it = set(Talk.objects.filter(proposal=proposal, ended=None).values_list("section", flat=True))
    new = [section for section in sections if section.pk not in with_it]
    for section in new:
        let_in(proposal, section)
        ask(IMAGINE, proposal, section, by=by, text=text.strip(), due=due)
    if new:  # the office has brought those concerned together
        close_asks(SETTLE_IDEA, proposal, by=by)
    record("idea.sections_asked", by=by, item=proposal, inside=True, number=len(new))
    return len(new)


@transaction.atomic
def answer_imagining(proposal: Proposal, *, by: Who, yes: bool, words: str = "") -> None:
    """Yes: from now on the section reads all of it and writes with the group; the first one answers for the city. No: it goes out."""
    proposal = locked(proposal)
    open_ask = _asked_of(by, proposal)
    hat = by.wearing(open_ask.asked)
    if yes and proposal.state not in BEFORE_HANDING_IN:
        raise NotPossible(TOO_LATE)
    if yes:
        first = not Talk.objects.filter(proposal=proposal, leads=True, ended=None).exists()
        Talk.objects.get_or_create(proposal=proposal, section=open_ask.asked, ended=None, defaults={"leads": first})
        answer(open_ask, words or str(_("Yes, we would like to shape it with you.")), by=hat)
        close_asks(SETTLE_IDEA, proposal, by=by)
    else:
        decline(open_ask, words, by=hat)
        let_out_unless_concerned(proposal, open_ask.asked)
    touch(proposal)
    record("idea.imagining_answered", by=hat, item=proposal, inside=True, yes=yes)


def _asked_of(by: Who, proposal: Proposal) -> Ask:
    """What this person's section is asked about the idea and has not answered."""
    waiting = Ask.objects.filter(what=IMAGINE, item=proposal.pk, asked__in=by.hats, state=Ask.State.ASKED)
    found = waiting.select_related("asked").first()
    if found is None or not by.sure:
        raise NotAllowed(_("Nothing waits for your answer here."))
    return found


@transaction.atomic
def pass_imagining_on(proposal: Proposal, to: Actor, reason: str, *, by: Who) -> None:
    """「うちではない → ○○課」: another section reads the idea sheet in this one's place. From the second time on the office sees to it."""
    proposal = locked(proposal)
    open_ask = _asked_of(by, proposal)
    if proposal.state not in BEFORE_HANDING_IN:
        raise NotPossible(TOO_LATE)
    source, hat = open_ask.asked, by.wearing(open_ask.asked)
    reason = fit_to_pass(to, reason, source=source.pk)
    new = _handed_on(open_ask, to, by=hat, reason=reason)
    let_out_unless_concerned(proposal, source)
    touch(proposal)
    if new.state == Ask.State.ASKED and new.passes >= PASSES:
        call_together(SETTLE_IDEA, proposal, new.passes, by=hat)
    record("idea.passed_on", by=hat, item=proposal, inside=True, ask=new.pk, source=source.pk, reason=reason)


def _handed_on(open_ask: Ask, to: Actor, *, by: Who, reason: str) -> Ask:
    """The ask as the next section has it. One that is asked already keeps its own, and counts the hands of both."""
    others = Ask.objects.filter(what=IMAGINE, item=open_ask.item_id, asked=to).exclude(state=Ask.State.CLOSED)
    there = others.order_by("-id").first()
    if there is None:
        let_in(Proposal.objects.get(pk=open_ask.item_id), to)
        return pass_on(open_ask, to, by=by, reason=reason)
    if there.state == Ask.State.DECLINED:
        raise NotPossible(_("This section has said already that it is hard for it. Please choose another one."))
    close_asks(IMAGINE, open_ask.item, by=by, asked=[open_ask.asked_id])
    there.passes = max(there.passes, open_ask.passes + 1)
    there.save(update_fields=["passes"])
    return there
