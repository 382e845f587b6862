"""一斉のお知らせ: to whom, by which way, once each; never mail from inside a request (issue 4)."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people import actions as people
from yoriai.people.letters import one_line
from yoriai.people.models import Contact, Outgoing
from yoriai.proposals import actions
from yoriai.proposals.models import Mailing, Proposal
from yoriai.proposals.queries.mailings import meant, reached
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.dates import full_date

EVERYBODY = ["group", "partners", "sections", "companion", "panel"]
FACTS = {"subject": "{事業名}の締切", "text": "{宛名}様\n{事業名}の締切は{締切}です。"}
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def office(cast, client_of):
    return client_of(cast.officer)


def address(walk):
    return f"/schemes/{walk.scheme.code}/mailings/new/"


def looked_at(office, walk, **facts):
    """The page with the list, and what its form sends on with the yes."""
    data = FACTS | {"roles": ["group"], "key": KEY} | facts
    page = office.post(address(walk), data)
    return page, data | {"sure": "1", "seen": page.context["seen"]}


def told():
    """What the outbox holds once the job has run: (to, way, subject, text)."""
    for happened in Record.objects.filter(verb="mailing.posted"):
        people.tell(happened)
    rows = Outgoing.objects.filter(record__verb="mailing.posted").select_related("to").order_by("pk")
    return [(row.to, row.way, row.subject, row.text) for row in rows]


def names(rows):
    return sorted(row.actor.shown_name for row in rows)


def test_each_role_finds_its_people(walk, cast):
    """R35: proposer, partners, sections, companion, members whose sheet is still to come."""
    first = walk.to("first_review")
    found = {role: names(reached(walk.scheme, meant(walk.scheme), [role]).receivers) for role in EVERYBODY}
    assert found["group"] == [cast.worker.shown_name]
    assert found["partners"] == [cast.student.shown_name]
    assert found["sections"] == [cast.ward_officer.shown_name]
    assert found["companion"] == [cast.supporter.shown_name]
    assert found["panel"] == sorted(seat.actor.shown_name for seat in walk.panel)
    assert cast.outsider.shown_name not in {name for rows in found.values() for name in rows}
    actions.declare_interest(first, walk.panel[1], "家族が会員です", by=walk.office)
    walk.score(first, but=(cast.judge,))
    got = reached(walk.scheme, meant(walk.scheme), ["panel"])
    assert names(got.receivers) == [cast.judge.shown_name]
    assert dict(got.left_out)["この提案に、その人の審査票を待つものはありません。"] == [cast.member.shown_name]
    assert len(dict(got.left_out)["審査票は、すべて出ています。"]) == 3


def test_somebody_in_several_roles_and_proposals_gets_one_letter_that_names_what_differs(walk, cast, office):
    first, second = walk.to("submitted"), walk.to("submitted")
    actions.rename(second, "夏の朝", by=walk.office) if second.state == "drafting" else Proposal.objects.filter(
        pk=second.pk
    ).update(title="夏の朝", due=timezone.localdate())
    Proposal.objects.filter(pk=first.pk).update(due=None)
    actions.seat_on_panel(walk.scheme, cast.worker, by=walk.office)
    _page, yes = looked_at(office, walk, roles=EVERYBODY)
    assert office.post(address(walk), yes).status_code == 302
    hers = [row for row in told() if row[0] == cast.worker]
    assert len(hers) == 1
    day = full_date(timezone.localdate())
    assert hers[0][2:] == (
        "雪の朝、いっしょに、夏の朝の締切",
        f"{cast.worker.shown_name}様\n雪の朝、いっしょに、夏の朝の締切は雪の朝、いっしょに：決まっていません、夏の朝：{day}です。",
    )
    assert {first.pk, second.pk} == set(
        Record.objects.filter(verb="proposal.written_to").values_list("item_id", flat=True)
    )


def test_two_clicks_and_a_job_that_runs_twice_are_one_letter(walk, cast, office):
    walk.to("submitted")
    _page, yes = looked_at(office, walk)
    assert [office.post(address(walk), yes).status_code for _click in range(2)] == [302, 302]
    assert told() == told()
    assert [row[0] for row in told()] == [cast.worker]
    assert Mailing.objects.count() == 1


def test_no_mail_goes_from_inside_the_request_and_the_history_says_what_became_of_it(walk, cast, office):
    walk.to("submitted")
    _page, yes = looked_at(office, walk)
    office.post(address(walk), yes)
    assert mail.outbox == []
    assert Outgoing.objects.filter(record__verb="mailing.posted").count() == 0
    told()
    history = f"/schemes/{walk.scheme.code}/mailings/"
    assert "メール：0通を送信、1通が送信待ち" in words(office.get(history))
    people.send_letter(Outgoing.objects.get(record__verb="mailing.posted").pk)
    assert [(one.to, one.subject) for one in mail.outbox] == [([cast.worker.user.email], "雪の朝、いっしょにの締切")]
    assert "メール：1通を送信、0通が送信待ち" in words(office.get(history))


def test_who_has_no_mail_stands_on_the_office_s_list(walk, cast, office):
    walk.to("submitted")
    Proposal.objects.update(by=cast.head)
    page, yes = looked_at(office, walk)
    assert names(page.context["reached"].by("by_hand")) == [cast.head.shown_name]
    office.post(address(walk), yes)
    assert [(row[0], row[1]) for row in told()] == [(cast.head, "by_hand")]
    assert (Mailing.objects.get().by_mail, Mailing.objects.get().by_hand) == (0, 1)
    assert cast.head.shown_name in words(office.get("/desk/by-hand/"))


def test_who_is_in_it_with_several_and_left_a_number_for_one_of_them_can_be_called(walk, cast, office):
    first, second = walk.to("submitted"), walk.to("submitted")
    Proposal.objects.update(by=cast.head)
    ends = timezone.localdate() + dt.timedelta(days=90)
    cast.head.contacts.all().delete()
    Contact.objects.create(actor=cast.head, item=second, way="phone", value="000-555-6666", ends=ends)
    page, yes = looked_at(office, walk)
    assert "2件" in words(page) and first.pk
    office.post(address(walk), yes)
    told()
    line = Outgoing.objects.get(record__verb="mailing.posted")
    assert (line.way, line.item_id) == ("by_hand", second.pk)
    assert "000-555-6666" in words(office.post(f"/desk/by-hand/{line.pk}/numbers/"))


@pytest.mark.parametrize("ending", ["\r\nBcc: evil@example.com", "\nBcc: evil@example.com\n\nもう一通"])
def test_a_subject_with_a_header_in_it_stays_one_line_to_one_address(walk, cast, office, ending):
    """threats.md: mail header injection, by the office's text and by a title."""
    walk.to("submitted")
    Proposal.objects.update(title=f"雪{ending}")
    _page, yes = looked_at(office, walk, subject=f"{{事業名}} お知らせ{ending}")
    office.post(address(walk), yes)
    told()
    people.send_letter(Outgoing.objects.get(record__verb="mailing.posted").pk)
    sent = mail.outbox[0]
    assert (sent.recipients(), "\n" in sent.subject, "\r" in sent.subject) == ([cast.worker.user.email], False, False)
    assert sent.message()["Bcc"] is None


def test_a_title_with_braces_is_data(walk, office):
    """threats.md: what somebody called their thing is never read as a word to be filled in."""
    walk.to("submitted")
    Proposal.objects.update(title="{制度名}<b>太い</b>")
    page, _yes = looked_at(office, walk)
    assert "{制度名}&lt;b&gt;太い&lt;/b&gt;の締切" in page.content.decode()


def test_a_word_that_cannot_be_filled_in_is_refused_in_words(walk, office):
    walk.to("submitted")
    for facts in ({"text": "{金額}のこと"}, {"subject": "｛金額｝"}):
        page, _yes = looked_at(office, walk, **facts)
        assert page.status_code == 422
        assert "「{金額}」は差し込めません" in page.content.decode()
    with pytest.raises(NotPossible, match="差し込めません"):
        actions.send_mailing(
            walk.scheme, reached(walk.scheme, meant(walk.scheme), ["group"]), by=walk.office, key=KEY, subject="あ",
            text="{金額}", chosen={},
        )  # fmt: skip


def test_a_list_that_changed_since_it_was_looked_at_is_shown_again(walk, office):
    walk.to("submitted")
    _page, yes = looked_at(office, walk, roles=["group", "companion"])
    Proposal.objects.update(companion=None)
    assert "一覧か文面が変わりました" in words(office.post(address(walk), yes))
    assert Mailing.objects.count() == 0


def test_a_letter_that_changed_since_it_was_looked_at_is_shown_again(walk, office):
    walk.to("submitted")
    _page, yes = looked_at(office, walk)
    for other in ({"text": "{宛名}様\n別の用件です。"}, {"subject": "別の件名"}):
        again = office.post(address(walk), yes | other)
        assert "一覧か文面が変わりました" in words(again)
    assert Mailing.objects.count() == 0


def test_other_words_in_a_form_that_has_been_sent_are_refused_and_not_said_to_be_sent(walk, office):
    walk.to("submitted")
    _page, yes = looked_at(office, walk)
    office.post(address(walk), yes)
    _page, back = looked_at(office, walk, text="{宛名}様\n別の用件です。")
    answer = office.post(address(walk), back)
    assert (answer.status_code, "すでに送りました" in words(answer)) == (422, True)
    assert [row.text for row in Mailing.objects.all()] == [FACTS["text"]]


def test_only_those_ticked_or_of_the_filter_are_meant(walk):
    idea, handed_in = walk.begin(), walk.to("submitted")
    assert meant(walk.scheme, of=[idea.code]) == [idea]
    assert meant(walk.scheme, state="submitted") == [handed_in]
    assert meant(walk.scheme, turn="section") == []


def test_the_preview_shows_the_letter_of_whoever_is_named(walk, cast, office):
    walk.to("submitted")
    page, _yes = looked_at(office, walk, roles=["group", "companion"], show=str(cast.supporter.pk))
    text = words(page)
    assert f"{cast.supporter.shown_name}様" in text
    assert f"{cast.worker.shown_name}様" not in text


def test_a_subject_with_many_names_is_looked_at_as_the_mail_cuts_it(walk, office):
    for number in range(3):
        Proposal.objects.filter(pk=walk.begin().pk).update(title=f"{number}" * 100)
    page, _yes = looked_at(office, walk)
    whole = "、".join(str(number) * 100 for number in range(3)) + "の締切"
    assert page.context["subject"] == one_line(whole)
    assert len(page.context["subject"]) == 200


def test_only_the_office_writes_to_many(walk, cast, client_of):
    proposal = walk.to("submitted")
    got = reached(walk.scheme, [proposal], ["group"])
    for who in (walk.group, walk.section, cast.who(cast.judge), cast.who(cast.officer, cast.office, sure=False)):
        with pytest.raises(NotAllowed):
            actions.send_mailing(walk.scheme, got, by=who, key=KEY, subject="x", text="x", chosen={})
    for person in (cast.worker, cast.judge, cast.ward_officer, cast.outsider):
        for page in ("mailings/", "mailings/new/"):
            assert client_of(person).get(f"/schemes/{walk.scheme.code}/{page}").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(walk, office):
    counted = []
    for rows in (1, 3, 50):
        while Proposal.objects.count() < rows:
            walk.begin()
        looked_at(office, walk, roles=EVERYBODY)
        with CaptureQueriesContext(connection) as queries:
            looked_at(office, walk, roles=EVERYBODY)
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]


def test_the_desk_hands_on_what_is_ticked_and_what_is_narrowed_down(walk, office):
    proposal = walk.to("submitted")
    page = office.get(f"{address(walk)}?of={proposal.code}").content.decode()
    assert re.search(rf'name="of"[^>]*value="{proposal.code}"[^>]*checked', page)
    form = office.get(f"{address(walk)}?state=submitted").context["form"]
    assert form["state"].value() == "submitted"
