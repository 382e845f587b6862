"""The report of an import, as every import prints it."""

import pytest

from yoriai.engines.tables.reasons import SENTENCES, Reason, Unreadable
from yoriai.engines.tables.report import Report


def test_a_report_has_exactly_the_promised_form() -> None:
    report = Report(taken=2, updated=1, unchanged=4)
    report.flag(3, "position_swapped")
    report.skip(9, "value_missing", column="名称")
    assert report.to_json() == {
        "rows": 8,
        "taken": 2,
        "updated": 1,
        "unchanged": 4,
        "flagged": [{"line": 3, "reason": "Latitude and longitude were swapped; they were put right."}],
        "skipped": [{"line": 9, "reason": "“名称” is blank."}],
    }
    assert list(report.to_json()) == ["rows", "taken", "updated", "unchanged", "flagged", "skipped"]


def test_reasons_are_rendered_by_the_caller() -> None:
    report = Report()
    report.skip(2, "value_missing", column="名称")
    rendered = report.to_json(lambda reason: f"{reason.code}:{reason.params['column']}")
    assert rendered["skipped"] == [{"line": 2, "reason": "value_missing:名称"}]


def test_a_code_of_the_callers_own_stands_for_itself() -> None:
    assert Reason("area_unknown", {"name": "x"}).english() == "area_unknown"


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_can_be_said(code: str) -> None:
    params = dict.fromkeys(
        ("limit", "line", "count", "column", "header", "sheet", "others", "extra", "id", "written", "names"), "7"
    )
    sentence = Reason(code, params).english()
    assert sentence.endswith(".")
    assert "%(" not in sentence


def test_a_refusal_says_its_sentence() -> None:
    assert str(Unreadable("too_large", limit=200)) == "The file is larger than 200 MB."
