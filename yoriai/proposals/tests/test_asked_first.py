"""What cannot be undone by a second tap is asked first, on a page of its own that needs no JavaScript."""

import datetime as dt
import re

from django.core.files.base import ContentFile
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Consent, LogEntry, Pending, Proposal, Scheme, SchemeTheme, Slot, Supporter
from yoriai.proposals.tests.test_pages import words


def asks_and_does(client, page, address, deed, *, sentence):
    """From the page a link leads to the question; looking at it changes nothing; its own button does it."""
    html = client.get(page).content.decode()
    found = re.search(rf'href="({re.escape(address)}|\?verb=remove)"', html)
    assert found, f"no way from {page} to {address}"
    before, sure = deed(), client.get(address)
    assert sure.status_code == 200
    assert sentence in words(sure)
    assert deed() == before, "to look is not to do"
    form = re.search(r'<form class="sure" method="post">(.*?)</form>', sure.content.decode(), re.S)[1]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form))
    sent.pop("csrfmiddlewaretoken", None)
    assert client.post(address, sent).status_code == 302
    assert deed() != before


def test_a_paper_is_taken_away_after_a_question(walk, cast, client_of):
    drafting = walk.to("drafting")
    walk.bring(drafting)
    row = drafting.papers.first()
    base = f"/proposals/{drafting.code}/papers/"
    asks_and_does(
        client_of(cast.worker), base, f"{base}{row.pk}/removal/",
        lambda: drafting.papers.filter(gone=None).count(), sentence=row.name,
    )  # fmt: skip
    assert client_of(cast.student).get(f"{base}{row.pk}/removal/").status_code == 404


def test_an_agreed_supporter_is_parted_with_after_a_question(young, cast, client_of):
    _walk, proposal = young
    base = f"/proposals/{proposal.code}/youth/"
    asks_and_does(
        client_of(cast.worker), base, f"{base}supporter/parting/",
        lambda: Supporter.objects.filter(proposal=proposal, ended=None).count(), sentence=cast.students.name,
    )  # fmt: skip
    assert client_of(cast.worker).get(f"{base}supporter/parting/").status_code == 404


def test_a_consent_is_destroyed_after_a_question(young, cast, client_of):
    walk, proposal = young
    row = actions.list_minor(proposal, "ハル", by=walk.group)
    actions.note_consent(row, timezone.localdate(), by=walk.partner)
    base = f"/proposals/{proposal.code}/youth/"
    asks_and_does(
        client_of(cast.worker), base, f"{base}members/{row.pk}/",
        lambda: Consent.objects.filter(proposal=proposal).count(), sentence="ハル",
    )  # fmt: skip


def test_a_theme_is_ended_after_a_question(walk, cast, client_of):
    sheet = SchemeTheme.objects.get(scheme=walk.scheme)
    address = f"/scheme-themes/{sheet.code}/state/"
    section = client_of(cast.ward_officer)
    asks_and_does(
        section, sheet.get_absolute_url(), address,
        lambda: SchemeTheme.objects.get(pk=sheet.pk).state, sentence="もう一度開くことはできません",
    )  # fmt: skip
    assert section.get(address).status_code == 404


def test_the_list_is_published_after_a_question(walk, cast, client_of):
    walk.to("in_talks")
    scheme = walk.over()
    base = f"/schemes/{scheme.code}/desk/"
    asks_and_does(
        client_of(cast.officer), base, f"{base}list/",
        lambda: Scheme.objects.get(pk=scheme.pk).listed, sentence="取り消しはできません",
    )  # fmt: skip


def test_a_yes_to_an_early_end_is_asked_first_and_a_day_that_cannot_be_read_again(walk, cast, client_of):
    project = walk.to("under_way")
    row = actions.ask_stop(project, by=walk.group, reason="担い手が引っ越す", money="10万円を返す")
    section, address = client_of(cast.ward_officer), f"/proposals/{project.code}/change/{row.pk}/answer/"
    again = section.post(address, {"answer": "yes", "decided_on": "きのうごろ"})
    assert (again.status_code, Pending.objects.get().agreed) == (422, None)
    assert "きのうごろ" in again.content.decode()
    asks_and_does(
        section, f"/proposals/{project.code}/stop/", address,
        lambda: Proposal.objects.get(pk=project.pk).state, sentence="元に戻すことはできません",
    )  # fmt: skip
    # Nobody is asked who may not answer: its own side, and whoever comes once it is answered.
    assert [client_of(one).get(address).status_code for one in (cast.worker, cast.ward_officer)] == [404, 404]


def test_a_line_and_money_are_taken_out_and_a_photo_is_shown_after_a_question(walk, cast, client_of):
    project, today = walk.to("under_way"), timezone.localdate()
    worker, base = client_of(cast.worker), f"/proposals/{project.code}/work/"
    picture = ContentFile(b"\xff\xd8\xff", name="photo.jpg")
    line = actions.add_log(project, by=walk.group, on=today, text="北町の歩道をかいた", picture=picture)
    asks_and_does(
        worker, base, f"{base}log/{line.pk}/shown/",
        lambda: LogEntry.objects.get(pk=line.pk).shown_since, sentence="インターネットにも出ます",
    )  # fmt: skip
    asks_and_does(worker, base, f"{base}log/{line.pk}/", project.log.count, sentence="写真もいっしょに消えます")
    spent = actions.add_expense(
        project, project.budget.filter(side="spending")[0], by=walk.group, on=today, amount=9, words="軍手"
    )
    asks_and_does(
        worker, f"{base}expenses/", f"{base}expenses/{spent.pk}/", project.expenses.count, sentence="軍手"
    )  # fmt: skip


def test_an_hour_is_taken_back_after_a_question(walk, cast, client_of):
    facts = {"minutes": 45, "way": "place", "where": "市役所2階", "seats": 2}
    slot = actions.offer_slot(walk.scheme, by=walk.office, starts=timezone.now() + dt.timedelta(days=5), **facts)
    base = f"/schemes/{walk.scheme.code}/slots/"
    asks_and_does(
        client_of(cast.officer), base, f"{base}{slot.pk}/withdrawal/",
        lambda: Slot.objects.get(pk=slot.pk).withdrawn, sentence="お知らせし",
    )  # fmt: skip


def test_a_row_is_taken_out_of_the_plan_after_a_question(walk, cast, client_of):
    scheme = actions.draw_up(walk.plan, by=walk.office)
    base = f"/schemes/{scheme.code}/plan/dates/call/"
    office = client_of(cast.officer)
    assert '?verb=remove"' in office.get(base).content.decode()
    asks_and_does(
        office, base, f"{base}?verb=remove",
        lambda: len(Scheme.objects.get(pk=scheme.pk).the_plan.phases), sentence="制度から外しますか",
    )  # fmt: skip
