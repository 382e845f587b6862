import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Visibility
from yoriai.kernel.search import queries
from yoriai.kernel.search.queries import search


@pytest.fixture
def things(cast):
    texts = ["市民公益活動の相談室", "サーバー室", "高齢者見守りネットワーク 長町", "町の防災倉庫", "協働のまちづくり"]
    return {
        text: add_item(Place(title=text, by=cast.office), themes=[cast.themes[n]], areas=[cast.towns[n]])
        for n, text in enumerate(texts)
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("市民活動", "市民公益活動の相談室"),  # R3: one concept, both words
        ("ｻｰﾊﾞ", "サーバー室"),
        ("さーばー", "サーバー室"),
        ("見守り 長町", "高齢者見守りネットワーク 長町"),
        ("防災", "町の防災倉庫"),
        ("協働", "協働のまちづくり"),
        ("きょうどう", "協働のまちづくり"),
    ],
)
def test_words_are_found_however_they_are_written(things, typed, found):
    assert search(typed, None).ids == [things[found].pk]


@pytest.mark.parametrize("typed", ["", "  ", "'", "\\", "a' & | ! :* <->", "%", "_", "\0防災", "()", '"', "：＊"])
def test_no_sign_breaks_the_search(things, typed):
    search(typed, None)


def test_what_may_not_be_seen_is_not_found_nor_counted(things, cast):
    Place.objects.filter(title="町の防災倉庫").update(visibility=Visibility.AUDIENCE)
    found = search("防災", None)
    assert (found.ids, found.total, found.themes, found.areas, found.kinds) == ([], 0, [], [], {})
    assert search("防災", cast.who(cast.officer)).total == 1


def test_facets_count_and_narrow(things, cast):
    theme = cast.themes[3]
    found = search("防災", None, theme=theme.pk)
    assert found.total == 1
    assert [(choice.pk, choice.number) for choice in found.themes] == [(theme.pk, 1)]
    assert search("防災", None, theme=cast.themes[0].pk).total == 0
    assert search("防災", None, kind="session").total == 0


def test_beyond_the_newest_thousand_it_says_so(things, cast, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 2)
    for number in range(4):
        add_item(Place(title=f"防災 {number}", by=cast.office))
    found = search("防災", None)
    assert found.capped
    assert found.total == 2


def test_each_facet_is_counted_within_the_choices_made_in_the_others(things, cast):
    add_item(Place(title="防災 公園", by=cast.office), themes=[cast.themes[0]], areas=[cast.towns[3]])
    found = search("防災", None, theme=cast.themes[0].pk)
    assert found.total == 1
    # What another theme would find stands beside its name, not what it finds together with the one chosen.
    assert {choice.pk: choice.number for choice in found.themes} == {cast.themes[0].pk: 1, cast.themes[3].pk: 1}
    assert {choice.pk for choice in found.areas} == {int(pk) for pk in cast.towns[3].path.split("/") if pk}
    assert {choice.number for choice in found.areas} == {1}
    assert search("防災", None, kind="place").kinds == {"place": 2}


def test_what_is_chosen_stands_first_even_where_nothing_is_found_with_it(things, cast):
    for number in range(10):
        add_item(Place(title=f"防災 {number}", by=cast.office), themes=cast.themes[:8], areas=cast.towns)
    empty = cast.north  # no town of it is in the list of the hits' areas by itself
    found = search("防災", None, theme=cast.themes[5].pk)
    assert found.themes[0].pk == cast.themes[5].pk
    assert len(found.themes) == len(found.areas) == queries.CHOICES
    none = search("協働", None, theme=cast.themes[0].pk, area=empty.pk)
    assert (none.total, none.themes[0].pk, none.themes[0].number) == (0, cast.themes[0].pk, 0)
    assert (none.areas[0].pk, none.areas[0].number) == (empty.pk, 0)


def test_a_search_is_one_question_however_much_it_finds(things, cast):
    with CaptureQueriesContext(connection) as few:
        search("防災", None, theme=cast.themes[3].pk)
    for number in range(50):
        add_item(Place(title=f"防災 {number}", by=cast.office), themes=cast.themes[:3], areas=cast.towns[:2])
    with CaptureQueriesContext(connection) as many:
        assert search("防災", None, limit=50).total == 51
    assert len(few) == len(many) == 1


def test_pages_of_a_search_follow_each_other_without_a_gap(things, cast):
    for number in range(5):
        add_item(Place(title=f"防災 {number}", by=cast.office))
    pages = [search("防災", None, offset=offset, limit=2).ids for offset in (0, 2, 4)]
    assert [pk for page in pages for pk in page] == search("防災", None).ids
    assert search("防災", None, offset=100).ids == []
