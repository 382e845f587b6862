import random

import pytest
from django.db import connection

from yoriai.engines.japanese.words import LAST_POSITION, search_query, search_terms, search_vector

HOSTILE = "'\"\\&|!:*()<>-%_ \t\n\x00;$a1Z市民協働活動ーあアｱ　・。、😀é\u0301ﷺ㍿𠮷\u202e\u200b\ud800"


def matches(document: str, typed: str, **more) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector @@ %s::tsquery", [search_vector("", document), search_query(typed, **more)])
        return cursor.fetchone()[0]


def rank(document: str, typed: str) -> float:
    with connection.cursor() as cursor:
        vector, query = search_vector("", document), search_query(typed)
        cursor.execute("select ts_rank(%s::tsvector, %s::tsquery)", [vector, query])
        return cursor.fetchone()[0]


def hostile_texts(count: int, longest: int):
    chance = random.Random(20261125)
    for _ in range(count):
        yield "".join(chance.choice(HOSTILE) for _ in range(chance.randrange(longest)))
        yield "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(longest)))


FOUND = [
    ("協働のまちづくり推進課", "協働"),
    ("自主防災組織の訓練", "防災"),
    ("高齢者見守り活動", "見守り"),
    ("高齢者の見守りをしています", "高齢者見守り"),
    ("太白区長町三丁目", "長町"),
    ("サーバーを借りる", "サーバ"),
    ("ｻｰﾊﾞを借りる", "サーバー"),
    ("コンピュータ教室", "コンピューター"),
    ("こどもの居場所", "子供"),
    ("子どもの居場所", "コドモ"),
    ("ボランティア募集", "ぼらんてぃあ"),
    ("引っ越しの手伝い", "引越し"),
    ("ＮＰＯ法人の集い", "npo"),
    ("協働の芽", "きょうどう"),
    ("きょうどうの　はなしあい", "協働"),
    ("旭ケ丘の坂", "旭ヶ丘"),
    ("旭が丘の坂", "旭ケ丘"),
    ("3カ月の講座", "3か月"),
    ("髙橋商店", "高橋商店"),
    ("道の駅で朝市", "道の駅"),
    ("大橋の下で", "橋"),
    ("みんなで集まった夜", "集まる"),
    ("市民公益活動を支える", "市民活動"),
    ("市民活動を支える", "市民公益活動"),
    ("防災と子育ての話", "防災 子育て"),
    ("防災と子育ての話", "防災・子育て"),
]

NOT_FOUND = [
    ("共同の作業", "協働"),
    ("防災の話", "防災 子育て"),
    ("市民が集まり、公園で活動した", "市民活動"),
    ("青葉山の自然", "青葉区"),
    ("赤ちゃんの服", "茶"),
    ("ここから始まる", "から揚げ"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("document", "typed"), FOUND)
def test_a_text_is_found_however_its_words_are_written(document, typed):
    assert matches(document, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(("document", "typed"), NOT_FOUND)
def test_a_text_without_the_words_is_not_found(document, typed):
    assert not matches(document, typed)


@pytest.mark.django_db
def test_citizen_activity_is_one_concept_with_two_words():
    """R3."""
    assert matches("市民公益活動の手引き", "市民活動")
    assert not matches("市民公益活動の手引き", "市民運動")


@pytest.mark.django_db
def test_a_city_adds_its_own_synonyms_both_ways():
    same = {"寄り合い": ["寄合", "集会"]}
    assert matches("夏の集会", "寄り合い", synonyms=same)
    assert matches("夏の寄り合い", "集会", synonyms=same)
    assert not matches("夏の祭り", "集会", synonyms=same)


@pytest.mark.django_db
def test_two_signs_that_straddle_two_words_are_found_last():
    assert matches("東京都の話", "京都")
    assert rank("京都の話", "京都") > 3 * rank("東京都の話", "京都")


@pytest.mark.django_db
def test_the_title_weighs_more_than_the_body():
    with connection.cursor() as cursor:
        query = search_query("防災")
        cursor.execute(
            "select ts_rank(%s::tsvector, %s::tsquery) > ts_rank(%s::tsvector, %s::tsquery)",
            [search_vector("防災", "夏の話"), query, search_vector("夏", "防災の話"), query],
        )
        assert cursor.fetchone()[0] is True


@pytest.mark.django_db
def test_no_phrase_runs_from_the_title_into_the_body():
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector @@ %s::tsquery", [search_vector("大震", "災害"), search_query("大震災害")])
        assert cursor.fetchone()[0] is False


@pytest.mark.django_db
def test_a_place_is_found_by_the_reading_the_city_gives_it():
    vector = search_vector("愛子の花火", "", {"愛子": "あやし"})
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector @@ %s::tsquery", [vector, search_query("あやし")])
        assert cursor.fetchone()[0] is True


@pytest.mark.django_db
def test_no_text_can_break_the_vector_or_the_query():
    with connection.cursor() as cursor:
        for text in hostile_texts(300, 40):
            cursor.execute("select %s::tsvector", [search_vector(text, text)])
            query = search_query(text)
            if query:
                cursor.execute("select %s::tsquery, to_tsquery('simple', %s)", [query, query])


@pytest.mark.django_db
def test_a_very_long_text_is_cut_and_still_stored():
    chance = random.Random(7)
    body = "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(100_000)) + "㍿ﷺ" * 2000
    vector = search_vector("防災", body)
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector @@ %s::tsquery", [vector, search_query("防災")])
        assert cursor.fetchone()[0] is True
    assert len(vector.encode()) < 1_000_000


def test_no_position_is_higher_than_postgresql_keeps():
    vector = search_vector("", "防災の話。" * 5000)
    positions = [
        int(at.rstrip("ABCD"))
        for word in vector.split()
        for at in word.rpartition(":")[2].split(",")
        if at[0].isdigit()
    ]
    assert max(positions) <= LAST_POSITION


@pytest.mark.parametrize("typed", ["", "   ", "　", "'", "&|!:*()", "\\", "\x00", "％＿", "。、・", "😀", "の", "<->"])
def test_a_query_without_words_is_empty(typed):
    assert search_query(typed) == ""


def test_a_long_query_stays_short():
    assert len(search_query("市民協働防災訓練子育て支援" * 1000 + " 防災" * 1000)) < 60_000


def test_terms_hold_surface_dictionary_form_reading_and_pairs_but_no_particles():
    assert search_terms("協働で集まった。") == [
        "協働",
        "きょうどう",
        "働",
        "集まっ",
        "集まる",
        "あつまっ",
        "集ま",
        "まっ",
    ]


def test_terms_of_a_katakana_word_are_hiragana_without_the_last_long_mark():
    assert search_terms("ｻｰﾊﾞｰ") == ["さーば", "さー", "ーば", "ばー"]
