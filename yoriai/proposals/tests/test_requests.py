"""協議依頼書 and its answers: one A4, a table that comes back, the link of a mail; nothing leaves without a 決裁日 (R63)."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from yoriai.kernel.models import Actor, Ask
from yoriai.people.queries import answer_key
from yoriai.proposals import actions
from yoriai.proposals.models import Talk
from yoriai.proposals.paper.request import OtherProposal, read_answers
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, PRIVATE
from yoriai.ui.tests.paper_reading import text_of

ANSWER = {
    "can": "partly",
    "city_can": "道具を貸します",
    "city_cannot": "車道の雪はかけません",
    "memo": "倉庫に40本ある",
}


@pytest.fixture
def talked(walk):
    """A proposal in talks with one section."""
    return walk.to("in_talks")


def reply_of(proposal):
    """The page of its leading section."""
    return f"/proposals/{proposal.code}/reply/{proposal.talks.get(leads=True, ended=None).pk}/"


@pytest.fixture
def by_mail(talked):
    """The address in the mail of the section that is asked."""
    ask = Ask.objects.get(what="section_talks", item=talked.pk)
    return f"/proposals/{talked.code}/reply/by-mail/{answer_key(ask)}/"


def test_the_request_is_one_a4_without_what_is_the_office_s(talked, client_of, cast):
    """R63: what it is about, who leads, by when, five questions, how to answer."""
    made = client_of(cast.ward_officer).get(f"{reply_of(talked)}request.pdf")
    assert len(PdfReader(BytesIO(made.content)).pages) == 1
    read = text_of(made.content)
    for shown in (ANSWERS["F2"]["purpose"], "除雪の道具について", "とりまとめ", "市ができないこと", "決裁日"):
        assert shown.replace(" ", "") in read
    for hidden in PRIVATE:
        assert hidden not in read
    for person in (cast.worker, cast.outsider, cast.judge):
        for page in ("request.pdf", "questions.xlsx"):
            assert client_of(person).get(f"{reply_of(talked)}{page}").status_code == 404


def test_the_table_goes_out_and_comes_back_and_nothing_is_kept_before_somebody_has_looked(talked, client_of, cast):
    """R63: most officers sit on a closed network."""
    officer, url = client_of(cast.ward_officer), reply_of(talked)
    book = openpyxl.load_workbook(BytesIO(officer.get(f"{url}questions.xlsx").content))
    for row in book.active.iter_rows(min_row=2):
        row[1].value = {"市ができること": "道具を40本貸します", "代案": "=HYPERLINK(1)"}.get(row[0].value, row[1].value)
        if row[0].value.startswith("可否"):
            row[1].value = "一部できる"
        if row[0].value.startswith("担当者メモ"):
            row[1].value = "課内で要相談"
    file = BytesIO()
    book.save(file)
    page = officer.post(f"{url}file/", {"file": SimpleUploadedFile("回答.xlsx", file.getvalue())})
    assert page.status_code == 200
    for shown in ("道具を40本貸します", "課内で要相談", "まだ保存も送信もしていません"):
        assert shown in words(page)
    talk = Talk.objects.get(proposal=talked)
    assert (talk.city_can, talk.memo, talk.sent) == ("", "", None)
    for content in (b"nonsense", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b""):
        assert officer.post(f"{url}file/", {"file": SimpleUploadedFile("x.xlsx", content)}).status_code == 422
    with pytest.raises(OtherProposal):
        read_answers(file.getvalue(), "AAAAAA")


def test_a_section_answers_by_the_link_of_its_mail_and_sends_with_a_day(talked, by_mail, client, client_of, cast):
    """R63: without signing in; a draft stays inside, the memo always."""
    page = words(client.get(by_mail))
    assert ANSWERS["F2"]["purpose"] in page
    for hidden in PRIVATE:
        assert hidden not in page
    assert client.post(by_mail, ANSWER).status_code == 302
    worker = client_of(cast.worker)
    for hidden in ANSWER.values():
        assert hidden not in words(worker.get(f"/proposals/{talked.code}/talks/")) or hidden == "partly"
    assert "道具を貸します" in words(client.get(by_mail))
    future = timezone.localdate() + timezone.timedelta(days=2)
    assert client.post(by_mail, ANSWER | {"decided_on": future}).status_code == 422
    once_more = client.post(by_mail, ANSWER | {"decided_on": timezone.localdate()})
    assert once_more.status_code == 200
    assert "車道の雪はかけません" in words(once_more)
    assert Talk.objects.get(proposal=talked).sent is None
    assert client.post(by_mail, ANSWER | {"decided_on": timezone.localdate(), "sure": "True"}).status_code == 302
    talk = Talk.objects.get(proposal=talked)
    assert talk.sent is not None
    page = words(worker.get(f"/proposals/{talked.code}/talks/"))
    assert "道具を貸します" in page
    assert "倉庫に40本ある" not in page
    for method in (client.get, client.post):
        assert method(by_mail).status_code == 410


def test_a_link_of_another_ask_or_another_proposal_opens_nothing(walk, talked, by_mail, client):
    """R63: a key answers one ask; looked at or changed, it opens no other."""
    other = walk.to("in_talks")
    key = by_mail.rsplit("/", 2)[1]
    for address in (
        f"/proposals/{other.code}/reply/by-mail/{key}/",
        f"/proposals/{talked.code}/reply/by-mail/{key}x/",
        f"/proposals/{talked.code}/reply/by-mail/nonsense/",
    ):
        assert client.get(address).status_code == 410
        assert client.post(address, ANSWER).status_code == 410
    assert client.get(f"/proposals/{talked.code}/talks/").status_code == 404
    Talk.objects.filter(proposal=talked).update(ended=timezone.now())
    assert client.get(by_mail).status_code == 410


def test_after_two_passes_the_office_is_asked_and_the_group_reads_for_how_many_days(walk, talked, client_of, cast):
    """R63: 「担当を調整中（n日目）」."""
    more = [
        Actor.objects.create(kind=Actor.Kind.SECTION, name=name, reading=name)
        for name in ("道路課（架空）", "公園課（架空）")
    ]
    talk = actions.pass_talk_on(talked.talks.get(), more[0], "道路の仕事です", by=walk.section)
    settle = Ask.objects.filter(what="settle_section", item=talked.pk, asked=cast.office)
    assert not settle.exists()
    assert list(
        Ask.objects.filter(what="section_talks", item=talked.pk, state="asked").values_list("asked", flat=True)
    ) == [more[0].pk]
    talk = actions.pass_talk_on(talk, more[1], "公園の仕事です", by=walk.office)
    assert settle.get().state == "asked"
    assert list(
        Ask.objects.filter(what="section_talks", item=talked.pk, state="asked").values_list("asked", flat=True)
    ) == [more[1].pk]
    for page in ("", "talks/"):
        assert "担当を調整中（1日目）" in words(client_of(cast.worker).get(f"/proposals/{talked.code}/{page}"))
    actions.keep_reply(talk, by=walk.office, can="yes", city_can="道具を貸します")
    actions.send_reply(talk, timezone.localdate(), by=walk.office)
    assert settle.get().state == "closed"
    assert "担当を調整中" not in words(client_of(cast.worker).get(f"/proposals/{talked.code}/"))


def test_by_the_link_of_its_mail_a_section_passes_on_and_the_link_is_used_up(talked, by_mail, client, client_of, cast):
    """R63, threats.md: one answer; the next section gets a key of its own, and the old one opens nothing when it comes back."""
    roads = Actor.objects.create(kind=Actor.Kind.SECTION, name="道路課（架空）", reading="どうろか")
    passing, talk = f"{by_mail}passing-on/", talked.talks.get()
    page = words(client.get(by_mail))
    assert ("うちの課ではない" in page, "選んでください</option>" in page) == (True, True)
    assert client.get(passing).status_code == 405
    for wrong in ({"to": roads.pk}, {"to": cast.ward_office.pk, "reason": "x"}, {"to": cast.npo.pk, "reason": "x"}):
        assert client.post(passing, wrong).status_code == 422
    assert Talk.objects.get(pk=talk.pk).ended is None
    assert client.post(passing, {"to": roads.pk, "reason": "車道は道路課です"}).status_code == 302
    assert list(talked.talks.filter(ended=None).values_list("section", "leads")) == [(roads.pk, True)]
    assert not talked.audience.filter(actor=cast.ward_office).exists()
    assert "車道は道路課です" in words(client_of(cast.worker).get(f"/proposals/{talked.code}/talks/"))
    for address in (by_mail, passing):
        assert client.post(address, {"to": roads.pk, "reason": "x"}).status_code == 410
    open_ask = Ask.objects.get(what="section_talks", item=talked.pk, state="asked")
    theirs = f"/proposals/{talked.code}/reply/by-mail/{answer_key(open_ask)}/"
    assert client.post(f"{theirs}passing-on/", {"to": cast.ward_office.pk, "reason": "やはり区です"}).status_code == 302
    for used in (by_mail, theirs):
        assert client.get(used).status_code == 410
    back = Ask.objects.get(what="section_talks", item=talked.pk, state="asked")
    assert client.get(f"/proposals/{talked.code}/reply/by-mail/{answer_key(back)}/").status_code == 200
    assert Ask.objects.filter(what="settle_section", item=talked.pk, asked=cast.office, state="asked").exists()
