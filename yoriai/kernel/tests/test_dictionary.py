"""The city's dictionary changed: what holds the word is made findable anew by a job, and two words are one in every search."""

import pytest
from django.utils import timezone

from yoriai.directory.models import Place
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Item, Rebuild, Record, Synonym
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.readings.actions import put_reading, put_synonym, remove_reading, remove_synonym, take_readings
from yoriai.kernel.readings.queries import rebuilding, refresh
from yoriai.kernel.search import actions
from yoriai.kernel.search.queries import search


def rebuild(row=None):
    """What the worker does."""
    refresh(at_once=True)
    actions.rebuild_search((row or Rebuild.objects.latest("pk")).pk, now=timezone.now())


@pytest.fixture
def halls(cast):
    """Two in 愛子, the second by its address alone; one elsewhere."""
    rows = [("愛子の集会所", ""), ("西の集会所", "愛子中央一丁目"), ("浜の集会所", "浜野")]
    return [add_item(Place(title=title, address=address, by=cast.office)) for title, address in rows]


def test_what_stood_there_before_is_found_by_the_new_reading_once_the_job_has_run(cast, halls):
    put_reading("愛子", "あやし", "place", by=the_office())
    refresh(at_once=True)
    assert search("あやし", None).ids == []
    assert [(row.words, row.items, row.done) for row in rebuilding()] == [(["愛子"], 2, 0)]
    rebuild()
    assert set(search("あやし", None).ids) == {halls[0].pk, halls[1].pk}
    assert rebuilding() == []
    assert Rebuild.objects.get().done == 2


def test_a_reading_taken_out_is_found_no_more(cast, halls):
    row = put_reading("愛子", "あやし", "place", by=the_office())
    rebuild()
    remove_reading(row, by=the_office())
    rebuild()
    assert search("あやし", None).ids == []


def test_a_job_that_broke_off_goes_on_behind_what_it_had_done(cast, halls, monkeypatch):
    put_reading("愛子", "あやし", "place", by=the_office())
    refresh(at_once=True)
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    asked = Rebuild.objects.get()
    assert actions._some(asked.pk, timezone.now())  # and here the worker is gone
    assert [(row.done, row.upto) for row in rebuilding()] == [(1, halls[0].pk)]
    Item.objects.filter(pk=halls[0].pk).update(search=None)  # would be seen if it were done twice
    rebuild()
    assert search("あやし", None).ids == [halls[1].pk]
    rebuild(asked)
    assert Rebuild.objects.get().done == 2


def test_after_a_long_list_of_names_everything_is_made_findable_anew(cast, halls):
    names = "name,kana\n愛子,あやし\n" + "".join(f"西{number}番町,にし{number}ばんちょう\n" for number in range(30))
    take_readings(read(names.encode(), "names.csv", [aliases_for("readings")]), by=the_office())
    assert [(row.words, row.items) for row in rebuilding()] == [([], Item.objects.count())]
    rebuild()
    assert set(search("あやし", None).ids) == {halls[0].pk, halls[1].pk}


def test_nothing_else_is_touched_by_it(cast, halls):
    before = Item.objects.get(pk=halls[2].pk)
    put_reading("愛子", "あやし", "place", by=the_office())
    rebuild()
    after = Item.objects.get(pk=halls[2].pk)
    assert (after.search, after.version, after.changed) == (before.search, before.version, before.changed)
    assert Item.objects.get(pk=halls[0].pk).version == halls[0].version


def test_two_words_the_city_takes_for_one_find_each_other_both_ways(cast):
    """R3: one concept, both words searchable; a city adds its own."""
    one = add_item(Place(title="コラボの広場", by=cast.office))
    other = add_item(Place(title="協働の広場", by=cast.office))
    assert search("協働", None).ids == [other.pk]
    row = put_synonym("協働", "コラボ", by=the_office())
    refresh(at_once=True)
    assert {frozenset(search(word, None).ids) for word in ("協働", "コラボ")} == {frozenset({one.pk, other.pk})}
    assert put_synonym("コラボ", "協働", by=the_office()) == row
    remove_synonym(row, by=the_office())
    refresh(at_once=True)
    assert search("協働", None).ids == [other.pk]


def test_the_words_of_every_city_stay_beside_a_city_s_own(cast):
    put_synonym("協働", "コラボ", by=the_office())
    refresh(at_once=True)
    made = add_item(Place(title="市民公益活動の部屋", by=cast.office))
    assert search("市民活動", None).ids == [made.pk]


@pytest.mark.parametrize(
    ("word", "same"), [("協働", "協働"), ("", "コラボ"), ("協", "コラボ"), ("協働 活動", "コラボ")]
)
def test_what_is_no_pair_of_words_is_refused_with_a_sentence(cast, word, same):
    with pytest.raises(NotPossible) as refused:
        put_synonym(word, same, by=the_office())
    assert str(refused.value)
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("name", ["resident", "facilitator", "worker"])
def test_only_the_office_says_which_words_are_one(cast, name):
    who, row = cast.who(getattr(cast, name)), put_synonym("協働", "コラボ", by=the_office())
    for act in (lambda: put_synonym("見守り", "声かけ", by=who), lambda: remove_synonym(row, by=who)):
        with pytest.raises(NotAllowed):
            act()
    assert list(Synonym.objects.values_list("word", "same")) == [("協働", "コラボ")]


def test_the_office_s_page_takes_both_and_shows_how_far_the_job_has_come(cast, client_of, halls):
    client = client_of(cast.officer)
    client.post("/readings/", {"surface": "愛子", "reading": "あやし", "kind": "place"})
    client.post("/readings/synonyms/", {"word": "協働", "same": "コラボ"})
    page = client.get("/readings/").content.decode()
    assert "協働 ＝ コラボ" in page and "0/2" in page and 'max="2"' in page
    rebuild()
    assert "0/2" not in client.get("/readings/").content.decode()
    assert client.post("/readings/synonyms/", {"word": "協働", "same": "協働"}).status_code == 422
    client.post(f"/readings/synonyms/{Synonym.objects.get().pk}/removal/")
    assert not Synonym.objects.exists()
    assert list(Record.objects.filter(verb__startswith="synonym").order_by("pk").values_list("verb", flat=True)) == [
        "synonym.added",
        "synonym.removed",
    ]
    assert client_of(cast.resident).get("/readings/synonyms/").status_code == 404
