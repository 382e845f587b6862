"""支える団体: consent first; then it takes the money, and everybody who should sees it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yoriai.kernel.models import Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Supporter
from yoriai.proposals.policy import early
from yoriai.proposals.queries.agreements import parts_from, signers
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.queries.sheets import carriers, sheet_as_data
from yoriai.proposals.queries.youth import receiver
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import Walk


@pytest.fixture
def walk(cast):
    return Walk(cast, "youth")


@pytest.fixture
def idea(walk):
    return walk.begin(type="youth")


def test_it_is_asked_first_and_receives_the_money_only_after_its_yes(walk, idea, cast):
    actions.ask_supporter(idea, cast.students, by=walk.group, words="お願いします")
    assert (receiver(idea), carriers(idea)) == (None, [cast.npo])
    ask = Ask.objects.get(what="support_proposal", item=idea.pk)
    assert (ask.asked, ask.state) == (cast.students, "asked")
    actions.answer_supporter(idea, by=walk.partner, yes=True)
    assert (receiver(idea), carriers(idea)) == (cast.students, [cast.npo, cast.students])
    assert early.supports(walk.partner, idea)
    assert not early.supports(walk.group, idea)


def test_the_receiver_stands_in_the_budget_and_in_the_agreement(walk, idea, cast):
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_supporter(idea, by=walk.partner, yes=True)
    idea = Proposal.objects.get(pk=idea.pk)
    assert sheet_as_data(idea, "F3")["receiver"] == cast.students.shown_name
    assert "receiver" not in sheet_as_data(idea, "F2")
    assert [text for _heading, text in parts_from(idea) if text.startswith(cast.students.shown_name)]
    assert cast.students in signers(idea)


def test_a_no_leaves_no_trace_and_another_can_be_asked(walk, idea, cast):
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_supporter(idea, by=walk.partner, yes=False)
    assert not Supporter.objects.filter(proposal=idea).exists()
    assert not idea.audience.filter(actor=cast.students).exists()
    actions.ask_supporter(idea, cast.company, by=walk.group)
    with pytest.raises(NotPossible):
        actions.ask_supporter(idea, cast.students, by=walk.group)


def test_the_database_knows_one_at_a_time(idea, cast):
    Supporter.objects.create(proposal=idea, actor=cast.students)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supporter.objects.create(proposal=idea, actor=cast.company)


def test_only_the_group_asks_and_only_where_the_class_knows_one(walk, idea, cast):
    for who in (walk.office, walk.partner, cast.who(cast.outsider)):
        with pytest.raises(NotAllowed):
            actions.ask_supporter(idea, cast.students, by=who)
    other = Walk(cast).begin()
    with pytest.raises(NotAllowed):
        actions.ask_supporter(other, cast.students, by=walk.group)
    with pytest.raises(NotAllowed):
        actions.answer_supporter(idea, by=walk.partner, yes=True)


def test_the_group_parts_with_it_and_who_was_a_partner_before_stays_one(walk, idea, cast):
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_supporter(idea, by=walk.partner, yes=True)
    actions.part_with_supporter(idea, by=walk.group)
    assert (receiver(idea), carriers(idea)) == (None, [cast.npo])
    actions.invite_partner(idea, cast.students, by=walk.group)
    actions.answer_invitation(idea, by=walk.partner, yes=True)
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_supporter(idea, by=walk.partner, yes=True)
    actions.part_with_supporter(idea, by=walk.group)
    assert (receiver(idea), carriers(idea)) == (None, [cast.npo, cast.students])


def test_it_is_asked_and_answers_on_the_page(walk, idea, cast, client_of):
    page = f"/proposals/{idea.code}/youth/supporter/"
    group = client_of(cast.worker)
    assert cast.students.name in words(group.get(page, {"q": cast.students.name}))
    assert group.post(f"{page}?q={cast.students.name}", {"actor": cast.students.pk}).status_code == 302
    door = f"/proposals/{idea.code}/supporting/"
    for person in (cast.outsider, cast.worker, cast.resident):
        assert client_of(person).get(door).status_code == 404
    student = client_of(cast.student)
    assert idea.title in words(student.get(door))
    assert student.post(door, {}).status_code == 422
    assert student.post(door, {"answer": "yes"}).status_code == 302
    assert cast.students.name in words(group.get(f"/proposals/{idea.code}/youth/"))
    assert student.get(door).status_code == 404


PAPER = "会長の印、10月3日"


@pytest.fixture
def on_paper(walk, idea, cast):
    """The page on which the office notes the answer of an organisation that was asked."""
    actions.ask_supporter(idea, cast.students, by=walk.group)
    return f"/proposals/{idea.code}/youth/supporter/on-paper/"


def test_the_office_notes_its_yes_from_paper_and_whose_hand_it_is_in(idea, cast, client_of, on_paper):
    """R53: an organisation without an account takes the money like any other."""
    office, page = client_of(cast.officer), f"/proposals/{idea.code}/youth/"
    assert on_paper in words(office.get(page))
    assert cast.students.name in words(office.get(on_paper))
    assert office.post(on_paper, {"answer": "yes"}).status_code == 422
    answer = office.post(on_paper, {"answer": "yes", "on_paper_from": PAPER})
    assert (answer.status_code, answer.url) == (302, page)
    row = Supporter.objects.get(proposal=idea)
    assert (receiver(idea), row.agreed_by, carriers(idea)) == (cast.students, cast.officer, [cast.npo, cast.students])
    assert Record.objects.get(verb="supporter.answered").data["on_paper_from"] == PAPER
    assert Ask.objects.get(what="support_proposal", item=idea.pk).state == "answered"
    assert told("supporter.answered", idea) == [
        (cast.npo, f"{cast.students.name}が承知してくれました。お金をあずかります。")
    ]
    assert on_paper not in words(office.get(page))
    assert office.post(on_paper, {"answer": "no", "on_paper_from": PAPER}).status_code == 404
    assert receiver(idea) == cast.students


def test_the_office_notes_its_no_from_paper_and_it_reads_nothing_more(walk, idea, cast, client_of, on_paper):
    office = client_of(cast.officer)
    assert office.post(on_paper, {"answer": "no", "on_paper_from": PAPER}).status_code == 302
    assert not Supporter.objects.filter(proposal=idea).exists()
    assert not idea.audience.filter(actor=cast.students).exists()
    happened = Record.objects.get(verb="supporter.answered")
    assert (happened.data["yes"], happened.data["on_paper_from"]) == (False, PAPER)
    assert told("supporter.answered", idea) == [(cast.npo, f"{cast.students.name}は、今回はむずかしいとのことです。")]
    assert office.get(on_paper).status_code == 404
    with pytest.raises(NotAllowed):
        actions.answer_supporter(idea, by=walk.office, yes=True, actor=cast.students, on_paper_from=PAPER)


def test_nobody_but_the_office_with_its_second_factor_notes_it_and_nobody_without_a_paper(
    walk, idea, cast, client_of, on_paper
):
    said = {"answer": "yes", "on_paper_from": PAPER}
    for person in (cast.worker, cast.student, cast.outsider, cast.ward_officer):
        assert client_of(person).get(on_paper).status_code == 404
        assert client_of(person).post(on_paper, said).status_code == 404
    late = client_of(cast.officer, sure=False).post(on_paper, said)
    assert (late.status_code, late.url) == (302, "/sure/?next=%2Fmy%2F")
    for who, paper in (
        (walk.group, PAPER),
        (cast.who(cast.officer, cast.office, sure=False), PAPER),
        (walk.office, " "),
    ):
        with pytest.raises(NotAllowed):
            actions.answer_supporter(idea, by=who, yes=True, actor=cast.students, on_paper_from=paper)
    assert (receiver(idea), Record.objects.filter(verb="supporter.answered").count()) == (None, 0)


def test_a_yes_to_the_money_is_a_yes_to_being_a_partner_as_well(walk, idea, cast):
    actions.invite_partner(idea, cast.students, by=walk.group)
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_supporter(idea, by=walk.partner, yes=True)
    assert carriers(idea) == [cast.npo, cast.students]
    assert Ask.objects.get(what="join_proposal", item=idea.pk).state == "closed"


def test_a_no_to_the_one_leaves_the_other_question_open(walk, idea, cast):
    actions.invite_partner(idea, cast.students, by=walk.group)
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_invitation(idea, by=walk.partner, yes=False)
    assert idea.audience.filter(actor=cast.students).exists()
    actions.answer_supporter(idea, by=walk.partner, yes=False)
    assert not idea.audience.filter(actor=cast.students).exists()


def test_a_yes_that_comes_too_late_lets_nobody_in(walk, idea, cast):
    actions.ask_supporter(idea, cast.students, by=walk.group)
    Proposal.objects.filter(pk=idea.pk).update(state="lapsed")
    with pytest.raises(NotPossible):
        actions.answer_supporter(idea, by=walk.partner, yes=True)
    Proposal.objects.filter(pk=idea.pk).update(state="drafting")
    actions.lapse(Proposal.objects.get(pk=idea.pk), now=timezone.now() + dt.timedelta(days=99))
    with pytest.raises(NotAllowed):
        actions.answer_supporter(idea, by=walk.partner, yes=True)
    assert not Supporter.objects.filter(proposal=idea, ended=None).exists()
    assert not idea.audience.filter(actor=cast.students).exists()


def test_the_day_of_its_yes_is_a_day_of_the_city(walk, idea, cast):
    actions.ask_supporter(idea, cast.students, by=walk.group)
    actions.answer_supporter(idea, by=walk.partner, yes=True)
    Supporter.objects.filter(proposal=idea).update(agreed=dt.datetime(2026, 8, 1, 20, tzinfo=dt.UTC))
    texts = [fact.text for paper in the_whole(idea).papers for fact in paper.facts]
    assert ("2026-08-02" in texts, "2026-08-01" in texts) == (True, False)
