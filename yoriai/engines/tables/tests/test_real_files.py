"""Real open data of Japanese cities and of Polis, unmodified."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from yoriai.engines.tables import values
from yoriai.engines.tables.geo import centroid, contains, read_geojson
from yoriai.engines.tables.headers import Matching, aliases_for, choose, match
from yoriai.engines.tables.reading import Row, Table, read
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.events import read_events
from yoriai.engines.tables.rows.organizations import read_organizations
from yoriai.engines.tables.rows.places import read_places
from yoriai.engines.tables.simplifying import simplify
from yoriai.engines.tables.sources import Sources
from yoriai.engines.tables.taking import Line

TODAY = dt.date(2026, 11, 25)

YAIZU = {
    "yaizu-beachclean-venues.csv": 12,
    "yaizu-community-center.csv": 9,
    "yaizu-facilities.csv": 28,
    "yaizu-preschool.csv": 60,
}
TAKAMATSU_PLACES = {
    "takamatsu-citizen-activity-facility.xlsx": 4,
    "takamatsu-community-center.xlsx": 52,
    "takamatsu-exchange-center.xlsx": 1,
}


def opened(path: Path, kind: str) -> tuple[Table, Matching]:
    table = read(path, path.name, [aliases_for(kind)])
    matching = match(table.headers, aliases_for(kind))
    assert matching.missing == ()
    return table, matching


def said(row: Row, matching: Matching, field: str) -> str:
    assert field in matching.found
    return matching.cell(row.cells, field)


def test_every_town_of_sendai_is_read_and_lies_in_its_ward(shared: Path) -> None:
    table, matching = opened(shared / "ja" / "sendai-towns-ccby.csv", "areas")
    assert (len(table), matching.unknown, table.notes) == (2195, (), ())
    wards = {shape.code: shape for shape in read_geojson(shared / "ja" / "sendai-wards-ksj.geojson").shapes}
    outside = without_point = 0
    for row in table.rows:
        code = values.code(said(row, matching, "code"))
        assert code.doubt is None
        assert said(row, matching, "town")
        position = values.position(said(row, matching, "latitude"), said(row, matching, "longitude"))
        if position.value is None:
            without_point += 1
            continue
        latitude, longitude = position.value
        outside += not contains(wards[code.value or ""].polygons, (longitude, latitude))
    # 5 towns have no point in the file; 1 lies a few metres beyond a border whose points were rounded.
    assert (outside, without_point) == (1, 5)


def test_nine_polygons_are_five_wards_and_simplify_to_a_phones_size(shared: Path) -> None:
    shapes = read_geojson(shared / "ja" / "sendai-wards-ksj.geojson").shapes
    assert [(shape.code, shape.name, len(shape.polygons)) for shape in shapes] == [
        ("041017", "青葉区", 1),
        ("041025", "宮城野区", 5),
        ("041033", "若林区", 1),
        ("041041", "太白区", 1),
        ("041050", "泉区", 1),
    ]
    small = simplify(shapes, 0.0005)
    points = [
        sum(len(ring) for shape in some for polygon in shape.polygons for ring in polygon) for some in (shapes, small)
    ]
    assert points[1] < points[0] / 10
    for before, after in zip(shapes, small, strict=True):
        assert contains(after.polygons, centroid(before.polygons))
        assert centroid(after.polygons) == pytest.approx(centroid(before.polygons), abs=0.001)


def test_simplified_wards_still_share_their_borders(shared: Path) -> None:
    small = simplify(read_geojson(shared / "ja" / "sendai-wards-ksj.geojson").shapes, 0.001)
    sides = Counter(
        frozenset(side) for shape in small for polygon in shape.polygons for ring in polygon for side in pairwise(ring)
    )
    # The border of two wards is two sides in one place: no sliver between them. A thin loop of it may fall together.
    assert {times for times in sides.values() if times % 2} == {1}
    assert sum(times == 2 for times in sides.values()) > 100


def test_every_local_government_code_of_japan_passes_its_check(shared: Path) -> None:
    table, matching = opened(shared / "ja" / "localgov-codes-cc0.csv", "areas")
    doubts = Counter(values.code(said(row, matching, "code")).doubt for row in table.rows)
    assert (len(table), doubts) == (1916, {None: 1916})


def test_lost_zeros_and_check_digits_of_all_japan_are_completed_right_or_left(shared: Path) -> None:
    """The codes of the same file as numbers: with the leading zero lost, without the check digit, without both."""
    table, matching = opened(shared / "ja" / "localgov-codes-cc0.csv", "areas")
    ends: Counter[str] = Counter()
    for row in table.rows:
        whole = said(row, matching, "code")
        for harmed in (whole.lstrip("0"), whole[:5], whole[:5].lstrip("0")):
            read_back = values.code(harmed)
            ends["right" if read_back.value == whole else "left" if read_back.value is None else "wrong"] += 1
    assert ends["wrong"] == 0
    assert ends["right"] > ends["left"] * 10


@pytest.mark.parametrize("name", YAIZU)
def test_yaizus_place_files_are_read_whole(shared: Path, name: str) -> None:
    table, matching = opened(shared / "ja" / name, "places")
    assert len(table) == YAIZU[name]
    for row in table.rows:
        assert said(row, matching, "name")
        assert not row.doubts
        position = values.position(said(row, matching, "latitude"), said(row, matching, "longitude"))
        assert position.doubt is None
        assert position.value or "実施しません" in said(row, matching, "meeting_point")
    if "code" in matching.found:
        assert {values.code(said(row, matching, "code")).value for row in table.rows} == {"222127"}


def test_the_header_with_a_horizontal_bar_is_the_code_column(shared: Path) -> None:
    table, matching = opened(shared / "ja" / "yaizu-preschool.csv", "places")
    assert matching.found["code"] == "都道府県コ―ド又は市区町村コ―ド"
    assert matching.unknown == ("認可等年月日", "受入年齢", "一時預かりの有無")
    phones = Counter(values.phone(said(row, matching, "phone")).doubt for row in table.rows)
    assert phones == {None: 60}
    assert {values.weekdays(said(row, matching, "weekdays")).doubt for row in table.rows} == {None}


@pytest.mark.parametrize("name", TAKAMATSU_PLACES)
def test_takamatsus_place_files_are_read_whole(shared: Path, name: str) -> None:
    table, matching = opened(shared / "ja" / name, "places")
    assert len(table) == TAKAMATSU_PLACES[name]
    for row in table.rows:
        assert said(row, matching, "name")
        assert values.position(said(row, matching, "latitude"), said(row, matching, "longitude")).doubt is None
        assert values.phone(said(row, matching, "phone")).doubt is None


def test_real_time_cells_and_the_example_sheet_of_takamatsu(shared: Path) -> None:
    table, matching = opened(shared / "ja" / "takamatsu-exchange-center.xlsx", "places")
    (row,) = table.rows
    assert (said(row, matching, "opens"), row.kinds["開始時間"]) == ("09:00", "time")
    assert matching.found["code"] == "都道府県コード又は市区町村コード"
    assert [(note.code, note.params) for note in table.notes] == [
        ("other_sheets", {"sheet": "Sheet0", "others": "入力例"})
    ]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("takamatsu-events-2026-05.xlsx", 33),
        ("takamatsu-member-companies.xlsx", 159),
        ("takamatsu-city-organization.xlsx", 387),
        ("takamatsu-wellbeing-survey.xlsx", 100),
    ],
)
def test_other_workbooks_are_read_whole_without_any_alias(shared: Path, name: str, rows: int) -> None:
    table = read(shared / "ja" / name, name)
    assert len(table) == rows
    assert not any(header.startswith("(") for header in table.headers)


READERS: dict[str, Callable[[Table, Report], Iterator[tuple[Line, Any]]]] = {
    "places": read_places,
    "organizations": read_organizations,
    "events": lambda table, report: read_events(table, report, today=TODAY),
}


def rows_of(path: Path, kind: str) -> tuple[list[tuple[Line, Any]], Report]:
    report = Report()
    rows = list(READERS[kind](read(path, path.name, [aliases_for(kind)]), report))
    for line, _row in rows:
        line.ends("taken")
    return rows, report


@pytest.mark.parametrize(
    ("name", "kind", "taken", "doubts"),
    [
        ("yaizu-beachclean-venues.csv", "places", 12, {}),
        ("yaizu-community-center.csv", "places", 9, {}),
        ("yaizu-facilities.csv", "places", 28, {}),
        ("yaizu-preschool.csv", "places", 60, {"kana_has_other": 9}),
        ("takamatsu-citizen-activity-facility.xlsx", "places", 4, {}),
        ("takamatsu-community-center.xlsx", "places", 52, {}),
        ("takamatsu-exchange-center.xlsx", "places", 1, {}),
        # The day is m/d/y in each of them: 10/19/2017.
        ("takamatsu-member-companies.xlsx", "organizations", 159, {"date_order_taken": 159}),
        # The mayor, two more heads, the superintendent of schools and an auditor stand in the column of units.
        ("takamatsu-city-organization.xlsx", "organizations", 387, {"looks_like_post": 5}),
        # Two venues are not used this year because of works on the beach.
        ("yaizu-beachclean-venues.csv", "events", 12, {"title_from_place": 12, "says_cancelled": 2}),
        (
            "takamatsu-events-2026-05.xlsx",
            "events",
            33,
            {
                "date_year_by_weekday": 29, "date_unreadable": 5, "date_note_kept": 2, "date_either": 1,
                "time_note_kept": 5, "time_unreadable": 1, "price_lowest": 5, "price_words": 6, "capacity_each": 1,
                "capacity_several": 2, "phone_unreadable": 6, "link_among_words": 5, "deadline_either": 1,
                "deadline_words": 2,
            },
        ),
    ],
)  # fmt: skip
def test_every_row_of_every_file_that_fits_is_taken(
    shared: Path, name: str, kind: str, taken: int, doubts: dict[str, int]
) -> None:
    rows, report = rows_of(shared / "ja" / name, kind)
    assert (len(rows), report.taken, report.skipped) == (taken, taken, [])
    assert Counter(reason.code for _line, reason in report.flagged) == doubts


def test_takamatsus_events_have_their_days_and_hours(shared: Path) -> None:
    """31 of 33 on the days a person would read; two talks are held by agreement and have none."""
    rows, _report = rows_of(shared / "ja" / "takamatsu-events-2026-05.xlsx", "events")
    events = [event for _line, event in rows]
    assert [event.title for event in events if not event.days] == ["市政出前ふれあいトーク", "市長まちかどトーク"]
    told = {event.title[:9]: [str(one) for one in event.days] for event in events}
    assert told["ふらっとアート"] == ["2026-03-31〜2026-06-14 09:30〜17:00"]
    assert told["文芸講座"] == ["2026-06-06 13:30〜15:00"]
    assert told["B3 PLAYOF"] == ["2026-05-18 19:00〜", "2026-05-19 19:00〜", "2026-05-20 19:00〜"]
    assert told["やさしいリラックス"] == [f"2026-{day} 19:00〜20:30" for day in ("05-29", "06-12", "06-19")]
    assert told["明治安田Ｊ２・Ｊ３"] == ["2026-05-31 14:00〜"]
    assert {event.days[0].first.year for event in events if event.days} == {2026}
    assert sum(event.price_least == 0 for event in events) == 23
    assert sum(event.capacity_most is not None for event in events) == 15
    assert all((event.position and event.phone) or event.more for event in events)


def test_takamatsus_departments_know_what_they_belong_to(shared: Path) -> None:
    rows, _report = rows_of(shared / "ja" / "takamatsu-city-organization.xlsx", "organizations")
    section = next(row for _line, row in rows if row.short == "協働コミュニティ推進課")
    assert (section.kind, section.path) == ("section", ("市民局", "地域協働部", "協働コミュニティ推進課"))
    assert section.name == "市民局地域協働部協働コミュニティ推進課"


def test_takamatsus_companies_have_a_kind_where_their_name_says_one(shared: Path) -> None:
    rows, _report = rows_of(shared / "ja" / "takamatsu-member-companies.xlsx", "organizations")
    kinds = Counter(row.kind for _line, row in rows)
    assert kinds == {
        "company": 134, "other": 8, "": 7, "npo": 4, "university": 3, "shops": 1, "school": 1, "students": 1,
    }  # fmt: skip
    assert rows[0][1].joined_on == dt.date(2017, 10, 19)


def test_six_thousand_opinions_are_voices_with_their_entities_read_once(shared: Path) -> None:
    table, matching = opened(shared / "ja" / "fukui-visitor-opinions.csv", "voices")
    texts = [values.words(said(row, matching, "text")).value or "" for row in table.rows]
    assert len(texts) == 6000
    assert all(texts)
    assert not any("&hellip;" in text or "&amp;" in text for text in texts)
    assert sum("…" in text for text in texts) >= 30
    assert any("\n" in text for text in texts)


def test_the_opinions_get_one_key_each_and_the_same_again(shared: Path) -> None:
    def keys() -> list[str]:
        sources = Sources("voices", "P7K2M4")
        return [sources.key(row.cells)[0] for row in read(shared / "ja" / "fukui-visitor-opinions.csv").rows]

    assert len(set(keys())) == 6000
    assert keys() == keys()


def test_every_town_reading_is_kana(shared: Path) -> None:
    table, matching = opened(shared / "ja" / "readings-sendai.csv", "readings")
    read_names = {said(row, matching, "name"): values.kana(said(row, matching, "kana")) for row in table.rows}
    assert len(table) == 411
    assert {kana.doubt for kana in read_names.values()} == {None}
    assert read_names["愛子中央"].value == "アヤシチュウオウ"


def test_the_votes_of_brexit_consensus_agree_in_both_layouts(shared: Path) -> None:
    """204 people and 5,303 votes: the last vote of each, from votes.csv and from the matrix."""
    folder = shared / "polis" / "brexit-consensus"
    candidates = [aliases_for(kind) for kind in ("votes", "votes_matrix", "statements")]
    table = read(folder / "votes.csv", aliases=candidates)
    aliases, matching = choose(table.headers, candidates)
    assert aliases.kind == "votes"
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for row in table.rows:
        voter, statement, at, vote = (
            values.READERS[field](said(row, matching, name)).value
            for field, name in [("whole", "voter"), ("whole", "statement"), ("whole", "at"), ("vote", "vote")]
        )
        last[voter, statement] = max(last.get((voter, statement), (at, vote)), (at, vote), key=lambda pair: pair[0])
    matrix = read(folder / "participants-votes.csv", aliases=candidates)
    aliases, matching = choose(matrix.headers, candidates)
    assert (aliases.kind, len(matching.many["votes"]), len(matrix)) == ("votes_matrix", 50, 204)
    cast = {
        (values.whole(said(row, matching, "voter")).value, int(statement)): values.vote(row.cells[header]).value
        for row in matrix.rows
        for statement, header in matching.many["votes"].items()
        if row.cells[header]
    }
    assert len(last) == len(cast) == 5303
    assert sum(cast[pair] == vote for pair, (_, vote) in last.items()) > 5290
    statements = read(folder / "comments.csv", aliases=candidates)
    assert (choose(statements.headers, candidates)[0].kind, len(statements)) == ("statements", 50)


@pytest.mark.parametrize("folder", ["bg2050-volunteers", "brexit-consensus", "vtaiwan-uberx"])
def test_the_matrix_of_a_conversation_adds_up(shared: Path, folder: str) -> None:
    table, matching = opened(shared / "polis" / folder / "participants-votes.csv", "votes_matrix")
    for row in table.rows:
        votes = [values.vote(row.cells[header]).value for header in matching.many["votes"].values()]
        assert votes.count(1) == values.whole(said(row, matching, "agreed")).value


def test_a_matrix_of_nine_hundred_columns_is_read(shared: Path) -> None:
    table, matching = opened(shared / "polis" / "bowling-green" / "participants-votes.csv", "votes_matrix")
    assert (len(table), len(matching.many["votes"])) == (2031, 896)
