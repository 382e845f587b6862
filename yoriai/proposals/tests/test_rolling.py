"""A scheme with rolling dates takes ideas and proposals from its first day to the last second of its last, and closes by itself."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from yoriai.engines.schemes import plain
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Correction, Proposal, Scheme
from yoriai.proposals.queries.handing_in import deadline, last_moment, rolling_and_over
from yoriai.proposals.tasks import lapse_what_is_past
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import Walk

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def walk(cast):
    return Walk(cast, "youth")


def moved(scheme, **days):
    """The same scheme with other days of its call, as if it had been opened so."""
    plan = scheme.the_plan
    phases = tuple(replace(one, **days) if one.key == "call" else one for one in plan.phases)
    Scheme.objects.filter(pk=scheme.pk).update(plan=plain(replace(plan, phases=phases)))
    return Scheme.objects.get(pk=scheme.pk)


@pytest.mark.parametrize(
    ("after", "zone", "open_still"),
    [
        (dt.timedelta(seconds=-1), "Asia/Tokyo", True),  # 23:59:59
        (dt.timedelta(minutes=4, seconds=59), "Asia/Tokyo", True),
        (dt.timedelta(minutes=5), "Asia/Tokyo", False),
        (dt.timedelta(minutes=4, seconds=59), "America/New_York", True),
        (dt.timedelta(minutes=5), "Europe/Berlin", False),
    ],
)
def test_it_is_open_until_the_last_second_by_the_city_s_clock(walk, after, zone, open_still):
    last_day = walk.scheme.the_plan.call.ends
    midnight = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), TOKYO)
    now = (midnight + after).astimezone(ZoneInfo(zone))
    assert walk.scheme.takes_ideas(now) is open_still
    assert rolling_and_over(now) == ([] if open_still else [walk.scheme])
    assert actions.end_by_date(walk.scheme, now=now).state == ("open" if open_still else "ended")


def test_before_its_first_day_nothing_can_be_begun(walk, cast, client_of):
    today = dt.datetime.now(TOKYO).date()
    walk.scheme = moved(walk.scheme, starts=today + dt.timedelta(days=1))
    with pytest.raises(NotPossible):
        walk.begin(type="youth")
    page = words(client_of(cast.worker).get(f"/schemes/{walk.scheme.code}/"))
    assert "アイデアシートを書く" not in page
    assert "自動で受付を終えます" in page


def test_the_page_says_from_when_to_when_and_that_it_closes_by_itself(walk, client):
    page = words(client.get(f"/schemes/{walk.scheme.code}/"))
    for shown in ("いつでも受け付けます", "自動で受付を終えます", "出した日から21日以内にお答えします"):
        assert shown in page


def test_the_round_closes_it_and_what_is_under_way_goes_on(walk):
    idea, writing = walk.begin(type="youth"), walk.begin(type="youth")
    actions.draft(writing, by=walk.group)
    Proposal.objects.filter(pk=idea.pk).update(state="under_way")
    yesterday = dt.datetime.now(TOKYO).date() - dt.timedelta(days=2)
    walk.scheme = moved(walk.scheme, ends=yesterday)
    Proposal.objects.filter(pk=writing.pk).update(due=yesterday)
    lapse_what_is_past(0)
    lapse_what_is_past(0)
    assert Scheme.objects.get(pk=walk.scheme.pk).state == "ended"
    assert Record.objects.filter(verb="scheme.ended", item=walk.scheme.pk).count() == 1
    assert set(Proposal.objects.values_list("pk", "state")) == {(idea.pk, "under_way"), (writing.pk, "lapsed")}
    reopened = actions.reopen(
        writing, by=walk.office, reason="入院していた", due=dt.datetime.now(TOKYO).date() + dt.timedelta(days=3)
    )
    assert last_moment(reopened) > dt.datetime.now(TOKYO)


def test_the_office_prolongs_it_by_a_published_correction_and_the_dates_go_with_it(walk):
    idea, others = walk.begin(type="youth"), walk.begin(type="youth")
    own = walk.scheme.the_plan.call.ends + dt.timedelta(days=90)
    Proposal.objects.filter(pk=others.pk).update(due=own)
    last = walk.scheme.the_plan.call.ends + dt.timedelta(days=14)
    phases = tuple(replace(one, ends=last) if one.key == "call" else one for one in walk.scheme.the_plan.phases)
    actions.change_plan(walk.scheme, lambda plan: replace(plan, phases=phases), by=walk.office, why="大雪のため")
    assert Correction.objects.get(scheme=walk.scheme).why == "大雪のため"
    assert dict(Proposal.objects.values_list("pk", "due")) == {idea.pk: last, others.pk: own}


def test_a_scheme_with_one_deadline_does_not_close_by_itself(cast):
    walk = Walk(cast)
    after = deadline(walk.scheme) + dt.timedelta(days=1)
    assert (rolling_and_over(after), walk.scheme.takes_ideas(after)) == ([], True)
    assert actions.end_by_date(walk.scheme, now=after).state == "open"
