import threading

import pytest

from yoriai.engines.japanese.entries import Entry, NotAnEntry, entry, stems
from yoriai.engines.japanese.readings import Reader, current_reader, use_reader

CIVIC = {
    "協働": "きょうどう",
    "市民協働": "しみんきょうどう",
    "町内会": "ちょうないかい",
    "指定都市": "していとし",
    "集会所": "しゅうかいじょ",
    "避難所": "ひなんじょ",
    "定禅寺通": "じょうぜんじどおり",
    "定禅寺通り": "じょうぜんじどおり",
    "一日中": "いちにちじゅう",
    "今日中": "きょうじゅう",
    "一人ひとり": "ひとりひとり",
    "一人暮らし": "ひとりぐらし",
    "七夕": "たなばた",
    "杜野市": "もりのし",
    "私たち": "わたしたち",
    "見守り": "みまもり",
    "取り組み": "とりくみ",
    "三日坊主": "みっかぼうず",
    "二人三脚": "ににんさんきゃく",
    "髙橋": "たかはし",
    "𠮷野家": "よしのや",
}

SENTENCES = {
    "令和8年11月25日（水）午後6時30分": "れいわはちねんじゅういちがつにじゅうごにち（すい）ごごろくじさんじゅっぷん",
    "雨の日は十日に延期し、二十日に集まります。": "あめのひはとおかにえんきし、はつかにあつまります。",
    "10月1日は1日3回です。": "じゅうがつついたちはいちにちさんかいです。",
    "1日（日）は清掃、14日は訓練": "ついたち（にち）はせいそう、じゅうよっかはくんれん",
    "1人3分、6人で10本": "ひとりさんぷん、ろくにんでじゅっぽん",
    "20歳の学生が1万2千円を寄付": "はたちのがくせいがいちまんにせんえんをきふ",
    "10:00～12:00": "じゅうじ～じゅうにじ",
    "電話022-214-1234まで": "でんわぜろにーにーのにーいちよんのいちにーさんよんまで",
    "3.5kmと50％と1,234円": "さんてんごきろめーとるとごじゅっぱーせんととせんにひゃくさんじゅうよえん",
    "NPO法人とPTA": "えぬぴーおーほうじんとぴーてぃーえー",
    "十分な話し合いを三十分": "じゅうぶんなはなしあいをさんじゅっぷん",
    "参加した方は受付の方へ。歩いた方が早い。": "さんかしたかたはうけつけのかたへ。あるいたほうがはやい。",
    "何を話しても、何でもいい。": "なにをはなしても、なんでもいい。",
    "車いすの方も、何人でも。": "くるまいすのかたも、なんにんでも。",
    "三人寄れば文殊の知恵": "さんにんよればもんじゅのちえ",
}


@pytest.mark.parametrize(("written", "read"), CIVIC.items())
def test_words_of_civic_life_are_read_right(plain, written, read):
    assert plain.hiragana(written) == read


@pytest.mark.parametrize(("written", "read"), SENTENCES.items())
def test_sentences_are_read_right(plain, written, read):
    assert plain.hiragana(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("愛子の集会所で集まります", "あやしのしゅうかいじょであつまります"),
        ("愛子さんが来ます", "あいこさんがきます"),
        ("愛子ちゃんと愛子様", "あいこちゃんとあいこさま"),
        ("佐藤愛子の本", "さとうあいこのほん"),
        ("愛子駅から", "あやしえきから"),
        ("新田の田んぼで、新田さんと", "しんでんのたんぼで、にったさんと"),
        ("向田の川で、向田さんと", "むかいだのかわで、むこうださんと"),
        ("二日町で二日に", "ふつかまちでふつかに"),
        ("旭が丘と旭ヶ丘", "あさひがおかとあさひがおか"),
    ],
)
def test_a_place_is_a_place_and_a_person_a_person(city, written, read):
    assert city.hiragana(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("不明通話が続く", "ふめいつうわがつづく"),
        ("図書館と旅館の館内", "としょかんとりょかんのかんない"),
        ("本町六丁目", "ほんちょうろくちょうめ"),
        ("新田次郎", "にったじろう"),
    ],
)
def test_a_place_name_does_not_damage_other_words(city, plain, written, read):
    assert city.hiragana(written) == read


def test_a_single_sign_place_is_read_where_it_stands_alone(city):
    assert city.hiragana("館の集会所") == "やかたのしゅうかいじょ"


@pytest.mark.parametrize(
    ("written", "read"), [("長町で", "ながまちで"), ("十分な話", "じゅっぷんなはなし"), ("八木さん", "はちきさん")]
)
def test_a_correction_wins_over_place_dictionary_and_person(city, written, read):
    assert city.hiragana(written) == read


def test_a_city_wins_over_the_built_in_words():
    assert Reader([entry("集会所", "シュウカイショ")]).hiragana("集会所") == "しゅうかいしょ"


def test_of_two_rows_for_one_place_the_first_is_taken():
    assert Reader([entry("本町", "ホンチョウ"), entry("本町", "モトマチ")]).hiragana("本町で") == "ほんちょうで"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("仙台市長町の店", "せんだいしながまちのみせ"),
        ("若林区長町", "わかばやしくながまち"),
        ("高砂中学校で", "たかさごちゅうがっこうで"),
    ],
)
def test_a_name_across_two_other_words_is_found(written, read):
    reader = Reader([entry("長町", "ナガマチ"), entry("高砂", "タカサゴ")])
    assert reader.hiragana(written) == read


def test_a_correction_does_not_cut_two_words_apart():
    reader = Reader([entry("明通", "アケドオリ", "correction")])
    assert reader.hiragana("不明通話") == "ふめいつうわ"
    assert reader.hiragana("明通の人") == "あけどおりのひと"


def test_the_pieces_joined_are_the_text(city):
    text = "徳島（とくしま）へ行く\t㍿ｶﾞ﹏\u3000わーーい😀\n\n〜〜\x00ﷺ愛子さん１日"
    assert "".join(piece.surface for piece in city.read(text)) == text


def test_signs_and_spaces_have_no_reading(plain):
    assert [piece for piece in plain.read("「話」 !") if piece.reading is None and piece.surface != " "] == [
        piece for piece in plain.read("「話」 !") if piece.surface in "「」!"
    ]


def test_a_text_longer_than_sudachi_takes_is_read(plain):
    assert plain.hiragana("話し合い。" * 20_000) == "はなしあい。" * 20_000


def test_many_threads_may_read_at_once(city):
    wrong = []

    def read():
        for _ in range(30):
            if city.hiragana("愛子の集会所") != "あやしのしゅうかいじょ":
                wrong.append(1)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_names_are_given_to_the_search_index(city):
    assert city.names["愛子"] == "あやし"


def test_the_reader_in_use_is_the_one_made_known(city):
    before = current_reader()
    use_reader(city)
    try:
        assert current_reader() is city
    finally:
        use_reader(before)


def test_until_a_city_makes_its_own_known_the_built_in_words_are_read():
    assert current_reader().hiragana("愛子さんの集会所") == "あいこさんのしゅうかいじょ"


@pytest.mark.parametrize(
    ("name", "kana", "surface", "reading"),
    [
        ("愛子", "アヤシ", "愛子", "あやし"),
        ("国分町（１～３丁目）", "コクブンチョウ（１～３チョウメ）", "国分町", "こくぶんちょう"),
        ("国分町", "ｺｸﾌﾞﾝﾁｮｳ", "国分町", "こくぶんちょう"),
        ("東六番丁", "ヒガシ６バンチョウ", "東六番丁", "ひがしろくばんちょう"),
        ("東七番丁", "ヒガシ７バンチョウ", "東七番丁", "ひがししちばんちょう"),
        ("ＳＳ３０", "ＳＳ３０", "SS30", "えすえすさんじゅう"),
        (" あけぼの町 ", "あけぼのまち", "あけぼの町", "あけぼのまち"),
    ],
)
def test_a_row_of_a_town_list_becomes_an_entry(name, kana, surface, reading):
    assert entry(name, kana) == Entry(surface, reading, "place")


@pytest.mark.parametrize(
    ("name", "kana", "code"),
    [
        ("以下に掲載がない場合", "イカニケイサイガナイバアイ", "no name"),
        ("仙台市の次に番地がくる場合", "センダイシノツギニバンチガクルバアイ", "no name"),
        ("", "アヤシ", "no name"),
        ("（その他）", "（ソノタ）", "no name"),
        ("愛子", "", "no reading"),
        ("愛子", "愛子", "not kana"),
        ("愛子", "アヤシ'; drop", "not kana"),
        ("長" * 200, "ナガ", "too long"),
    ],
)
def test_a_row_that_is_no_name_says_why(name, kana, code):
    with pytest.raises(NotAnEntry) as caught:
        entry(name, kana)
    assert caught.value.code == code


def test_two_names_tell_how_the_place_they_are_built_on_is_read():
    names = [entry("上愛子", "カミアヤシ"), entry("愛子東", "アヤシヒガシ"), entry("北山", "キタヤマ")]
    assert stems(names) == [Entry("愛子", "あやし", "place")]


def test_an_entry_with_quotes_and_commas_is_read():
    reader = Reader([Entry('花,"壇"', "かだん", "correction")])
    assert reader.hiragana('花,"壇"の前') == "かだんのまえ"
