"""The calendar's pages, and the calendars other programs read."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from icalendar import Calendar

from yoriai.directory import actions
from yoriai.directory.models import Event, Occurrence
from yoriai.directory.queries.calendar import Narrowed, happenings, midnight, this_week
from yoriai.directory.tests.when import NOON, in_days


def on(number):
    return timezone.localdate(NOON + dt.timedelta(days=number))


def titles(client, query):
    page = re.sub("<[^>]+>|\u200b", "", client.get(f"/calendar/{query}").content.decode())
    return {title for title in ("居場所カフェ", "防災の日", "夜の会") if title in page}


@pytest.fixture
def three(cast, make):
    """Three events of different themes, areas and help."""
    make(1, title="居場所カフェ", themes=[cast.themes[1]], areas=[cast.towns[0]], support=["wheelchair"])
    make(2, title="防災の日", themes=[cast.themes[2]], areas=[cast.north])
    make(40, title="夜の会")


def test_the_list_begins_where_it_is_asked_to(client, three):
    assert titles(client, f"?view=list&on={on(0)}") == {"居場所カフェ", "防災の日"}
    assert titles(client, f"?view=list&on={on(30)}") == {"夜の会"}
    assert titles(client, f"?view=week&on={on(40)}") == {"夜の会"}
    assert "夜の会" in titles(client, f"?view=month&on={on(40)}")


def test_it_is_narrowed_by_theme_area_organiser_and_help(cast, client, three):
    assert titles(client, "?view=list&theme=kodomo") == {"居場所カフェ"}
    assert titles(client, f"?view=list&area={cast.ward.code}") == {"居場所カフェ"}
    assert titles(client, "?view=list&support=wheelchair") == {"居場所カフェ"}
    assert titles(client, f"?view=list&by={cast.npo.pk}") == {"居場所カフェ", "防災の日"}
    assert titles(client, f"?view=list&by={cast.company.pk}") == set()


@pytest.mark.parametrize(
    "query",
    [
        "?on=0000-99-99&view=x",
        "?on=9999-12-31&view=month",
        "?theme=%00&area=%27",
        "?by=99999999999999999999&support=zz",
    ],
)
def test_an_address_that_makes_no_sense_is_the_plain_calendar(client, three, query):
    assert client.get(f"/calendar/{query}").status_code == 200


def test_drafts_stand_in_no_calendar_but_their_owner_s(client, npo):
    actions.add_event(by=npo, days=in_days(1), title="居場所カフェ")
    assert titles(client, "?view=list") == set()
    assert b"SUMMARY" not in client.get("/calendar.ics").content
    assert happenings(npo, midnight(on(0)), midnight(on(9))) == []


def test_a_cancelled_day_stays_and_says_so(client, npo, make):
    actions.cancel_days(make(1, 2), "大雪のため", by=npo)
    page = client.get("/calendar/?view=list").content.decode()
    assert page.count("大雪のため") == 2 and "中止" in page


def test_the_page_asks_the_same_number_of_questions_for_one_event_and_for_fifty(
    client,
    make,
    django_assert_num_queries,
):
    make(1)
    client.get("/calendar/?view=list")
    with django_assert_num_queries(4):
        client.get("/calendar/?view=list&on=" + str(on(0)))
    for number in range(2, 26):
        make(number, number + 1)
    with django_assert_num_queries(4):
        client.get(f"/calendar/?view=list&on={on(0)}&support=")


def parsed(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return {str(entry["UID"]): entry for entry in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_moved_day_keeps_its_uid_and_a_cancelled_one_says_so(client, npo, make):
    event = make(3, 10)
    before = parsed(client, f"/events/{event.code}/calendar.ics")
    first, second = event.occurrences.all()
    actions.change_day(first, in_days(4)[0], by=npo)
    actions.cancel_days(event, "雪", by=npo, day=second)
    client.cookies["fresh"] = "1"
    after = parsed(client, f"/events/{event.code}/calendar.ics")
    assert set(before) == set(after) and len(after) == 2
    moved, gone = sorted(after.values(), key=lambda entry: entry["DTSTART"].dt)
    assert moved["DTSTART"].dt == NOON + dt.timedelta(days=4)
    assert (str(moved["STATUS"]), str(gone["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert all(int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"]) for uid in after)


def test_calendars_by_theme_area_and_organiser_hold_theirs(cast, client, three):
    def summaries(address):
        return {str(entry["SUMMARY"]) for entry in parsed(client, address).values()}

    assert summaries("/calendar.ics") == {"居場所カフェ", "防災の日", "夜の会"}
    assert summaries("/themes/kodomo/calendar.ics") == {"居場所カフェ"}
    assert summaries(f"/areas/{cast.north.code}/calendar.ics") == {"防災の日"}
    assert len(summaries(f"/who/{cast.npo.pk}/calendar.ics")) == 3
    assert client.get("/themes/nothing/calendar.ics").status_code == 404


def test_what_somebody_types_breaks_no_line_of_the_calendar(client, make):
    """threats.md: iCalendar lines."""
    make(1, title="会\r\nEND:VEVENT\x07;,", summary="一行目\rATTENDEE:x\nBEGIN:VALARM", meets_at="a\nSTATUS:CANCELLED")
    (entry,) = parsed(client, "/calendar.ics").values()
    assert str(entry["STATUS"]) == "CONFIRMED"
    assert "ATTENDEE" not in entry and not entry.subcomponents


def test_a_whole_day_is_a_date(client, npo):
    day = midnight(on(5))
    span = (day, day + dt.timedelta(hours=23, minutes=59), True)
    event = actions.add_event(by=npo, days=[actions.events.Span(*span)], title="祭り")
    actions.show_entry(event, by=npo)
    (entry,) = parsed(client, "/calendar.ics").values()
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (on(5), on(6))


def test_this_week_is_the_next_seven_days(three):
    assert [one.thing.title for one in this_week(None, timezone.now())] == ["居場所カフェ", "防災の日"]
    assert Occurrence.objects.count() == 3 and Event.objects.count() == 3
    assert this_week(None, timezone.now(), Narrowed(support="sign")) == []
