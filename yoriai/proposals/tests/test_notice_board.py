"""掲示板に貼る1枚 (issue 4): public words alone, in large type, on one A4."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Answer, Bundle, Proposal, Scheme
from yoriai.proposals.paper.notice_board import ProjectSheet, Where, cut, projects_pdf
from yoriai.proposals.queries.notice_board import adopted_of, on_board, running_of
from yoriai.proposals.tasks import make_bundle
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import PRIVATE
from yoriai.ui.tests.paper_reading import pages, text_of

WHERE = Where("杜野市　市民協働課", "022-000-0000", "022-000-0001", "平日")


def squeezed(content):
    """As a PDF gives it back: without spaces."""
    return text_of(content).replace(" ", "").replace("　", "").replace("\n", "")


def test_a_project_s_sheet_says_who_with_whom_what_for_and_whom_to_ask(walk, client, cast):
    project = walk.to("under_way")
    answer = client.get(f"/proposals/{project.code}/notice-board.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert pages(answer.content) == 1
    read = squeezed(answer.content)
    for said in (
        "雪の朝、いっしょに",
        "雪の朝も、だれもが買い物と通院に出られる町にする。",
        "高校生と町内会が当番を組み",
        "加茂高校生徒会",
        "から取り組んでいます",
    ):
        assert said.replace(" ", "") in read
    for hidden in (*PRIVATE, "町内会の聞き取り62件のうち41件", "道具と除雪の計画は区にしかありません。"):
        assert hidden not in read


def test_what_is_not_adopted_has_no_sheet_whoever_asks(walk, client, client_of, cast):
    """threats.md: of what is not adopted everybody knows number, title and class."""
    for state in ("not_adopted", "final_review"):
        one = walk.to(state)
        for reader in (client, client_of(cast.worker), client_of(cast.officer), client_of(cast.outsider)):
            assert reader.get(f"/proposals/{one.code}/notice-board.pdf").status_code == 404


def test_what_came_to_nothing_has_no_sheet_and_is_in_no_list_and_nobody_is_asked_to_join_what_is_over(walk, client):
    project = walk.to("under_way")
    sheet, page = f"/proposals/{project.code}/notice-board.pdf", f"/proposals/{project.code}/"
    client.cookies["fresh"] = "1"
    assert sheet in client.get(page).content.decode()
    for state, listed in (("given_up", False), ("stopped", False), ("completed", True), ("onward", True)):
        Proposal.objects.filter(pk=project.pk).update(state=state)
        assert client.get(sheet).status_code == 404
        assert sheet not in client.get(page).content.decode()
        assert ([one.pk for one in adopted_of(walk.scheme)], running_of(walk.scheme)) == ([project.pk] * listed, [])
    Proposal.objects.filter(pk=project.pk).update(state="told")
    assert client.get(sheet).status_code == 200


def test_there_is_no_sheet_of_a_call_that_is_over(walk, client):
    sheet = f"/schemes/{walk.scheme.code}/notice-board/call.pdf"
    client.cookies["fresh"] = "1"
    assert sheet in client.get(f"/schemes/{walk.scheme.code}/").content.decode()
    walk.over()
    assert client.get(sheet).status_code == 404
    assert sheet not in client.get(f"/schemes/{walk.scheme.code}/").content.decode()


def test_the_longest_words_stay_on_one_page(walk):
    long = "あ" * 3000
    said = [cut(long, most) for most in (90, 100, 120)]
    since, address = "令和9年8月1日から取り組んでいます", "https://morino.example/proposals/ABCDEF/"
    sheet = ProjectSheet("題" * 50, "制度" * 15, *said, since, cut(long, 80), address)
    assert pages(projects_pdf([sheet], WHERE)) == 1


def test_the_call_and_the_list_of_a_scheme(walk, client):
    base = f"/schemes/{walk.scheme.code}/notice-board"
    project = walk.to("adopted")
    refused = walk.to("not_adopted")
    Proposal.objects.filter(pk=refused.pk).update(title="採択されなかった提案")
    call = squeezed(client.get(f"{base}/call.pdf").content)
    assert "自由提案型" in call
    assert "まで受け付けます" in call
    listed = squeezed(client.get(f"{base}/adopted.pdf").content)
    assert project.title in listed
    assert "採択されなかった提案" not in listed
    Proposal.objects.filter(pk=project.pk).update(visibility="hidden")
    assert "採択した事業がありませんでした" in squeezed(client.get(f"{base}/adopted.pdf").content)
    Scheme.objects.filter(pk=walk.scheme.pk).update(state="ended")
    assert client.get(f"{base}/call.pdf").status_code == 404


def test_a_draft_has_no_sheets(walk, client, client_of, cast):
    Scheme.objects.filter(pk=walk.scheme.pk).update(state="draft", visibility="audience")
    for reader in (client, client_of(cast.officer)):
        for file in ("call", "adopted"):
            assert reader.get(f"/schemes/{walk.scheme.code}/notice-board/{file}.pdf").status_code == 404


def test_an_answer_the_scheme_does_not_call_public_is_on_no_sheet(walk):
    project = walk.to("adopted")
    Answer.objects.create(proposal=project, key="x", text="内々", person=walk.cast.worker, hat=walk.cast.npo)
    assert set(on_board([project])[0].said) == {"purpose", "contents"}


@pytest.mark.parametrize("number", [1, 3])
def test_all_sheets_of_a_scheme_are_made_by_a_job(walk, client_of, cast, number, django_assert_num_queries):
    for _one in range(number):
        walk.to("adopted")
    office = client_of(cast.officer)
    address = f"/schemes/{walk.scheme.code}/desk/files/notice_board/"
    assert office.post(address).status_code == 302
    assert office.post(f"{address}file/").status_code == 404
    make_bundle(Bundle.objects.get().pk)
    make_bundle(Bundle.objects.get().pk)
    assert pages(office.post(f"{address}file/").content) == number
    rows = adopted_of(walk.scheme)
    with django_assert_num_queries(5):
        on_board(rows)
    for person in (cast.worker, cast.judge, cast.outsider):
        other = client_of(person)
        assert (other.get(address).status_code, other.post(f"{address}file/").status_code) == (404, 404)
    actions.ask_bundle(walk.scheme, "notice_board", by=walk.office)
    assert Bundle.objects.get().made is None


def test_two_clicks_are_one_file_and_a_job_that_failed_does_not_lock_the_page(walk, client_of, cast):
    """The second click waits for the first: the scheme is held before anything is written."""
    office, address = client_of(cast.officer), f"/schemes/{walk.scheme.code}/desk/files/notice_board/"
    for ask, page in (
        (lambda: actions.ask_bundle(walk.scheme, "notice_board", by=walk.office), address),
        (lambda: actions.ask_book(walk.scheme, by=walk.office), f"/schemes/{walk.scheme.code}/book/"),
    ):
        with CaptureQueriesContext(connection) as queries:
            made = ask()
        held = [place for place, one in enumerate(queries) if "FOR UPDATE" in one["sql"]]
        deleted = [place for place, one in enumerate(queries) if one["sql"].startswith("DELETE")]
        assert held[0] < min([*deleted, len(queries)])
        again = "作り直す"
        assert again not in words(office.get(page))
        type(made).objects.update(asked=timezone.now() - dt.timedelta(minutes=11))
        assert again in words(office.get(page))
