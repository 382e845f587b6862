"""変更・中止 (F11): one side asks, the other's yes makes it so; words, money, roles and a new partner change in one transaction."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks, decline, note_answer
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import MovedOn, NotAllowed, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.agreed import Wish, take_over, wished
from yoriai.proposals.actions.steps import as_group, move
from yoriai.proposals.lifecycle import AGREE_STOP, PART, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import Pending, Proposal
from yoriai.proposals.policy import both_sides
from yoriai.proposals.queries.agreements import latest, partners_touched, signers
from yoriai.proposals.queries.work import answers_first, came_from, settlement

ASKS = {Pending.Sort.CHANGE: ("ask_change", "agree_change"), Pending.Sort.STOP: ("", AGREE_STOP)}
JOIN = "join_change"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """紙からの転記: for which side the office notes it, and whose paper it holds."""

    side: str
    of: str


def _side_of(by: Who, proposal: Proposal, on_paper: OnPaper | None) -> str:
    """The side somebody speaks for, or whose paper the office holds: the group or the section. Raises NotAllowed for everybody else."""
    if on_paper is not None:
        require(on_paper.side in both_sides.noted_sides(by, proposal))
        if not on_paper.of.strip():
            raise NotPossible(_("Please write whose paper it is."))
        return on_paper.side
    mine = policy.sides(by, proposal)
    if PROPOSER in mine:
        return PROPOSER
    if SECTION in mine:
        return SECTION
    raise NotAllowed(_("You cannot do this here."))


def _body_of(proposal: Proposal, side: str) -> Actor:
    """Who answers for a side: the group, or whoever signs for the city."""
    return proposal.by if side == PROPOSER else signers(proposal)[-1]


def _in_hat_of(by: Who, body: Actor) -> Who:
    """The same person on behalf of this body, where they may."""
    return by.wearing(body) if by.wears(body.pk) else by


@transaction.atomic
def ask_change(
    proposal: Proposal,
    *,
    by: Who,
    reason: str,
    before: str,
    after: str,
    money: str = "",
    public_text: str = "",
    decided_on: dt.date | None = None,
    wish: Wish | None = None,
    on_paper: OnPaper | None = None,
    note: str = "",
) -> Pending:
    """変更申請 (F11): the other side's yes makes it so. public_text: what everybody may read of it then.

    wish: money, roles, a new partner, taken over with that yes; the new partner, and every partner whose part is another then, is asked
    first. on_paper: the office holds the paper.
    Raises NotPossible where the new budget does not add up.
    """
    proposal = locked(proposal)
    if not reason.strip() or not after.strip():
        raise NotPossible(_("Please say why, and how it shall be."))
    side = _side_of(by, proposal, on_paper)
    proposal = move(proposal, "ask_change", by=as_group(by, proposal), reason=reason, note=note)
    facts: dict[str, Any] = {"reason": reason, "before": before, "after": after, "money": money}
    facts |= {"public_text": public_text, **(wished(proposal, wish) if wish is not None else {})}
    row = _pending(proposal, Pending.Sort.CHANGE, side, by, decided_on, on_paper, **facts)
    if row.joins is not None:
        ask(JOIN, proposal, row.joins, by=by, text=reason)
    for partner in partners_touched(row):
        ask(PART, proposal, partner, by=by, text=reason)
    return row


@transaction.atomic
def ask_stop(
    proposal: Proposal,
    *,
    by: Who,
    reason: str,
    money: str,
    paid: int = 0,
    back_by: dt.date | None = None,
    public_text: str = "",
    decided_on: dt.date | None = None,
    on_paper: OnPaper | None = None,
) -> Pending:
    """中止: with how the accounts are settled; the other side is asked. The figures are reckoned from what was spent and kept with it.

    paid: yen the city has paid of its part; back_by: the day by which what is left of it goes back.
    """
    proposal = locked(proposal)
    side = _side_of(by, proposal, on_paper)
    PROPOSAL.after(proposal.state, "stop")  # says in words where it has moved on
    require(policy.can_move(by, proposal, "stop"))
    if not reason.strip() or not money.strip():
        raise NotPossible(_("Please say why, and how the accounts are settled."))
    settled = settlement(proposal, paid, back_by)
    if not 0 <= paid <= settled["city"]:
        raise NotPossible(_("The city cannot have paid more than its part in the agreement."))
    if settled["refund"] and (back_by is None or back_by < timezone.localdate()):
        raise NotPossible(_("Please say by which day the money goes back to the city."))
    facts: dict[str, Any] = {"reason": reason, "money": money, "public_text": public_text}
    facts["tables"] = {"settlement": settled}
    return _pending(proposal, Pending.Sort.STOP, side, by, decided_on, on_paper, **facts)


def _pending(
    proposal: Proposal,
    sort: str,
    side: str,
    by: Who,
    decided_on: dt.date | None,
    on_paper: OnPaper | None,
    **facts: Any,
) -> Pending:
    if Pending.objects.filter(proposal=proposal, agreed=None, dropped=None).exists():
        raise NotPossible(_("Something waits for the other side's answer already."))
    other = _body_of(proposal, SECTION if side == PROPOSER else PROPOSER)
    body = _body_of(proposal, side)
    asker = _in_hat_of(by, body)
    facts |= {
        "decided_on": _city_decided(side, decided_on),
        "on_paper_from": on_paper.of.strip()[:120] if on_paper else "",
    }
    asked_by = body if on_paper else asker.actor
    row = Pending.objects.create(proposal=proposal, sort=sort, asked_by=asked_by, **facts)
    ask(ASKS[Pending.Sort(sort)][1], proposal, other, by=asker, text=facts["reason"])
    touch(proposal)
    record("project.change_asked", by=asker, item=proposal, inside=True, pending=row.pk)
    return row


def _city_decided(side: str, day: dt.date | None) -> dt.date | None:
    """市の決裁日, where the city's side acts: the day it says, else today. Raises NotPossible for a day to come."""
    if side != SECTION:
        return None
    if day is not None and day > timezone.localdate():
        raise NotPossible(_("That day has not come yet."))
    return day or timezone.localdate()


@transaction.atomic
def answer_pending(
    pending: Pending, *, by: Who, yes: bool, decided_on: dt.date | None = None, on_paper: OnPaper | None = None, reason: str = "",
    note: str = "",
) -> Proposal:  # fmt: skip
    """The other side agrees, or it stays as it was. Nobody answers their own request. on_paper: the office holds the answer. reason: of
    the answer.

    With the yes money, roles and the new partner of the change hold too; the new partner, and every partner whose part it changes, has
    said yes before, else NotPossible.
    """
    proposal = locked(pending.proposal)
    pending = Pending.objects.select_for_update(of=("self",)).select_related("joins", "proposal").get(pk=pending.pk)
    side = _side_of(by, proposal, on_paper)
    if not both_sides.waits(pending):
        raise MovedOn
    if yes:
        own = (
            both_sides.can_agree_to_change(by, pending) if on_paper is None else side != both_sides.asking_side(pending)
        )
        if on_paper is not None and not own:
            raise NotPossible(_("The other side answers this."))
        require(own, _("The other side answers this."))
    if yes and (waits := answers_first(pending)):
        raise NotPossible(waits)
    body = _body_of(proposal, side)
    by = _in_hat_of(by, body)
    now = timezone.now()
    pending.agreed, pending.dropped = (now, None) if yes else (None, now)
    pending.answered_by = body if on_paper else by.actor
    pending.answered_on_paper = on_paper.of.strip()[:120] if on_paper else ""
    if yes:
        pending.decided_on = _city_decided(side, decided_on) or pending.decided_on
    pending.save(update_fields=["agreed", "dropped", "answered_by", "answered_on_paper", "decided_on"])
    if pending.sort == Pending.Sort.STOP and not yes:  # no step is taken: the words go with the answer
        _declined(proposal, body, reason.strip(), by)
    for what in (ASKS[Pending.Sort(pending.sort)][1], JOIN, PART):
        close_asks(what, proposal, by=by)
    record("project.change_answered", by=by, item=proposal, inside=True, pending=pending.pk)
    if yes:
        take_over(proposal, pending, by=by)
    return _moved(proposal, pending, yes, by, reason.strip(), note)


def _declined(proposal: Proposal, asked: Actor, why: str, by: Who) -> None:
    waiting = Ask.objects.filter(what=AGREE_STOP, item=proposal.pk, asked=asked, state=Ask.State.ASKED).first()
    if waiting is None or not why:
        return
    if by.wears(asked.pk):
        decline(waiting, why, by=by)
    else:
        note_answer(waiting, why, by=by, declined=True)


def _moved(proposal: Proposal, pending: Pending, yes: bool, by: Who, said: str, note: str) -> Proposal:
    """The step with why: what the one side asked for, and what the other said to it."""
    if pending.sort == Pending.Sort.STOP:
        why = "\n".join(filter(None, (pending.reason, said)))
        return (
            move(proposal, "stop", by=by, reason=why, public_text=pending.public_text, note=note) if yes else proposal
        )
    late = "late_" if came_from(proposal) == Proposal.State.MID_REPORTED else ""
    if yes:
        public = pending.public_text
        return move(
            proposal, f"agree_{late}change", by=by, reason=said or pending.reason, public_text=public, note=note
        )
    return move(proposal, f"drop_{late}change", by=by, reason=said or pending.reason, note=note)


@transaction.atomic
def answer_joining(pending: Pending, *, by: Who, yes: bool, text_digest: str, on_paper_from: str = "") -> Pending:
    """The new partner a change names says yes to exactly the agreement whose digest the page showed, or no. Its place comes with
    the other side's yes. on_paper_from: whose paper the office notes.
    """
    proposal = locked(pending.proposal)
    pending = Pending.objects.select_for_update(of=("self",)).select_related("joins", "proposal").get(pk=pending.pk)
    own = both_sides.can_join(by, pending)
    require(own or (bool(on_paper_from.strip()) and both_sides.can_note_joining(by, pending)))
    _of_this_text(proposal, text_digest)
    assert pending.joins is not None
    hat = by.wearing(pending.joins) if own else by
    if yes:
        pending.joined, pending.joined_by = timezone.now(), by.person
        pending.joined_on_paper = "" if own else on_paper_from.strip()[:120]
        pending.save(update_fields=["joined", "joined_by", "joined_on_paper"])
    close_asks(JOIN, proposal, by=hat)
    touch(proposal)
    record("project.joining_answered", by=hat, item=proposal, inside=True, pending=pending.pk, yes=yes)
    return pending


@transaction.atomic
def answer_part(
    pending: Pending, actor: Actor, *, by: Who, yes: bool, text_digest: str, on_paper_from: str = ""
) -> Pending:
    """A partner whose part a change touches says yes to it under exactly the agreement the page showed, or no; with a no it cannot hold.
    on_paper_from: whose paper the office notes.
    """
    proposal = locked(pending.proposal)
    pending = Pending.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=pending.pk)
    waiting, paper = both_sides.parts_to_answer(by, pending).filter(asked=actor).first(), on_paper_from.strip()[:120]
    if waiting is None:
        raise NotAllowed(_("Nothing waits for your answer here."))
    own = by.wears(actor.pk)
    require(own or bool(paper))
    _of_this_text(proposal, text_digest)
    hat = by.wearing(actor) if own else by
    if own:
        (answer if yes else decline)(waiting, str(_("We agree") if yes else _("We do not agree")), by=hat)
    else:
        note_answer(waiting, _("On paper, from: %(whose)s") % {"whose": paper}, by=hat, declined=not yes)
    touch(proposal)
    record("project.part_answered", by=hat, item=proposal, inside=True, pending=pending.pk, actor=actor.pk, yes=yes)
    return pending


def _of_this_text(proposal: Proposal, text_digest: str) -> None:
    agreement = latest(proposal)
    if agreement is None or agreement.digest != text_digest:
        raise NotPossible(_("The text has changed since you opened it. Please read it again before you sign."))
