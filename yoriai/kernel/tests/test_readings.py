import pytest
from django.core.cache import cache

from yoriai.engines.japanese.readings import current_reader
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.areas.actions import put_area
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Area, Item, Reading, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.readings import queries
from yoriai.kernel.readings.actions import put_reading, remove_reading, take_readings
from yoriai.kernel.search.queries import search

NAMES = "name,kana\n愛子,アヤシ\n愛子中央,アヤシチュウオウ\n旭ケ丘,アサヒガオカ\n"


def table(text):
    return read(text.encode(), "readings.csv", [aliases_for("readings")])


def said(text):
    cache.clear()
    queries.refresh()
    return current_reader().hiragana(text)


def test_after_the_import_names_are_read_right_and_people_stay_people(cast):
    report = take_readings(table(NAMES), by=the_office())
    assert report.taken == 3
    assert said("愛子さんと愛子の集会所へ") == "あいこさんとあやしのしゅうかいじょへ"


def test_the_same_list_twice_changes_nothing(cast):
    take_readings(table(NAMES), by=the_office())
    again = take_readings(table(NAMES), by=the_office())
    assert (again.taken, again.updated, again.unchanged, Reading.objects.count()) == (0, 0, 3, 3)
    assert Record.objects.filter(verb="readings.imported").count() == 1


def test_rows_that_are_no_reading_are_told_and_two_readings_of_one_word_too(cast):
    listed = NAMES + "浜野,ハマのxyz!\n,アヤシ\n愛子,アイコ\n加茂,\n"
    report = take_readings(table(listed), by=the_office())
    assert [line for line, _reason in report.skipped] == [5, 6, 8]
    assert [(line, reason.params) for line, reason in report.flagged] == [(7, {"reading": "あやし"})]


def test_what_the_office_corrected_by_hand_no_file_overwrites(cast):
    put_reading("浜野", "はまや", "place", by=the_office())
    report = take_readings(table("name,kana\n浜野,ハマノ\n"), by=the_office())
    assert (report.unchanged, len(report.flagged)) == (1, 1)
    assert said("浜野へ行く") == "はまやへいく"


def test_said_again_the_later_counts_and_taken_out_it_is_read_as_before(cast):
    before = said("浜野町")
    put_reading("浜野町", "はまやちょう", "place", by=the_office())
    row = put_reading("浜野町", "はまやまち", "place", by=the_office())
    assert (Reading.objects.count(), said("浜野町")) == (1, "はまやまち")
    remove_reading(row, by=the_office())
    assert said("浜野町") == before


@pytest.mark.parametrize(
    ("surface", "reading", "kind"), [("", "あ", "place"), ("浜野", "海!", "place"), ("浜野", "あ", "x")]
)
def test_what_is_no_reading_is_refused_with_a_sentence(cast, surface, reading, kind):
    with pytest.raises(NotPossible) as refused:
        put_reading(surface, reading, kind, by=the_office())
    assert str(refused.value)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", ["resident", "facilitator", "worker"])
def test_only_the_office_says_how_names_are_read(cast, name):
    who = cast.who(getattr(cast, name))
    row = put_reading("浜野", "はまの", "place", by=the_office())
    for act in (
        lambda: take_readings(table(NAMES), by=who),
        lambda: put_reading("浜野", "うみの", "place", by=who),
        lambda: remove_reading(row, by=who),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list(Reading.objects.values_list("surface", "reading")) == [("浜野", "はまの")]


def test_areas_are_sorted_by_the_city_s_reading_but_what_a_list_gave_stays(cast):
    guess = current_reader().hiragana("愛子中央")
    guessed = put_area("x-1", kind="town", name="愛子中央", parent=cast.ward, reading=guess)[0]
    given = put_area("x-2", kind="town", name="愛子中央", parent=cast.north, reading="めごちゅうおう")[0]
    take_readings(table(NAMES), by=the_office())
    assert Area.objects.get(pk=guessed.pk).reading == "あやしちゅうおう"
    assert Area.objects.get(pk=given.pk).reading == "めごちゅうおう"


def test_a_thing_is_found_by_the_city_s_reading_of_a_name_in_it(cast):
    take_readings(table(NAMES), by=the_office())
    said("")
    item = add_item(Item(kind="place", title="愛子の集会所", by=cast.office))
    assert search("あやし", None).ids == [item.pk]


def test_another_dictionary_is_another_mark(cast):
    said("")
    assert queries.mark() == ""
    put_reading("浜野", "はまの", "place", by=the_office())
    said("")
    first = queries.mark()
    put_reading("浜野", "うみの", "place", by=the_office())
    said("")
    assert "" != first != queries.mark() != ""


def test_the_dictionary_is_asked_for_once_in_ten_seconds(cast, django_assert_num_queries):
    queries.refresh()
    with django_assert_num_queries(0):
        queries.refresh()
