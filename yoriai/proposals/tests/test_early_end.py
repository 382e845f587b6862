"""中止 with the accounts settled (R39, R43): the figures are reckoned from what was spent, agreed to, and kept as they were."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.queries.export_work import sheets
from yoriai.proposals.queries.reports import public_reports
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.dates import full_date
from yoriai.ui.tests.paper_reading import squeezed, text_of

ENDS = {"reason": "担い手が引っ越す", "money": "市の口座へ振りこみます"}


@pytest.fixture
def project(walk):
    """Under way; of 450,000 yen planned 130,000 are spent. The city bears 400,000 at most."""
    found = walk.to("under_way")
    shovels, prints = found.budget.filter(side="spending")
    for line, amount in ((shovels, 110_000), (prints, 20_000)):
        actions.add_expense(found, line, by=walk.group, on=timezone.localdate(), amount=amount, words="北金物店へ")
    return Proposal.objects.get(pk=found.pk)


@pytest.fixture
def due():
    return timezone.localdate() + dt.timedelta(days=30)


def url(project, page):
    return f"/proposals/{project.code}/{page}"


def test_what_goes_back_is_reckoned_from_what_was_spent_and_the_other_side_reads_it_first(
    walk, project, due, client_of, cast
):
    group = client_of(cast.worker)
    page = words(group.get(url(project, "stop/")))
    assert "協定での市の負担は400,000円まで。いままでに使った額のうち、市の負担は130,000円です。" in page
    answer = group.post(url(project, "stop/"), {**ENDS, "paid": "300000"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["back_by"])
    assert "170,000円を市に返すことになります" in words(answer)
    assert group.post(url(project, "stop/"), {**ENDS, "paid": "400001", "back_by": due}).status_code == 422
    assert group.post(url(project, "stop/"), {**ENDS, "paid": "300000", "back_by": due}).status_code == 302
    page = words(client_of(cast.ward_officer).get(url(project, "stop/")))
    for said in (
        "使った額：110,000円",
        "使った額：20,000円",
        "払った額：300,000円",
        f"170,000円（{full_date(due)}まで）",
    ):
        assert said in page


def test_what_both_agreed_to_is_kept_as_it_was_and_everybody_reads_it(walk, project, due, client_of, cast):
    row = actions.ask_stop(project, by=walk.group, paid=300_000, back_by=due, **ENDS)
    outsider = client_of(cast.outsider)
    assert "170,000" not in words(outsider.get(url(project, "")))
    actions.answer_pending(row, by=walk.section, yes=True)
    project = Proposal.objects.get(pk=project.pk)
    assert project.state == "stopped"
    page = words(outsider.get(url(project, "")))
    assert "予定より早く終わりました。それまでに市が払った額は300,000円です。" in page
    assert f"{full_date(due)}</time>までに、市に170,000円を返します。" in page
    for hidden in (*ENDS.values(), "北金物店"):
        assert hidden not in page
    # Whatever is changed afterwards, the figures stay those both sides agreed to.
    project.budget.filter(side="spending").update(amount=1)
    settled = public_reports(project)["settled"]
    assert (settled.planned, settled.spent, settled.paid, settled.refund, settled.to_pay, settled.back_by) == (
        450_000, 130_000, 300_000, 170_000, 0, due,
    )  # fmt: skip


def test_the_sheet_the_papers_for_disclosure_and_the_export_have_the_figures(walk, project, due, client_of, cast):
    row = actions.ask_stop(project, by=walk.group, paid=300_000, back_by=due, **ENDS)
    actions.answer_pending(row, by=walk.section, yes=True)
    project = Proposal.objects.get(pk=project.pk)
    paper = squeezed(text_of(client_of(cast.worker).get(url(project, f"change/{row.pk}/pdf/")).content))
    rows = [cell for _name, _heads, lines in sheets(project.scheme) for line in lines for cell in line]
    texts = [fact.text for sheaf in the_whole(project).papers for fact in sheaf.facts]
    for place in (paper, squeezed(str(rows)), squeezed(str(texts))):
        for said in ("使った額：110,000円", "払った額：300,000円", "170,000円"):
            assert squeezed(said) in place


def test_where_the_city_has_paid_too_little_it_says_what_is_still_to_come(walk, project, client_of, cast):
    row = actions.ask_stop(project, by=walk.section, paid=100_000, **ENDS)
    assert row.tables["settlement"]["to_pay"] == 30_000
    actions.answer_pending(row, by=walk.group, yes=True)
    page = words(client_of(cast.outsider).get(url(project, "")))
    assert "市はこれから30,000円を払います。" in page
    assert "市への返還はありません" in page


def test_money_noted_after_it_was_asked_for_is_not_agreed_to_unseen(walk, project, due):
    row = actions.ask_stop(project, by=walk.group, paid=300_000, back_by=due, **ENDS)
    line = project.budget.filter(side="spending").first()
    actions.add_expense(project, line, by=walk.group, on=timezone.localdate(), amount=5_000, words="燃料")
    with pytest.raises(NotPossible, match="使ったお金"):
        actions.answer_pending(row, by=walk.section, yes=True)
    actions.answer_pending(row, by=walk.group, yes=False)
    again = actions.ask_stop(Proposal.objects.get(pk=project.pk), by=walk.group, paid=300_000, back_by=due, **ENDS)
    assert again.tables["settlement"]["refund"] == 165_000
    actions.answer_pending(again, by=walk.section, yes=True)


@pytest.mark.parametrize(("paid", "days"), [(300_000, None), (300_000, -1), (400_001, 30), (-1, 30)])
def test_what_cannot_be_is_not_asked_for(walk, project, paid, days):
    day = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(NotPossible):
        actions.ask_stop(project, by=walk.group, paid=paid, back_by=day, **ENDS)


def test_a_budget_that_did_not_pass_has_nothing_to_settle(walk, client_of, cast):
    project = actions.move(walk.to("awaiting_budget"), "lose_budget", by=walk.office, reason="議会")
    assert public_reports(project)["settled"] is None
