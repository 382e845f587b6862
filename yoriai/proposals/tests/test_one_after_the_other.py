"""What two do at once happens one after the other: the row is held first, then looked at (issue 4: one wins, the other is told)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Expense, LogEntry, Proposal
from yoriai.proposals.tests.test_agreement import told


def late(walk):
    """A project whose report went in while somebody still had its page of work open: what they hold is the row of before."""
    project = walk.to("carried_out")
    line = project.budget.filter(side="spending")[0]
    today = timezone.localdate()
    spent = actions.add_expense(project, line, by=walk.group, on=today, amount=9, words="x")
    log = actions.add_log(project, by=walk.group, on=today, text="かいた")
    duty = project.duties.first()
    for row in (spent, log, duty):
        row.proposal = Proposal.objects.get(pk=project.pk)
    walk.step(Proposal.objects.get(pk=project.pk), "report")
    return project, line, spent, log, duty


def test_after_the_report_no_line_of_work_comes_in_or_goes_out_by_a_page_of_before(walk):
    project, line, spent, log, duty = late(walk)
    today = timezone.localdate()
    for act in (
        lambda: actions.add_expense(project, line, by=walk.group, on=today, amount=1, words="y"),
        lambda: actions.add_log(project, by=walk.group, on=today, text="まだ"),
        lambda: actions.take_out_expense(spent, by=walk.group),
        lambda: actions.take_out_log(log, by=walk.group),
        lambda: actions.finish_duty(duty, by=walk.group),
        lambda: actions.reopen_duty(duty, by=walk.group),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (Expense.objects.count(), LogEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("drafting", actions.submit), ("correcting", actions.correct), ("held", actions.hand_in_again),
        ("under_way", actions.report_midway), ("carried_out", actions.report),
    ],
)  # fmt: skip
def test_what_is_handed_in_is_held_before_it_is_looked_at_for_gaps(walk, state, act):
    """Else an answer emptied between the look and the freezing goes in with a gap."""
    proposal = walk.to(state)
    if state == "drafting":
        walk._submit_ready(proposal)
    walk.write(proposal, *{"under_way": ["F10"], "carried_out": ["F13"]}.get(state, []))
    with CaptureQueriesContext(connection) as queries:
        act(Proposal.objects.get(pk=proposal.pk), by=walk.group)
    said = [query["sql"] for query in queries]
    held = next(at for at, sql in enumerate(said) if "FOR UPDATE" in sql and f" = {proposal.pk} " in f"{sql} ")
    looked = next(at for at, sql in enumerate(said) if 'FROM "proposals_answer"' in sql)
    assert held < looked


def test_two_taps_take_a_line_out_once(walk):
    project = walk.to("under_way")
    log = actions.add_log(project, by=walk.group, on=timezone.localdate(), text="かいた")
    same = LogEntry.objects.get(pk=log.pk)
    actions.take_out_log(log, by=walk.group)
    actions.take_out_log(same, by=walk.group)
    assert Record.objects.filter(item=project.pk, verb="project.log_removed").count() == 1


def test_what_got_another_date_in_the_meantime_does_not_lapse(walk):
    """The round found it past its date; before it came to it, the office gave it three more days, or the group handed it in."""
    stale = walk.to("correcting")
    Proposal.objects.filter(pk=stale.pk).update(due=dt.date(2020, 1, 1))
    stale.refresh_from_db()
    Proposal.objects.filter(pk=stale.pk).update(due=timezone.localdate() + dt.timedelta(days=3))
    assert actions.lapse(stale).state == "correcting"


def test_a_correction_after_its_day_waits_for_the_office_also_before_the_round_has_come(walk):
    proposal, today = walk.to("correcting"), timezone.localdate()
    Proposal.objects.filter(pk=proposal.pk).update(due=today - dt.timedelta(days=1))
    with pytest.raises(NotPossible, match=r"date has passed|期日を過ぎ|締切|過ぎ"):
        actions.correct(proposal, by=walk.group)
    Proposal.objects.filter(pk=proposal.pk).update(due=today)
    assert actions.correct(Proposal.objects.get(pk=proposal.pk), by=walk.group).state == "checking"


def test_a_correction_is_not_asked_for_until_a_day_that_has_passed(walk):
    proposal = walk.to("checking")
    with pytest.raises(NotPossible):
        actions.ask_correction(proposal, "会員の数", by=walk.office, due=timezone.localdate() - dt.timedelta(days=1))
    assert Proposal.objects.get(pk=proposal.pk).state == "checking"


def test_of_a_correction_the_group_gets_one_mail_that_says_what_and_until_when(walk, cast):
    due = timezone.localdate() + dt.timedelta(days=9)
    proposal = actions.ask_correction(walk.to("checking"), "会員の数を書いてください", by=walk.office, due=due)
    assert cast.npo not in [to for to, _text in told("proposal.correction_asked", proposal)]
    [(to, text)] = told("ask.asked", proposal)
    assert to == cast.npo
    assert "会員の数を書いてください" in text and f"{due.day}日" in text
