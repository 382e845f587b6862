"""At work and after: log, money, duties, reports, the way out. Changes: `changes`; looking back: `look_back`."""

import datetime as dt
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.policy import MovedOn, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.answers import freeze, give_receipt
from yoriai.proposals.actions.doing import show_photo
from yoriai.proposals.actions.once import made_before
from yoriai.proposals.actions.steps import Said, Words, as_group, move
from yoriai.proposals.models import BudgetLine, Duty, Exit, Expense, LogEntry, Pending, Proposal, Review
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.sheets import ALL, sheet
from yoriai.proposals.queries.work import accounts_as_data, checklist, waiting_change

REPORT = "F13"


@transaction.atomic
def add_log(
    proposal: Proposal,
    *,
    by: Who,
    on: dt.date,
    text: str,
    people: int | None = None,
    picture: Any = None,
    shown: bool = False,
    once: UUID | None = None,
) -> LogEntry:
    """A line of the log. shown: everybody recognisable in the photo has agreed that it stands on the public page.

    once: of its form; sent twice it is one.
    """
    proposal = locked(proposal)
    require(policy.can_work(by, proposal))
    if (earlier := made_before(LogEntry, once)) is not None:
        return earlier
    if not text.strip():
        raise NotPossible(_("Please write something."))
    if on > timezone.localdate():
        raise NotPossible(_("That day has not come yet."))
    row = LogEntry.objects.create(
        proposal=proposal, by=by.actor, on=on, text=text.strip(), people=people, picture=picture or "", once=once
    )
    touch(proposal)
    record("project.logged", by=by, item=proposal, inside=True, entry=row.pk)
    return show_photo(row, by=by) if shown and row.picture else row


@transaction.atomic
def add_expense(
    proposal: Proposal, line: BudgetLine, *, by: Who, on: dt.date, amount: int, words: str, once: UUID | None = None
) -> Expense:
    """Money spent, against a line of the budget. once: of its form; sent twice it is one."""
    proposal = locked(proposal)
    require(policy.can_work(by, proposal))
    if (earlier := made_before(Expense, once)) is not None:
        return earlier
    if line.proposal_id != proposal.pk or line.side != BudgetLine.Side.SPENDING:
        raise NotPossible(_("Please choose a line of the spending."))
    if amount <= 0:
        raise NotPossible(_("Please write the amount in whole yen."))
    facts = {"line": line, "on": on, "amount": amount, "words": words.strip()}
    row = Expense.objects.create(proposal=proposal, by=by.actor, once=once, **facts)
    touch(proposal)
    record("project.spent", by=by, item=proposal, inside=True, expense=row.pk)
    return row


def _held(duty: Duty, by: Who) -> Duty:
    """The duty as it is now, of a project that still stands where it is ticked. Raises NotPossible for one that has gone meanwhile."""
    proposal = locked(duty.proposal)
    require(policy.can_work(by, proposal))
    held = Duty.objects.filter(pk=duty.pk, proposal=proposal).first()
    if held is None:
        raise MovedOn
    held.proposal = proposal
    return held


@transaction.atomic
def finish_duty(duty: Duty, *, by: Who) -> Duty:
    """What was to be done is done. Twice is once."""
    duty = _held(duty, by)
    if duty.done is None:
        duty.done, duty.done_by = timezone.now(), by.actor
        duty.save(update_fields=["done", "done_by"])
        touch(duty.proposal)
        record("project.duty_done", by=by, item=duty.proposal, inside=True, duty=duty.pk)
    return duty


@transaction.atomic
def reopen_duty(duty: Duty, *, by: Who) -> Duty:
    """It was ticked by mistake, or has to be done again."""
    duty = _held(duty, by)
    if duty.done is not None:
        duty.done, duty.done_by = None, None
        duty.save(update_fields=["done", "done_by"])
        touch(duty.proposal)
        record("project.duty_reopened", by=by, item=duty.proposal, inside=True, duty=duty.pk)
    return duty


@transaction.atomic
def start(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """Work begins."""
    return move(proposal, "start", by=as_group(by, proposal), **words)


@transaction.atomic
def report_midway(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """中間報告 (F10), frozen."""
    return _reported(proposal, "report_midway", "F10", by, **words)


@transaction.atomic
def carry_out(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """What was to be done has been done; the report is due. Raises NotPossible while an early end waits for its answer, which would
    come too late."""
    proposal = locked(proposal)
    if waiting_change(proposal, Pending.Sort.STOP) is not None:
        raise NotPossible(_("An early end waits for its answer. That comes first."))
    return move(proposal, "carry_out", by=as_group(by, proposal), **words)


@transaction.atomic
def report(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """成果報告・収支決算 (F13), frozen."""
    return _reported(proposal, "report", REPORT, by, **words)


def _reported(proposal: Proposal, verb: str, form: str, by: Who, **words: Unpack[Said]) -> Proposal:
    proposal = locked(proposal)
    found = sheet(proposal, form, ALL)
    if found is not None:
        gaps = [one.field.label for one in found.questions if one.needed and not one.text]
        if gaps:
            raise NotPossible(_("Not answered yet: %(questions)s") % {"questions": "、".join(gaps)})
    group = as_group(by, proposal)
    proposal = move(proposal, verb, by=group, **words)
    if found is not None:
        # The accounts as they stood on that day go with the report: money may still be noted if it is sent back.
        more = {"accounts": accounts_as_data(proposal)} if form == REPORT else None
        freeze(proposal, form, by=group, more=more)
        give_receipt(proposal, by=group)
    return proposal


@transaction.atomic
def send_back(proposal: Proposal, what: str, *, by: Who, **words: Unpack[Words]) -> Proposal:
    """差戻し: what is to be put right in the report."""
    if not what.strip():
        raise NotPossible(_("Please say what is to be put right."))
    return move(proposal, "send_back", by=by, reason=what, **words)


@transaction.atomic
def accept(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """The report is in order: now each side looks back for itself."""
    proposal = move(proposal, "accept", by=by, **words)
    for actor in signers(proposal):
        ask("look_back", proposal, actor, by=by, due=proposal.due)
    return proposal


@transaction.atomic
def tell(proposal: Proposal, words: str, *, by: Who, reason: str = "", note: str = "") -> Proposal:
    """公開報告会: it was told in public; what everybody should know of it."""
    if not Review.objects.filter(proposal=proposal).exists():
        raise NotPossible(_("Please look back together first."))
    return move(proposal, "tell", by=by, reason=reason, public_text=words, note=note)


@transaction.atomic
def complete(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """Accounts and papers are in order."""
    return move(proposal, "complete", by=by, **words)


@transaction.atomic
def go_on(proposal: Proposal, sort: str, words: str, *, by: Who, reason: str = "", note: str = "") -> Exit:
    """次のステップ (R39): which way it goes on, in words everybody may read."""
    if not words.strip():
        raise NotPossible(_("Please write in a sentence or two how it goes on."))
    proposal = move(proposal, "go_on", by=as_group(by, proposal), reason=reason, public_text=words, note=note)
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
