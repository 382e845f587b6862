"""A partner whose own part a change touches says yes to it before it holds (R40, R43)."""

import pytest

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Pending, Proposal
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.tests.test_agreed_money import LESS, WHY
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.test_pages import words


@pytest.fixture
def project(walk):
    return walk.to("under_way")


def given_over(walk, project, by):
    """A change that lays the whole rota on the students."""
    duties = [
        {"what": "当番を組む", "parts": [(walk.cast.students.pk, "leads", "20人")]},
        {"what": "道具を貸す", "parts": [(walk.cast.ward_office.pk, "leads", "スコップ")]},
    ]
    return actions.ask_change(project, by=by, wish=actions.Wish(duties=duties), **WHY)


def stands(project):
    project = Proposal.objects.get(pk=project.pk)
    return project.state, [part.mark for part in project.duties.get(what="当番を組む").parts.all()]


def test_two_sides_lay_nothing_on_a_third_that_has_not_said_yes(walk, cast, project, client_of):
    row, digest = given_over(walk, project, walk.group), latest(project).digest
    assert [one.asked for one in project.asks.filter(what="agree_part", state="asked")] == [cast.students]
    with pytest.raises(NotPossible):
        actions.answer_pending(row, by=walk.section, yes=True)
    assert stands(project) == ("changing", ["leads", "helps"])
    agree = f'href="/proposals/{project.code}/change/{row.pk}/answer/"'
    page, change = f"/proposals/{project.code}/change/parts/{cast.students.pk}/", f"/proposals/{project.code}/change/"
    student, section = client_of(cast.student), client_of(cast.ward_officer)
    assert page in words(student.get(change)) and page not in words(section.get(change))
    assert f"◎{cast.students.shown_name}" in words(student.get(page))
    assert [one for one in WHY.values() if one not in words(student.get(page))] == []
    loud = f'<a class="btn" href="{page}">読んで返事をする</a>'
    assert (loud in words(student.get(change)), loud in words(client_of(cast.officer).get(change))) == (True, False)
    waiting = words(section.get(change))
    assert agree not in waiting
    assert "相手の返事より先に答えます" in waiting
    assert section.get(f"{change}{row.pk}/answer/").url == change
    for stranger in (section, client_of(cast.worker), client_of(cast.outsider)):
        assert stranger.get(page).status_code == 404
    assert student.post(page, {"answer": "yes", "digest": "0" * 64}).status_code == 422
    assert student.post(page, {"answer": "yes", "digest": digest}).status_code == 302
    assert student.get(page).status_code == 404
    assert [to for to, _text in told("project.part_answered", project)] == [cast.ward_office]
    assert "自分の担当の変更に合意" in words(section.get(change))
    assert agree in words(section.get(change))
    section.post(f"{change}{row.pk}/answer/", {"answer": "yes"})
    assert stands(project) == ("under_way", ["leads"])
    said = {(str(one.sort), fact.text) for one in the_whole(project).papers for fact in one.facts}
    assert ("一緒に行う相手への確認", cast.students.shown_name) in said


def test_with_a_no_the_change_cannot_hold_and_is_taken_back(walk, cast, project, client_of):
    row, digest = given_over(walk, project, walk.section), latest(project).digest
    actions.answer_part(row, cast.students, by=walk.partner, yes=False, text_digest=digest)
    with pytest.raises(NotPossible):
        actions.answer_pending(row, by=walk.group, yes=True)
    with pytest.raises(NotAllowed):
        actions.answer_part(row, cast.students, by=walk.partner, yes=True, text_digest=digest)
    actions.answer_pending(row, by=walk.section, yes=False)
    assert stands(project) == ("under_way", ["leads", "helps"])
    # Asked again it is asked anew: neither the old no nor an old yes counts.
    again = given_over(walk, Proposal.objects.get(pk=project.pk), walk.section)
    actions.answer_part(again, cast.students, by=walk.partner, yes=True, text_digest=digest)
    actions.answer_pending(again, by=walk.section, yes=False)
    third = given_over(walk, Proposal.objects.get(pk=project.pk), walk.section)
    with pytest.raises(NotPossible):
        actions.answer_pending(third, by=walk.group, yes=True)


def test_whoever_has_no_account_answers_on_paper_the_office_notes(walk, cast, project, client_of):
    row, digest = given_over(walk, project, walk.group), latest(project).digest
    facts = {"yes": True, "text_digest": digest}
    for who, paper in ((walk.office, ""), (walk.section, "会長の署名"), (walk.group, "会長の署名")):
        with pytest.raises(NotAllowed):
            actions.answer_part(row, cast.students, by=who, on_paper_from=paper, **facts)
    office, page = client_of(cast.officer), f"/proposals/{project.code}/change/parts/{cast.students.pk}/"
    assert office.post(page, {"answer": "yes", "digest": digest}).status_code == 422
    assert office.post(page, {"answer": "yes", "digest": digest, "on_paper_from": "会長の署名"}).status_code == 302
    assert "会長の署名" in project.asks.get(what="agree_part").answer
    actions.answer_pending(row, by=walk.section, yes=True)
    assert stands(project) == ("under_way", ["leads"])


def test_who_is_not_touched_is_not_asked(walk, cast, project):
    """Other lines, another order, another's part, and sums that name nobody: both sides decide."""
    same = [(cast.npo.pk, "leads", "事務局"), (cast.students.pk, "helps", "20人")]
    duties = [
        {"what": "道具を貸す", "parts": [(cast.ward_office.pk, "leads", "スコップとそり")]},
        {"what": "当番を組む", "parts": same[::-1]},
        {"what": "記録をとる", "parts": [(cast.npo.pk, "leads", "")]},
    ]
    row = actions.ask_change(project, by=walk.group, wish=actions.Wish(LESS, duties), **WHY)
    assert not project.asks.filter(what="agree_part").exists()
    actions.answer_pending(row, by=walk.section, yes=True)
    assert (Pending.objects.get().agreed is not None, project.duties.count()) == (True, 3)
