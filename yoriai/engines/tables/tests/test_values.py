"""What a cell says, where it says something; what cannot be read is kept and doubted."""

from typing import Any

import pytest

from yoriai.engines.tables import values
from yoriai.engines.tables.reasons import SENTENCES


@pytest.mark.parametrize(
    ("written", "value", "doubt"),
    [
        ("また来たい&hellip;", "また来たい…", None),
        ("&amp;hellip;", "&hellip;", None),  # once
        ("&lt;b&gt;太字&lt;/b&gt;", "<b>太字</b>", None),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", None),
        ("A&B &copy=2", "A&B &copy=2", None),
        ("&#x3042;&#12356;", "あい", None),
        ("あ&#1;い", "あい", None),
        ("　前後の空白 \n", "前後の空白", None),
        ("ＡＢＣ髙﨑𠮷", "ＡＢＣ髙﨑𠮷", None),
        ("－", None, None),
        ("ー", None, None),
        ("", None, None),
        ("なし", "なし", None),
        ("〃", None, "same_as_above"),
        ("#N/A", None, "cell_error"),
        ("山\ue000", "山\ue000", "own_character"),
    ],
)
def test_text(written: str, value: str | None, doubt: str | None) -> None:
    assert (values.text(written).value, values.text(written).doubt) == (value, doubt)


def test_what_a_person_wrote_stays_even_where_it_looks_like_a_blank_mark() -> None:
    assert (values.words("ー").value, values.words("同上").value) == ("ー", "同上")


@pytest.mark.parametrize(
    ("north", "east", "value", "doubt"),
    [
        ("38.268", "140.869", (38.268, 140.869), None),
        ("３８．２６８", "140.869 ", (38.268, 140.869), None),
        ("140.869", "38.268", (38.268, 140.869), "position_swapped"),
        ("北緯38度16分12秒", "東経140度52分12秒", (38.27, 140.87), None),
        ("38°16'12\"", "140°52'12\"", (38.27, 140.87), None),
        ("", "", None, None),
        ("-", "ー", None, None),
        ("38.268", "", None, "position_half"),
        ("0", "0", None, "position_outside"),
        ("51.5", "-0.12", None, "position_outside"),
        ("駅前", "140.869", None, "position_unreadable"),
        ("38,268", "140.869", None, "position_unreadable"),
    ],
)
def test_position(north: str, east: str, value: tuple[float, float] | None, doubt: str | None) -> None:
    read = values.position(north, east)
    assert read.doubt == doubt
    assert read.value == (pytest.approx(value) if value else None)


@pytest.mark.parametrize(
    ("written", "value", "doubt"),
    [
        ("(054)624-3668", "054-624-3668", None),
        ("０２２－２６１－１１１１", "022-261-1111", None),
        ("022ー261ー1111", "022-261-1111", None),
        ("022(261)1111", "022-261-1111", None),
        ("0222611111", "0222611111", None),
        ("222611111", "0222611111", "phone_zero_restored"),
        ("22-261-1111", "022-261-1111", "phone_zero_restored"),
        ("090-1234-5678", "090-1234-5678", None),
        ("+81-22-261-1111", "022-261-1111", None),
        ("TEL：022-261-1111（内線 123）", "022-261-1111 (内線 123)", None),
        ("022-261-1111（代表）", "022-261-1111", None),
        ("022-261-1111、022-261-2222", None, "phone_unreadable"),
        ("市役所まで", None, "phone_unreadable"),
        ("12345", None, "phone_unreadable"),
        ("-", None, None),
    ],
)
def test_phone(written: str, value: str | None, doubt: str | None) -> None:
    read = values.phone(written)
    assert (read.value, read.doubt, read.text) == (value, doubt, written)


READINGS: list[tuple[str, str, Any, str | None]] = [
    ("postcode", "〒980-0811", "980-0811", None),
    ("postcode", "９８００８１１", "980-0811", None),
    ("postcode", "600001", "060-0001", "postcode_zero_restored"),
    ("postcode", "98-0811", None, "postcode_unreadable"),
    ("yes_no", "有", True, None),
    ("yes_no", "無", False, None),
    ("yes_no", "○", True, None),
    ("yes_no", "×", False, None),
    ("yes_no", "ＴＲＵＥ", True, None),
    ("yes_no", "-", None, None),
    ("yes_no", "一部有", None, "yes_no_unreadable"),
    ("whole", "1,200", 1200, None),
    ("whole", "70人", 70, None),
    ("whole", "７０", 70, None),
    ("whole", "60.0", 60, None),
    ("whole", "先着60名程度", None, "number_unreadable"),
    ("whole", "1,20", None, "number_unreadable"),
    ("whole", "2.5", None, "number_unreadable"),
    ("vote", "-1", -1, None),
    ("vote", "0", 0, None),
    ("vote", "", None, None),
    ("vote", "2", None, "number_unreadable"),
    ("vote", "-", None, "number_unreadable"),
    ("yen", "1,500円", 1500, None),
    ("yen", "￥500", 500, None),
    ("yen", "2万円", 20000, None),
    ("yen", "無料", 0, None),
    ("yen", "一般300円、大学生150円", None, "yen_unreadable"),
    ("yen", "500円\n参加費", None, "yen_unreadable"),
    ("yen", "-", None, None),
    ("kana", "ｱﾔｼ", "アヤシ", None),
    ("kana", "じょうぜんじどおり", "ジョウゼンジドオリ", None),
    ("kana", "コミュニティー・センター", "コミュニティー・センター", None),
    ("kana", "定禅寺ドオリ", "定禅寺ドオリ", "kana_has_other"),
    ("weekdays", "月火水木金", "月火水木金", None),
    ("weekdays", "月～金", "月火水木金", None),
    ("weekdays", "月曜日から金曜日", "月火水木金", None),
    ("weekdays", "土・月", "月土", None),
    ("weekdays", "金〜月", "月金土日", None),
    ("weekdays", "毎日", "月火水木金土日", None),
    ("weekdays", "平日、土曜、祝日", "月火水木金土祝", None),
    ("weekdays", "第2・4土曜", None, "weekdays_unreadable"),
    ("weekdays", "月曜休館", None, "weekdays_unreadable"),
    ("several", "多目的トイレ有り;車椅子貸出有り；", ("多目的トイレ有り", "車椅子貸出有り"), None),
    ("several", "-", None, None),
    ("link", "https://example.jp/?a=1&copy=2", "https://example.jp/?a=1&copy=2", None),
    ("link", "javascript:alert(1)", None, "link_unreadable"),
    ("link", "https://me:secret@example.jp/", None, "link_unreadable"),
    ("link", "www.example.jp", None, "link_unreadable"),
    ("link", "http://[broken", None, "link_unreadable"),
    ("link", "", None, None),
]


@pytest.mark.parametrize(("reader", "written", "value", "doubt"), READINGS)
def test_readers(reader: str, written: str, value: Any, doubt: str | None) -> None:
    read = values.READERS[reader](written)
    assert (read.value, read.doubt, read.text) == (value, doubt, written)


def test_a_choice_is_one_of_the_words_in_any_width() -> None:
    kinds = {"見えること": "seen", "できること": "could", "やること": "will"}
    assert values.choice("　できること", kinds).value == "could"
    assert values.choice("ﾔﾙこと", kinds).doubt == "choice_unknown"
    assert values.choice("", kinds).blank


@pytest.mark.parametrize("reader", sorted(values.READERS))
@pytest.mark.parametrize(
    "written",
    ["x" * 100_000, "1" * 100_000, "1 " * 50_000, " " * 99_999 + "x", "0-" * 50_000, "月～" * 50_000, "\u3000※"],
)
def test_a_long_or_strange_cell_is_only_ever_doubted(reader: str, written: str) -> None:
    """Regular expressions over anybody's text (threats: flooding): a quadratic one would hang here for hours."""
    read = values.READERS[reader](written)
    assert read.text == written
    assert read.doubt is None or read.doubt in SENTENCES
