"""Every real file that fits goes in unmodified: how many rows of each were taken, and why any was not."""

from collections import Counter
from pathlib import Path

import pytest

from yoriai.directory.models import Event, Occurrence, Organisation, Place
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.report import Report
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Actor
from yoriai.web.imports import KINDS, open_file, take

pytestmark = pytest.mark.slow

# Of each file: what it is, how many rows there are, how many are taken, and why the others are not.
FILES: dict[str, tuple[str, int, int, dict[str, int]]] = {
    "yaizu-beachclean-venues.csv": ("places", 12, 12, {}),
    "yaizu-community-center.csv": ("places", 9, 9, {}),
    "yaizu-facilities.csv": ("places", 28, 28, {}),
    "yaizu-preschool.csv": ("places", 60, 60, {}),
    "takamatsu-citizen-activity-facility.xlsx": ("places", 4, 4, {}),
    "takamatsu-community-center.xlsx": ("places", 52, 52, {}),
    "takamatsu-exchange-center.xlsx": ("places", 1, 1, {}),
    "takamatsu-events-2026-05.xlsx": ("events", 33, 33, {}),
    "takamatsu-member-companies.xlsx": ("organizations", 159, 159, {}),
    "takamatsu-city-organization.xlsx": ("organizations", 387, 387, {}),
}


def taken(path: Path, kind: str) -> Report:
    return take(open_file(KINDS[kind], path, path.name), by=the_office(), source="高松市・焼津市オープンデータ")


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_goes_in_as_it_is_and_a_second_time_changes_nothing(cast, shared: Path, name: str) -> None:
    kind, rows, expected, why_not = FILES[name]
    report = taken(shared / "ja" / name, kind)
    assert (report.rows, report.taken, report.updated) == (rows, expected, 0)
    assert Counter(reason.code for _line, reason in report.skipped) == why_not
    again = taken(shared / "ja" / name, kind)
    assert (again.taken, again.updated, again.unchanged) == (0, 0, expected)


def test_all_of_them_stand_side_by_side(cast, shared: Path) -> None:
    for name, (kind, _rows, _expected, _why_not) in FILES.items():
        taken(shared / "ja" / name, kind)
    # Nine community centres stand in two files with one id, one body among the companies and in the city's own list.
    assert (Place.objects.count(), Event.objects.count(), Organisation.objects.count()) == (157, 33, 545)
    assert set(Organisation.objects.values_list("visibility", "state")) == {("public", "shown")}
    assert Organisation.objects.filter(actor__kind=Actor.Kind.SECTION).count() == 386


def test_the_days_of_the_real_calendar_are_rows(cast, shared: Path) -> None:
    taken(shared / "ja" / "takamatsu-events-2026-05.xlsx", "events")
    without = Event.objects.filter(occurrences=None).values_list("title", flat=True)
    assert set(without) == {"市政出前ふれあいトーク", "市長まちかどトーク"}
    assert {one.starts.year for one in Occurrence.objects.all()} == {2026}
    exhibition = Event.objects.get(title__startswith="ふらっとアート")
    assert exhibition.occurrences.count() == 1


@pytest.mark.parametrize("name", ["takamatsu-wellbeing-survey.xlsx"])
def test_a_file_of_another_sort_is_refused_with_the_column_it_lacks(cast, shared: Path, name: str) -> None:
    for kind in ("places", "events", "organizations", "cases"):
        with pytest.raises(Unreadable) as refused:
            taken(shared / "ja" / name, kind)
        assert refused.value.reason.code == "columns_missing"
