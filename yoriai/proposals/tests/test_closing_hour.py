"""The hour the last day of a call ends with is the city's to set (R33): many offices close at 17:15."""

import datetime as dt
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone, translation

from yoriai.engines.schemes import plain
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Proposal, Scheme
from yoriai.proposals.printing_board import call_sheet
from yoriai.proposals.queries.calendar import public_entries
from yoriai.proposals.queries.checking import check_lines
from yoriai.proposals.queries.handing_in import last_moment, past_their_date
from yoriai.proposals.queries.mailings import OF_PROPOSAL
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.test_pages import words as with_marks
from yoriai.proposals.tests.walk import BUDGET
from yoriai.ui.dates import full_date
from yoriai.ui.tests.paper_reading import squeezed, text_of

TOKYO, CLOSES = ZoneInfo("Asia/Tokyo"), dt.time(17, 15)


@pytest.fixture
def closing(walk):
    """The scheme of the walk, its call ending at 17:15 with these minutes of grace."""

    def made(grace=0, closes_at=CLOSES):
        walk.plan = replace(walk.plan, rules=replace(walk.plan.rules, closes_at=closes_at, grace_minutes=grace))
        Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(walk.plan))
        walk.scheme = Scheme.objects.get(pk=walk.scheme.pk)
        return walk.scheme

    return made


def words(answer):
    return re.sub("<[^>]+>", "", with_marks(answer))


def last_day(scheme):
    return scheme.the_plan.call.ends


def at(scheme, hour, minute, second=0, micro=0):
    return dt.datetime.combine(last_day(scheme), dt.time(hour, minute, second, micro), TOKYO)


def ready(walk):
    proposal = walk.to("drafting")
    walk.write(proposal, "F2", "F5")
    actions.put_budget(proposal, BUDGET, by=walk.group)
    actions.put_duties(proposal, [{"what": "当番を組む", "parts": []}], by=walk.group)
    walk.bring(proposal)
    return Proposal.objects.get(pk=proposal.pk)


@pytest.mark.parametrize(
    ("grace", "clock", "zone", "taken"),
    [
        (0, (17, 14, 59), "Asia/Tokyo", True),
        (0, (17, 15, 0), "Asia/Tokyo", True),
        # A clock that says 17:15 is in time: the last minute counts whole, as 23:59 does.
        (0, (17, 15, 59, 999_999), "Asia/Tokyo", True),
        (0, (17, 16, 0), "Asia/Tokyo", False),
        (0, (23, 0, 0), "Asia/Tokyo", False),
        (5, (17, 20, 59), "Asia/Tokyo", True),
        (5, (17, 21, 0), "Asia/Tokyo", False),
        # The same moments, said by clocks that change for summer.
        (0, (17, 15, 59), "America/New_York", True),
        (0, (17, 16, 0), "America/New_York", False),
        (5, (17, 20, 59), "Europe/Berlin", True),
        (5, (17, 21, 0), "Europe/Berlin", False),
    ],
)
def test_it_is_taken_until_the_last_second_of_that_minute_and_its_grace(walk, closing, grace, clock, zone, taken):
    scheme = closing(grace)
    proposal, now = ready(walk), at(scheme, *clock).astimezone(ZoneInfo(zone))
    assert scheme.call_at(now) == ("now" if taken else "done")
    if taken:
        assert actions.submit(proposal, by=walk.group, now=now).state == "submitted"
        return
    with pytest.raises(NotPossible, match=r"date has passed|締切"):
        actions.submit(proposal, by=walk.group, now=now)
    proposal.refresh_from_db()
    assert (proposal.state, Document.objects.filter(proposal=proposal).count()) == ("drafting", 0)


@pytest.mark.parametrize("day", [dt.date(2027, 3, 14), dt.date(2027, 7, 30), dt.date(2027, 11, 7)])
def test_in_a_city_with_summer_time_it_is_the_hour_of_its_own_clock(closing, day):
    """On the days its clock changes, too."""
    with override_settings(TIME_ZONE="America/New_York"), timezone.override(ZoneInfo("Asia/Tokyo")):
        until = closing().last_moment_of(day).astimezone(ZoneInfo("America/New_York"))
    assert (until.date(), until.time()) == (day, dt.time(17, 15, 59, 999_999))


def test_a_plan_that_says_nothing_ends_with_its_day(walk):
    assert "closes_at" not in plain(walk.plan)["rules"]
    until = walk.scheme.closes - dt.timedelta(minutes=walk.plan.rules.grace_minutes)
    assert until.astimezone(TOKYO) == dt.datetime.combine(last_day(walk.scheme), dt.time.max, TOKYO)


def test_what_is_being_written_lapses_after_the_hour_and_not_before_it(walk, closing):
    scheme = closing(grace=5)
    proposal, until = ready(walk), at(scheme, 17, 20, 59, 999_999)
    assert last_moment(proposal) == until
    assert past_their_date(until) == []
    assert past_their_date(until + dt.timedelta(microseconds=1)) == [proposal]
    assert actions.lapse(proposal, now=until).state == "drafting"
    assert actions.lapse(proposal, now=until + dt.timedelta(microseconds=1)).state == "lapsed"


def test_the_day_it_is_opened_again_until_ends_with_the_same_hour(walk, closing):
    scheme = closing()
    proposal = actions.lapse(ready(walk), now=at(scheme, 23, 0))
    later = last_day(scheme) + dt.timedelta(days=3)
    proposal = actions.reopen(proposal, by=walk.office, reason="入院していた", due=later)
    assert "午後5時15分" in told("proposal.reopened", proposal)[0][1]
    over = dt.datetime.combine(later, dt.time(17, 16), TOKYO)
    with pytest.raises(NotPossible):
        actions.submit(proposal, by=walk.group, now=over)
    assert actions.submit(proposal, by=walk.group, now=over - dt.timedelta(seconds=1)).state == "submitted"


def test_a_correction_has_the_whole_of_its_day(walk, closing):
    closing()
    proposal = walk.to("correcting")
    evening = dt.datetime.combine(proposal.due, dt.time(23, 59), TOKYO)
    assert (past_their_date(evening), proposal.until) == ([], proposal.due)


def test_every_page_says_the_hour(walk, closing, client, client_of, cast):
    scheme = closing()
    said = f"{full_date(last_day(scheme))}午後5時15分"
    proposal = walk.to("drafting")
    client.cookies["fresh"] = "1"
    for address in ("/schemes/", f"/schemes/{scheme.code}/", "/proposals/"):
        assert f"{said}まで" in words(client.get(address)), address
    page = words(client.get(f"/schemes/{scheme.code}/"))
    assert "募集の最終日は、午後5時15分まで受け付けます。" in page
    assert f"～{said}" in page  # among the dates of the year
    worker = client_of(cast.worker)
    for address in (f"/proposals/{proposal.code}/", "/proposals/"):
        assert f"{said}まで" in words(worker.get(address)), address
    assert "午後5時15分" in words(client.get(f"/schemes/comparison/?with={scheme.code}"))
    with translation.override("en"):
        assert f"{said}まで" in squeezed(text_of(call_sheet(scheme)))
    paper = client.get(f"/schemes/{scheme.code}/forms/F1.pdf").content
    assert f"締切{said}" in squeezed(text_of(paper))
    assert OF_PROPOSAL["締切"][1](proposal) == said


def test_a_scheme_without_an_hour_says_the_day_alone(walk, client):
    client.cookies["fresh"] = "1"
    page = words(client.get(f"/schemes/{walk.scheme.code}/"))
    assert f"{full_date(last_day(walk.scheme))}まで" in page
    assert "募集の最終日は" not in page


@pytest.mark.parametrize(
    ("closes_at", "grace", "note"),
    [
        (CLOSES, 0, "午後5時15分まで受け付けます。"),
        (CLOSES, 30, "午後5時45分まで受け付けます。"),
        (dt.time(23, 30), 60, "翌日の午前0時30分まで受け付けます。"),
    ],
)
def test_the_calendar_for_programs_says_it_as_it_is_taken(walk, closing, client, closes_at, grace, note):
    scheme = closing(grace, closes_at)
    assert [one.note for one in public_entries(scheme) if one.key == "call-ends"] == [note]
    answer = client.get(f"/schemes/{scheme.code}/calendar.ics")
    assert note in answer.content.decode().replace("\r\n ", "")


def test_whoever_checks_the_form_sees_both_hours(walk, closing):
    scheme = closing()
    proposal = actions.submit(ready(walk), by=walk.group, now=at(scheme, 17, 10))
    line = next(one for one in check_lines(proposal) if one.key == "date")
    day = full_date(last_day(scheme))
    assert (line.seen, line.guess) == (f"{day}午後5時10分に提出。締切は{day}午後5時15分。", "yes")


def test_the_office_sets_it_and_of_an_open_scheme_everybody_reads_what_it_was(walk, client_of, cast, client):
    office, address = client_of(cast.officer), f"/schemes/{walk.scheme.code}/plan/rules/"
    page = office.get(address)
    assert page.context["form"]["closes_at"].value() == dt.time(23, 59)
    assert 'value="23:59"' in page.content.decode()
    given = {name: value for name, value in page.context["form"].initial.items() if value is not False}
    answer = office.post(address, given | {"closes_at": "17:15", "why": "窓口の閉まる時刻に合わせます"})
    assert answer.status_code == 302
    rules = Scheme.objects.get(pk=walk.scheme.pk).the_plan.rules
    assert rules == replace(walk.plan.rules, closes_at=CLOSES)
    client.cookies["fresh"] = "1"
    page = words(client.get(f"/schemes/{walk.scheme.code}/"))
    for part in ("募集の最終日に受付を終える時刻", "その日の終わり", "午後5時15分", "窓口の閉まる時刻に合わせます"):
        assert part in page


def test_the_hour_costs_no_query(walk, closing, client_of, cast):
    worker, counted = client_of(cast.worker), []
    closing()
    for rows in (1, 3, 12):
        while Proposal.objects.count() < rows:
            walk.begin()
        worker.get("/proposals/")
        with CaptureQueriesContext(connection) as queries:
            worker.get("/proposals/")
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]
