import pytest

from yoriai.engines.japanese.counters import counted
from yoriai.engines.japanese.figures import figures
from yoriai.engines.japanese.numbers import LARGEST, digits_kana, kanji_number, number_kana


@pytest.mark.parametrize(
    ("number", "read"),
    [
        (0, "れい"),
        (10, "じゅう"),
        (300, "さんびゃく"),
        (3600, "さんぜんろっぴゃく"),
        (8888, "はっせんはっぴゃくはちじゅうはち"),
        (10_000, "いちまん"),
        (10_000_000, "いっせんまん"),
        (100_000_000, "いちおく"),
        ("1,234", "せんにひゃくさんじゅうよん"),
        ("1.5", "いってんご"),
        ("0.25", "れいてんにご"),
        ("022", "ぜろにに"),
    ],
)
def test_a_number_is_read(number, read):
    assert number_kana(number) == read


@pytest.mark.parametrize("text", ["", "一", "-1", "1.2.3", "1e5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        number_kana(text)


def test_a_number_too_large_is_read_digit_by_digit():
    assert number_kana(LARGEST + 1) == digits_kana(str(LARGEST + 1))


@pytest.mark.parametrize(
    ("written", "value"),
    [("二十五", 25), ("三百", 300), ("二〇二五", 2025), ("一億二千万", 120_000_000), ("十", 10), ("話", None)],
)
def test_a_number_in_kanji_has_a_value(written, value):
    assert kanji_number(written) == value


@pytest.mark.parametrize(
    ("counter", "read"),
    [
        ("人", "ひとり ふたり さんにん よにん しちにん じゅうにん"),
        ("回", "いっかい にかい さんかい よんかい ななかい じゅっかい"),
        ("本", "いっぽん にほん さんぼん よんほん ななほん じゅっぽん"),
        ("枚", "いちまい にまい さんまい よんまい ななまい じゅうまい"),
        ("分", "いっぷん にふん さんぷん よんぷん ななふん じゅっぷん"),
        ("時", "いちじ にじ さんじ よじ しちじ じゅうじ"),
        ("月", "いちがつ にがつ さんがつ しがつ しちがつ じゅうがつ"),
        ("日", "いちにち ふつか みっか よっか なのか とおか"),
        ("階", "いっかい にかい さんがい よんかい ななかい じゅっかい"),
        ("歳", "いっさい にさい さんさい よんさい ななさい じゅっさい"),
        ("つ", "ひとつ ふたつ みっつ よっつ ななつ -"),
        ("か月", "いっかげつ にかげつ さんかげつ よんかげつ ななかげつ じゅっかげつ"),
    ],
)
def test_numbers_close_up_before_what_they_count(counter, read):
    assert " ".join("".join(counted(value, counter) or "-") for value in (1, 2, 3, 4, 7, 10)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("10月1日", "じゅうがつついたち"),
        ("十月一日", "じゅうがつついたち"),
        ("今月1日", "ついたち"),
        ("1日と8日", "ついたちようか"),
        ("1日に3回", "いちにちさんかい"),
        ("3か月1日", "さんかげついちにち"),
        ("20日間", "はつかかん"),
        ("2025/4/1", "にせんにじゅうごねんしがつついたち"),
        ("11/25(水)", "じゅういちがつにじゅうごにちすい"),
        ("3丁目2-5", "さんちょうめにのご"),
        ("〒980-0811", "きゅうはちぜろのぜろはちいちいち"),
        ("１８：３０", "じゅうはちじさんじゅっぷん"),
        ("1億2千万円", "いちおくにせんまんえん"),
        ("1.5万人", "いってんごまんにん"),
    ],
)
def test_a_figure_is_read_in_its_place(text, read):
    assert "".join(part.reading for figure in figures(text) for part in figure.parts) == read


def test_a_long_row_of_digits_is_no_trouble():
    assert len(figures("1" * 50_000 + "人" + "1-" * 20_000 + "0" * 5000)) >= 1
