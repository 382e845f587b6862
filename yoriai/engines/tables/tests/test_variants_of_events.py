"""Event lists as a dozen other cities would write them (all invented): what is read of each, in short.

A line is: title | occasions or rule | lowest price | room | apply from..until | doubts.
"""

import datetime as dt

import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.events import EventRow, read_events
from yoriai.engines.tables.taking import Line
from yoriai.engines.tables.tests.files import xlsx

TODAY = dt.date(2026, 11, 25)


def taken(content: bytes, name: str = "") -> tuple[list[tuple[Line, EventRow]], Report]:
    report = Report()
    table = read(content, name, [aliases_for("events")])
    return list(read_events(table, report, today=TODAY, home="042021")), report


def sketch(line: Line, event: EventRow) -> str:
    when = (
        "; ".join(map(str, event.days))
        if len(event.days) < 5
        else f"{event.days[0]} … {event.days[-1]} ({len(event.days)})"
    )
    if event.recurs:
        when = " ".join([when, event.recurs.rule, "、".join(map(str, event.recurs_hours))]).strip()
    applying = f"{event.apply_from or ''}..{event.apply_until or ''}" if event.apply_needed else "not needed"
    doubts = " ".join(reason.code for reason in line.doubts)
    least = "" if event.price_least is None else event.price_least
    room = f"{event.capacity_most or ''}{event.capacity_of}"
    return f"{event.title} | {when} | {least} | {room} | {applying} | {doubts}"


NEW = """全国地方公共団体コード,ID,地方公共団体名,イベント名,イベント名_カナ,コンテンツURL,開始日,終了日,開始時間,終了時間,\
開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,主催者,場所名称,所在地_連結表記,\
所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,定員,定員備考,料金種別,参加申込終了日,\
参加申込終了時間,参加申込方法,申込開始日,申込開始時刻,Web開催URL,URL,備考
42021,E1,杜野市,川辺の清掃,カワベノセイソウ,,2026-05-10,2026-05-10,09:00,11:30,雨天時は翌週,掃除,0,,環境課,022-000-0001,12,\
杜野市,長町河川敷,,宮城県,杜野市,長町一丁目,1,管理棟,38.22,140.88,30,,無料,2026-05-01,17:00,電話,2026-04-01,9:00,,,"軍手
持参"
042021,E2,杜野市,展覧会,テンランカイ,https://a.example/2,2026/4/1,2026/6/30,10:00,17:00,2026-04-05、2026-04-19,,500,団体400円,,,,,\
美術館,,,,,,,,,,15組（申込順）,,,,4月20日（月）までに電話で,,,https://v.example/,,
042021,E3,杜野市,花火,ハナビ,,2026/10/24,2026/10/24,0:00,0:00,,,,,,,,,,,,,,,,,,,,有料,,,,,,,,
"""
OLD = """都道府県コ-ド又は市区町村コ-ド, NO,都道府県名,市区町村名,ｲﾍﾞﾝﾄ名,ｲﾍﾞﾝﾄ名_ｶﾅ,開始日,終了日,開始時間,終了時間,料金（基本）,\
連絡先名称,連絡先電話番号,主催者,場所名称,住所,緯度,経度,定員,URL,,
42021,1,宮城県,杜野市,朝市,ｱｻｲﾁ,2026/5/3,2026/5/4,7:00,10:00,-,商工課,222111111,朝市の会,駅前広場,杜野市駅前1,140.88,38.22,ー,,,
42021,2,宮城県,杜野市,夜市,ﾖｲﾁ,令和8年6月6日,,18時,21時,無料,商工課,－,夜市の会,駅前広場,杜野市駅前1,140.88,38.22,なし,,,
"""
COURSES = [
    ["令和8年度 公民館講座一覧"],
    ["（令和8年4月1日現在）"],
    [],
    ["番号", "講座名", "開催日時", None, None, "会場", "定員", "受講料", "申込み", None],
    [None, None, "月日", "曜日", "時間", None, None, None, "締切", "方法"],
    ["【子ども向け】"],
    [1, "おりがみ教室", "5/9、5/16", "土", "10:00～11:30", "第1会議室", "20名", "無料", "5/1", "窓口"],
    [2, "けん玉教室", "7月4日", "土", "午後1時30分～3時", "和室", "15組", "300円", "6/20（土）必着", "電話"],
    ["【大人向け】"],
    [3, "俳句講座", "毎月第2土曜日", None, "13:30～15:30", "第2会議室", "先着30名", "1回500円", None, "電話"],
    ["合計", None, None, None, None, None, 65],
    ["※都合により変更することがあります。"],
]
CALENDAR = """年,月,日,曜日,行事名,時間,ところ,問い合わせ,電話
2026,5,10,日,町民運動会,8:30～15:00,町民グラウンド,教育委員会,22-261-1111
2026,5,11,月,健康相談,13時～,保健センター,健康課,022-261-1112
2026,6,20～21,土日,あじさい祭,終日,あじさい園,観光協会,022-261-1113
"""
ONE_CELL = """催し名\t日時\t会場（住所）\t参加費（円）\t申込期限\tお問い合わせ先\tTEL／FAX
みんなの食堂\t5月10日（日）、24日（日） 11:30～13:30\t長町集会所\t大人300円、子ども無料\t不要\tみんなの食堂\t-
防災訓練\t令和8年9月1日(火)9時から正午まで（雨天中止）\t小学校校庭\tなし\tなし\t区役所\t022-000-0000
"""
FEED = """id,title,start,end,location,description,url,organizer,capacity
ev1,Park day,2026-05-10T10:00:00+09:00,2026-05-10T15:00:00+09:00,Central park,Come,https://a.example/1,Parks,100
ev2,Fair,2026-05-16,2026-05-17,Hall,,,,
"""
REAL_CELLS = [
    ["No.", "イベント名", "開催日", "開始", "終了", "場所", "対象", "定員"],
    [1, "サロン", dt.datetime(2026, 5, 12), dt.time(10, 0), dt.time(12, 0), "公民館", "高齢者", 20],
    [2, "見学会", dt.datetime(2026, 5, 20, 13, 30), None, None, "浄水場", "どなたでも", "10名"],
    [3, "夜の観察会", dt.datetime(2026, 8, 1), dt.time(20, 0), dt.timedelta(hours=24), "青年の家", "中学生", 40],
]
GUESSED = """イベントの名称,実施予定日,開催の時間,イベント会場,会場の所在地,主催団体等,参加に係る費用,募集定員（人）,申込み〆切日,\
申込用フォームURL,手話通訳の有無,託児の有無,車椅子での参加,オンライン配信URL,その他特記事項
市民大学,2026年10月3日（土）・10日（土）,14時～16時,市民会館,杜野市中央1,市民大学の会,500円,50,9月25日,https://f.example/1,有（要予約）,\
無,可,https://v.example/,
"""
YEARLY = """杜野市 令和8年 年間行事予定,,,,
行事,期日,場所,担当課,備考
■4月,,,,
入園式,4月8日（水）,各園,こども課,
お花見会,4月上旬,城址公園,観光課,
行事,期日,場所,担当課,備考
■5月,,,,
子ども祭,5月5日（火・祝）,市民広場,こども課,雨天順延
高齢者のつどい,未定,未定,福祉課,
計,3件,,,
"""
DOTTED = """#property,行事,開催期間,時間帯,施設名称,参加料,定員数,備考
1,囲碁大会,2026.5.10,9:00－16:00,福祉会館,1000,５０,―
2,写真展,2026.5.1－2026.5.31,10:00～18:00,図書館,ー,―,入場自由
3,太極拳,毎週火・金曜日,10:00～11:00,中央公園,無料,,
4,おはなし会,毎月第1・3土曜日　10:30～11:00,,同上,無料,,
"""
CLASSES = [
    ["会場", "教室名", "曜日", "開催時間", "開始日", "終了日", "費用"],
    ["東公民館", "書道", "毎週月曜", "13:00～15:00", "2026/4/6", "2027/3/29", "月1000円"],
    [None, "絵手紙", "第2・4水曜", "10:00～12:00", "2026/4/8", "2027/3/24", "月800円"],
]
FARM = """事業名,実施日,実施時間,実施場所,募集人数,受付期間,申込先
そば打ち体験,R8.11.3（火・祝）,9時30分～12時30分,農村交流館,12組24名,R8.10.1～R8.10.20,農政課
稲刈り体験,R8.9.26(土)～27(日),,棚田,30人,10月1日（木）まで,農政課
芋煮会,2026/10/4,午後1時,河原,,,
芋煮会,2026/10/10,2026/10/9,13:00,河原,,
"""
VENUES = """会場名,集合場所,実施日,開始時間
東浜,トイレ前,2026年11月15日（日曜日）,午前8時30分
西浜,工事のため実施しません,2026年11月15日（日曜日）,午前8時30分
"""

VARIANTS: dict[str, tuple[bytes, list[str]]] = {
    "the new national sheet": (
        NEW.encode("utf-8-sig"),
        [
            "川辺の清掃 | 2026-05-10 09:00〜11:30 | 0 | 30人 | 2026-04-01 09:00:00..2026-05-01 17:00:00 | code_zero_restored",
            "展覧会 | 2026-04-05 10:00〜17:00; 2026-04-19 10:00〜17:00 | 500 | 15組 | ..2026-04-20 | ",
            "花火 | 2026-10-24 |  |  | .. | time_zero",
        ],
    ),
    "the old national sheet, half-width, in Shift_JIS": (
        OLD.encode("cp932"),
        [
            "朝市 | 2026-05-03〜2026-05-04 07:00〜10:00 |  |  | .. | code_zero_restored position_swapped phone_zero_restored",
            "夜市 | 2026-06-06 18:00〜21:00 | 0 |  | .. | code_zero_restored position_swapped",
        ],
    ),
    "titles, two rows of names, headings, a total, a remark": (
        xlsx(*COURSES, merges=["C4:E4", "I4:J4", "A4:A5", "B4:B5", "F4:F5", "G4:G5", "H4:H5", "A6:J6", "A9:J9"]),
        [
            "おりがみ教室 | 2026-05-09 10:00〜11:30; 2026-05-16 10:00〜11:30 | 0 | 20人 | ..2026-05-01 | ",
            "けん玉教室 | 2026-07-04 13:30〜15:00 | 300 | 15組 | ..2026-06-20 | ",
            "俳句講座 | FREQ=MONTHLY;BYDAY=2SA 13:30〜15:30 | 500 | 30人 | .. | ",
        ],
    ),
    "year, month, day and weekday in columns of their own": (
        CALENDAR.encode(),
        [
            "町民運動会 | 2026-05-10 08:30〜15:00 |  |  | .. | phone_zero_restored",
            "健康相談 | 2026-05-11 13:00〜 |  |  | .. | ",
            "あじさい祭 | 2026-06-20〜2026-06-21 終日 |  |  | .. | ",
        ],
    ),
    "days and hours in one cell, tabs, UTF-16": (
        ONE_CELL.encode("utf-16"),
        [
            "みんなの食堂 | 2026-05-10 11:30〜13:30; 2026-05-24 11:30〜13:30 | 0 |  | not needed | date_year_by_weekday price_lowest",
            "防災訓練 | 2026-09-01 09:00〜12:00 | 0 |  | .. | date_note_kept price_none_is_free",
        ],
    ),
    "a feed with English names and time zones": (
        FEED.encode(),
        [
            "Park day | 2026-05-10 10:00〜15:00 |  | 100人 | .. | ",
            "Fair | 2026-05-16〜2026-05-17 |  |  | .. | ",
        ],
    ),
    "real date and time cells": (
        xlsx(*REAL_CELLS),
        [
            "サロン | 2026-05-12 10:00〜12:00 |  | 20人 | .. | ",
            "見学会 | 2026-05-20 13:30〜 |  | 10人 | .. | ",
            "夜の観察会 | 2026-08-01 20:00〜24:00 |  | 40人 | .. | ",
        ],
    ),
    "names of columns nobody listed": (
        GUESSED.encode(),
        ["市民大学 | 2026-10-03 14:00〜16:00; 2026-10-10 14:00〜16:00 | 500 | 50人 | ..2026-09-25 | yes_no_words"],
    ),
    "a year in the title, the months as headings, the names said again": (
        YEARLY.encode(),
        [
            "入園式 | 2026-04-08 |  |  | .. | ",
            "お花見会 |  |  |  | .. | date_unreadable",
            "子ども祭 | 2026-05-05 |  |  | .. | ",
            "高齢者のつどい |  |  |  | .. | undecided",
        ],
    ),
    "dots, bars and rules": (
        DOTTED.encode(),
        [
            "囲碁大会 | 2026-05-10 09:00〜16:00 | 1000 | 50人 | .. | ",
            "写真展 | 2026-05-01〜2026-05-31 10:00〜18:00 |  |  | .. | ",
            "太極拳 | FREQ=WEEKLY;BYDAY=TU,FR 10:00〜11:00 | 0 |  | .. | ",
            "おはなし会 | FREQ=MONTHLY;BYDAY=1SA,3SA 10:30〜11:00 | 0 |  | .. | same_as_above",
        ],
    ),
    "a span of days with its weekday, the place merged": (
        xlsx(*CLASSES, merges=["A2:A3"]),
        [
            "書道 | 2026-04-06 13:00〜15:00 … 2027-03-29 13:00〜15:00 (52) | 1000 |  | .. | ",
            "絵手紙 | 2026-04-08 10:00〜12:00 … 2027-03-24 10:00〜12:00 (24) | 800 |  | .. | ",
        ],
    ),
    "short eras and deadlines": (
        FARM.encode(),
        [
            "そば打ち体験 | 2026-11-03 09:30〜12:30 |  |  | 2026-10-01..2026-10-20 | capacity_several",
            "稲刈り体験 | 2026-09-26〜2026-09-27 |  | 30人 | ..2026-10-01 | ",
            "芋煮会 | 2026-10-04 13:00〜 |  |  | .. | ",
            "芋煮会 | 2026-10-10 |  |  | .. | time_unreadable capacity_words",
        ],
    ),
    "venues of one event": (
        VENUES.encode(),
        [
            "東浜 | 2026-11-15 08:30〜 |  |  | .. | title_from_place",
            "西浜 | 2026-11-15 08:30〜 |  |  | .. | title_from_place says_cancelled",
        ],
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_list_is_read_as_a_person_would_read_it(name: str) -> None:
    content, expected = VARIANTS[name]
    rows, _report = taken(content)
    assert [sketch(line, event) for line, event in rows] == expected


def test_every_row_that_stays_out_says_why() -> None:
    content = xlsx(*COURSES, merges=["C4:E4", "I4:J4", "A6:J6", "A9:J9"])
    rows, report = taken(content)
    assert [event.section for _line, event in rows] == ["子ども向け", "子ども向け", "大人向け"]
    assert [(line, reason.code) for line, reason in report.skipped] == [
        (6, "row_heading"),
        (9, "row_heading"),
        (11, "row_total"),
        (12, "row_note"),
    ]


def test_a_year_nobody_says_is_that_of_the_dates_beside_it_else_near_today_and_doubted() -> None:
    dated, _ = taken("行事,期日\n祭,2024/8/1\n盆踊り,8月3日\n".encode())
    assert [str(event.days[0]) for _, event in dated] == ["2024-08-01", "2024-08-03"]
    assert [reason.code for reason in dated[1][0].doubts] == ["date_year_taken"]
    alone, _ = taken("行事,期日\n盆踊り,8月3日\n".encode())
    assert str(alone[0][1].days[0]) == "2026-08-03"
    without = list(read_events(read("行事,期日\n盆踊り,8月3日\n".encode()), Report()))
    assert (without[0][1].days, without[0][1].when) == ((), "8月3日")
    assert [reason.code for reason in without[0][0].doubts] == ["date_year_missing"]
