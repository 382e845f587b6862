"""控え after every handing-in, and an idea on paper that the office types for a group without account (issue 4, R45)."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed
from yoriai.people.actions import tell
from yoriai.people.models import Contact, Outgoing
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Proposal
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, BUDGET
from yoriai.ui.tests.paper_reading import squeezed, tags, text_of

TYPED = {
    "way": "fax", "name": "坂の上町内会", "kind": "neighbourhood", "reading": "", "reply_way": "fax", "reply_to": "000-000-0099",
    "title": "坂道の灯り", "type": "free", **ANSWERS["F1"],
}  # fmt: skip


def receipts(proposal):
    """The rows of the outbox for the newest 控え."""
    return tell(Record.objects.filter(verb="proposal.receipt_made", item=proposal.pk).latest("pk"))


def pdf(client, proposal):
    return client.get(f"/proposals/{proposal.code}/receipt.pdf")


def test_the_copy_shows_number_code_every_answer_and_which_are_private(walk, client_of, cast):
    proposal = walk.to("submitted")
    answer = pdf(client_of(cast.worker), proposal)
    read = text_of(answer.content)
    until = era_date(timezone.localdate() + dt.timedelta(days=walk.plan.rules.correction_days))
    for shown in (
        proposal.code, "受付番号", cast.npo.name, *ANSWERS["F2"].values(), ANSWERS["F5"]["address"], "団体と事務局だけ",
        *(f"{line['amount']:,}円" for line in BUDGET), "スコップ", until, "000-000-",
    ):  # fmt: skip
        assert squeezed(shown) in read, shown
    assert "Table" in tags(answer.content)


def test_only_the_group_and_the_office_open_the_copy(walk, client, client_of, cast):
    proposal = walk.to("in_talks")
    assert pdf(client_of(cast.officer), proposal).status_code == 200
    for stranger in (cast.outsider, cast.student, cast.ward_officer, cast.judge, cast.supporter):
        assert pdf(client_of(stranger), proposal).status_code == 404, stranger
    assert pdf(client, proposal).status_code == 404
    assert pdf(client_of(cast.worker), walk.begin()).status_code == 404  # nothing was handed in yet


@pytest.mark.parametrize("state", ["submitted", "mid_reported", "reported"])
def test_after_every_handing_in_the_group_is_told_once_with_the_way_to_the_copy(walk, cast, state):
    proposal = walk.to(state)
    rows = receipts(proposal)
    assert [(row.to, row.way, row.singly) for row in rows] == [(cast.worker, Outgoing.Way.MAIL, True)]
    assert f"/proposals/{proposal.code}/receipt.pdf" in rows[0].text
    for text in (*ANSWERS["F2"].values(), *ANSWERS["F5"].values()):
        assert text == proposal.title or text not in rows[0].text
    stepped = Record.objects.filter(item=proposal.pk, data__has_key="step").latest("pk")
    assert cast.worker not in {row.to for row in tell(stepped)}


def test_a_correction_and_a_second_handing_in_give_a_copy_of_the_new_version(walk, client_of, cast):
    proposal = walk.to("correcting")
    actions.put_answers(proposal, "F2", {"purpose": "直した目的"}, by=walk.group)
    actions.correct(proposal, by=walk.group)
    assert "直した目的" in text_of(pdf(client_of(cast.worker), proposal).content)
    assert Record.objects.filter(verb="proposal.receipt_made", item=proposal.pk).count() == 2


def test_an_idea_on_the_page_gets_its_copy_too(walk, client_of, cast):
    url = f"/schemes/{walk.scheme.code}/idea/"
    said = {"title": "坂道の灯り", "type": "free", "hat": cast.npo.pk, **ANSWERS["F1"]}
    assert client_of(cast.worker).post(url, said).status_code == 302
    read = text_of(pdf(client_of(cast.worker), Proposal.objects.get()).content)
    assert squeezed(ANSWERS["F1"]["contact"]) in read and "F1" in read


def test_the_office_types_a_paper_for_a_group_without_account_and_ends_at_the_copy(walk, client_of, cast):
    office, url = client_of(cast.officer), f"/schemes/{walk.scheme.code}/desk/paper/"
    assert office.get(url).status_code == 200
    assert office.post(url, TYPED | {"name": "", "kind": ""}).status_code == 422
    assert not Proposal.objects.exists()
    scan = SimpleUploadedFile("fax.pdf", b"%PDF-1.4")
    answer = office.post(url, TYPED | {"scan": scan})
    proposal = Proposal.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/proposals/{proposal.code}/typed/")
    assert (proposal.by.name, proposal.by.kind, proposal.state) == ("坂の上町内会", Actor.Kind.NEIGHBOURHOOD, "idea")
    document = Document.objects.get()
    assert (document.on_paper_from, document.way, document.hat) == ("坂の上町内会", "fax", cast.officer)
    assert [(row.to, row.way) for row in receipts(proposal)] == [(proposal.by, Outgoing.Way.BY_HAND)]
    assert Contact.objects.get(item=proposal.pk).value == "000-000-0099"
    assert f"/proposals/{proposal.code}/receipt.pdf" in words(office.get(answer.url))
    read = text_of(pdf(office, proposal).content)
    for shown in ("坂の上町内会", "FAX", "事務局がこのように打ちこみました", ANSWERS["F1"]["issue"]):
        assert squeezed(shown) in read
    paper = f"/proposals/{proposal.code}/documents/{document.pk}/scan/"
    assert b"".join(office.get(paper).streaming_content) == b"%PDF-1.4"
    for stranger in (cast.worker, cast.outsider, cast.ward_officer):
        assert client_of(stranger).get(paper).status_code == 404


def test_a_known_body_is_found_by_its_name_and_whoever_acts_for_it_goes_on_with_it(walk, client_of, cast):
    office, url = client_of(cast.officer), f"/schemes/{walk.scheme.code}/desk/paper/?q={cast.npo.name}"
    assert cast.npo.name in words(office.get(url))
    assert office.post(url, TYPED | {"sender": cast.npo.pk, "name": "", "kind": ""}).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.by == cast.npo
    assert client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/F1/").status_code == 200


def test_nobody_but_the_office_types_for_others(walk, client, client_of, cast):
    url = f"/schemes/{walk.scheme.code}/desk/paper/"
    for person in (cast.worker, cast.ward_officer, cast.judge, cast.outsider):
        assert client_of(person).get(url).status_code == 404, person
    assert client.get(url).status_code == 302
    with pytest.raises(NotAllowed):
        actions.begin(walk.scheme, by=walk.group, type="free", title="x", group=cast.students)
    proposal = actions.type_idea(
        walk.scheme, ANSWERS["F1"], by=walk.office, way="counter", actor=cast.students, type="free", title="x",
        scan=ContentFile(b"%PDF-1.4", name="signed.pdf"),
    )  # fmt: skip
    assert client_of(cast.outsider).get(f"/proposals/{proposal.code}/typed/").status_code == 404
