"""The last moment is a moment of the city's clock, with the scheme's minutes of grace."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from yoriai.engines.schemes import plain
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Proposal, Scheme
from yoriai.proposals.queries.handing_in import deadline, last_moment, past_their_date
from yoriai.proposals.queries.keeping import keeping
from yoriai.proposals.tasks import lapse_what_is_past
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.walk import BUDGET

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def ready(walk):
    """A proposal with everything in it, not handed in."""

    def made():
        proposal = walk.to("drafting")
        walk.write(proposal, "F2", "F5")
        actions.put_budget(proposal, BUDGET, by=walk.group)
        actions.put_duties(proposal, [{"what": "当番を組む", "parts": []}], by=walk.group)
        walk.bring(proposal)
        return Proposal.objects.get(pk=proposal.pk)

    return made


def test_the_last_moment_is_the_end_of_the_day_in_the_city_and_its_grace(walk):
    last_day = walk.scheme.the_plan.phase("call").ends
    until = deadline(walk.scheme)
    assert until.astimezone(TOKYO) == dt.datetime.combine(
        last_day + dt.timedelta(days=1), dt.time(0, 4, 59, 999999), TOKYO
    )


@pytest.mark.parametrize(
    ("after", "zone", "taken"),
    [
        (dt.timedelta(seconds=-1), "Asia/Tokyo", True),
        (dt.timedelta(minutes=4, seconds=59), "Asia/Tokyo", True),
        (dt.timedelta(minutes=5), "Asia/Tokyo", False),
        # The same moments, said by a clock that changes for summer.
        (dt.timedelta(minutes=4, seconds=59), "America/New_York", True),
        (dt.timedelta(minutes=5), "Europe/Berlin", False),
    ],
)
def test_it_is_taken_until_the_last_second_and_not_after(walk, ready, after, zone, taken):
    proposal, last_day = ready(), walk.scheme.the_plan.phase("call").ends
    midnight = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), TOKYO)
    now = (midnight + after).astimezone(ZoneInfo(zone))
    if taken:
        assert actions.submit(proposal, by=walk.group, now=now).state == "submitted"
        return
    with pytest.raises(NotPossible, match=r"date has passed|締切"):
        actions.submit(proposal, by=walk.group, now=now)
    proposal.refresh_from_db()
    assert (proposal.state, Document.objects.filter(proposal=proposal).count()) == ("drafting", 0)


def test_paper_that_lay_on_the_counter_in_time_is_typed_in_after_the_date(walk, ready):
    proposal = ready()
    now = deadline(walk.scheme) + dt.timedelta(days=1)
    made = actions.submit(proposal, by=walk.office, now=now, on_paper_from="沢田 みどり")
    assert made.state == "submitted"
    assert set(Document.objects.filter(proposal=made).values_list("on_paper_from", flat=True)) == {"沢田 みどり"}


def test_what_is_past_its_date_lapses_and_the_office_opens_it_again_with_a_reason(walk, ready):
    proposal = ready()
    until = deadline(walk.scheme)
    assert past_their_date(until) == []
    assert past_their_date(until + dt.timedelta(seconds=1)) == [proposal]
    assert actions.lapse(proposal, now=until).state == "drafting"  # it has a second left
    actions.lapse(proposal, now=until + dt.timedelta(seconds=1))
    with pytest.raises(NotPossible):
        actions.reopen(proposal, by=walk.office, reason="", due=until.date())
    with pytest.raises(NotAllowed):
        actions.reopen(proposal, by=walk.group, reason="入院していた", due=until.date())
    later = until.date() + dt.timedelta(days=3)
    proposal = actions.reopen(proposal, by=walk.office, reason="入院していた", due=later)
    assert (proposal.state, proposal.due) == ("drafting", later)
    in_time = dt.datetime.combine(later, dt.time(23, 59, 59), TOKYO)
    assert actions.submit(proposal, by=walk.group, now=in_time).state == "submitted"


def test_the_round_lets_nothing_lapse_before_its_date(walk, ready):
    proposal = ready()
    lapse_what_is_past(0)
    proposal.refresh_from_db()
    assert proposal.state == "drafting"
    Proposal.objects.filter(pk=walk.to("correcting").pk).update(due=dt.date(2020, 1, 1))
    lapse_what_is_past(0)
    assert Proposal.objects.get(due=None, state="uncorrected").steps.latest("id").person_id is None
    assert Record.objects.filter(verb="proposal.lapsed").count() == 1


def test_where_the_call_has_no_last_day_the_day_the_office_has_set_is_the_last(walk, ready):
    proposal = ready()
    call, *later = walk.plan.phases
    Scheme.objects.update(plan=plain(replace(walk.plan, phases=(replace(call, ends=None), *later))))
    proposal = Proposal.objects.get(pk=proposal.pk)
    last = dt.datetime.combine(proposal.due + dt.timedelta(days=1), dt.time(0, 4, 59, 999999), TOKYO)
    assert (proposal.scheme.closes, last_moment(proposal)) == (None, last)
    proposal.due = None
    assert last_moment(proposal) is None


def ended(walk):
    Scheme.objects.filter(pk=walk.scheme.pk).update(state="ended")


@pytest.mark.parametrize("state", ["idea", "consulting"])
def test_an_idea_is_talked_over_after_the_call_and_ends_with_its_scheme(walk, cast, client_of, state):
    idea = walk.to(state)
    Proposal.objects.filter(pk=idea.pk).update(due=timezone.localdate() - dt.timedelta(days=30))
    lapse_what_is_past(0)
    idea.refresh_from_db()
    assert idea.state == state
    ended(walk)
    lapse_what_is_past(0)
    idea = Proposal.objects.get(pk=idea.pk)
    assert (idea.state, idea.steps.latest("id").verb, idea.steps.latest("id").person_id) == ("lapsed", "lapse", None)
    assert keeping(idea).ended == timezone.localdate()
    assert told("proposal.lapsed", idea)[0][0] == cast.npo
    due = timezone.localdate() + dt.timedelta(days=9)
    idea = actions.reopen(idea, by=walk.office, reason="団体が続けたいと言った", due=due)
    assert (idea.state, idea.due) == (state, due)
    assert client_of(cast.worker).get(f"/proposals/{idea.code}/").status_code == 200


def test_an_idea_of_a_scheme_nobody_ends_ends_a_year_after_its_date(walk):
    idea = walk.begin()
    for days, state in ((365, "idea"), (366, "lapsed")):
        Proposal.objects.filter(pk=idea.pk).update(due=timezone.localdate() - dt.timedelta(days=days))
        lapse_what_is_past(0)
        idea.refresh_from_db()
        assert idea.state == state


def test_what_was_held_and_not_handed_in_again_ends_by_its_date_and_comes_back_as_held(walk):
    proposal = walk.to("held")
    assert proposal.due is not None
    Proposal.objects.filter(pk=proposal.pk).update(due=timezone.localdate() - dt.timedelta(days=1))
    lapse_what_is_past(0)
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert proposal.state == "uncorrected"
    with pytest.raises(NotPossible):
        actions.hand_in_again(proposal, by=walk.group)
    due = timezone.localdate() + dt.timedelta(days=9)
    proposal = actions.reopen(proposal, by=walk.office, reason="入院していた", due=due)
    assert (proposal.state, proposal.due) == ("held", due)
    assert actions.hand_in_again(proposal, by=walk.group).state == "first_review"


@pytest.mark.parametrize("state", ["idea", "consulting", "drafting"])
def test_what_lapsed_is_opened_again_where_it_stood_as_often_as_it_lapses(walk, client_of, cast, state):
    """R35: an idea comes back as an idea; nobody finds a proposal begun that they never began."""
    proposal, office = walk.to(state), client_of(cast.officer)
    ended(walk)
    due = timezone.localdate() + dt.timedelta(days=9)
    for _time in (1, 2):
        long_after = timezone.now() + dt.timedelta(days=400)
        proposal = actions.lapse(Proposal.objects.get(pk=proposal.pk), now=long_after)
        assert proposal.state == "lapsed"
        address = f"/proposals/{proposal.code}/steps/reopen/"
        answer = office.post(address, {"reason": "団体が続けたいと言った", "due": due.isoformat()})
        proposal = Proposal.objects.get(pk=proposal.pk)
        assert (answer.status_code, proposal.state, proposal.due) == (302, state, due)
        assert office.post(address, {"reason": "二度押した", "due": due.isoformat()}).status_code == 302
    step = proposal.steps.latest("id")
    assert (step.source, step.target, step.reason) == ("lapsed", state, "団体が続けたいと言った")
    page = office.get(f"/proposals/{proposal.code}/").content.decode()
    assert "steps/reopen" not in page
    actions.lapse(proposal, now=timezone.now() + dt.timedelta(days=400))
    page = office.get(f"/proposals/{proposal.code}/").content.decode()
    assert page.count("steps/reopen") == 1
