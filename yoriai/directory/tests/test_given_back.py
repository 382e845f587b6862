"""An organisation takes along what is its own (R45): as a table, and as text for the forms of other portals."""

from io import BytesIO

import openpyxl
import pytest

from yoriai.directory.actions import add_entry, add_page, end_entry, show_entry
from yoriai.directory.models import Activity, Need, Offer
from yoriai.directory.queries.given_back import table_of, text_of
from yoriai.engines.tables.reading import read


@pytest.fixture
def page(cast):
    """The page of an NPO that shows its telephone for introductions only."""
    by = cast.who(cast.worker, cast.npo)
    made = add_page(
        cast.npo, by=by, title="NPO法人 そらのま", summary="居場所です。\n見学もどうぞ。", phone="000-000-0010",
        contact_by="introduction", corporate_number="8999999999901", themes=[cast.themes[0]],
    )  # fmt: skip
    return show_entry(made, by=by)


@pytest.fixture
def more(cast, page):
    """What it has told besides: shown, a draft, ended."""
    by = cast.who(cast.worker, cast.npo)
    show_entry(add_entry(Activity(), by=by, title="土曜の朝ごはん", days="毎週土曜"), by=by)
    show_entry(add_entry(Offer(), by=by, title="部屋を貸せます"), by=by)
    add_entry(Need(), by=by, title="=下書きの求め")
    ended = show_entry(add_entry(Activity(), by=by, title="終わった会"), by=by)
    end_entry(ended, by=by)


def rows(cast):
    head, lines = table_of(cast.npo)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_the_table_holds_everything_the_organisation_wrote_in_whatever_state(cast, more):
    assert [(row["種類"], row["状態"], row["題名"]) for row in rows(cast)] == [
        ("団体", "公開中", "NPO法人 そらのま"),
        ("活動", "公開中", "土曜の朝ごはん"),
        ("活動", "終わったもの", "終わった会"),
        ("力になれます", "公開中", "部屋を貸せます"),
        ("力を貸してください", "下書き", "=下書きの求め"),
    ]
    first = rows(cast)[0]
    assert (first["電話"], first["法人番号"]) == ("000-000-0010", "8999999999901")


def test_what_others_wrote_is_not_in_it(cast, more):
    add_entry(Activity(), by=cast.who(cast.resident), title="ほかの人の")
    assert "ほかの人の" not in [row["題名"] for row in rows(cast)]


def test_the_files_open_in_excel_and_run_nothing(cast, more, page, client_of):
    client = client_of(cast.worker)
    csv = client.get(f"/organisations/{page.code}/ours.csv").content
    assert csv.startswith(b"\xef\xbb\xbf")
    assert "'=下書きの求め" in csv.decode("utf-8-sig")
    assert [row.cells["題名"] for row in read(csv, "ours.csv", []).rows][4] == "=下書きの求め"
    book = openpyxl.load_workbook(BytesIO(client.get(f"/organisations/{page.code}/ours.xlsx").content))
    cells = {cell.value: cell.data_type for line in book.active.iter_rows() for cell in line}
    assert cells["=下書きの求め"] == "s"


def test_the_text_has_a_heading_a_section_and_leaves_out_what_is_blank(cast, more, page):
    text = text_of(page)
    assert [line for line in text.splitlines() if line.startswith("■")] == [
        "■団体の種類", "■名前", "■よみ", "■わたしたちのこと", "■テーマ", "■していること", "■力になれること",
        "■連絡のしかた（引き合わせのときだけ）", "■法人番号", "■このサイトのページ",
    ]  # fmt: skip
    assert "居場所です。\n見学もどうぞ。" in text
    assert "土曜の朝ごはん　毎週土曜" in text
    assert "終わった会" not in text
    assert "下書きの求め" not in text


def test_the_page_offers_both_and_works_without_javascript(cast, more, page, client_of):
    shown = client_of(cast.worker).get(f"/organisations/{page.code}/ours/").content.decode()
    assert text_of(page).splitlines()[0] in shown
    assert f"/organisations/{page.code}/ours.xlsx" in shown


@pytest.mark.parametrize("form", ["/", ".csv", ".xlsx"])
def test_for_everybody_else_there_is_no_such_page(cast, page, client_of, client, form):
    address = f"/organisations/{page.code}/ours{form}"
    assert [client_of(who).get(address).status_code for who in (cast.resident, cast.officer, cast.supporter)] == [
        404
    ] * 3
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_same_queries_however_much_there_is(cast, page, number, django_assert_num_queries):
    by = cast.who(cast.worker, cast.npo)
    for each in range(number):
        add_entry(Activity(), by=by, title=str(each), themes=cast.themes[:1], areas=[cast.ward])
    with django_assert_num_queries(11):
        table_of(cast.npo)
