import pytest

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
    assert (found.ids, found.total, sum(found.themes.values())) == ([], 0, 0)
    assert search("防災", cast.who(cast.officer)).total == 1


def test_facets_count_and_narrow(things, cast):
    theme = cast.themes[3]
    found = search("防災", None, theme=theme.pk)
    assert found.total == 1
    assert found.themes[theme.pk] == 1
    assert search("防災", None, theme=cast.themes[0].pk).total == 0
    assert search("防災", None, kind="session").total == 0


def test_beyond_the_newest_thousand_it_says_so(things, cast, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 2)
    for number in range(4):
        add_item(Place(title=f"防災 {number}", by=cast.office))
    found = search("防災", None)
    assert found.capped
    assert found.total == 2
