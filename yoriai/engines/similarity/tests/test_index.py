import random

import pytest

from yoriai.engines.similarity.features import features
from yoriai.engines.similarity.index import Index, Near

TEXTS = {
    "toilet": "駅前にトイレがほしい",
    "snow": "雪の朝、通学路を歩けるようにしたい",
    "shop": "坂の上に住む人の買い物を手伝いたい",
    "long": "駅前の広場では週末に市が立ち、野菜や花や手づくりの品が並び、遠くからも人が来て、子どもも年寄りも半日すごしていく",
    "festival": "祭りの太鼓を次の世代に伝えたい",
}


@pytest.fixture
def index():
    made = Index()
    for key, text in TEXTS.items():
        made.add(key, text)
    return made


def keys(found):
    return [near.key for near in found]


@pytest.mark.parametrize("key", TEXTS)
def test_the_very_text_comes_first_with_a_score_of_one(index, key):
    assert index.nearest(TEXTS[key], 1) == [Near(key, pytest.approx(1.0, abs=1e-6))]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("駅に便所をつくって", "toilet"),
        ("児童が学校へ行く道の除雪", "snow"),
        ("買物に行けない丘の家を助ける", "shop"),
        ("お祭りのタイコを若い人に教える", "festival"),
    ],
)
def test_other_words_for_the_same_find_it(index, said, meant):
    assert keys(index.nearest(said, 1)) == [meant]


def test_full_width_half_width_and_capitals_are_one():
    index = Index()
    index.add(1, "ＮＰＯのｽﾏﾎ教室")
    assert index.nearest("npoのスマホ教室") == [Near(1, pytest.approx(1.0, abs=1e-6))]


def test_a_long_text_does_not_win_by_having_a_little_of_everything(index):
    assert keys(index.nearest("駅前のトイレ", 2)) == ["toilet", "long"]


def test_kept_features_answer_as_the_texts_do(index):
    kept = Index()
    for key, text in TEXTS.items():
        kept.add(key, sorted(features(text)))
    assert kept.nearest(features("雪かきを手伝う")) == index.nearest("雪かきを手伝う")


def test_an_empty_index_and_an_empty_question_find_nothing(index):
    assert Index().nearest("雪") == []
    assert index.nearest("") == []
    assert index.nearest("。！？　\n") == []
    assert index.nearest("雪", 0) == []


def test_an_empty_text_may_be_added_and_is_never_found():
    index = Index()
    index.add("empty", "")
    index.add("snow", "雪")
    assert keys(index.nearest("雪")) == ["snow"]
    assert len(index) == 2


def test_equal_texts_come_in_the_order_they_were_added():
    index = Index()
    for key in "cabd":
        index.add(key, "雪かき")
    assert keys(index.nearest("雪かき", 3)) == ["c", "a", "b"]


def test_what_is_not_near_enough_stays_out(index):
    every = index.nearest("雪の朝", 5)
    assert index.nearest("雪の朝", 5, least=0.3) == [near for near in every if near.score > 0.3]
    assert keys(index.nearest("雪の朝", 5, least=0.3)) == ["snow"]


def test_the_order_of_adding_changes_no_score(index):
    turned = Index()
    for key, text in reversed(TEXTS.items()):
        turned.add(key, text)
    scores = {near.key: near.score for near in index.nearest("駅の雪と祭り", 5)}
    assert {near.key: near.score for near in turned.nearest("駅の雪と祭り", 5)} == pytest.approx(scores)


def test_texts_added_after_a_question_are_found():
    index = Index()
    index.add(1, "花の苗")
    assert keys(index.nearest("雪かき")) == []
    index.add(2, "雪かき")
    assert keys(index.nearest("雪かき")) == [2]


def test_any_signs_at_all_give_scores_between_nothing_and_one():
    draw = random.Random(7)
    signs = "雪花人々〆ー・あアｱaＡ１①㍿ﷺ\u0000\u200b\ud800🙂\n　"
    texts = ["".join(draw.choices(signs, k=draw.randrange(40))) for _ in range(60)]
    index = Index()
    for number, text in enumerate(texts):
        index.add(number, text)
    for text in texts:
        found = index.nearest(text, 60)
        assert all(0 < near.score <= 1 for near in found)
        assert [near.score for near in found] == sorted((near.score for near in found), reverse=True)


def test_only_the_beginning_of_a_very_long_text_is_looked_at():
    assert features("雪" * 4000 + "花") == features("雪" * 4000)
