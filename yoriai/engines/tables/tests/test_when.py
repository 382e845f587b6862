"""What one cell says of when: days with their hours, day after day, and rules for days that come again."""

import datetime as dt

import pytest

from yoriai.engines.tables.recurring import recurring
from yoriai.engines.tables.when import Occasion, when

TODAY = dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("written", "occasions", "note"),
    [
        ("8月1日（土）10:00～12:00、2日（日）13時～", ["2026-08-01 10:00〜12:00", "2026-08-02 13:00〜"], ""),
        ("8月1日（土）・2日（日）10:00～12:00", ["2026-08-01 10:00〜12:00", "2026-08-02 10:00〜12:00"], ""),
        ("5月10日(日)、17日(日)各日10時～12時", ["2026-05-10 10:00〜12:00", "2026-05-17 10:00〜12:00"], ""),
        ("5月10日（日） ①10:00～11:00 ②13:00～14:00", ["2026-05-10 10:00〜11:00", "2026-05-10 13:00〜14:00"], ""),
        ("2026年5月10日 13:30～5月11日 12:00", ["2026-05-10〜2026-05-11 13:30〜12:00"], ""),
        ("2026/5/10 10:00-2026/5/10 12:00", ["2026-05-10 10:00〜12:00"], ""),
        ("2026-06-06T13:30", ["2026-06-06 13:30〜"], ""),
        ("2026-06-06T04:30:00Z", ["2026-06-06 13:30〜"], ""),
        ("2026-06-06T13:30:00+09:00", ["2026-06-06 13:30〜"], ""),
        ("5月10日(日) 終日", ["2026-05-10 終日"], ""),
        ("4月1日～30日（月～金）9:00～17:00", ["2026-04-01〜2026-04-30 09:00〜17:00"], "(月~金)"),
        ("10月5日（日） 雨天の場合は10月12日（日）", ["2025-10-05"], "雨天の場合は10月12日(日)"),
        ("5月10日（日）10時～15時（雨天中止）", ["2026-05-10 10:00〜15:00"], "(雨天中止)"),
        (
            "【東組】\n５月１０日（日）\n午後２時、\n【西組】\n５月２４日（日）\n午後２時",
            ["2026-05-10 14:00〜", "2026-05-24 14:00〜"],
            "",
        ),
        ("6月6日（土）もしくは7日（日）", [], "6月6日(土)もしくは7日(日)"),
        ("随時", [], "随時"),
        ("未定", [], "未定"),
        ("", [], ""),
    ],
)
def test_occasions(written: str, occasions: list[str], note: str) -> None:
    found = when(written, TODAY)
    assert ([str(one) for one in found.occasions], found.note) == (occasions, note)


def test_days_of_a_span_that_a_rule_names_are_laid_out() -> None:
    found = when("4月8日～6月24日の毎週水曜日 10:00～11:30", TODAY)
    assert len(found.occasions) == 12
    assert str(found.occasions[-1]) == "2026-06-24 10:00〜11:30"


@pytest.mark.parametrize(
    ("written", "rule", "left"),
    [
        ("毎週水曜日", "FREQ=WEEKLY;BYDAY=WE", ""),
        ("毎週月・水・金", "FREQ=WEEKLY;BYDAY=MO,WE,FR", ""),
        ("毎週火曜~金曜", "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR", ""),
        ("毎月第2土曜", "FREQ=MONTHLY;BYDAY=2SA", ""),
        ("毎月第2・第4土曜日 10:00~12:00", "FREQ=MONTHLY;BYDAY=2SA,4SA", "10:00~12:00"),
        ("第1・3日曜日", "FREQ=MONTHLY;BYDAY=1SU,3SU", ""),
        ("毎月第二、第四火曜日", "FREQ=MONTHLY;BYDAY=2TU,4TU", ""),
        ("毎月最終金曜日", "FREQ=MONTHLY;BYDAY=-1FR", ""),
        ("毎月5日・20日", "FREQ=MONTHLY;BYMONTHDAY=5,20", ""),
        ("毎日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", ""),
        ("毎月第3水曜日(8月を除く)", "FREQ=MONTHLY;BYDAY=3WE", "(8月を除く)"),
        ("毎月第2土曜日及び第4日曜日", "", "毎月第2土曜日及び第4日曜日"),
        ("隔週土曜", "", "隔週土曜"),
        ("毎年5月3日", "", "毎年5月3日"),
        ("第2回講座", "", "第2回講座"),
    ],
)
def test_rules(written: str, rule: str, left: str) -> None:
    found, rest = recurring(written)
    assert (found.rule if found else "", rest) == (rule, left)


def test_a_rule_with_what_is_left_out_of_it_is_told_and_doubted() -> None:
    found = when("毎月第2土曜（8月を除く） 10時～", TODAY)
    assert found.recurs is not None
    assert (found.occasions, found.note, found.doubts) == ((), "(8月を除く) 10時~", ("recurring_kept",))
    from_a_day = when("5月7日(木)から毎週木曜日 10:00～11:00", TODAY)
    assert [str(one) for one in from_a_day.occasions] == ["2026-05-07 10:00〜11:00"]
    assert from_a_day.recurs is not None and from_a_day.recurs.rule == "FREQ=WEEKLY;BYDAY=TH"


def test_an_occasion_has_moments_where_times_are_told_and_days_where_not() -> None:
    evening = when("2026年5月10日 22:00～24:00").occasions[0]
    assert (evening.start, evening.end) == (dt.datetime(2026, 5, 10, 22), dt.datetime(2026, 5, 11))
    day = Occasion(dt.date(2026, 5, 10), dt.date(2026, 5, 12))
    assert (day.start, day.end, day.all_day) == (dt.date(2026, 5, 10), dt.date(2026, 5, 12), False)
    assert when("2026年5月10日 終日").occasions[0].all_day


@pytest.mark.parametrize(
    "written", ["5月1日、" * 20_000, "【" * 50_000, "10:00～" * 30_000, "毎週月・" * 20_000, "(" * 99_999]
)
def test_a_flood_in_a_cell_takes_no_time(written: str) -> None:
    found = when(written, TODAY)
    assert len(found.occasions) <= 400
    assert found.note
