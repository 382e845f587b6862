"""At work and after: log, money, duties, changes with both sides' yes, reports, looking back, the way out."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotAllowed, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.actions.answers import freeze
from yoriai.proposals.actions.steps import as_group, move
from yoriai.proposals.lifecycle import PROPOSER, SECTION
from yoriai.proposals.models import BudgetLine, Duty, Exit, Expense, LogEntry, LookBack, Pending, Proposal, Review
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.sheets import ALL, sheet
from yoriai.proposals.queries.work import LOOKED_AT, accounts_as_data, checklist, every_sheet_is_in

REPORT = "F13"
ASKS = {Pending.Sort.CHANGE: ("ask_change", "agree_change"), Pending.Sort.STOP: ("", "agree_stop")}


@transaction.atomic
def add_log(
    proposal: Proposal, *, by: Who, on: dt.date, text: str, people: int | None = None, picture: Any = None
) -> LogEntry:
    """A line of the log."""
    require(policy.can_work(by, proposal))
    if not text.strip():
        raise NotPossible(_("Please write something."))
    if on > timezone.localdate():
        raise NotPossible(_("That day has not come yet."))
    row = LogEntry.objects.create(
        proposal=proposal, by=by.actor, on=on, text=text.strip(), people=people, picture=picture or ""
    )
    touch(proposal)
    record("project.logged", by=by, item=proposal, inside=True, entry=row.pk)
    return row


@transaction.atomic
def add_expense(proposal: Proposal, line: BudgetLine, *, by: Who, on: dt.date, amount: int, words: str) -> Expense:
    """Money spent, against a line of the budget."""
    require(policy.can_work(by, proposal))
    if line.proposal_id != proposal.pk or line.side != BudgetLine.Side.SPENDING:
        raise NotPossible(_("Please choose a line of the spending."))
    if amount <= 0:
        raise NotPossible(_("Please write the amount in whole yen."))
    row = Expense.objects.create(proposal=proposal, line=line, on=on, amount=amount, words=words.strip(), by=by.actor)
    touch(proposal)
    record("project.spent", by=by, item=proposal, inside=True, expense=row.pk)
    return row


@transaction.atomic
def finish_duty(duty: Duty, *, by: Who) -> Duty:
    """What was to be done is done."""
    require(policy.can_work(by, duty.proposal))
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    if duty.done is None:
        duty.done, duty.done_by = timezone.now(), by.actor
        duty.save(update_fields=["done", "done_by"])
        touch(duty.proposal)
        record("project.duty_done", by=by, item=duty.proposal, inside=True, duty=duty.pk)
    return duty


@transaction.atomic
def reopen_duty(duty: Duty, *, by: Who) -> Duty:
    """It was ticked by mistake, or has to be done again."""
    require(policy.can_work(by, duty.proposal))
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    if duty.done is not None:
        duty.done, duty.done_by = None, None
        duty.save(update_fields=["done", "done_by"])
        touch(duty.proposal)
        record("project.duty_reopened", by=by, item=duty.proposal, inside=True, duty=duty.pk)
    return duty


@transaction.atomic
def start(proposal: Proposal, *, by: Who) -> Proposal:
    """Work begins."""
    return move(proposal, "start", by=as_group(by, proposal))


def _side_of(by: Who, proposal: Proposal) -> str:
    """The side somebody speaks for: the group or the section. Raises NotAllowed for everybody else."""
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
def ask_change(proposal: Proposal, *, by: Who, reason: str, before: str, after: str, money: str = "") -> Pending:
    """変更申請 (F11): the other side's yes makes it so."""
    if not reason.strip() or not after.strip():
        raise NotPossible(_("Please say why, and how it shall be."))
    side = _side_of(by, proposal)
    proposal = move(proposal, "ask_change", by=as_group(by, proposal), reason=reason)
    return _pending(proposal, Pending.Sort.CHANGE, side, by, reason=reason, before=before, after=after, money=money)


@transaction.atomic
def ask_stop(proposal: Proposal, *, by: Who, reason: str, money: str) -> Pending:
    """中止: with what it means for the money; the other side is asked."""
    proposal = locked(proposal)
    side = _side_of(by, proposal)
    require(policy.can_move(by, proposal, "stop"))
    if not reason.strip() or not money.strip():
        raise NotPossible(_("Please say why, and how the accounts are settled."))
    return _pending(proposal, Pending.Sort.STOP, side, by, reason=reason, money=money)


def _pending(proposal: Proposal, sort: str, side: str, by: Who, **words: str) -> Pending:
    if Pending.objects.filter(proposal=proposal, agreed=None, dropped=None).exists():
        raise NotPossible(_("Something waits for the other side's answer already."))
    other = _body_of(proposal, SECTION if side == PROPOSER else PROPOSER)
    asker = _in_hat_of(by, _body_of(proposal, side))
    row = Pending.objects.create(proposal=proposal, sort=sort, asked_by=asker.actor, **words)
    ask(ASKS[Pending.Sort(sort)][1], proposal, other, by=asker, text=words["reason"])
    touch(proposal)
    record("project.change_asked", by=asker, item=proposal, inside=True, pending=row.pk)
    return row


@transaction.atomic
def answer_pending(pending: Pending, *, by: Who, yes: bool) -> Proposal:
    """The other side agrees, or it stays as it was. Nobody answers their own request."""
    proposal = locked(pending.proposal)
    pending = Pending.objects.select_for_update().get(pk=pending.pk)
    side = _side_of(by, proposal)
    if pending.agreed or pending.dropped:
        raise NotPossible(_("This has moved on in the meantime. Please look at the page again."))
    if yes:
        require(policy.can_agree_to_change(by, pending), _("The other side answers this."))
    now, by = timezone.now(), _in_hat_of(by, _body_of(proposal, side))
    pending.agreed, pending.dropped, pending.answered_by = (now, None, by.actor) if yes else (None, now, by.actor)
    pending.save(update_fields=["agreed", "dropped", "answered_by"])
    close_asks(ASKS[Pending.Sort(pending.sort)][1], proposal, by=by)
    record("project.change_answered", by=by, item=proposal, inside=True, pending=pending.pk)
    if pending.sort == Pending.Sort.STOP:
        return move(proposal, "stop", by=by, reason=pending.reason) if yes else proposal
    return move(proposal, "agree_change" if yes else "drop_change", by=by, reason=pending.reason)


@transaction.atomic
def report_midway(proposal: Proposal, *, by: Who) -> Proposal:
    """中間報告 (F10), frozen."""
    return _reported(proposal, "report_midway", "F10", by)


@transaction.atomic
def carry_out(proposal: Proposal, *, by: Who) -> Proposal:
    """What was to be done has been done; the report is due."""
    return move(proposal, "carry_out", by=as_group(by, proposal))


@transaction.atomic
def report(proposal: Proposal, *, by: Who) -> Proposal:
    """成果報告・収支決算 (F13), frozen."""
    return _reported(proposal, "report", REPORT, by)


def _reported(proposal: Proposal, verb: str, form: str, by: Who) -> Proposal:
    found = sheet(proposal, form, ALL)
    if found is not None:
        gaps = [one.field.label for one in found.questions if one.needed and not one.text]
        if gaps:
            raise NotPossible(_("Not answered yet: %(questions)s") % {"questions": "、".join(gaps)})
    group = as_group(by, proposal)
    proposal = move(proposal, verb, by=group)
    if found is not None:
        # The accounts as they stood on that day go with the report: money may still be noted if it is sent back.
        more = {"accounts": accounts_as_data(proposal)} if form == REPORT else None
        freeze(proposal, form, by=group, more=more)
    return proposal


@transaction.atomic
def send_back(proposal: Proposal, what: str, *, by: Who) -> Proposal:
    """差戻し: what is to be put right in the report."""
    if not what.strip():
        raise NotPossible(_("Please say what is to be put right."))
    return move(proposal, "send_back", by=by, reason=what)


@transaction.atomic
def accept(proposal: Proposal, *, by: Who) -> Proposal:
    """The report is in order: now each side looks back for itself."""
    proposal = move(proposal, "accept", by=by)
    for actor in signers(proposal):
        ask("look_back", proposal, actor, by=by, due=proposal.due)
    return proposal


@transaction.atomic
def put_look_back(
    proposal: Proposal,
    actor: Actor,
    *,
    by: Who,
    marks: dict[str, int],
    good: str = "",
    better: str = "",
    learned: str = "",
) -> LookBack:
    """One party's own sheet (F12), as far as it is written. Nobody else reads it before all are in."""
    proposal = locked(proposal)
    require(policy.can_look_back(by, proposal) and by.wears(actor.pk))
    if actor not in signers(proposal):
        raise NotPossible(_("Only those who signed look back here."))
    if any(key not in LOOKED_AT or not 1 <= mark <= 5 for key, mark in marks.items()):
        raise NotPossible(_("Marks go from 1 to 5."))
    row, _new = LookBack.objects.select_for_update().get_or_create(
        proposal=proposal, actor=actor, defaults={"person": by.person}
    )
    if row.handed_in is not None:
        raise NotPossible(_("This sheet has been handed in."))
    row.marks, row.good, row.better, row.learned, row.person = marks, good, better, learned, by.person
    row.save(update_fields=["marks", "good", "better", "learned", "person", "changed"])
    record("look_back.written", by=by.wearing(actor), item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def hand_in_look_back(row: LookBack, *, by: Who) -> LookBack:
    """Every question has its mark: in it goes."""
    proposal = locked(row.proposal)
    row = LookBack.objects.select_for_update().select_related("actor").get(pk=row.pk)
    require(policy.can_look_back(by, proposal) and by.wears(row.actor_id))
    if set(row.marks) != set(LOOKED_AT):
        raise NotPossible(_("Some questions have no mark yet."))
    row.handed_in = row.handed_in or timezone.now()
    row.save(update_fields=["handed_in"])
    close_asks("look_back", proposal, by=by, asked=[row.actor_id])
    touch(proposal)
    record("look_back.handed_in", by=by.wearing(row.actor), item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def note_review(proposal: Proposal, *, by: Who, on: dt.date, coordinator: str, summary: str, said: str = "") -> Review:
    """The talk over both sheets, with a coordinator. Only once all sheets are in."""
    proposal = locked(proposal)
    require(is_office(by) and proposal.state == Proposal.State.LOOKING_BACK)
    if not every_sheet_is_in(proposal):
        raise NotPossible(_("Not every side has handed in its sheet yet."))
    if not summary.strip() or not coordinator.strip():
        raise NotPossible(_("Please name the coordinator and write the summary."))
    facts = {
        "on": on,
        "coordinator": coordinator.strip(),
        "summary": summary.strip(),
        "said": said.strip(),
        "by": by.actor,
    }
    row, _new = Review.objects.update_or_create(proposal=proposal, defaults=facts)
    # A summary that changed is another summary: whoever agreed to the old one is asked again.
    LookBack.objects.filter(proposal=proposal).update(public_since=None)
    touch(proposal)
    record("look_back.talked_over", by=by, item=proposal, inside=True)
    return row


@transaction.atomic
def agree_to_summary(proposal: Proposal, actor: Actor, *, by: Who) -> None:
    """One side's yes to the summary being public."""
    require(by.wears(actor.pk) and bool(policy.sides(by, proposal)))
    locked(proposal)
    if not Review.objects.filter(proposal=proposal).exists():
        raise NotPossible(_("There is no summary yet."))
    LookBack.objects.filter(proposal=proposal, actor=actor, public_since=None).update(public_since=timezone.now())
    touch(proposal)
    record("look_back.summary_agreed", by=by.wearing(actor), item=proposal, inside=True, actor=actor.pk)


@transaction.atomic
def tell(proposal: Proposal, words: str, *, by: Who) -> Proposal:
    """公開報告会: it was told in public; what everybody should know of it."""
    if not Review.objects.filter(proposal=proposal).exists():
        raise NotPossible(_("Please look back together first."))
    return move(proposal, "tell", by=by, public_text=words)


@transaction.atomic
def complete(proposal: Proposal, *, by: Who) -> Proposal:
    """Accounts and papers are in order."""
    return move(proposal, "complete", by=by)


@transaction.atomic
def go_on(proposal: Proposal, sort: str, words: str, *, by: Who) -> Exit:
    """次のステップ (R39): which way it goes on, in words everybody may read."""
    if not words.strip():
        raise NotPossible(_("Please write in a sentence or two how it goes on."))
    proposal = move(proposal, "go_on", by=as_group(by, proposal), public_text=words)
    return Exit.objects.create(proposal=proposal, sort=sort, words=words.strip(), by=by.actor)


@transaction.atomic
def tick(proposal: Proposal, key: str, *, by: Who) -> Exit:
    """One line of the exit's checklist is done, or is not after all."""
    proposal = locked(proposal)
    require(policy.can_tick_exit(by, proposal))
    row = Exit.objects.select_for_update().get(proposal=proposal)
    if key not in dict(checklist(row.sort)):
        raise NotPossible(_("There is no such line."))
    row.ticked = [one for one in row.ticked if one != key] if key in row.ticked else [*row.ticked, key]
    row.save(update_fields=["ticked"])
    touch(proposal)
    record("project.exit_ticked", by=by, item=proposal, inside=True, key=key)
    return row
