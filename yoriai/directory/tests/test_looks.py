"""載せている情報: who may confirm, ask and remark (R11, R53), and the yearly question (R52)."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.letters import still_true_token
from yoriai.directory.models import Activity, Confirmation, Note
from yoriai.directory.queries.entries import in_confirming_hat, looks_at
from yoriai.directory.queries.pages import notes_on
from yoriai.directory.tasks.entries import ask_owners_still_true
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.models import Ask, Item
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Outgoing

NOW = dt.datetime(2026, 11, 26, 1, tzinfo=dt.UTC)


@pytest.fixture
def office(cast):
    """The officer in the office's hat."""
    return cast.who(cast.officer, cast.section)


@pytest.fixture
def shown(cast):
    """An activity of the NPO's that everybody sees."""
    by = cast.who(cast.worker, cast.npo)
    return actions.show_entry(actions.add_entry(Activity(), by=by, title="土曜の朝ごはん"), by=by)


@pytest.fixture
def yearly(cast, shown):
    """The question of the year, asked."""
    return ask("still_true", shown, cast.npo, by=Who.alone(cast.section, signed_in=False))


def test_the_office_confirms_with_a_way_and_the_page_says_who_and_when(client, office, shown):
    actions.confirm_entry(shown, "call", "代表の方に電話", by=office)
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "電話で" in page and str(office.actor) in page
    assert "未確認" not in page and "代表の方に電話" not in page


@pytest.mark.parametrize("person", ["resident", "student", "worker", "salesman", "outsider"])
def test_nobody_else_confirms_remarks_or_asks(cast, shown, person):
    who = cast.who(getattr(cast, person))
    for act in (
        lambda: actions.confirm_entry(shown, "call", by=who),
        lambda: actions.remark(shown, "市の言うことです", by=who),
        lambda: actions.ask_owner(shown, "見てください", by=who),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_officer_confirms_in_the_office_s_hat_and_not_as_a_private_person(cast, shown):
    private = cast.who(cast.officer)
    with pytest.raises(NotAllowed):
        actions.confirm_entry(shown, "call", by=private)
    assert in_confirming_hat(private).actor == cast.section


def test_nobody_confirms_an_entry_of_their_own(cast, office):
    own = actions.show_entry(actions.add_entry(Activity(), by=office, title="市の相談会"), by=office)
    with pytest.raises(NotAllowed):
        actions.confirm_entry(own, "document", by=office)


def test_a_named_centre_may_confirm_until_the_office_says_no_longer(cast, office, shown):
    centre = cast.who(cast.student, cast.npo) if cast.npo.pk in cast.who(cast.student).hats else None
    by = centre or cast.who(cast.resident)
    other = cast.who(cast.supporter)
    body = next((pk for pk in other.hats if pk != cast.supporter.pk), None)
    if body is not None:
        by = other.wearing(type(cast.npo).objects.get(pk=body))
    named = actions.name_confirmer(by.actor, by=office)
    if not by.wears(shown.by_id):
        actions.confirm_entry(shown, "visit", by=by)
        assert Confirmation.objects.get().by == by.actor
    actions.end_confirmer(named, by=office)
    with pytest.raises(NotAllowed):
        actions.confirm_entry(shown, "visit", by=by)


def test_a_remark_stands_on_the_page_as_theirs_and_can_be_taken_off_by_them_only(client, cast, office, shown):
    note = actions.remark(shown, "鍵は区役所の窓口にあります。", by=office)
    assert "鍵は区役所の窓口にあります。" in client.get(shown.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        actions.withdraw_remark(note, by=cast.who(cast.worker, cast.npo))
    actions.withdraw_remark(note, by=office)
    assert notes_on(shown) == []


def test_the_owner_is_asked_and_only_the_owner_changes(cast, office, shown):
    asked = actions.ask_owner(shown, "電話番号はいまも使えますか。", by=office)
    assert (asked.asked, asked.what) == (cast.npo, "please_check")
    with pytest.raises(NotPossible):
        actions.ask_owner(shown, "  ", by=office)


def test_what_the_owner_says_is_no_confirmation(cast, shown):
    actions.say_still_true(shown, by=cast.who(cast.worker, cast.npo))
    looks = looks_at(shown, timezone.now())
    assert looks.confirmed is None and looks.owner is not None


def _aged(entry, days):
    Item.objects.filter(pk=entry.pk).update(changed=NOW - dt.timedelta(days=days))
    entry.refresh_from_db()
    return entry


def test_what_nobody_touched_for_a_year_is_asked_about_once(cast, shown):
    _aged(shown, 366)
    assert [actions.ask_still_true(NOW), actions.ask_still_true(NOW)] == [1, 0]
    assert Ask.objects.get(what="still_true").asked == cast.npo


def test_what_was_looked_at_this_year_is_not_asked_about(office, shown):
    actions.confirm_entry(shown, "call", by=office)
    _aged(shown, 400)
    assert actions.ask_still_true(NOW) == 0


def test_it_is_marked_after_a_year_and_a_month_and_never_taken_away(client, shown):
    assert not looks_at(_aged(shown, 380), NOW).stale
    assert looks_at(_aged(shown, 400), NOW).stale
    Item.objects.filter(pk=shown.pk).update(changed=timezone.now() - dt.timedelta(days=400))
    page = client.get(shown.get_absolute_url())
    assert page.status_code == 200 and "1年以上" in page.content.decode()


def test_the_round_asks_by_day_only(monkeypatch, shown):
    Item.objects.filter(pk=shown.pk).update(changed=timezone.now() - dt.timedelta(days=366))
    for hour, expected in ((3, 0), (10, 1)):
        at = timezone.localtime().replace(hour=hour)
        monkeypatch.setattr("yoriai.directory.tasks.entries.timezone.localtime", lambda at=at: at)
        ask_owners_still_true(0)
        assert Ask.objects.filter(what="still_true").count() == expected


def test_the_link_of_the_letter_says_yes_by_one_press_without_signing_in(client, yearly, shown):
    address = f"/still-true/{still_true_token(yearly)}/"
    assert client.get(address).status_code == 200
    assert not Confirmation.objects.exists()  # a mail program that reads links answers nothing
    assert client.post(address).status_code == 200
    assert Confirmation.objects.get().how == "owner"
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410
    assert Confirmation.objects.count() == 1


def test_a_forged_link_opens_nothing(client, yearly):
    token = still_true_token(yearly)
    for wrong in ("x", token[:-1] + ("a" if token[-1] != "a" else "b"), "%00", str(yearly.pk)):
        assert client.post(f"/still-true/{wrong}/").status_code == 410, wrong
    assert not Confirmation.objects.exists()


def test_the_letter_carries_its_link(django_capture_on_commit_callbacks, cast, yearly):
    from yoriai.kernel.models import Record
    from yoriai.people.actions import tell

    tell(Record.objects.filter(verb="ask.asked", data__ask=yearly.pk).get())
    letter = Outgoing.objects.filter(to=cast.worker).first()
    assert letter is not None and "/still-true/" in letter.text and letter.singly


def test_the_page_for_looking_is_there_for_whoever_may_and_for_nobody_else(cast, client_of, shown):
    address = f"/items/{shown.code}/look/"
    assert client_of(cast.officer).get(address).status_code == 200
    assert client_of(cast.worker).get(address).status_code == 404
    assert client_of(cast.resident).get(address).status_code == 404
    answer = client_of(cast.officer).post(address, {"verb": "remark", "remark-text": ""})
    assert answer.status_code == 422 and not Note.objects.exists()
    client_of(cast.officer).post(address, {"verb": "confirm", "confirm-how": "visit", "confirm-said": ""})
    assert Confirmation.objects.get().by == cast.section


def test_what_has_a_page_of_its_own_is_not_answered_in_passing(cast, client_of, yearly):
    """Consent, a second look, an introduction: more hangs on them than words."""
    client = client_of(cast.worker)
    for verb in ("answer", "decline", "pass_on"):
        client.post(f"/asks/{yearly.pk}/", {"verb": verb, "text": "はい", "reason": "忙しい", "to": cast.student.pk})
    yearly.refresh_from_db()
    assert yearly.state == Ask.State.ASKED
    assert f"/items/{yearly.item.code}/still-true/" in client.get(f"/asks/{yearly.pk}/").content.decode()
