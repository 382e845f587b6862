"""What it costs, for how many there is room, until when one applies: a number where one is told, the words always."""

import datetime as dt

import pytest

from yoriai.engines.tables.amounts import capacity, many, price
from yoriai.engines.tables.deadlines import deadline, says_cancelled
from yoriai.engines.tables.years import months, said_in

TODAY = dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("written", "least", "doubt"),
    [
        ("無料", 0, None),
        ("参加無料・申込不要", 0, None),
        ("500円", 500, None),
        ("1000", 1000, None),
        ("￥1,500", 1500, None),
        ("2万円", 20_000, None),
        ("1,500円(全3回)", 1500, None),
        ("大人500円 小人無料", 0, "price_lowest"),
        ("一般1200円、大学生600円", 600, "price_lowest"),
        ("500～1,000円", 500, "price_lowest"),
        ("無料（材料費500円）", 0, "price_aside"),
        ("材料費500円", None, "price_aside"),
        ("なし", 0, "price_none_is_free"),
        ("席種により異なります", None, "price_words"),
        ("100円引き", None, "price_words"),
        ("実費", None, "price_words"),
    ],
)
def test_price(written: str, least: int | None, doubt: str | None) -> None:
    found = price(written)
    assert found.value is not None
    assert (found.value.text, found.value.least, found.doubt) == (written, least, doubt)


@pytest.mark.parametrize(
    ("written", "most", "of", "doubt"),
    [
        ("30", 30, "人", None),
        ("５０．０", 50, "人", None),
        ("先着30名", 30, "人", None),
        ("当日先着\n220人", 220, "人", None),
        ("申込先着\n10家族", 10, "家族", None),
        ("15組（申込順）", 15, "組", None),
        ("各回15名", 15, "人", "capacity_each"),
        ("親子10組20人", None, "", "capacity_several"),
        ("20人以上のグループ", None, "", "capacity_several"),
        ("なし\n\n※混雑時はお待ちください", None, "", None),
        ("要申込", None, "", "capacity_words"),
    ],
)
def test_capacity(written: str, most: int | None, of: str, doubt: str | None) -> None:
    found = capacity(written)
    assert found.value is not None
    assert (found.value.text, found.value.most, found.value.of, found.doubt) == (written, most, of, doubt)


def test_a_blank_says_nothing_of_price_room_or_deadline() -> None:
    assert all(reader(cell).blank for reader in (price, capacity, deadline) for cell in ("", "-", "ー"))


@pytest.mark.parametrize(
    ("written", "number", "doubt"),
    [
        ("約120世帯", 120, "number_about"),
        ("50名程度", 50, "number_about"),
        ("1,234人", 1234, None),
        ("３０", 30, None),
        ("120世帯（R7）", None, "number_unreadable"),
    ],
)
def test_a_rough_number_is_read_and_doubted(written: str, number: int | None, doubt: str | None) -> None:
    assert (many(written).value, many(written).doubt) == (number, doubt)


DAY = dt.date(2026, 5, 20)


@pytest.mark.parametrize(
    ("written", "opens", "closes", "needed"),
    [
        ("令和8年5月20日（水）まで", None, DAY, True),
        ("令和8年5月20日（水）必着", None, DAY, True),
        ("2026/5/20 17:00まで", None, dt.datetime(2026, 5, 20, 17), True),
        ("～5月20日（水）", None, DAY, True),
        ("5月20日（水）午前10時～\n定員に達するまで", dt.datetime(2026, 5, 20, 10), None, True),
        ("5月20日より（定員に達し次第終了）", DAY, None, True),
        ("5月20日～5月31日", DAY, dt.date(2026, 5, 31), True),
        ("5月20日(水)9:00～\n5月31日(日)17:00", dt.datetime(2026, 5, 20, 9), dt.datetime(2026, 5, 31, 17), True),
        ("5月20日（水）", None, DAY, True),
        ("申込不要", None, None, False),
        ("当日先着順", None, None, False),
        ("定員になり次第終了", None, None, True),
        ("開催日の3日前まで", None, None, True),
        ("通年", None, None, True),
    ],
)
def test_deadline(written: str, opens: object, closes: object, needed: bool) -> None:
    found = deadline(written, TODAY).value
    assert found is not None
    assert (found.text, found.opens, found.closes, found.needed) == (written, opens, closes, needed)


def test_a_day_alone_in_a_column_of_both_is_neither_and_doubted() -> None:
    found = deadline("2026年5月20日", alone="")
    assert found.value is not None
    assert (found.value.opens, found.value.closes, found.doubt) == (None, None, "deadline_either")


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("海岸工事中のため実施しません", "cancelled"),
        ("【中止】", "cancelled"),
        ("延期します", "postponed"),
        ("雨天中止", ""),
        ("雨天の場合は中止します", ""),
        ("どなたでも", ""),
    ],
)
def test_what_does_not_take_place(written: str, state: str) -> None:
    assert says_cancelled(written) == state


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("令和5年4月～令和6年3月", "2023-04-01", "2024-03-31"),
        ("令和5年4月1日～令和6年3月31日", "2023-04-01", "2024-03-31"),
        ("2023年度", "2023-04-01", "2024-03-31"),
        ("R5～R6年度", "2023-04-01", "2025-03-31"),
        ("令和4年10月～3月", "2022-10-01", "2023-03-31"),
        ("2023.4-2024.3", "2023-04-01", "2024-03-31"),
        ("2022年～", "2022-01-01", "None"),
        ("2023年4月から現在", "2023-04-01", "None"),
        ("通年", "None", "None"),
    ],
)
def test_a_span_of_months_or_years(written: str, first: str, last: str) -> None:
    found = months(written).value
    assert (str(found[0]) if found else "None", str(found[1]) if found else "None") == (first, last)


def test_a_title_says_the_year_unless_it_says_when_the_list_was_made() -> None:
    fiscal, month, sheet = said_in("令和8年度 講座一覧"), said_in("2026年5月のイベント"), said_in("R8")
    assert fiscal and (str(fiscal.first), str(fiscal.last), fiscal.said) == ("2026-04-01", "2027-03-31", True)
    assert month and (str(month.first), str(month.last), month.said) == ("2026-05-01", "2026-05-31", True)
    assert sheet and not sheet.said
    assert said_in("令和8年4月1日現在") is None
    assert said_in("イベント一覧") is None
