"""Days as offices write them: spans, lists, notes beside them, years that are not written."""

import datetime as dt
from pathlib import Path

import pytest

from yoriai.engines.tables.days import Around, days
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.times import time

TODAY = dt.date(2026, 5, 1)


def told(cell: str, around: Around | dt.date | None = TODAY) -> tuple[str, str, str]:
    """Spans, note and doubts of a cell in a short form: a span is written 2026-08-05..2026-08-16."""
    value = days(cell, around)
    doubts = " ".join(doubt.removeprefix("date_") for doubt in value.doubts)
    if value.value is None:
        return "", "", doubts
    spans = [str(first) if first == last else f"{first}..{last}" for first, last in value.value.spans]
    return " ".join(spans), value.value.note, doubts


@pytest.mark.parametrize(
    ("written", "spans", "note", "doubts"),
    [
        ("令和7年4月1日", "2025-04-01", "", ""),
        ("令和元年5月1日(水)", "2019-05-01", "", ""),
        ("平成31年4月30日", "2019-04-30", "", ""),
        ("Ｒ７．４．１", "2025-04-01", "", ""),
        ("H23/3/11", "2011-03-11", "", ""),
        ("2025/4/1", "2025-04-01", "", ""),
        ("2025.4.1", "2025-04-01", "", ""),
        ("2025-04-01", "2025-04-01", "", ""),
        ("20250401", "2025-04-01", "", ""),
        ("2026-06-06T00:00", "2026-06-06", "", ""),
        ("2025年11月16日（日曜日）", "2025-11-16", "", ""),
        ("2025年11月16日（土）", "2025-11-16", "", "weekday_wrong"),
        ("2025年4月1日～2026年3月31日", "2025-04-01..2026-03-31", "", ""),
        ("令和8年4月1日～令和9年3月31日", "2026-04-01..2027-03-31", "", ""),
        ("R7.4.1～R7.4.3", "2025-04-01..2025-04-03", "", ""),
        ("R7.4.1-4.3", "2025-04-01..2025-04-03", "", ""),
        ("2025/4/1-2025/4/3", "2025-04-01..2025-04-03", "", ""),
        ("8月5日（水）～16日※10日以外", "2026-08-05..2026-08-16", "※10日以外", "year_by_weekday note_kept"),
        ("8月5日（水）～8月16日（日）※10日以外", "2026-08-05..2026-08-16", "※10日以外", "year_by_weekday note_kept"),
        ("4月1日（水）～8月16日(日)", "2026-04-01..2026-08-16", "", "year_by_weekday"),
        ("12月20日(土)～1月10日(土)", "2025-12-20..2026-01-10", "", "year_by_weekday"),
        ("12/20～1/10", "2025-12-20..2026-01-10", "", "year_taken"),
        ("期間：4月1日（水）から4月30日（木）まで", "2026-04-01..2026-04-30", "", "year_by_weekday"),
        ("5月10日(日)・11日(月)", "2026-05-10 2026-05-11", "", "year_by_weekday"),
        ("5月9日・10日(土・日)", "2026-05-09 2026-05-10", "", "year_by_weekday"),
        ("5月9日(土)10日(日)", "2026-05-09 2026-05-10", "", "year_by_weekday"),
        ("5月10日(日)、17日(日)～19日(火)", "2026-05-10 2026-05-17..2026-05-19", "", "year_by_weekday"),
        ("(1)5月29日(金)(2)6月12日(金)", "2026-05-29 2026-06-12", "", "year_by_weekday"),
        ("①5月29日（金）②6月12日（金）", "2026-05-29 2026-06-12", "", "year_by_weekday"),
        ("（1）5月29日（2）6月12日 いずれも（金）", "2026-05-29 2026-06-12", "", "year_by_weekday"),
        ("第1回 5月10日（日） 第2回 6月14日（日）", "2026-05-10 2026-06-14", "", "year_by_weekday"),
        ("4/5, 12, 19", "2026-04-05 2026-04-12 2026-04-19", "", "year_taken"),
        ("2026/5/9,10,16", "2026-05-09 2026-05-10 2026-05-16", "", ""),
        ("8月5・12・19日", "2026-08-05 2026-08-12 2026-08-19", "", "year_taken"),
        ("10月3、4日", "2026-10-03 2026-10-04", "", "year_taken"),
        ("5月10日、6月7日、4月12日", "2026-05-10 2026-06-07 2026-04-12", "", "year_taken"),
        ("4月1日～30日（月～金）", "2026-04-01..2026-04-30", "(月~金)", "year_taken note_kept"),
        ("5月18日(月)～20日(水)予定", "2026-05-18..2026-05-20", "予定", "year_by_weekday note_kept"),
        ("5月6日（水・休）", "2026-05-06", "", "year_by_weekday"),
        ("4月1日", "2026-04-01", "", "year_taken"),
        ("3/4", "2026-03-04", "", "year_taken"),
        ("8月5日 10,000円", "2026-08-05", "10,000円", "year_taken note_kept"),
        ("4月5日、10時", "2026-04-05", "、10時", "year_taken note_kept"),
        ("10/19/2017", "2017-10-19", "", "order_taken"),
        ("9999年12月20日～1月10日", "9999-12-20", "~1月10日", "note_kept"),
        ("2025年2月30日", "", "", "unreadable"),
        ("2025年", "", "", "unreadable"),
        ("2025年4月", "", "", "unreadable"),
        ("令和7年度", "", "", "unreadable"),
        ("7.4.1", "", "", "year_short"),
        ("25/4/1", "", "", "year_short"),
        ("13/40", "", "", "unreadable"),
        ("随時（要調整）", "", "", "unreadable"),
        ("毎月第1土曜", "", "", "unreadable"),
        ("５月の試合日程", "", "", "unreadable"),
        ("45778", "", "", "unreadable"),
        ("未定", "", "", "undecided"),
        ("なし", "", "", ""),
        ("-", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_days(written: str, spans: str, note: str, doubts: str) -> None:
    assert told(written) == (spans, note, doubts)


def test_a_missing_year_is_found_by_the_weekday_in_whichever_year_it_is_read() -> None:
    assert told("8月5日（水）", dt.date(2027, 1, 10)) == ("2026-08-05", "", "year_by_weekday")
    assert told("8月5日（水）", dt.date(2025, 8, 1)) == ("2026-08-05", "", "year_by_weekday")


def test_without_todays_date_a_missing_year_stays_missing() -> None:
    assert told("8月5日（水）", None) == ("", "", "year_missing")
    assert told("4/5", None) == ("", "", "year_missing")
    assert told("令和8年8月5日（水）～6日", None) == ("2026-08-05..2026-08-06", "", "")


def test_a_year_the_file_says_is_not_doubted() -> None:
    fiscal = Around(dt.date(2026, 4, 1), dt.date(2027, 3, 31), said=True)
    assert told("4/5", fiscal) == ("2026-04-05", "", "")
    assert told("3月3日～5日", fiscal) == ("2027-03-03..2027-03-05", "", "")
    assert told("8月5日（水）", fiscal) == ("2026-08-05", "", "")
    assert told("8月5日（金）", fiscal) == ("2026-08-05", "", "weekday_wrong year_taken")


def test_a_day_outside_the_month_the_file_says_is_doubted_unless_its_weekday_is_right() -> None:
    may = Around(dt.date(2026, 5, 1), dt.date(2026, 5, 31), said=True)
    assert told("4月1日（水）～8月16日（日）", may) == ("2026-04-01..2026-08-16", "", "")
    assert told("7月1日", may) == ("2026-07-01", "", "year_taken")


def test_first_and_last_are_of_all_spans() -> None:
    value = days("5月10日(日)、17日(日)～19日(火)", TODAY).value
    assert value is not None
    assert (value.first, value.last) == (dt.date(2026, 5, 10), dt.date(2026, 5, 19))


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
    doubts = {value.doubts for value in values if value.value}
    assert doubts == {(), ("date_year_by_weekday",), ("date_year_by_weekday", "date_note_kept")}
    assert sum(not value.doubts for value in values if value.value) == 2  # real date cells
    assert {value.value.first.year for value in values if value.value} == {2026}


def test_the_days_and_times_of_yaizus_beaches_are_read(shared: Path) -> None:
    table = read(shared / "ja" / "yaizu-beachclean-venues.csv")
    assert {told(row.cells["実施日"], None) for row in table.rows} == {("2025-11-16", "", "")}
    assert {str(time(row.cells["開始時間"]).value) for row in table.rows} == {"08:30"}
