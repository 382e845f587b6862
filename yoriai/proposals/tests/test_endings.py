"""The next step, a case out of what is there, 開示用一式, 保存年限 (R24, R39, R47)."""

import datetime as dt
import io

import openpyxl
import pytest
from django.utils import timezone

from yoriai.directory.models import Case
from yoriai.kernel.models import Ask, Link, Record
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Step
from yoriai.proposals.queries.disclosure import NAME, PRIVATE, the_whole
from yoriai.proposals.queries.keeping import keeping, kept_long_enough
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.ui.tests.paper_reading import tags, text_of


def url(proposal, rest):
    return f"/proposals/{proposal.code}/{rest}"


@pytest.fixture
def onward(walk):
    return walk.to("onward")


def test_the_checklist_of_the_way_out_is_ticked_by_those_who_did_it(onward, cast, client_of):
    worker, outsider = client_of(cast.worker), client_of(cast.outsider)
    worker.post(url(onward, "next-step/takers/"))
    assert Proposal.objects.get(pk=onward.pk).exit.ticked == ["takers"]
    worker.post(url(onward, "next-step/takers/"))
    worker.post(url(onward, "next-step/nonsense/"))
    assert outsider.post(url(onward, "next-step/handed/")).status_code == 404
    assert Proposal.objects.get(pk=onward.pk).exit.ticked == []


def test_a_case_is_drafted_from_what_everybody_reads_and_every_party_is_asked(walk, onward, cast, client_of):
    """R39, R47: nothing that lies between the parties gets into it."""
    for actor in (cast.npo, cast.students, cast.ward_office):
        person = {cast.npo: walk.group, cast.students: walk.partner, cast.ward_office: walk.section}[actor]
        actions.agree_to_summary(onward, actor, by=person)
    worker = client_of(cast.worker)
    assert client_of(cast.officer).post(url(onward, "next-step/case/")).status_code == 404
    assert worker.post(url(onward, "next-step/case/")).status_code == 302
    case = Case.objects.get()
    assert (case.by, case.state, case.title) == (cast.npo, "draft", "雪の朝、いっしょに")
    assert case.lesson == "当番の決め方を早めに話すとよい"
    assert case.goes_on == "町内会が当番を引き継ぎます。"
    assert "23回" in case.results
    assert [(row.actor, row.role) for row in case.parties.order_by("place")] == [
        (cast.npo, "当番を組む"), (cast.students, ""), (cast.ward_office, "道具を貸す"),
    ]  # fmt: skip
    asked = Ask.objects.filter(what="named_party", item=case.pk, state="asked")
    assert {row.asked for row in asked} == {cast.students, cast.ward_office}
    assert case.turns.count() > 5
    assert Link.objects.filter(source=onward.pk, target=case.pk, kind="told_in").exists()
    page = words(worker.get(case.get_absolute_url()))
    for hidden in BETWEEN:
        assert hidden not in page
    worker.post(url(onward, "next-step/case/"))
    assert Case.objects.count() == 1


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_office_takes_out_all_there_is_with_names_and_private_answers_marked(onward, cast, client_of):
    office = client_of(cast.officer)
    page = words(office.get(url(onward, "disclosure/")))
    assert "マスキング" not in page
    xlsx = office.post(url(onward, "disclosure/"), {"form": "xlsx"})
    assert xlsx["Content-Disposition"].startswith("attachment")
    papers, memos, records = book(xlsx.content)
    rows = list(papers.iter_rows(min_row=2, values_only=True))
    days = [row[1] for row in rows]
    assert days == sorted(days)
    sorts = {row[2] for row in rows}
    assert {
        "経過",
        "提出した書類",
        "書いた答え",
        "相談",
        "審査票",
        "協定",
        "署名",
        "ふりかえり",
        "次のステップ",
    } <= sorts
    marked = {row[7]: row[8] for row in rows if row[8]}
    assert marked["杜野市長町1-2-3"] == str(PRIVATE)
    assert marked["000-111-2222"] == str(PRIVATE)
    assert marked[cast.worker.name] == str(NAME)
    assert all(row[8] for row in rows if row[7] and cast.worker.name in str(row[7]))
    text = "".join(str(cell) for row in rows for cell in row)
    assert "道具は倉庫に40本" not in text
    assert "道具は倉庫に40本" in "".join(str(cell) for row in memos.iter_rows(values_only=True) for cell in row)
    assert records.max_row > 30
    assert {row[9].date() for row in rows} == {keeping(onward).until}


def test_the_paper_of_disclosure_frames_what_is_to_be_masked_and_is_tagged(onward, cast, client_of):
    pdf = client_of(cast.officer).post(url(onward, "disclosure/"), {"form": "pdf"}).content
    text = text_of(pdf)
    assert "マスキング" in text
    assert text.index("道具を貸します") < text.index("庁内のメモ（別紙）") < text.index("道具は倉庫に40本")
    assert "H1" in tags(pdf)
    assert Record.objects.filter(verb="proposal.disclosed", item=onward.pk).count() == 1


@pytest.mark.parametrize("name", ["worker", "ward_officer", "judge", "outsider"])
def test_nobody_but_the_office_takes_it_out(onward, cast, client_of, name):
    reader = client_of(getattr(cast, name))
    assert reader.get(url(onward, "disclosure/")).status_code == 404
    assert reader.post(url(onward, "disclosure/"), {"form": "pdf"}).status_code == 404
    assert reader.get("/proposals/kept/").status_code == 404
    assert not Record.objects.filter(verb="proposal.disclosed").exists()


def test_gathering_asks_as_often_however_much_there_is(onward, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        the_whole(Proposal.objects.select_related("scheme").get(pk=onward.pk))
    for number in range(50):
        actions.remark(onward, "issue", f"ことば{number}", by=cast.who(cast.worker, cast.npo))
    with django_assert_num_queries(len(few)):
        the_whole(Proposal.objects.select_related("scheme").get(pk=onward.pk))


def test_what_has_reached_the_end_of_its_term_is_listed_and_told_of_once_and_stays(walk, onward, cast, client_of):
    walk.to("under_way")
    today = timezone.localdate()
    until = keeping(onward).until
    assert (until.month, until.day) == (3, 31)
    assert until.year - (today.year if today.month >= 4 else today.year - 1) == walk.plan.rules.keep_years + 1
    assert list(kept_long_enough(until)) == []
    assert list(kept_long_enough(until + dt.timedelta(days=1))) == [onward]
    assert [actions.notice_kept(until + dt.timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert Proposal.objects.filter(pk=onward.pk).exists()
    office = client_of(cast.officer)
    assert onward.title not in words(office.get("/proposals/kept/"))
    Step.objects.filter(proposal=onward).update(at=timezone.now() - dt.timedelta(days=365 * 8))
    assert onward.title in words(office.get("/proposals/kept/"))
