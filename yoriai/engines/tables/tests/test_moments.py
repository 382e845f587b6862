"""Days and times as offices write them: spans, notes beside them, years that are not written."""

import datetime as dt
from pathlib import Path

import pytest

from yoriai.engines.tables.moments import Clock, days, end_time, time
from yoriai.engines.tables.reading import read

TODAY = dt.date(2026, 5, 1)


def told(cell: str, today: dt.date | None = TODAY) -> tuple[str, str, str | None]:
    """Spans, note and doubt of a cell in a short form: 2026-08-05/16 is written 2026-08-05..2026-08-16."""
    value = days(cell, today)
    if value.value is None:
        return "", "", value.doubt
    spans = [str(first) if first == last else f"{first}..{last}" for first, last in value.value.spans]
    return " ".join(spans), value.value.note, value.doubt


@pytest.mark.parametrize(
    ("written", "spans", "note", "doubt"),
    [
        ("令和7年4月1日", "2025-04-01", "", None),
        ("令和元年5月1日(水)", "2019-05-01", "", None),
        ("Ｒ７．４．１", "2025-04-01", "", None),
        ("H23/3/11", "2011-03-11", "", None),
        ("2025/4/1", "2025-04-01", "", None),
        ("2025-04-01", "2025-04-01", "", None),
        ("20250401", "2025-04-01", "", None),
        ("2026-06-06T00:00", "2026-06-06", "", None),
        ("2025年11月16日（日曜日）", "2025-11-16", "", None),
        ("2025年11月16日（土）", "2025-11-16", "", "date_weekday_wrong"),
        ("2025年4月1日～2026年3月31日", "2025-04-01..2026-03-31", "", None),
        ("R7.4.1～R7.4.3", "2025-04-01..2025-04-03", "", None),
        ("8月5日（水）～16日※10日以外", "2026-08-05..2026-08-16", "※10日以外", "date_note_kept"),
        ("8月5日（水）～8月16日（日）※10日以外", "2026-08-05..2026-08-16", "※10日以外", "date_note_kept"),
        ("12月20日(土)～1月10日(土)", "2025-12-20..2026-01-10", "", None),
        ("期間：4月1日（水）から4月30日（木）まで", "2026-04-01..2026-04-30", "", None),
        ("5月10日(日)・11日(月)", "2026-05-10 2026-05-11", "", None),
        ("5月10日(日)、17日(日)～19日(火)", "2026-05-10 2026-05-17..2026-05-19", "", None),
        ("(1)5月29日(金)(2)6月12日(金)", "2026-05-29 2026-06-12", "", None),
        ("5月18日(月)～20日(水)予定", "2026-05-18..2026-05-20", "予定", "date_note_kept"),
        ("5月6日（水・休）", "2026-05-06", "", None),
        ("4月1日", "2026-04-01", "", "date_year_taken"),
        ("10/19/2017", "2017-10-19", "", "date_order_taken"),
        ("2025年2月30日", "", "", "date_unreadable"),
        ("2025年", "", "", "date_unreadable"),
        ("2025年4月", "", "", "date_unreadable"),
        ("令和7年度", "", "", "date_unreadable"),
        ("3/4", "", "", "date_unreadable"),
        ("随時（要調整）", "", "", "date_unreadable"),
        ("毎月第1土曜", "", "", "date_unreadable"),
        ("9999年12月20日～1月10日", "9999-12-20", "~1月10日", "date_note_kept"),
        ("５月の試合日程", "", "", "date_unreadable"),
        ("45778", "", "", "date_unreadable"),
        ("-", "", "", None),
        ("", "", "", None),
    ],
)
def test_days(written: str, spans: str, note: str, doubt: str | None) -> None:
    assert told(written) == (spans, note, doubt)


def test_a_missing_year_is_found_by_the_weekday_in_whichever_year_it_is_read() -> None:
    assert told("8月5日（水）", dt.date(2027, 1, 10)) == ("2026-08-05", "", None)
    assert told("8月5日（水）", dt.date(2025, 8, 1)) == ("2026-08-05", "", None)


def test_without_todays_date_a_missing_year_stays_missing() -> None:
    assert told("8月5日（水）", None) == ("", "", "date_year_missing")
    assert told("令和8年8月5日（水）～6日", None) == ("2026-08-05..2026-08-06", "", None)


def test_first_and_last_are_of_all_spans() -> None:
    value = days("5月10日(日)、17日(日)～19日(火)", TODAY).value
    assert value is not None
    assert (value.first, value.last) == (dt.date(2026, 5, 10), dt.date(2026, 5, 19))


@pytest.mark.parametrize(
    ("written", "shown", "note", "doubt"),
    [
        ("9:30", "09:30", "", None),
        ("９：３０", "09:30", "", None),
        ("08:30:00", "08:30", "", None),
        ("0900", "09:00", "", None),
        ("午前8時30分", "08:30", "", None),
        ("午後１時半", "13:30", "", None),
        ("正午", "12:00", "", None),
        ("AM9:00", "09:00", "", None),
        ("24:00", "24:00", "", None),
        ("24", "24:00", "", "time_hour_taken"),
        ("終日", "終日", "", None),
        ("24時間", "終日", "", None),
        ("午後8時まで", "20:00", "", None),
        ("17:00(金、土は19:00まで)", "17:00", "(金、土は19:00まで)", "time_note_kept"),
        ("9:00～21:30", "09:00", "", "time_span"),
        ("25:30", "None", "", "time_unreadable"),
        ("24:30", "None", "", "time_unreadable"),
        ("１時間程度で、おおむね午後８時まで", "None", "", "time_unreadable"),
        ("【10日(日)】\n午後２時", "None", "", "time_unreadable"),
        ("日没", "None", "", "time_unreadable"),
        ("ー", "None", "", None),
    ],
)
def test_times(written: str, shown: str, note: str, doubt: str | None) -> None:
    value = time(written)
    assert (str(value.value), value.value.note if value.value else "", value.doubt) == (shown, note, doubt)


def test_a_closing_time_is_the_end_of_a_span() -> None:
    assert end_time("9:00～21:30").value == Clock(21, 30)
    assert end_time("午前１０時～\n午後８時の間で").value == Clock(20, 0, note="の間で")
    assert end_time("21:30").value == Clock(21, 30)


def test_a_clock_knows_the_end_of_a_day_and_the_whole_of_it() -> None:
    assert (Clock(24).time, Clock(9, 5).time, Clock(all_day=True).time) == (dt.time(0), dt.time(9, 5), None)


def test_the_days_of_takamatsus_events_are_read_or_kept_as_text(shared: Path) -> None:
    """33 real events: 28 read without the year ever being written, 5 left as text because they name no day."""
    table = read(shared / "ja" / "takamatsu-events-2026-05.xlsx")
    values = [days(row.cells["開催日"], TODAY) for row in table.rows]
    assert [value.text for value in values if value.value is None] == [
        "５月の試合日程",
        "５月・６月の\n試合日程",
        "明治安田Ｊ２・Ｊ３百年構想リーグ",
        "随時（要調整）",
        "日程調整し決定",
    ]
    assert [(value.text, value.doubt) for value in values if value.value and value.doubt] == [
        ("5月18日(月)～20日(水)予定", "date_note_kept"),
        ("（1）5月29日（2）6月12日（3）6月19日 いずれも（金）", "date_year_taken"),
    ]
    assert {value.value.first.year for value in values if value.value} == {2026}


def test_the_days_and_times_of_yaizus_beaches_are_read(shared: Path) -> None:
    table = read(shared / "ja" / "yaizu-beachclean-venues.csv")
    assert {told(row.cells["実施日"], None) for row in table.rows} == {("2025-11-16", "", None)}
    assert {str(time(row.cells["開始時間"]).value) for row in table.rows} == {"08:30"}
