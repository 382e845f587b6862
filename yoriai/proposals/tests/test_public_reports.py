"""What everybody reads of the midway report, the accounts and the log, and from when on."""

import datetime as dt

from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Document, LogEntry, Proposal
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS

PROGRESS, TROUBLE = ANSWERS["F10"]["progress"], "当番に来られない人がいます。"


def page_of(client, proposal):
    return words(client.get(f"/proposals/{proposal.code}/"))


def test_the_midway_report_is_public_once_it_is_handed_in_but_for_what_is_between_the_parties(walk, cast, client_of):
    """R35: the reference publishes it; what is still being written, and what the scheme calls the parties', is not."""
    project, outsider = walk.to("under_way"), client_of(cast.outsider)
    actions.put_answers(project, "F10", {**ANSWERS["F10"], "trouble": TROUBLE}, by=walk.group)
    assert PROGRESS not in page_of(outsider, project)
    actions.report_midway(project, by=walk.group)
    page = page_of(outsider, project)
    assert "中間報告" in page and PROGRESS in page
    assert TROUBLE not in page


def test_the_accounts_are_public_by_item_once_the_report_is_accepted_and_as_they_stood_in_it(walk, cast, client_of):
    project, outsider = walk.to("carried_out"), client_of(cast.outsider)
    shovels, prints = project.budget.filter(side="spending")
    today = timezone.localdate()
    for line, amount in ((shovels, 160_000), (prints, 220_000)):
        actions.add_expense(project, line, by=walk.group, on=today, amount=amount, words="北金物店へ")
    walk.step(project, "report")
    figures = ("50,000", "消耗品費", "150,000", "160,000", "220,000", "450,000", "380,000", "20,000円")
    page = page_of(outsider, project)
    assert [one for one in figures if one in page] == []
    project = walk.step(Proposal.objects.get(pk=project.pk), "accept")
    page = page_of(outsider, project)
    assert [one for one in figures if one not in page] == []
    assert "北金物店" not in page


def test_of_a_report_that_was_put_right_the_newest_accounts_are_shown_and_old_reports_without_income_too(
    walk, cast, client_of
):
    project = walk.to("sent_back")
    line = project.budget.filter(side="spending")[0]
    actions.add_expense(project, line, by=walk.group, on=timezone.localdate(), amount=77_000, words="x")
    for verb in ("report", "accept"):
        project = walk.step(project, verb)
    assert "77,000" in page_of(client_of(cast.outsider), project)
    row = Document.objects.filter(proposal=project, form="F13").last()
    Document.objects.filter(pk=row.pk).update(
        content={
            **row.content,
            "accounts": {name: row.content["accounts"][name] for name in ("lines", "city", "refund")},
        }
    )
    assert "77,000" in page_of(client_of(cast.outsider), project)


def test_every_line_of_the_log_can_be_reached_from_the_page_of_the_project(walk, cast, client, client_of):
    project, today = walk.to("under_way"), timezone.localdate()
    for number in range(33):
        LogEntry.objects.create(
            proposal=project, on=today - dt.timedelta(days=number // 2), text=f"行{number:02}", by=cast.npo
        )
    every = {f"行{number:02}" for number in range(33)}
    link = f"/proposals/{project.code}/log/"
    page = page_of(client_of(cast.outsider), project)
    assert sum(one in page for one in every) == 12
    assert link in page
    first = client.get(link)
    older = first.context["page"].older
    read = words(first) + words(client.get(link + older))
    assert [one for one in every if one not in read] == []


def test_before_the_agreement_there_is_no_page_of_the_log(walk, client):
    for state in ("final_review", "agreeing"):
        assert client.get(f"/proposals/{walk.to(state).code}/log/").status_code == 404
