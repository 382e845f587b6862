"""The panel's book and the table of scores: files that hold no more than their reader may read (R35)."""

from io import BytesIO

import openpyxl

from yoriai.proposals import actions
from yoriai.proposals.models import Book
from yoriai.proposals.tasks import make_panel_book
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, PRIVATE
from yoriai.ui.tests.paper_reading import text_of


def squeezed(text):
    """As a PDF gives it back: without spaces."""
    return text.replace(" ", "").replace("　", "")


def test_the_book_holds_every_sheet_without_what_is_the_office_s_and_the_job_says_how_far_it_is(walk, client_of, cast):
    """R35: as handed in; addresses, lists and bank data stay between the group and the office."""
    walk.to("first_review")
    walk.to("final_review")
    url, office = f"/schemes/{walk.scheme.code}/book/", client_of(cast.officer)
    assert office.get(f"{url}book.pdf").status_code == 404
    assert office.post(url).status_code == 302
    book = Book.objects.get(seat=None)
    assert "まもなく" in words(office.get(url))
    make_panel_book(book.pk)
    book.refresh_from_db()
    assert (len(book.proposals), book.read) == (2, 2)
    assert "2件" in words(office.get(url))
    read = text_of(office.get(f"{url}book.pdf").content)
    shown = [
        ANSWERS["F2"]["purpose"],
        ANSWERS["F2"]["evidence"],
        "目次",
        "受付番号1",
        "受付番号2",
        "市の負担金",
        "400,000",
    ]
    for each in (*shown, "スコップ30本", "◎" + walk.cast.npo.name, "事務局用"):
        assert squeezed(each) in squeezed(read), each
    for hidden in PRIVATE:
        assert squeezed(hidden) not in squeezed(read)


def test_a_member_s_book_is_without_what_they_stand_near_to_and_is_gone_once_they_say_so(walk, client_of, cast):
    """R35: a recused member reads no sheet, in no file either, also not in one made before."""
    first, second = walk.to("first_review"), walk.to("first_review")
    url, member = f"/schemes/{walk.scheme.code}/book/", client_of(cast.member)
    seat = walk.panel[1]
    actions.declare_interest(first, seat, "理事です", by=cast.who(cast.member))
    actions.begin_sheet(second, by=cast.who(cast.member))
    member.post(url)
    book = Book.objects.get(seat=seat)
    make_panel_book(book.pk)
    book.refresh_from_db()
    assert book.proposals == [second.pk]
    read = text_of(member.get(f"{url}book.pdf").content)
    assert "受付番号2" in read
    assert "受付番号1" not in read
    assert squeezed(cast.member.shown_name) in squeezed(read)
    actions.declare_interest(second, seat, "家族が会員です", by=walk.office)
    assert member.get(f"{url}book.pdf").status_code == 404
    assert "作り直して" in words(member.get(url))
    slow = Book.objects.create(scheme=walk.scheme, seat=walk.panel[2], by=cast.editor, proposals=[second.pk])
    actions.declare_interest(second, walk.panel[2], "取引先です", by=walk.office)
    assert actions.finish_book(slow, b"%PDF") is False


def test_the_table_of_points_is_the_office_s_alone(walk, client_of, cast):
    """R35: single points are in no file of anybody else."""
    proposal = walk.to("first_review")
    walk.score(proposal)
    url = f"/schemes/{walk.scheme.code}/review/scores.xlsx"
    sheet = openpyxl.load_workbook(BytesIO(client_of(cast.officer).get(url).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 5 * 3
    assert rows[0][:5] == [1, proposal.title, "書類審査", cast.judge.shown_name, 1]
    assert rows[0][6:9] == ["課題把握・公益性", 40, 4]
    for person in (cast.judge, cast.member, cast.worker, cast.outsider):
        assert client_of(person).get(url).status_code == 404
    for person in (cast.worker, cast.outsider, cast.ward_officer):
        assert client_of(person).get(f"/schemes/{walk.scheme.code}/book/").status_code == 404
