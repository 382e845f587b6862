"""A row with everything, the preview of each cell, and what is kept of cells that cannot be read."""

import datetime as dt
import tracemalloc
from pathlib import Path

import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.events import read_events
from yoriai.engines.tables.rows.organizations import read_organizations
from yoriai.engines.tables.rows.places import read_places
from yoriai.engines.tables.times import Clock
from yoriai.engines.tables.when import Occasion

FULL = """ID,市区町村コード,イベント名,よみ,英語名,カテゴリー,開始日,終了日,開始時間,終了時間,日時備考,説明,料金,定員,\
参加申込終了日,申込方法,申込URL,主催者,問い合わせ先,電話番号,内線番号,FAX,メールアドレス,URL,オンライン開催,オンラインURL,対象,対応言語,手話,要約筆記,託児,車いす,配慮事項,\
場所名称,住所,方書,郵便番号,緯度経度,アクセス,駐車場,講師,備考
E1,042021,夕べの集い,ユウベノツドイ,Evening,地域,2026-05-10,2026-05-10,18:00,20:00,雨天でも行います,話します,大人500円 小人無料,\
先着30名,2026-05-08,電話,https://a.example/form,川の会,協働課,022-000-0001,12,022-000-0002,a@b.example,https://a.example/,あり,https://v.example/,どなたでも,日本語;英語,\
有,無,有（要予約）,可,筆談できます,公民館,杜野市長町1,2階,9800001,"38.22, 140.88",駅から5分,3台,山田,持ち物なし
"""


def test_everything_a_row_says_of_an_event() -> None:
    report = Report()
    ((line, event),) = read_events(read(FULL.encode(), aliases=[aliases_for("events")]), report)
    day = dt.date(2026, 5, 10)
    assert (event.source_id, event.of_city, event.title) == ("E1", "042021", "夕べの集い")
    assert (event.reading, event.english, event.category) == ("ユウベノツドイ", "Evening", "地域")
    assert event.days == (Occasion(day, day, Clock(18), Clock(20)),)
    assert (event.when, event.note) == ("2026-05-10\n18:00\n20:00", "雨天でも行います")
    assert (event.price, event.price_least, event.capacity, event.capacity_most) == (
        "大人500円 小人無料",
        0,
        "先着30名",
        30,
    )
    assert (event.apply_until, event.apply, event.apply_url) == (dt.date(2026, 5, 8), "電話", "https://a.example/form")
    assert (event.organiser, event.contact, event.phone) == ("川の会", "協働課", "022-000-0001 (内線12)")
    assert (event.fax, event.mail, event.url) == ("022-000-0002", "a@b.example", "https://a.example/")
    assert (event.online, event.online_url, event.for_whom) == ("あり", "https://v.example/", "どなたでも")
    assert event.languages == ("日本語", "英語")
    assert (event.sign_language, event.captions, event.childcare, event.wheelchair) == (True, False, True, True)
    assert event.support == "筆談できます\n託児：有（要予約）"
    assert (event.place_name, event.address, event.postcode) == ("公民館", "杜野市長町1 2階", "980-0001")
    assert (event.position, event.access, event.parking) == ((38.22, 140.88), "駅から5分", "3台")
    assert (event.description, event.remarks, event.more) == ("話します", "持ち物なし", (("講師", "山田"),))
    line.ends("taken")
    assert (report.taken, [reason.code for _, reason in report.flagged]) == (1, ["price_lowest", "yes_no_words"])


def test_each_cell_tells_what_it_was_read_as() -> None:
    source = (
        "行事名,期日,料金,電話,URL\n祭,8月5日（水）～16日※10日以外,大人500円 小人無料,22-000-0001,ちらし\n".encode()
    )
    ((line, _event),) = read_events(read(source), Report(), today=dt.date(2026, 5, 1))
    told = {one.column: (str(one.value), [reason.code for reason in one.doubts]) for one in line.readings}
    assert told == {
        "行事名": ("祭", []),
        "期日": ("2026-08-05〜2026-08-16 ※10日以外", ["date_year_by_weekday", "date_note_kept"]),
        "料金": ("大人500円 小人無料 (0円〜)", ["price_lowest"]),
        "電話": ("022-000-0001", ["phone_zero_restored"]),
        "URL": ("None", ["link_unreadable"]),
    }


def test_what_cannot_be_read_is_kept_with_its_column() -> None:
    source = "行事名,期日,TEL,緯度,経度\n祭,未定,022-000-0001（本庁）022-000-0002（支所）,駅前,140\n".encode()
    ((_line, event),) = read_events(read(source), Report())
    assert (event.days, event.when) == ((), "未定")
    assert event.more == (("TEL", "022-000-0001（本庁）022-000-0002（支所）"), ("緯度", "駅前"), ("経度", "140"))


def test_words_for_nothing_are_blank_where_a_name_or_a_number_is_asked_for() -> None:
    source = "行事名,期日,会場,主催者,電話,URL,定員,料金\n祭,2026/8/1,未定,なし,－,なし,ー,-\n".encode()
    ((line, event),) = read_events(read(source), Report())
    assert (event.place_name, event.organiser, event.phone, event.url) == ("", "", "", "")
    assert (event.capacity, event.price, event.price_least, event.more) == ("", "", None, ())
    assert [reason.code for reason in line.doubts] == ["undecided"]


def test_ids_that_only_count_the_rows_are_told_from_ids() -> None:
    counting = "番号,団体名\n1,あ\n2,い\n".encode()
    named = "番号,団体名\n17,あ\n5,い\n".encode()
    for source, counted in ((counting, True), (named, False)):
        rows = list(read_organizations(read(source, aliases=[aliases_for("organizations")]), Report()))
        assert [row.counted for _line, row in rows] == [counted, counted]


def test_a_cell_that_says_the_same_as_above_is_read_so_and_doubted_but_never_a_name() -> None:
    source = "名称,住所\nあ,杜野市1\nい,同上\nう,〃\n同上,杜野市2\n".encode()
    report = Report()
    rows = list(read_places(read(source, aliases=[aliases_for("places")]), report))
    assert [(row.name, row.address) for _line, row in rows] == [("あ", "杜野市1"), ("い", "杜野市1"), ("う", "杜野市1")]
    assert [reason.code for reason in rows[1][0].doubts] == ["same_as_above"]
    assert [(line, reason.code) for line, reason in report.skipped] == [(5, "value_missing")]


def test_a_table_of_something_else_says_which_columns_would_do() -> None:
    with pytest.raises(Unreadable) as refused:
        list(read_events(read("面積,人口\n1,2\n".encode()), Report()))
    assert refused.value.reason.params["names"] == "イベント名/場所名称、開催日/開始日/開始日時/月/開始時間"


def test_events_are_read_in_memory_that_does_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("ID,イベント名,開始日,開始時間,説明\n")
        file.writelines(f"{number},催し{number},2026/5/10,10:00,{'説明' * 400}\n" for number in range(5_000))
    tracemalloc.start()
    try:
        table = read(path, aliases=[aliases_for("events")])
        report = Report()
        for line, _event in read_events(table, report):
            line.ends("unchanged")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (report.unchanged, report.skipped) == (5_000, [])
    assert peak < 10_000_000 < path.stat().st_size
