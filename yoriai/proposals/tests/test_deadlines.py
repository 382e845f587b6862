"""The last moment is a moment of the city's clock, with the scheme's minutes of grace."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Proposal
from yoriai.proposals.queries.handing_in import deadline, past_their_date
from yoriai.proposals.tasks import lapse_what_is_past
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
    actions.lapse(proposal)
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
