import datetime as dt

import pytest

from yoriai.engines.japanese.dates import era_date, fiscal_year, fiscal_year_name, parse_date, parse_time, period

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2026, 11, 25), "令和8年11月25日（水）"),
        (dt.date(2019, 5, 1), "令和元年5月1日（水）"),
        (dt.date(2019, 4, 30), "平成31年4月30日（火）"),
        (dt.date(1989, 1, 7), "昭和64年1月7日（土）"),
        (dt.date(1872, 1, 1), "1872年1月1日（月）"),
    ],
)
def test_a_day_is_written_with_era_and_weekday(day, written):
    assert era_date(day) == written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和7年4月1日", dt.date(2025, 4, 1)),
        ("令和７年４月１日（火）", dt.date(2025, 4, 1)),
        ("R7.4.1", dt.date(2025, 4, 1)),
        ("H23/3/11", dt.date(2011, 3, 11)),
        ("平成元年1月8日", dt.date(1989, 1, 8)),
        ("2025/4/1", dt.date(2025, 4, 1)),
        ("2025-04-01", dt.date(2025, 4, 1)),
        ("2025年11月16日（日曜日）", dt.date(2025, 11, 16)),
        ("12月1日", dt.date(2026, 12, 1)),
        ("4月1日（水）～8月16日(日)", dt.date(2027, 4, 1)),
        ("令和8年2月30日", None),
        ("13月1日", None),
        ("3/4", None),
        ("令和8年度", None),
        ("未定", None),
        ("", None),
    ],
)
def test_a_date_is_read_however_it_is_written(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("午前8時30分", dt.time(8, 30)),
        ("午後1時半", dt.time(13, 30)),
        ("午後12時30分", dt.time(12, 30)),
        ("18:30", dt.time(18, 30)),
        ("９時～１７時", dt.time(9)),
        ("正午", dt.time(12)),
        ("AM9:00", dt.time(9)),
        ("終日", None),
        ("25時", None),
        ("8:75", None),
    ],
)
def test_a_time_is_read_however_it_is_written(text, time):
    assert parse_time(text) == time


def test_the_fiscal_year_begins_in_april():
    assert (fiscal_year(dt.date(2027, 3, 31)), fiscal_year(dt.date(2027, 4, 1))) == (2026, 2027)
    assert (fiscal_year_name(2026), fiscal_year_name(2019)) == ("令和8年度", "令和元年度")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("令和9年8月～令和10年3月", ((2027, 8, 1), (2028, 3, 31))),
        ("令和９年８月 〜 翌年３月", ((2027, 8, 1), (2028, 3, 31))),
        ("2027年8月1日（日）から2028年3月31日（金）まで", ((2027, 8, 1), (2028, 3, 31))),
        ("協定の期間は、令和9年8月1日から令和10年2月末日までとする。", ((2027, 8, 1), (2028, 2, 29))),
        ("令和9年4月～12月", ((2027, 4, 1), (2027, 12, 31))),
        ("令和9年11月～同年12月25日", ((2027, 11, 1), (2027, 12, 25))),
        ("平成31年4月～令和元年9月", ((2019, 4, 1), (2019, 9, 30))),
        ("令和9年度", ((2027, 4, 1), (2028, 3, 31))),
        ("令和9年度から令和10年度", ((2027, 4, 1), (2029, 3, 31))),
    ],
)
def test_a_period_is_read_where_it_can_be_read_in_one_way(text, days):
    assert period(text) == tuple(dt.date(*day) for day in days)


@pytest.mark.parametrize(
    "text",
    [
        "", "2年間", "8月～翌年3月", "雪のある間", "令和9年度から2年間", "令和9年8月～", "協定の日から令和10年3月31日まで",
        "令和9年8月～令和10年3月（2か年）", "令和9年8月～令和10年3月、その後令和11年まで", "令和9年8月頃～令和10年3月",
        "令和10年3月～令和9年8月", "令和9年8月～令和10年13月", "0000年1月～0000年3月", "9999年12月～9999年12月",
        "令和9年2月30日～令和9年3月31日", "令和9年8月～令和10年3月" + "。" * 400,
    ],
)  # fmt: skip
def test_a_period_that_says_more_or_less_is_not_guessed_at(text):
    assert period(text) is None
