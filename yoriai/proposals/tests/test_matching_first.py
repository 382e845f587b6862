"""Wマッチング: the section is found by the idea sheet, with the group's yes; then both write; then it is handed in."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.kernel.asks.actions import decline
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Outgoing, Representation
from yoriai.people.tasks import tell
from yoriai.proposals import actions, policy
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import Proposal, Talk
from yoriai.proposals.policy import early
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.queries.talks import days_unsettled
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


@pytest.fixture
def others():
    """Two more sections, neither of which it is."""
    names = ("道路課（架空）", "公園課（架空）")
    return [Actor.objects.create(kind=Actor.Kind.SECTION, name=name, reading="か") for name in names]


def waiting(idea):
    """Who is asked whether they can imagine it."""
    return [row.asked for row in Ask.objects.filter(what="imagine", item=idea.pk, state="asked")]


def ask_ward_office(walk, idea):
    actions.share_idea(idea, by=walk.group)
    actions.ask_to_imagine(idea, [walk.cast.ward_office], by=walk.office, due=soon(), text="除雪の件")


def at_section(cast, section):
    """The ward's officer, who sits at the desk of this section too."""
    seat = {"person": cast.ward_officer, "body": section, "ended": None}
    Representation.objects.get_or_create(**seat, defaults={"role": "", "side": "", "accepted": timezone.now()})
    return cast.who(cast.ward_officer, section)


def test_a_section_that_is_not_the_one_passes_the_idea_on_and_reads_nothing_more(walk, idea, cast, others, client_of):
    """R38: 「うちではない → ○○課」 with a reason the group reads, in the first stage of a matching scheme too."""
    ask_ward_office(walk, idea)
    officer, page = client_of(cast.ward_officer), f"/proposals/{idea.code}/imagining/"
    assert "うちの課ではない" in words(officer.get(page))
    for wrong in ({"to": cast.ward_office.pk, "reason": "x"}, {"to": cast.npo.pk, "reason": "x"}, {"to": others[0].pk}):
        assert officer.post(f"{page}passing-on/", wrong).status_code == 422
    assert waiting(idea) == [cast.ward_office]
    for person in (cast.worker, cast.outsider, cast.officer):
        assert client_of(person).post(f"{page}passing-on/", {"to": others[0].pk, "reason": "x"}).status_code == 404
    assert officer.post(f"{page}passing-on/", {"to": others[0].pk, "reason": "車道は道路課です"}).status_code == 302
    assert waiting(idea) == [others[0]]
    assert not idea.audience.filter(actor=cast.ward_office).exists()
    assert idea.audience.filter(actor=others[0]).exists()
    assert officer.get(page).status_code == 404
    read = words(client_of(cast.worker).get(f"/proposals/{idea.code}/sections/"))
    assert "車道は道路課です" in read
    assert "担当を調整中" not in read


def test_after_two_passes_of_an_idea_the_office_calls_them_together_and_the_group_reads_since_when(
    walk, idea, cast, others, client_of
):
    """R38: 「担当を調整中（n日目）」 before there is a proposal, as in the talks; a yes ends it."""
    ask_ward_office(walk, idea)
    actions.pass_imagining_on(idea, others[0], "道路の仕事です", by=walk.section)
    settle = Ask.objects.filter(what="settle_idea", item=idea.pk)
    assert not settle.exists()
    actions.pass_imagining_on(idea, cast.ward_office, "やはり区の仕事です", by=at_section(cast, others[0]))
    assert (settle.get().state, settle.get().asked) == ("asked", cast.office)
    worker = client_of(cast.worker)
    for page in ("", "sections/"):
        assert "担当を調整中（1日目）" in words(worker.get(f"/proposals/{idea.code}/{page}"))
    papers = the_whole(Proposal.objects.get(pk=idea.pk)).papers
    said = [fact.text for one in papers if one.sort == "ほかの課へ回した" for fact in one.facts]
    assert said == ["道路の仕事です", "やはり区の仕事です"]
    later = timezone.now() + dt.timedelta(days=3, hours=1)
    assert days_unsettled(Proposal.objects.get(pk=idea.pk), later) == 4
    tell(Record.objects.filter(item=idea.pk, verb="idea.passed_on").latest("pk").pk)
    assert Outgoing.objects.filter(to=cast.worker, text__contains="（1日目）").exists()
    actions.answer_imagining(idea, by=walk.section, yes=True)
    assert settle.get().state == "closed"
    assert "担当を調整中" not in words(worker.get(f"/proposals/{idea.code}/"))


@pytest.mark.parametrize("end", ["asked anew", "taken back", "withdrawn"])
def test_what_the_office_was_to_settle_ends_with_the_search(walk, idea, cast, others, end):
    ask_ward_office(walk, idea)
    Ask.objects.filter(what="imagine").update(passes=1)
    actions.pass_imagining_on(idea, others[0], "道路の仕事です", by=walk.section)
    if end == "asked anew":
        actions.ask_to_imagine(idea, [others[1]], by=walk.office, due=soon())
    elif end == "taken back":
        actions.unshare_idea(idea, by=walk.group)
    else:
        actions.withdraw(idea, by=walk.group)
    assert Ask.objects.get(what="settle_idea").state == "closed"


def test_passed_to_a_section_that_is_asked_already_it_is_not_asked_twice(walk, idea, cast, others):
    ask_ward_office(walk, idea)
    actions.ask_to_imagine(idea, [others[0]], by=walk.office, due=soon())
    actions.pass_imagining_on(idea, others[0], "道路の仕事です", by=walk.section)
    assert waiting(idea) == [others[0]]
    assert Ask.objects.get(what="imagine", asked=others[0]).passes == 1


def test_an_idea_is_not_passed_to_a_section_that_has_said_no_nor_after_the_handing_in(walk, idea, cast, others):
    ask_ward_office(walk, idea)
    actions.ask_to_imagine(idea, [others[0]], by=walk.office, due=soon())
    decline(Ask.objects.get(what="imagine", asked=others[0]), "手が足りません", by=at_section(cast, others[0]))
    left = waiting(idea)[0]
    with pytest.raises(NotPossible):
        actions.pass_imagining_on(idea, others[0], "x", by=at_section(cast, left))
    Proposal.objects.filter(pk=idea.pk).update(state="checking")
    with pytest.raises(NotPossible):
        actions.pass_imagining_on(idea, others[1], "x", by=at_section(cast, left))
    assert waiting(idea) == [left]
