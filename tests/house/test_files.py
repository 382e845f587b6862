"""House rule 10 and the taste behind it."""

from tests.house.house import ROOT, shown, sources, templates

MOST_LINES = 400
NO_NAMES = {"utils", "helpers", "common", "misc", "manager", "service"}


def test_a_file_fits_in_one_reading():
    files = [*sources(tests=True), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    long = [f"{shown(p)}: {n}" for p in files if (n := len(p.read_text("utf-8").splitlines())) > MOST_LINES]
    assert long == []


def test_no_template_is_longer_than_one_reading():
    assert [shown(p) for p in templates() if len(p.read_text("utf-8").splitlines()) > MOST_LINES] == []


def test_no_file_or_folder_has_a_name_that_says_nothing():
    found = [shown(p) for p in sources(tests=True) if NO_NAMES & {p.stem, *p.relative_to(ROOT).parts}]
    assert found == []


def test_no_unfinished_marks_are_left_in_what_we_ship():
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error")
    found = [shown(p) for p in [*sources(), *templates()] if any(mark in p.read_text("utf-8") for mark in marks)]
    assert found == []
