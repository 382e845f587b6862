import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.taking import Line, lines, matched, unused

PLACES = "名称,緯度,経度,定員\n集会所,38.2,140.8,20人\n公民館,140.8,38.2,20人程度\n".encode()


def taking(content: bytes, kind: str) -> tuple[list[Line], Report]:
    table = read(content, aliases=[aliases_for(kind)])
    aliases, matching = matched(table, [aliases_for(kind)])
    report = Report()
    return list(lines(table, aliases, matching, report)), report


def test_cells_are_read_as_the_alias_file_says() -> None:
    (hall, _other), _report = taking(PLACES, "places")
    assert (hall.text("name"), hall.position(), hall.read("capacity")) == ("集会所", (38.2, 140.8), 20)
    assert (hall.has("capacity"), hall.has("phone"), hall.text("phone")) == (True, False, "")


def test_the_doubts_of_a_row_that_goes_in_are_flagged_once() -> None:
    (hall, school), report = taking(PLACES, "places")
    hall.ends("taken")
    school.position()
    school.position()
    school.read("capacity")
    school.ends("updated")
    assert (report.taken, report.updated, report.rows) == (1, 1, 2)
    assert [(line, reason.code) for line, reason in report.flagged] == [
        (3, "position_swapped"),
        (3, "number_about"),
    ]


def test_a_skipped_row_is_not_flagged_too() -> None:
    (_hall, school), report = taking(PLACES, "places")
    school.position()
    school.skip("value_missing", column="住所")
    assert report.flagged == []
    assert [(line, reason.code) for line, reason in report.skipped] == [(3, "value_missing")]


def test_a_file_without_the_needed_column_is_refused_and_says_which() -> None:
    with pytest.raises(Unreadable) as refused:
        taking("日付,部署\n1,2\n".encode(), "voices")
    assert refused.value.reason.params["names"] == "本文"


def test_any_of_several_columns_would_do() -> None:
    with pytest.raises(Unreadable) as refused:
        taking("緯度,経度\n1,2\n".encode(), "areas")
    assert refused.value.reason.params["names"] == "地域名/町丁目/区/市区町村名"


def test_columns_nobody_asked_for_are_told() -> None:
    table = read("名称,定員,色\n集会所,20,赤\n".encode(), aliases=[aliases_for("places")])
    aliases, matching = matched(table, [aliases_for("places")])
    report = Report()
    for line in lines(table, aliases, matching, report):
        line.text("name")
    assert unused(matching, report) == ["色", "定員"]
