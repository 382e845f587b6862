"""From a record to rows, from rows to mail: once, by the way that reaches each."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.utils import timezone

from yoriai.kernel.actors.actions import add_guest
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.records.registry import HEARERS, Notice
from yoriai.people import actions
from yoriai.people.letters import next_digest
from yoriai.people.models import Contact, Outgoing, Representation
from yoriai.people.queries import mail_due

NOW = timezone.make_aware(dt.datetime(2026, 11, 25, 21, 0))


@pytest.fixture
def told(cast, monkeypatch):
    """`told(notice, …)`: a record whose hearers want exactly these notices told."""

    def tell(*notices):
        monkeypatch.setitem(HEARERS, "test.happened", [lambda record: notices])
        return Record.objects.create(verb="test.happened")

    return tell


def rows():
    return list(Outgoing.objects.order_by("pk").values_list("to__name", "way", "singly"))


def test_a_person_with_an_account_gets_mail_with_the_week(cast, told):
    actions.tell(told(Notice(cast.resident, "結果が出ました", "読めます")), now=NOW)
    row = Outgoing.objects.get()
    assert (row.way, row.singly, row.goes) == ("mail", False, next_digest(NOW))


def test_telling_twice_is_telling_once(cast, told):
    record = told(Notice(cast.resident, "結果", "読めます"), Notice(cast.resident, "結果（二度目）", "読めます"))
    actions.tell(record)
    actions.tell(record)
    assert [row.subject for row in Outgoing.objects.all()] == ["結果"]


def test_a_body_is_told_through_its_members_with_mail(cast, told):
    """R2: a section hears through whoever represents it."""
    actions.tell(told(Notice(cast.team, "題", "文")))
    assert {name for name, _way, _singly in rows()} == {"沢田 みどり", "佐々木 道", "𠮷田 恵", "石﨑 葵", "千葉 直人"}


def test_a_body_whose_members_have_no_mail_is_one_line_of_the_office_s_list(cast, told):
    actions.tell(told(Notice(cast.neighbourhood, "題", "文")))
    assert rows() == [("長町北町内会", "by_hand", False)]


def test_a_body_nobody_represents_is_still_told_by_hand(cast, told):
    Representation.objects.filter(body=cast.company).update(ended=timezone.now())
    actions.tell(told(Notice(cast.company, "題", "文")))
    assert rows() == [("杜野新聞販売店", "by_hand", False)]


def test_the_head_without_mail_is_a_line_of_the_list(cast, told):
    actions.tell(told(Notice(cast.head, "題", "文")))
    assert rows() == [("髙橋 勇", "by_hand", False)]


def test_a_guest_who_left_a_mail_address_for_this_thing_gets_mail_about_it_alone(cast, told):
    guest = add_guest("ゆうこ")
    actions.put_contact(guest, "mail", "yuko@morino.example", purpose="notices", ends=dt.date(2030, 1, 1))
    actions.tell(told(Notice(guest, "題", "文", singly=True)))
    assert rows() == [("ゆうこ", "mail", True)]


def test_a_guest_who_left_nothing_finds_it_on_their_own_page(cast, told):
    actions.tell(told(Notice(add_guest("ゆうこ"), "題", "文")))
    assert rows() == [("ゆうこ", "page", False)]


def test_whoever_wants_no_mail_is_mailed_only_what_is_asked_by_a_date(cast, told):
    cast.resident.user.mail_rhythm = "none"
    cast.resident.user.save()
    actions.tell(told(Notice(cast.resident, "お知らせ", "文")))
    actions.tell(told(Notice(cast.resident, "お願い", "文", singly=True)))
    assert rows() == [("大友 さくら", "page", False), ("大友 さくら", "mail", True)]


def test_somebody_who_has_left_is_told_nothing(cast, told):
    cast.resident.left = timezone.now()
    cast.resident.save()
    actions.tell(told(Notice(cast.resident, "題", "文", singly=True)))
    assert rows() == []


def send(now):
    return [actions.send_letter(first, now=now) for first in mail_due(now)]


def test_a_single_notice_goes_at_once_and_only_once(cast, told):
    actions.tell(told(Notice(cast.resident, "お願い", "文", singly=True)), now=NOW)
    assert send(NOW) == [1]
    assert send(NOW) == []
    assert [(m.to, m.subject) for m in mail.outbox] == [(["sakura@morino.example"], "お願い")]


def test_what_waits_for_the_week_goes_on_thursday_in_one_mail(cast, told):
    for subject in ("ひとつめ", "ふたつめ", "みっつめ"):
        actions.tell(told(Notice(cast.resident, subject, "文")), now=NOW)
    assert send(NOW) == []
    thursday = next_digest(NOW)
    assert thursday == timezone.make_aware(dt.datetime(2026, 11, 26, 7, 0))
    assert send(thursday) == [3]
    assert "ひとつめ" in mail.outbox[0].body and "みっつめ" in mail.outbox[0].body


def test_a_mail_server_that_is_down_is_tried_again_later_and_then_somebody_telephones(cast, told, monkeypatch):
    def down(self, **_):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", lambda self, m: down(self))
    actions.tell(told(Notice(cast.resident, "お願い", "文", singly=True)), now=NOW)
    later, tries = NOW, 0
    while mail_due(later):
        send(later)
        tries += 1
        later += dt.timedelta(days=2)
    row = Outgoing.objects.get()
    assert (tries, row.way, row.sent) == (6, "by_hand", None)


def test_a_failed_mail_is_not_tried_again_at_once(cast, told, monkeypatch):
    def refuse(self, messages):
        raise smtplib.SMTPException

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    actions.tell(told(Notice(cast.resident, "お願い", "文", singly=True)), now=NOW)
    send(NOW)
    assert mail_due(NOW) == []
    assert mail_due(NOW + dt.timedelta(minutes=5)) != []


def test_a_subject_cannot_add_a_header(cast, told):
    actions.tell(told(Notice(cast.resident, "題\r\nBcc: toyama@morino.example", "文", singly=True)), now=NOW)
    send(NOW)
    assert mail.outbox[0].recipients() == ["sakura@morino.example"]
    assert "Bcc" not in mail.outbox[0].message()


def test_every_mail_can_be_stopped_with_one_click_and_no_sign_in(cast, told, client):
    actions.tell(told(Notice(cast.resident, "お願い", "文", singly=True)), now=NOW)
    send(NOW)
    sent = mail.outbox[0]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in sent.body
    path = "/" + link.split("/", 3)[3]
    assert client.get(path).status_code == 200
    cast.resident.user.refresh_from_db()
    assert cast.resident.user.mail_rhythm == "weekly"  # looking stops nothing: mail programs look by themselves
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    cast.resident.user.refresh_from_db()
    assert cast.resident.user.mail_rhythm == "none"


def test_a_stop_link_nobody_signed_stops_nothing(cast, client):
    assert client.post("/letters/stop/12345:abc:def/").status_code == 404


def test_stopping_a_mail_only_follower_forgets_their_address(cast, told, client):
    guest = add_guest("ゆうこ")
    actions.put_contact(guest, "mail", "yuko@morino.example", purpose="notices", ends=dt.date(2030, 1, 1))
    actions.stop_letters(guest)
    assert not Contact.objects.filter(actor=guest).exists()


def test_ticking_off_a_line_needs_the_office_with_its_second_factor(cast, told):
    actions.tell(told(Notice(cast.head, "題", "文")))
    row = Outgoing.objects.get()
    for who in (cast.who(cast.outsider), cast.who(cast.ward_officer), cast.who(cast.officer, sure=False)):
        with pytest.raises(NotAllowed):
            actions.told_by_hand(row, "電話で伝えた", by=who)
    actions.told_by_hand(row, "電話で伝えた", by=cast.who(cast.officer))
    row.refresh_from_db()
    assert (row.outcome, row.sent_by) == ("電話で伝えた", cast.officer)
    assert Record.objects.filter(verb="notice.told_by_hand", person=cast.officer).count() == 1


def test_a_line_is_ticked_off_once(cast, told):
    actions.tell(told(Notice(cast.head, "題", "文")))
    row = Outgoing.objects.get()
    actions.told_by_hand(row, "電話で伝えた", by=cast.who(cast.officer))
    with pytest.raises(NotPossible):
        actions.told_by_hand(row, "もう一度", by=cast.who(cast.officer))


@pytest.mark.parametrize("number", [1, 50])
def test_telling_many_costs_no_more_queries_than_telling_one(cast, told, django_assert_num_queries, number):
    guests = [add_guest(f"読む人{n}") for n in range(number)]
    record = told(*(Notice(guest, "題", "文") for guest in guests))
    with django_assert_num_queries(6):
        assert len(actions.tell(record)) == number


def test_nobody_sits_down_unseen(cast):
    letter, _secret = actions.invite(cast.npo, by=cast.who(cast.worker))
    actions.accept(letter, by=cast.who(cast.resident))
    rows = actions.tell(Record.objects.get(verb="seat.accepted"))
    assert {row.to for row in rows} == {cast.worker, cast.resident}


def test_whoever_codes_were_printed_for_hears_of_it_at_once(cast):
    actions.print_codes(cast.ward_officer.user, by=cast.who(cast.officer))
    rows = actions.tell(Record.objects.get(verb="codes.printed"))
    assert [(row.to, row.singly) for row in rows] == [(cast.ward_officer, True)]
