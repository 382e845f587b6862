"""The names of columns: in two rows, below titles, said again, guessed from their words."""

from yoriai.engines.tables.headers import aliases_for, match
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.taking import guesses, matched
from yoriai.engines.tables.tests.files import xlsx

EVENTS, PLACES, GROUPS = (aliases_for(kind) for kind in ("events", "places", "organizations"))


def codes(content: bytes, kind: str) -> list[str]:
    return [note.code for note in read(content, aliases=[aliases_for(kind)]).notes]


def test_a_second_row_that_fills_the_blanks_of_the_first_belongs_to_the_names() -> None:
    source = "No,名称,連絡先,,備考\n,,電話,FAX,\n1,集会所,022-000-0001,022-000-0002,\n".encode()
    table = read(source, aliases=[PLACES])
    assert table.headers == ("No", "名称", "連絡先_電話", "FAX", "備考")
    assert codes(source, "places") == ["two_header_rows"]
    assert [row.line for row in table.rows] == [3]


def test_a_row_of_data_below_blank_names_is_no_row_of_names() -> None:
    table = read("名称,住所,,\n集会所,杜野市,鍵あり,22\n".encode(), aliases=[PLACES])
    assert table.headers == ("名称", "住所", "(C)", "(D)")
    assert len(table) == 1


def test_a_name_that_says_too_little_takes_that_of_its_group() -> None:
    source = xlsx(
        ["団体名", "連絡先", None, "申込期間", None],
        [None, "氏名", "電話", "開始", "終了"],
        ["川の会", "山田", "022-000-0001", "4/1", "4/30"],
        merges=["A1:A2", "B1:C1", "D1:E1"],
    )
    assert read(source, aliases=[EVENTS]).headers == (
        "団体名",
        "連絡先_氏名",
        "電話",
        "申込期間_開始",
        "申込期間_終了",
    )


def test_equal_names_in_two_groups_are_told_apart() -> None:
    source = xlsx(
        ["会場", None, "主催", None, "行事名", "開催日"],
        ["名称", "電話", "名称", "電話", None, None],
        ["公民館", "022-000-0001", "川の会", "022-000-0002", "祭", "2026/8/1"],
        merges=["A1:B1", "C1:D1"],
    )
    assert read(source, aliases=[EVENTS]).headers == (
        "会場_名称",
        "会場_電話",
        "主催_名称",
        "主催_電話",
        "行事名",
        "開催日",
    )


def test_what_stands_above_the_names_and_the_name_of_the_sheet_are_told() -> None:
    table = read(
        xlsx(["令和8年度", None, "作成：広報課"], ["行事", "期日", "場所"], ["祭", "8/1", "広場"]), aliases=[EVENTS]
    )
    assert table.titles == ("令和8年度", "作成：広報課", "Sheet")
    assert table.headers == ("行事", "期日", "場所")


def test_a_heading_merged_over_columns_is_told_from_a_name_alone() -> None:
    rows = [["名称", "住所", "電話"], ["子育て支援", None, None], ["集会所", "杜野市", None], ["広場", None, None]]
    table = read(xlsx(*rows, merges=["A2:C2"]), aliases=[PLACES])
    assert [row.across for row in table.rows] == [True, False, False]


def test_a_name_nobody_listed_is_guessed_by_its_words_and_told() -> None:
    headers = ["利用団体の名称", "会員数（人）", "お問い合わせ先の電話番号", "謎"]
    found = match(headers, GROUPS)
    assert found.found == {"name": "利用団体の名称", "members": "会員数（人）", "phone": "お問い合わせ先の電話番号"}
    assert found.unknown == ("謎",)
    aliases, matching = matched(read(",".join(headers).encode() + b"\n1,2,3,4\n", aliases=[GROUPS]), [GROUPS])
    assert [reason.params["header"] for reason in guesses(aliases, matching)] == [
        "利用団体の名称",
        "お問い合わせ先の電話番号",
    ]


def test_remarks_and_brackets_of_a_name_are_looked_past_unless_they_turn_it() -> None:
    found = match(["住所（町名）", "緯度（10進法）", "会場（住所）", "名称【英語】", "施設名"], PLACES).found
    assert (found["address"], found["latitude"], found["name"]) == ("住所（町名）", "緯度（10進法）", "施設名")
    assert found["english_name"] == "名称【英語】"


def test_of_a_listed_and_a_guessed_name_the_listed_counts() -> None:
    found = match(["駐車場の電話番号", "電話番号"], PLACES)
    assert (found.found["phone"], found.unknown) == ("電話番号", ("駐車場の電話番号",))
