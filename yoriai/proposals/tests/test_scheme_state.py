"""What everybody reads of an open scheme is how its call stands: before it, on, or over and being carried out."""

import datetime as dt
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Scheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.schemes import with_a_call
from yoriai.proposals.tests.test_rolling import moved
from yoriai.proposals.tests.test_scheme_pages import text
from yoriai.proposals.tests.walk import Walk
from yoriai.ui.dates import full_date

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = dt.timedelta(days=1)
BEFORE, ON, OVER = "募集前", "募集中", "審査・実施中"


def badge(page):
    """The first badge of the page, which is the scheme's."""
    return page.split('<span class="kind', 1)[1].split(">", 1)[1].split("<", 1)[0]


@pytest.mark.parametrize("example", ["sendai", "youth"])
@pytest.mark.parametrize(
    ("after", "zone", "stands"),
    [
        (dt.timedelta(seconds=-1), "Asia/Tokyo", "now"),  # 23:59:59
        (dt.timedelta(minutes=5, microseconds=-1), "Asia/Tokyo", "now"),
        (dt.timedelta(minutes=5), "Asia/Tokyo", "done"),
        (dt.timedelta(minutes=5), "America/New_York", "done"),
    ],
)
def test_the_call_is_on_until_its_last_moment_and_over_the_moment_after(cast, example, after, zone, stands):
    scheme = Walk(cast, example).scheme
    midnight = dt.datetime.combine(scheme.the_plan.call.ends + DAY, dt.time(), TOKYO)
    assert scheme.call_at((midnight + after).astimezone(ZoneInfo(zone))) == stands


def test_the_call_begins_with_the_first_second_of_its_first_day(walk):
    midnight = dt.datetime.combine(walk.scheme.the_plan.call.starts, dt.time(), TOKYO)
    assert [walk.scheme.call_at(midnight - dt.timedelta(seconds=1)), walk.scheme.call_at(midnight)] == ["ahead", "now"]


def test_with_dates_in_words_the_call_is_on_as_long_as_the_scheme_is_open(walk):
    scheme = moved(walk.scheme, starts=None, ends=None, about="春ごろ")
    assert scheme.call_at(timezone.now() + 1000 * DAY) == "now"
    assert scheme.state_label == ON
    assert actions.end_scheme(scheme, by=walk.office).state_label == "募集終了"


def test_a_draft_is_a_draft_whatever_its_dates(walk):
    assert (
        moved(actions.draw_up(walk.plan, by=walk.office), ends=timezone.localdate() - 2 * DAY).state_label == "準備中"
    )


@pytest.mark.parametrize("example", ["sendai", "youth"])
def test_everybody_reads_the_same_word_on_every_page_of_the_scheme(cast, example, client, client_of):
    walk, today = Walk(cast, example), timezone.localdate()
    office = client_of(cast.officer)
    address = f"/schemes/{walk.scheme.code}/"
    pages = [(client, "/schemes/"), (client_of(cast.worker), address), (client, f"{address}calendar/")]
    pages += [(office, one) for one in ("/schemes/", address, f"{address}desk/", f"{address}plan/")]
    for starts, ends, word, until in (
        (today + DAY, today + 9 * DAY, BEFORE, f"{full_date(today + DAY)}から募集"),
        (today, today, ON, f"{full_date(today)}まで募集"),
        (today - 9 * DAY, today - 2 * DAY, OVER, ""),
    ):
        moved(walk.scheme, starts=starts, ends=ends)
        read = [text(reader, one) for reader, one in pages]
        assert [badge(page) for page in read] == [word] * len(pages)
        said = [re.sub(r"<[^>]*>", "", page) for page in read]
        assert [until in page for page in said] == [True] * len(pages)
        assert any("まで募集" in page for page in said) is (word == ON)


def test_the_list_asks_no_more_for_many_schemes_than_for_one(walk, client):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            text(client, "/schemes/")
        return len(seen)

    queries()
    one = queries()
    for year in range(2028, 2032):
        actions.open_scheme(actions.draw_up(replace(examples()["youth"], year=year), by=walk.office), by=walk.office)
    assert queries() == one


def test_for_machines_it_is_open_still(walk):
    assert (walk.over().state, Scheme.objects.get(state="open").state_label) == ("open", OVER)


def test_ideas_are_called_for_only_where_the_call_is_not_over(walk, cast, client, client_of):
    """Whoever has an idea all the same still finds its page: it can be talked over."""
    youth = Walk(cast, "youth").scheme
    assert {one.pk for one in with_a_call(None)} == {walk.scheme.pk, youth.pk}
    walk.over()
    assert [one.pk for one in with_a_call(None)] == [youth.pk]
    assert f"/schemes/{walk.scheme.code}/idea/" not in text(client, "/proposals/")
    worker = client_of(cast.worker)
    assert worker.get("/proposals/new/").url == f"/schemes/{youth.code}/idea/"
    Scheme.objects.filter(pk=youth.pk).update(state="ended")
    assert worker.get("/proposals/new/").url == f"/schemes/{walk.scheme.code}/idea/"
    assert worker.get(f"/schemes/{walk.scheme.code}/idea/").status_code == 200


def test_a_rolling_scheme_before_its_first_day_is_offered_nowhere(cast, client_of):
    walk, today = Walk(cast, "youth"), timezone.localdate()
    moved(walk.scheme, starts=today + DAY, ends=today + 9 * DAY)
    worker, idea = client_of(cast.worker), f'href="/schemes/{walk.scheme.code}/idea/'
    asked = "who=youth&issue=many&city=together&how=months&yen="
    for page in (f"/schemes/{walk.scheme.code}/", f"/schemes/{walk.scheme.code}/fit/?{asked}", "/proposals/"):
        assert idea not in text(worker, page), page
    moved(walk.scheme, starts=today, ends=today + 9 * DAY)
    assert idea in text(worker, f"/schemes/{walk.scheme.code}/fit/?{asked}")
