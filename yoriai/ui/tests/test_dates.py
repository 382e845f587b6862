"""Dates as people here say them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from yoriai.ui import dates
from yoriai.ui.templatetags import ui

TOKYO = ZoneInfo("Asia/Tokyo")
EVENING = dt.datetime(2026, 11, 25, 18, 30, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 11, 25), "令和8年11月25日（水）"),
        (dt.date(2019, 5, 1), "令和元年5月1日（水）"),
        (dt.date(2019, 4, 30), "平成31年4月30日（火）"),
        (dt.date(1989, 1, 8), "平成元年1月8日（日）"),
        (dt.date(1989, 1, 7), "昭和64年1月7日（土）"),
        (dt.date(1926, 12, 25), "昭和元年12月25日（土）"),
        (dt.date(1912, 7, 29), "明治45年7月29日（月）"),
        (dt.date(1872, 12, 31), "1872年12月31日（火）"),
    ],
)
def test_a_day_has_its_era_and_its_weekday(day, words):
    assert dates.full_date(day) == words


def test_in_english_a_day_is_written_so_that_it_sorts():
    with translation.override("en"):
        assert (dates.full_date(EVENING), dates.full_time(EVENING)) == ("2026-11-25 (Wed)", "2026-11-25 (Wed) 18:30")


def test_a_time_is_said_with_morning_and_afternoon():
    times = [dt.time(9, 0), dt.time(12, 0), dt.time(12, 30), dt.time(18, 30), dt.time(0, 5)]
    assert [dates.clock(time) for time in times] == ["午前9時", "正午", "午後0時30分", "午後6時30分", "午前0時5分"]


def test_a_moment_is_told_in_the_city_s_own_time():
    """threats.md: exports in UTC that a local reader takes for local time."""
    late = dt.datetime(2026, 11, 24, 16, 0, tzinfo=dt.UTC)
    assert dates.full_time(late) == "令和8年11月25日（水）午前1時"


def test_the_western_year_and_the_short_form_are_there():
    assert (dates.full_date(EVENING, western=True), dates.short_date(EVENING)) == (
        "2026年11月25日（水）",
        "11月25日（水）",
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [(dt.date(2027, 3, 31), "令和8年度"), (dt.date(2027, 4, 1), "令和9年度"), (dt.date(2019, 4, 1), "令和元年度")],
)
def test_the_fiscal_year_begins_in_april(day, words):
    assert dates.fiscal_year(day) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (dt.timedelta(seconds=5), "たった今"),
        (dt.timedelta(minutes=5), "5分前"),
        (dt.timedelta(hours=3), "3時間前"),
        (dt.timedelta(days=2), "2日前"),
        (dt.timedelta(days=8), "令和8年11月17日（火）"),
    ],
)
def test_how_long_ago_is_one_step_and_then_the_date(ago, words):
    assert dates.since(EVENING - ago, now=EVENING) == words


def test_the_filter_marks_a_day_for_machines_and_lets_words_through():
    assert ui.era(EVENING.date()) == '<time datetime="2026-11-25">令和8年11月25日（水）</time>'
    assert (ui.era("令和9年2月ごろ"), ui.era(None)) == ("令和9年2月ごろ", "")
