import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Theme
from yoriai.kernel.policy import NotAllowed
from yoriai.kernel.themes.actions import take_themes

THEMES = """コード,テーマ,よみ,説明,上位テーマ,種別
mizu,水とくらす,みずとくらす,川と海のこと。,,課題
kawa,川そうじ,,,水とくらす,
,山の手入れ,,,,計画
"""


def table(text):
    return read(text.encode(), "themes.csv", [aliases_for("themes")])


def test_themes_are_taken_with_those_above_them_and_found_again(cast):
    report = take_themes(table(THEMES), by=the_office())
    assert (report.taken, report.skipped) == (3, [])
    river, mountain = Theme.objects.get(code="kawa"), Theme.objects.get(name="山の手入れ")
    assert (river.parent.code, river.vocabulary, mountain.vocabulary) == ("mizu", "problem", "plan")
    again = take_themes(table(THEMES), by=the_office())
    assert (again.unchanged, again.taken, again.updated) == (3, 0, 0)


def test_a_blank_cell_leaves_what_is_there(cast):
    take_themes(table(THEMES), by=the_office())
    changed = take_themes(table("コード,テーマ,説明\nmizu,水と生きる,\n"), by=the_office())
    theme = Theme.objects.get(code="mizu")
    assert (changed.updated, theme.name, theme.about) == (1, "水と生きる", "川と海のこと。")


def test_rows_with_faults_stay_out_with_a_reason(cast):
    report = take_themes(table("コード,テーマ,上位テーマ\n,,\nあ い,川,\nkawa,川,ない\n"), by=the_office())
    assert [line for line, _reason in report.skipped] == [3, 4]
    assert not Theme.objects.filter(name="川").exists()


def test_only_the_office_takes_themes_in(cast):
    with pytest.raises(NotAllowed):
        take_themes(table(THEMES), by=cast.who(cast.facilitator))
