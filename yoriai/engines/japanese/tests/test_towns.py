from yoriai.engines.japanese.entries import read_entries
from yoriai.engines.japanese.readings import Reader

FRAMES = (
    "{}の集会所で集まります",
    "昨日、{}で会いました",
    "仙台市{}に住んでいます",
    "みんなで{}を歩く",
    "「{}」",
    "新しい{}公園",
)


def share_read_right(reader: Reader, entries, frame: str) -> float:
    """The share of names whose reading stands in the reading of the sentence, where it belongs."""
    before = reader.hiragana(frame.partition("{}")[0])
    right = sum(reader.hiragana(frame.format(one.surface)).startswith(before + one.reading) for one in entries)
    return right / len(entries)


def test_real_town_names_are_read_right_inside_sentences(town_list, capsys):
    entries = list(read_entries(town_list))
    reader = Reader(entries)
    shares = {frame: share_read_right(reader, entries, frame) for frame in FRAMES}
    with capsys.disabled():
        for frame, share in shares.items():
            print(f"\n{frame}: {share:.2%} of {len(entries)} names", end="")  # noqa: T201
    assert len(entries) >= 400
    assert min(shares.values()) >= 0.99


def test_after_the_import_aiko_is_still_a_person(town_list):
    reader = Reader(read_entries(town_list))
    assert reader.hiragana("愛子さんと愛子の集会所へ") == "あいこさんとあやしのしゅうかいじょへ"


def test_the_import_leaves_ordinary_sentences_alone(town_list, plain):
    reader = Reader(read_entries(town_list))
    sentences = [
        "証明通知が届いた。不明通話が多い。",
        "当館と図書館と旅館、館内、開館時間、新館。",
        "栄養と栄光。港町と空港。桂川と桂子。",
        "長町内会ではなく、成長する町内会の会長。",
        "泉中央南口で待つ。加茂川を渡る。",
        "朝日が昇る。朝日新聞。平成三十年。",
        "高松市市民活動センターの中央通り。",
        "山中で野営する。五輪を見る。",
    ]
    assert [reader.hiragana(one) for one in sentences] == [plain.hiragana(one) for one in sentences]
