"""Columns are found by name through the alias files, never by position."""

import random

import pytest

from yoriai.engines.tables import aliases_doc
from yoriai.engines.tables.headers import aliases_for, choose, fold, kinds, match, parse_aliases
from yoriai.engines.tables.values import READERS


def columns(line: str) -> list[str]:
    """The names in the first line of a CSV."""
    return line.split(",")


OLD_PLACES = columns(
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,名称_通称,POIコード,住所,方書,緯度,経度,電話番号,"
    "内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,説明,バリアフリー情報,URL,備考"
)
NEW_PLACES = columns(
    "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英語,所在地_全国地方公共団体コード,町字ID,所在地_連結表記,"
    "所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,高度の種別,高度の値,電話番号,内線番号,"
    "連絡先メールアドレス,連絡先FormURL,連絡先備考（その他、SNSなど）,郵便番号,画像,画像_ライセンス,URL,備考"
)
NPO = [
    *[
        "法人名称",
        "法人名称カナ",
        "所轄庁",
        "権限移譲先市町村",
        "主たる事務所の所在地",
        "主たる事業所の郵便番号",
        "従たる事務所の所在地",
    ],
    *columns("代表者氏名,団体代表者名（フリガナ）,法人設立認証年月日,設立年月日,定款に記載された目的"),
    *(
        f"活動分野{number}"
        for number in [
            "１",
            "２",
            "３",
            "４",
            "５",
            "６",
            "７",
            "８",
            "９",
            "１０",
            "１１",
            "１２",
            "１３",
            "１４",
            "１５",
            "１６",
            "１７",
            "１８",
            "１９",
            "２０",
        ]
    ),
    *columns("監督情報,解散情報,法人情報URL,法人番号"),
]


@pytest.mark.parametrize(
    "written",
    [
        "市区町村コード",
        " 市区町村コード　",
        "市区町村コ―ド",  # a horizontal bar
        "市区町村コ−ド",  # a minus
        "市区町村コ-ド",
        "市区町村ｺｰﾄﾞ",
        "市区町村\nコード",
        "【必須】市区町村コード",
        "市区町村コード（必須）",
        "※市区町村コード",
        "\ufeff市区町村コード",
        "1.市区町村コード",
        "市区町村コード（半角）",
        "市区町村コード（6桁の数字で入力）",
    ],
)
def test_one_name_is_found_however_it_is_written(written: str) -> None:
    assert fold(written) == fold("市区町村コード")


def test_case_width_and_joints_of_latin_names_do_not_matter() -> None:
    assert fold("Comment_ID") == fold("comment-id") == fold("ＣＯＭＭＥＮＴ　ＩＤ") == "commentid"
    assert fold("№") == fold("No.") == fold("NO") == "no"


def test_a_remark_that_says_something_else_stays_part_of_the_name() -> None:
    assert fold("名称（英語）") != fold("名称") != fold("名称（カナ）")
    assert fold("料金(基本)") != fold("料金(詳細)")


def test_a_field_without_a_column_says_nothing() -> None:
    matching = match(["名称"], aliases_for("places"))
    assert (matching.cell({"名称": "集会所"}, "name"), matching.cell({"名称": "集会所"}, "kana")) == ("集会所", "")


def test_a_bar_between_latin_letters_does_not_become_a_long_vowel() -> None:
    assert fold("E-mail") == "email"


def test_the_old_standard_is_understood() -> None:
    matching = match(OLD_PLACES, aliases_for("places"))
    assert (matching.unknown, matching.missing) == (("POIコード",), ())
    assert matching.found["code"] == "都道府県コード又は市区町村コード"
    assert matching.found["organisation"] == "団体名"


def test_the_new_standard_is_understood() -> None:
    matching = match(NEW_PLACES, aliases_for("places"))
    assert matching.missing == ()
    assert matching.found["address"] == "所在地_連結表記"
    assert matching.found["code"] == "所在地_全国地方公共団体コード"
    assert matching.unknown == ("全国地方公共団体コード", "地方公共団体名", "高度の種別", "高度の値")


def test_the_columns_of_the_npo_portal_are_understood_with_their_twenty_fields() -> None:
    matching = match(NPO, aliases_for("organizations"))
    assert (matching.missing, matching.unknown) == ((), ())
    assert matching.found["kana"] == "法人名称カナ"
    assert matching.many["fields"]["20"] == "活動分野２０"
    assert len(matching.many["fields"]) == 20


def test_the_order_of_columns_changes_nothing() -> None:
    shuffled = random.Random(7).sample(OLD_PLACES, len(OLD_PLACES))
    assert match(shuffled, aliases_for("places")).found == match(OLD_PLACES, aliases_for("places")).found


def test_of_two_columns_for_one_field_the_earlier_alias_wins_and_the_other_is_unknown() -> None:
    matching = match(["施設名", "名称"], aliases_for("places"))
    assert (matching.found, matching.unknown) == ({"name": "名称"}, ("施設名",))


def test_what_is_needed_and_absent_is_told_with_all_that_would_do() -> None:
    assert match(["区分"], aliases_for("areas")).missing == (("name", "town", "ward", "city"),)
    assert match(["町丁目"], aliases_for("areas")).missing == ()


def test_each_polis_file_is_known_by_its_columns() -> None:
    candidates = [aliases_for(kind) for kind in ("votes", "votes_matrix", "statements")]
    assert choose(columns("timestamp,datetime,comment-id,voter-id,vote"), candidates)[0].kind == "votes"
    assert choose(columns("participant,group-id,n-votes,0,1,2,10"), candidates)[0].kind == "votes_matrix"
    assert choose(columns("timestamp,comment-id,author-id,comment-body"), candidates)[0].kind == "statements"


def test_a_matrix_has_one_column_for_each_statement() -> None:
    matching = match(["participant", "xid", "group-id", "0", "1", "17"], aliases_for("votes_matrix"))
    assert matching.many == {"votes": {"0": "0", "1": "1", "17": "17"}}


def test_every_alias_file_names_readers_there_are_and_needs_there_are() -> None:
    for kind in kinds():
        aliases = aliases_for(kind)
        names = {field.name for field in aliases.fields} | {series.name for series in aliases.series}
        assert {field.reads for field in aliases.fields} <= READERS.keys()
        assert {name for group in aliases.needs for name in group} <= names


def test_a_name_claimed_by_two_fields_is_refused() -> None:
    text = 'about = "x"\n[fields.a]\nmeans = "a"\nnames = ["ID"]\n[fields.b]\nmeans = "b"\nnames = ["ｉｄ"]\n'
    with pytest.raises(ValueError, match="claimed"):
        parse_aliases("x", text)


def test_a_kind_without_an_alias_file_is_a_key_error() -> None:
    for kind in ("nothing", "../areas"):
        with pytest.raises(KeyError):
            aliases_for(kind)


def test_the_reference_page_is_generated_from_the_alias_files() -> None:
    assert aliases_doc.PAGE.read_text("utf-8") == aliases_doc.page()
