"""What goes out comes back: each sheet, in each form, gives the rows it was made of, as far as it has columns for them."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from yoriai.engines.tables import sheets
from yoriai.engines.tables.headers import aliases_for, match
from yoriai.engines.tables.reading import Table, read
from yoriai.engines.tables.recurring import Recurrence
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.cases import CaseRow, Role, read_cases
from yoriai.engines.tables.rows.events import EventRow, read_events
from yoriai.engines.tables.rows.organizations import OrganizationRow, read_organizations
from yoriai.engines.tables.rows.places import PlaceRow, read_places
from yoriai.engines.tables.sheets import CELLS, Form, Publisher, sheet
from yoriai.engines.tables.sheets.catalogue import DataSet
from yoriai.engines.tables.times import Clock, Hours
from yoriai.engines.tables.when import Occasion
from yoriai.engines.tables.writing import Substitutes

CITY = Publisher("042021", "宮城県", "杜野市")
MAY, JUNE, JULY = dt.date(2026, 5, 29), dt.date(2026, 6, 12), dt.date(2026, 7, 3)
TEN, NOON, TWO = Clock(10), Clock(12), Clock(14)

EVENT = EventRow(
    title="夕べの集い", source_id="E1", of_city="042021", reading="ユウベノツドイ", english="Evening",
    days=(Occasion(MAY, MAY, Clock(18), Clock(24)),), note="雨天でも\n行います", state="postponed", description="話します\n聞きます",
    category="地域", place_name="公民館", address="杜野市長町1 2階", postcode="980-0001", position=(38.22, 140.88),
    access="駅から5分", parking="3台", price="大人500円 小人無料", price_least=0, capacity="先着30名", capacity_most=30,
    capacity_of="人", apply_from=dt.date(2026, 4, 1), apply_until=dt.datetime(2026, 5, 20, 17), apply="電話",
    apply_url="https://a.example/form", organiser="川の会", contact="協働課", phone="022-000-0001 (内線12)",
    fax="022-000-0002", mail="a@b.example", url="https://a.example/", online="有", online_url="https://v.example/",
    for_whom="どなたでも", languages=("日本語", "英語"), sign_language=True, captions=False, childcare=True, wheelchair=None,
    support="筆談", remarks="=1+1",
)  # fmt: skip
EVENTS = [
    EVENT,
    EventRow(
        title="展覧会", days=(Occasion(MAY, JULY, TEN, TWO),), price="500", price_least=500, capacity="20",
        capacity_most=20, capacity_of="人",
    ),
    EventRow(title="三回の講座", days=tuple(Occasion(day, day, TEN, NOON) for day in (MAY, JUNE, JULY)), note="初めての方"),
    EventRow(title="時刻のちがう日", days=(Occasion(MAY, MAY, TEN, NOON), Occasion(JUNE, JUNE, TWO, None))),
    EventRow(title="一日二回", days=(Occasion(MAY, MAY, TEN, NOON), Occasion(MAY, MAY, TWO, Clock(16)))),
    EventRow(title="終日", days=(Occasion(MAY, JUNE, Clock(all_day=True)),), price="実費"),
    EventRow(title="例会", recurs=Recurrence((5,), (2, 4)), recurs_hours=(Hours(TEN, NOON),), apply="申込不要", apply_needed=False),
    EventRow(title="体操", days=(Occasion(MAY, MAY, TEN, NOON),), recurs=Recurrence((4,))),
    EventRow(title="日は未定", capacity="親子10組20人", price="席による", apply_until=MAY),
]  # fmt: skip
PLACES = [
    PlaceRow(
        name="長町集会所", source_id="H1", of_city="042021", reading="ナガマチシュウカイジョ", common_name="なかまの家",
        english="Hall", kind="集会所", postcode="980-0001", address="杜野市長町1 2階", position=(38.2282, 140.8853),
        phone="022-000-0001 (内線3)", fax="022-000-0002", mail="a@b.example", organisation="長町町内会",
        corporate_number="8000020041009", weekdays="月火水", opens=Clock(9), closes=Clock(21, 30), hours_note="祝日休み",
        capacity=50, description="和室\n調理室", barrier_free="段差なし", access="駅から5分", parking="3台",
        url="https://a.example/", remarks="鍵は会長",
    ),
    PlaceRow(name="広場", opens=Clock(all_day=True)),
]  # fmt: skip
GROUPS = [
    OrganizationRow(
        name="特定非営利活動法人見守りの輪", source_id="O1", corporate_number="8000020041009", reading="ミマモリノワ",
        short="見守りの輪", english="Care", kind="npo", kind_said="NPO法人", fields=(1, 3, 13), themes=("見守り", "居場所"),
        areas=("青葉区", "泉区"), ward="青葉区", district="長町学区", address="杜野市長町1", postcode="980-0001",
        position=(38.22, 140.88), representative="山田 太郎", representative_reading="ヤマダタロウ", authority="杜野市",
        authenticated_on=dt.date(2005, 3, 10), founded="2005-04-01", founded_on=dt.date(2005, 4, 1), purpose="見守り",
        about="訪問\n電話", easy="たずねます。", active_on="毎週水曜", members=25, households=120, for_whom="だれでも",
        can="人：10人", wants="運転手", meeting_place="長町集会所", contact="事務局", contact_public=False,
        phone="022-000-0001", fax="022-000-0002", mail="a@b.example", url="https://a.example/",
        social=("https://x.example/a", "https://i.example/a"), join="会長まで", dissolved="", checked_by="支援センター",
        updated_on=dt.date(2026, 4, 1), level=3, source="聞き取り", remarks="-5℃の会",
    ),
    OrganizationRow(name="長町北町内会", kind="neighbourhood", kind_said="町内会・自治会", contact_public=True),
]  # fmt: skip
CASES = [
    CaseRow(
        title="見守りカフェ", source_id="C1", summary="歩いて行ける", themes=("見守り", "移動手段"), areas=("長町",),
        period="令和5年4月～令和6年3月", begins=dt.date(2023, 4, 1), ends=dt.date(2024, 3, 31),
        roles=(Role("町内会", "声かけ\nと鍵"), Role("区役所", "会場"), Role("大学")), beginning="民生委員から", problem="高齢化率32%",
        shared_aim="歩いた", resources="鍵・茶", course="4月準備\n7月開始", results="800人", spread="となりへ", cost="120,000円",
        cost_yen=120_000, failures="鍵の当番", failure_kinds=("役割不明", "担い手不足"), causes="書かなかった", lessons="紙にする",
        again="秋から", goes_on="毎月", contact="協働課", phone="022-000-0001", mail="a@b.example",
        pictures=("https://a.example/1.jpg", "https://a.example/2.jpg"), url="https://a.example/", visible="parties",
        consents=("町内会", "区役所"), remarks="@home",
    ),
    CaseRow(title="夜市"),
]  # fmt: skip
CASES[0] = replace(CASES[0], roles=(Role("町内会", "声かけと鍵"), Role("区役所", "会場"), Role("大学")))

ROWS: dict[str, list[Any]] = {
    "events_old": EVENTS, "events_new": EVENTS, "places_old": PLACES, "places_new": PLACES, "npo": GROUPS,
    "organizations": GROUPS, "cases": CASES,
}  # fmt: skip
READERS: dict[str, Callable[[Table, Report], Iterator[tuple[Any, Any]]]] = {
    "events": read_events, "places": read_places, "organizations": read_organizations, "cases": read_cases,
}  # fmt: skip
# What a sheet has no column for; of every one: how the source wrote the day, and what a file tells of its rows.
NEVER = {"when", "counted", "section", "more", "told", "ways_in", "of_city"}
SUPPORT = {
    "online",
    "online_url",
    "for_whom",
    "languages",
    "sign_language",
    "captions",
    "childcare",
    "wheelchair",
    "support",
}
LOST = {
    "events_old": {*SUPPORT, "state", "category", "postcode", "apply_from", "apply_url", "fax", "mail", "recurs_hours"},
    "events_new": {"recurs_hours"},
    "places_old": {"english", "kind", "postcode", "fax", "mail", "capacity", "access", "parking"},
    "places_new": set(),
    "npo": {
        "source_id", "short", "english", "kind_said", "themes", "areas", "ward", "district", "position", "founded", "easy",
        "active_on", "members", "households", "for_whom", "can", "wants", "meeting_place", "contact", "contact_public",
        "phone", "fax", "mail", "social", "join", "updated_on", "checked_by", "level", "source", "remarks",
    },
    "organizations": {
        "representative", "representative_reading", "authority", "authenticated_on",
    },
    "cases": set(),
}  # fmt: skip


def read_again(name: str, content: bytes) -> list[Any]:
    of = sheet(name)
    report = Report()
    rows = list(READERS[of.reads](read(content, aliases=[aliases_for(of.reads)]), report))
    assert report.skipped == []
    return [row for _line, row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ROWS)
def test_what_is_written_is_read_again(name: str, form: Form) -> None:
    rows = ROWS[name]
    again = read_again(name, sheets.written(sheet(name), rows, CITY, form))
    kept = [one.name for one in fields(rows[0]) if one.name not in NEVER | LOST[name]]
    assert len(again) == len(rows)
    for before, after in zip(rows, again, strict=True):
        assert {one: getattr(after, one) for one in kept} == {one: getattr(before, one) for one in kept}


@pytest.mark.parametrize("name", ROWS)
def test_written_a_second_time_it_is_the_same_file(name: str) -> None:
    once = sheets.written(sheet(name), ROWS[name], CITY)
    assert sheets.written(sheet(name), read_again(name, once), CITY) == once


@pytest.mark.parametrize("name", [name for name in CELLS if name != "catalogue"])
def test_every_column_we_fill_is_one_we_read(name: str) -> None:
    of = sheet(name)
    filled = [column.header for column in of.columns if column.field]
    assert set(match([column.header for column in of.columns], aliases_for(of.reads)).unknown) & set(filled) <= {
        "全国地方公共団体コード", "地方公共団体名", "都道府県名", "市区町村名",
    }  # fmt: skip
    assert len({column.header for column in of.columns}) == len(of.columns)
    assert of.source and of.about


def test_hours_of_a_rule_come_back_in_its_note() -> None:
    (again,) = read_again("events_new", sheets.written(sheet("events_new"), [EVENTS[6]], CITY))
    assert (again.recurs, again.recurs_hours) == (EVENTS[6].recurs, EVENTS[6].recurs_hours)


def test_words_without_a_column_stand_in_the_remarks() -> None:
    event = replace(EVENT, more=(("講師", "山田"),), remarks="軍手")
    (again,) = read_again("events_old", sheets.written(sheet("events_old"), [event], CITY))
    assert again.remarks == "軍手\n講師：山田"


def test_our_own_columns_stand_behind_the_standard_and_can_be_left_out() -> None:
    whole, standard = sheet("events_new"), sheet("events_new").only_standard()
    assert whole.columns[: len(standard.columns)] == standard.columns
    assert [column.header for column in whole.columns[len(standard.columns) :]][:4] == [
        "手話",
        "要約筆記",
        "託児",
        "車いす",
    ]
    assert len(sheet("npo").columns) == 60
    assert len(sheet("events_old").columns) == 32


def test_the_catalogue_names_every_set_with_its_licence() -> None:
    data = DataSet(
        "イベント一覧", "1", "催し", ("CSV", "JSON"), "くらし", "毎日", "https://a.example/", True, "CC BY 4.0", MAY
    )
    (row,) = read(sheets.written(sheet("catalogue"), [data], CITY)).rows
    assert row.cells["都道府県コード又は市区町村コード"] == "042021"
    assert (row.cells["データ名称"], row.cells["データ形式"], row.cells["ライセンス"]) == (
        "イベント一覧",
        "CSV;JSON",
        "CC BY 4.0",
    )
    assert (row.cells["API対応有無"], row.cells["登録日"]) == ("有", "2026-05-29")


def test_json_has_numbers_as_numbers_blanks_as_null_and_one_object_a_row() -> None:
    first, second, *_ = json.loads(sheets.written(sheet("events_new"), EVENTS, CITY, "json"))
    assert (first["全国地方公共団体コード"], first["緯度"], first["開始日"], first["終了時間"]) == (
        "042021",
        38.22,
        "2026-05-29",
        "24:00",
    )
    assert (first["備考"], second["緯度"], second["料金(基本)"]) == ("=1+1", None, 500)
    assert json.loads(sheets.written(sheet("cases"), [], CITY, "json")) == []


def test_a_sheet_for_an_old_program_tells_which_signs_it_could_not_hold() -> None:
    told = Substitutes()
    row = replace(EVENTS[1], title="𠮷野の髙﨑①〜②")
    out = b"".join(sheets.write(sheet("events_old"), [row], CITY, "csv", "cp932", told))
    assert "〓野の髙﨑①～②" in out.decode("cp932")
    assert told.signs == {"𠮷": 1}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_formulas_in_any_cell_are_words_when_the_sheet_is_opened(form: Form) -> None:
    risks = ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(1)"]
    rows = [CaseRow(title=f"事例{number}", summary=risk, lessons=risk) for number, risk in enumerate(risks)]
    content = sheets.written(sheet("cases"), rows, CITY, form)
    if form == "csv":
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in content.decode("utf-8-sig").split(","))
    assert [row.summary for row in read_again("cases", content)] == risks


def test_an_unknown_sheet_is_a_key_error() -> None:
    for name in ("nothing", "../events_old"):
        with pytest.raises(KeyError):
            sheet(name)
