import random

import pytest

from yoriai.engines.japanese.phrases import phrases
from yoriai.engines.japanese.tokens import long_words


@pytest.mark.parametrize(
    "cut",
    [
        "令和8年11月25日（水）|午後6時30分から|8時まで、|杜野市の|片平市民センターで|市民会議を|開きます。",
        "空き家を|使って、|お年寄りと|学生が|一緒に|お茶を|飲める|場所を|作ります。",
        "私たちに|できることを、|みんなで|考えましょう！",
        "話し合っていることを|「見えること」|カードに|書いてください。",
        "今日|会議を|行います",
        "市民活動サポートセンター|運営協議会設立準備委員会の|会議",
        "行くことが|できるように|なった。",
        "60人が|参加しました",
    ],
)
def test_a_sentence_is_cut_into_phrases(cut):
    assert phrases(cut.replace("|", "")) == cut.split("|")


def test_no_phrase_begins_with_a_particle_or_a_closing_mark():
    text = "町内会の会長が、若い人に声をかけると、「手伝うよ」と言った（うれしい）。公園で花を植えたり、お茶を飲んだりした。"
    for phrase in phrases(text):
        first = long_words().tokenise(text)[0]
        assert phrase[0] not in "、。」』）！？ー"
        assert first.content
    assert all(not phrase.startswith(("が、", "に", "を", "と、", "は")) for phrase in phrases(text))


def test_the_phrases_joined_are_the_text():
    chance = random.Random(5)
    signs = "市民の会議を開くことが（「、。」）12 日月\n\tabcｱ〜ー😀\x00ﷺ々にはでて"
    for _ in range(300):
        text = "".join(chance.choice(signs) for _ in range(chance.randrange(60)))
        assert "".join(phrases(text)) == text
