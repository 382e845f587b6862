"""Wマッチング: the section is found by the idea sheet, with the group's yes; then both write; then it is handed in."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions, policy
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import Proposal, Talk
from yoriai.proposals.policy import early
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, Walk


@pytest.fixture
def walk(cast):
    return Walk(cast, "amagasaki")


@pytest.fixture
def idea(walk, cast):
    made = walk.begin()
    made = actions.consult(made, cast.supporter, by=walk.office)
    actions.note_consultation(
        made, by=walk.office, at=timezone.now() - dt.timedelta(hours=1), with_whom="及川", advice="課をさがす"
    )
    return made


def soon():
    return timezone.localdate() + dt.timedelta(days=10)


def found(walk, idea):
    """The section has said that it can imagine it."""
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [walk.cast.ward_office], by=walk.office, due=soon())
    actions.answer_imagining(idea, by=walk.section, yes=True)
    return Proposal.objects.get(pk=idea.pk)


def test_before_the_group_s_yes_no_section_is_asked_and_none_reads_it(walk, idea, cast, client_of):
    with pytest.raises(NotPossible):
        actions.ask_to_imagine(idea, [cast.ward_office], by=walk.office, due=soon())
    officer = client_of(cast.ward_officer)
    for page in ("", "imagining/", "sheets/", "sections/"):
        assert officer.get(f"/proposals/{idea.code}/{page}").status_code == 404
    for who in (walk.office, walk.section, walk.partner):
        with pytest.raises(NotAllowed):
            actions.share_idea(idea, by=who)


def test_a_section_that_is_asked_reads_the_idea_sheet_alone(walk, idea, cast, client_of):
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [cast.ward_office], by=walk.office, due=soon(), text="除雪の件")
    officer = client_of(cast.ward_officer)
    page = words(officer.get(f"/proposals/{idea.code}/imagining/"))
    assert ANSWERS["F1"]["issue"] in page
    assert ANSWERS["F1"]["contact"] not in page
    for more in ("", "sheets/", "partners/", "history/"):
        assert officer.get(f"/proposals/{idea.code}/{more}").status_code == 404
    assert SECTION not in policy.sides(walk.section, idea)
    for person in (cast.outsider, cast.worker):
        assert client_of(person).get(f"/proposals/{idea.code}/imagining/").status_code == 404


def test_with_a_yes_it_reads_all_of_it_and_writes_with_the_group(walk, idea, cast):
    idea = actions.draft(found(walk, idea), by=walk.group)
    assert SECTION in policy.sides(walk.section, idea)
    assert Talk.objects.get(proposal=idea).leads
    assert actions.put_answers(idea, "F2", {"purpose": "区も一緒に"}, by=walk.section) == []
    actions.put_duties(idea, [{"what": "道具を貸す", "parts": []}], by=walk.section)


def test_with_a_no_it_goes_out_again_and_says_why(walk, idea, cast, client_of):
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [cast.ward_office], by=walk.office, due=soon())
    officer, page = client_of(cast.ward_officer), f"/proposals/{idea.code}/imagining/"
    assert officer.post(page, {"answer": "no", "words": ""}).status_code == 422
    assert officer.post(page, {"answer": "no", "words": "道路課がよいと思います"}).status_code == 302
    assert not idea.audience.filter(actor=cast.ward_office).exists()
    assert officer.get(page).status_code == 404
    assert "道路課がよいと思います" in words(client_of(cast.worker).get(f"/proposals/{idea.code}/sections/"))


def test_the_group_takes_its_yes_back_and_whoever_has_not_answered_reads_nothing(walk, idea, cast):
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [cast.ward_office], by=walk.office, due=soon())
    actions.unshare_idea(idea, by=walk.group)
    assert not idea.audience.filter(actor=cast.ward_office).exists()
    assert Ask.objects.get(what="imagine").state == "closed"


def test_who_writes_which_form_when_is_the_table_and_the_section_beside_it(walk, idea, cast):
    idea = found(walk, idea)
    people = {PROPOSER: walk.group, PARTNER: walk.partner, SECTION: walk.section, OFFICE: walk.office}
    actions.invite_partner(idea, cast.students, by=walk.group)
    actions.answer_invitation(idea, by=walk.partner, yes=True)
    for form in ("F1", "F2", "F3", "F9", "F10", "F13"):
        for state in Proposal.State.values:
            idea.state = state
            may = {name for name, who in people.items() if policy.can_write(who, idea, form)}
            writing = state in policy.WRITTEN_IN.get(form, policy.HANDED_IN_WITH)
            # Money and roles once more by both sides, with the agreement.
            writing = writing or (form in policy.TABLES and state == "agreeing")
            with_it = {SECTION} if form not in policy.WRITTEN_IN else set()
            assert may == ({PROPOSER, PARTNER, OFFICE} | with_it if writing else set()), (form, state)


def test_in_another_scheme_nothing_of_this_is_possible(cast):
    walk = Walk(cast)
    idea = actions.consult(walk.begin(), cast.supporter, by=walk.office)
    assert not early.can_share_idea(walk.group, idea)
    assert not early.can_ask_to_imagine(walk.office, idea)
    assert not policy.can_write(walk.section, walk.to("in_talks"), "F2")


def test_after_the_handing_in_the_same_section_answers_or_another_leads(walk, idea, cast):
    other = Actor.objects.create(kind=Actor.Kind.SECTION, name="道路課（架空）", reading="どうろか")
    idea = found(walk, idea)
    Proposal.objects.filter(pk=idea.pk).update(state="checking")
    actions.begin_talks(Proposal.objects.get(pk=idea.pk), [other, cast.ward_office], by=walk.office)
    assert set(Talk.objects.values_list("section__name", "leads")) == {
        (other.name, True),
        (cast.ward_office.name, False),
    }


def test_the_way_goes_from_the_page_of_the_group_to_the_section_s(walk, idea, cast, client_of):
    page = f"/proposals/{idea.code}/sections/"
    office = client_of(cast.officer)
    sent = {"sections": [cast.ward_office.pk], "due": soon()}
    assert office.post(page, sent).status_code == 422
    assert client_of(cast.officer).post(f"{page}sharing/").status_code == 404
    assert client_of(cast.worker).post(f"{page}sharing/").status_code == 302
    assert office.post(page, sent).status_code == 302
    officer = client_of(cast.ward_officer)
    assert officer.post(f"/proposals/{idea.code}/imagining/", {"answer": "yes"}).status_code == 302
    assert officer.get(f"/proposals/{idea.code}/sheets/").status_code == 200


@pytest.mark.parametrize("end", ["lapse", "withdraw"])
def test_when_the_idea_comes_to_its_end_whoever_was_asked_goes_out_and_is_too_late(walk, idea, cast, end):
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [cast.ward_office], by=walk.office, due=soon())
    idea = actions.draft(idea, by=walk.group)
    ask = Ask.objects.get(what="imagine")
    if end == "lapse":
        actions.lapse(idea, now=timezone.now() + dt.timedelta(days=99))
    else:
        actions.withdraw(idea, by=walk.group)
    ask.refresh_from_db()
    assert (ask.state, idea.audience.filter(actor=cast.ward_office).exists()) == ("closed", False)
    with pytest.raises(NotAllowed):
        actions.answer_imagining(idea, by=walk.section, yes=True)


def test_after_the_handing_in_a_late_yes_lets_nobody_in(walk, idea, cast):
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [cast.ward_office], by=walk.office, due=soon())
    Proposal.objects.filter(pk=idea.pk).update(state="checking")
    with pytest.raises(NotPossible):
        actions.answer_imagining(idea, by=walk.section, yes=True)
    assert not Talk.objects.filter(proposal=idea).exists()


def test_whoever_stands_there_by_another_right_stays(walk, idea, cast):
    other = Actor.objects.create(kind=Actor.Kind.SECTION, name="道路課（架空）", reading="どうろか")
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [cast.ward_office, other], by=walk.office, due=soon())
    actions.invite_partner(idea, cast.ward_office, by=walk.group)
    actions.unshare_idea(idea, by=walk.group)
    assert [idea.audience.filter(actor=one).exists() for one in (cast.ward_office, other)] == [True, False]
