"""「似た活動があります」: near in meaning, public only, with and without JavaScript."""

import re

import pytest

from yoriai.directory import actions
from yoriai.directory.models import Activity
from yoriai.directory.queries import similar as queries
from yoriai.directory.queries.similar import similar
from yoriai.engines.similarity.index import Index


def words(answer):
    """The page without the marks where a line may break."""
    return re.sub("<wbr>|\u200b", "", answer.content.decode())


@pytest.fixture(autouse=True)
def _nothing_read(monkeypatch):
    """The index belongs to the process, the entries to one test."""
    monkeypatch.setattr(queries._Kept, "index", Index())
    monkeypatch.setattr(queries._Kept, "versions", {})


@pytest.fixture
def worker(cast):
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def several(worker):
    """Four activities that everybody sees."""
    titles = ["雪の朝の通学路の除雪", "土曜の朝ごはん", "団地の見守りと声かけ", "河原町の花壇づくり"]
    made = [actions.add_entry(Activity(), by=worker, title=title) for title in titles]
    return [actions.show_entry(one, by=worker) for one in made]


def ids(text, **more):
    return [pk for pk, _version in similar(text, **more)]


def test_what_says_the_same_in_other_words_is_near(several):
    assert ids("通学路の雪かき")[:1] == [several[0].pk]


def test_a_word_or_two_and_something_else_find_nothing(several):
    assert ids("雪") == ids("   ") == ids("税務相談の窓口を開きます") == []


def test_drafts_and_what_has_ended_are_not_near_to_anything(worker, several):
    actions.add_entry(Activity(), by=worker, title="通学路の除雪の下書き")
    assert ids("通学路の除雪") == [several[0].pk]
    actions.end_entry(several[0], by=worker)
    assert ids("通学路の除雪") == []


def test_a_changed_entry_is_found_by_its_new_words_only(worker, several):
    assert ids("通学路の除雪") == [several[0].pk]
    actions.change_entry(several[0], by=worker, title="将棋の集まり")
    assert (ids("通学路の除雪"), ids("将棋の集まり")) == ([], [several[0].pk])


def test_the_one_being_written_is_not_near_to_itself(several):
    assert ids("通学路の除雪", but=several[0].pk) == []


def test_it_stands_in_the_form_as_a_part_and_by_itself_as_a_page(cast, client_of, several):
    client = client_of(cast.resident)
    part = words(client.get("/similar/?title=通学路の除雪", headers={"HX-Request": "true"}))
    page = words(client.get("/similar/?q=通学路の除雪"))
    assert "雪の朝の通学路の除雪" in part and "<html" not in part
    assert "雪の朝の通学路の除雪" in page and "<html" in page
    assert "/similar/" in words(client.get("/activities/new/"))


@pytest.mark.parametrize("query", ["", "q=%00", "but=x&q=雪の朝の通学路", "but=" + "9" * 40, "q=<svg onload=x>雪の朝"])
def test_a_strange_question_breaks_nothing(cast, client_of, several, query):
    answer = client_of(cast.resident).get(f"/similar/?{query}")
    assert answer.status_code == 200
    assert "<svg onload" not in answer.content.decode()


def test_a_large_city_is_read_bit_by_bit_and_the_newest_first(monkeypatch, several):
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    assert ids("通学路の除雪をする") == []
    assert ids("通学路の除雪をする") == [several[0].pk]
