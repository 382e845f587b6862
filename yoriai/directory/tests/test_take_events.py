import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory.actions import put_place, take_events
from yoriai.directory.actions.imports.events import EventIntake
from yoriai.directory.actions.imports.intake import Incoming
from yoriai.directory.models import Event, Occurrence, SignUp
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.events import read_events
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.policy import NotAllowed

TODAY = dt.date(2026, 5, 1)
HEAD = "イベント名,開始日,終了日,開始時間,終了時間,場所名称,住所,料金(基本),主催者,URL\n"
ONE = "朝の市,2026-05-16,2026-05-17,午前9時,12:00,北の広場,杜野市北森区加茂1,無料,商店会,https://morino.example/asa\n"


def take(text, **more):
    table = read((HEAD + text).encode(), "events.csv", [aliases_for("events")])
    return take_events(table, by=the_office(), today=TODAY, **more)


def numbers(report):
    return report.taken, report.updated, report.unchanged


def days():
    return [
        (
            timezone.localtime(one.starts).strftime("%m-%d %H:%M"),
            one.ends and timezone.localtime(one.ends).strftime("%H:%M"),
        )
        for one in Occurrence.objects.all()
    ]


def test_a_row_becomes_an_event_with_a_row_for_each_day(cast):
    assert numbers(take(ONE, source="杜野市 (CC BY 4.0)")) == (1, 0, 0)
    event = Event.objects.get()
    assert days() == [("05-16 09:00", "12:00"), ("05-17 09:00", "12:00")]
    assert (event.state, event.visibility, event.by, event.organisers) == ("shown", "public", cast.office, "商店会")
    assert (event.price, event.meets_at, event.source) == ("無料", "北の広場 杜野市北森区加茂1", "杜野市 (CC BY 4.0)")
    assert "加茂" in event.areas.values_list("name", flat=True)
    assert event.when == Occurrence.objects.order_by("-starts")[0].starts


def test_the_same_file_twice_changes_nothing(cast):
    take(ONE)
    before = (list(Event.objects.values()), list(Occurrence.objects.values()))
    assert numbers(take(ONE)) == (0, 0, 1)
    assert (list(Event.objects.values()), list(Occurrence.objects.values())) == before


def test_other_hours_are_a_difference_and_keep_the_address_of_the_event(cast):
    take(ONE)
    code = Event.objects.get().code
    report = take(ONE.replace("午前9時", "午前10時"))
    assert numbers(report) == (0, 1, 0)
    assert [one.field for one in report.changes[0][1]] == ["occurrences"]
    assert [start for start, _end in days()] == ["05-16 10:00", "05-17 10:00"]
    assert Event.objects.get().code == code


def test_a_day_somebody_signed_up_for_is_not_taken_away(cast):
    take(ONE)
    second = Occurrence.objects.last()
    SignUp.objects.create(occurrence=second, actor=cast.resident)
    report = take(ONE.replace("2026-05-17", "2026-05-16"))
    assert SignUp.objects.filter(occurrence=second).exists()
    assert "signed up" in report.flagged[0][1].code
    assert numbers(take(ONE.replace("2026-05-17", "2026-05-16"))) == (0, 0, 1)


def test_a_long_span_is_one_thing_that_is_on(cast):
    take("展覧会,2026-03-31,2026-06-14,9:30,17:00,美術館,,,,\n")
    one = Occurrence.objects.get()
    assert (timezone.localtime(one.starts).date(), timezone.localtime(one.ends).date()) == (
        dt.date(2026, 3, 31),
        dt.date(2026, 6, 14),
    )


def test_what_no_day_can_be_read_of_is_kept_in_words_and_told(cast):
    report = take("ふれあいトーク,随時（要相談）,,,,集会所,,,,\n")
    event = Event.objects.get()
    assert ("随時" in event.dates_note, event.when, days()) == (True, None, [])
    assert any("stands in no calendar" in reason.code for _line, reason in report.flagged)


def test_what_does_not_take_place_says_so(cast):
    take("【中止】朝の市,2026-05-16,,9:00,,北の広場,,,,\n")
    one = Occurrence.objects.get()
    assert (one.cancelled is not None, one.cancelled_why) == (True, "中止")


def test_an_event_is_held_at_the_place_of_its_name(cast):
    place, _end = put_place("k", by=the_office(), title="北の広場")
    take(ONE)
    assert Event.objects.get().where_id == place.pk


def test_two_rows_of_one_name_place_and_day_are_two(cast):
    twice = ONE + ONE.replace("午前9時", "13:00").replace("12:00", "15:00")
    assert numbers(take(twice)) == (2, 0, 0)
    assert numbers(take(twice)) == (0, 0, 2)


def test_running_numbers_do_not_make_a_reordered_file_a_new_one(cast):
    head, rows = "№,行事名,開催日,場所名称\n", ["{},朝の市,2026年5月16日,広場\n", "{},夜の市,2026年5月17日,広場\n"]

    def of(order):
        text = head + "".join(rows[row].format(number) for number, row in enumerate(order, 1))
        return take_events(read(text.encode(), "e.csv", [aliases_for("events")]), by=the_office(), today=TODAY)

    assert numbers(of([0, 1])) == (2, 0, 0)
    assert numbers(of([1, 0])) == (0, 0, 2)


def test_a_row_the_database_refuses_stays_out_alone(cast):
    report = Report()
    table = read((HEAD + ONE * 3).encode(), "events.csv", [aliases_for("events")])
    rows = [
        Incoming(line, (f"{number}",) * 2, {"title": "市", "latitude": 500.0 if number == 1 else 38.0}, parts=[])
        for number, (line, _row) in enumerate(read_events(table, report, today=TODAY))
    ]
    EventIntake(report, the_office(), "").take(rows)
    assert (report.taken, [line for line, _reason in report.skipped], Event.objects.count()) == (2, [3], 2)


@pytest.mark.parametrize("name", ["resident", "facilitator", "outsider"])
def test_only_the_office_takes_events_in(cast, name):
    table = read((HEAD + ONE).encode(), "events.csv", [aliases_for("events")])
    with pytest.raises(NotAllowed):
        take_events(table, by=cast.who(getattr(cast, name)), today=TODAY)
    assert not Event.objects.exists()
