"""引き合わせ: both say yes before either reads how to reach the other, and nobody else reads anything."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Confirmer, Consent, ContactBy, Entry, Introduction, Need, Offer, Suggestion
from yoriai.directory.notices.exchange import (
    asked_for_introduction,
    both_said_yes,
    it_did_not_come_about,
    what_became_of_it,
)
from yoriai.directory.queries.introductions import asker_of
from yoriai.kernel.models import Ask, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.search.queries import search

MINE, THEIRS = "090-0000-1111", "090-0000-2222"


def words(answer):
    """The page without the marks where a line may break."""
    return re.sub("<wbr>|\u200b", "", answer.content.decode())


@pytest.fixture
def npo(cast):
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def students(cast):
    return cast.who(cast.student, cast.students)


def shown(model, by, title, **facts):
    made = actions.add_entry(model(), by=by, title=title, resource="people", contact_by="introduction", **facts)
    return actions.show_entry(made, by=by)


@pytest.fixture
def offer(students):
    return shown(Offer, students, "雪の朝、スコップを持って行けます", contact="学校の電話 000-9")


@pytest.fixture
def need(npo):
    return shown(Need, npo, "坂道の雪かきの人手")


@pytest.fixture
def asked(cast, npo, students, offer, need):
    """The NPO has asked to be introduced to the students."""
    return actions.ask_introduction(
        offer,
        by=npo,
        now=timezone.now(),
        answers=need,
        connector=cast.support_centre,
        text="坂を見に来ませんか",
        contact=MINE,
    )


@pytest.fixture
def agreed(asked, students):
    return actions.agree_introduction(asked, by=students, contact=THEIRS)


EVERYBODY = ["worker", "student", "supporter", "officer", "resident", "outsider", "salesman", "facilitator"]


@pytest.mark.parametrize("person", EVERYBODY)
def test_before_both_have_said_yes_nobody_reads_how_to_reach_anybody(cast, client_of, asked, offer, person):
    client = client_of(getattr(cast, person))
    kept = [MINE] if person == "student" else [MINE, "000-9"]  # the owner reads what they wrote themselves
    for address in (asked.get_absolute_url(), offer.get_absolute_url(), "/my/", "/exchange/", "/search/?q=090"):
        page = words(client.get(address))
        assert [number for number in kept if number in page] == [], address


@pytest.mark.parametrize(
    ("person", "reads"),
    [("worker", [THEIRS]), ("student", [MINE]), ("supporter", []), ("officer", []), ("outsider", []), ("salesman", [])],
)
def test_afterwards_each_reads_the_other_s_and_nobody_else_reads_any(cast, client_of, agreed, person, reads):
    page = words(client_of(getattr(cast, person)).get(agreed.get_absolute_url()))
    assert [number for number in (MINE, THEIRS) if number in page] == reads


@pytest.mark.parametrize("person", ["officer", "resident", "outsider", "salesman"])
def test_for_those_who_have_no_part_in_it_there_is_none(cast, client_of, asked, person):
    client = client_of(getattr(cast, person))
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get("/introductions/ZZZZZZ/").status_code == 404
    for door, sent in (
        ("answer", {"verb": "agree", "contact": "x"}),
        ("answer", {"verb": "decline"}),
        ("outcome", {"verb": "meet"}),
    ):
        assert client.post(f"{asked.get_absolute_url()}{door}/", sent).status_code == 404
    assert Introduction.objects.get().state == "asked"


def test_a_stranger_is_sent_to_sign_in_and_finds_it_nowhere(client, asked):
    assert client.get(asked.get_absolute_url()).status_code == 302
    assert not Item.objects.public().filter(pk=asked.pk).exists()
    assert search("坂を見に来ませんか", None).total == 0


def test_it_belongs_to_the_connector_so_that_the_asker_telephones_nobody(cast, asked):
    assert (asked.by, asked.one, asker_of(asked)) == (cast.support_centre, cast.npo, cast.npo)


def test_it_is_asked_answered_and_told_by_the_pages_alone(cast, client_of, offer, need):
    worker, student = client_of(cast.worker), client_of(cast.student)
    answer = worker.post(
        f"/items/{offer.code}/introduction/", {"answers": need.pk, "contact": MINE, "text": "ぜひ", "hat": cast.npo.pk}
    )
    made = Introduction.objects.get()
    assert (answer.url, made.one, made.other, made.answers_id) == (
        made.get_absolute_url(),
        cast.npo,
        cast.students,
        need.pk,
    )
    waiting = f"/asks/{Ask.objects.get(what='introduction').pk}/"
    assert waiting in student.get("/my/").content.decode()
    assert made.get_absolute_url() in student.get(waiting).content.decode()
    student.post(f"{made.get_absolute_url()}answer/", {"verb": "agree", "contact": THEIRS})
    worker.post(f"{made.get_absolute_url()}outcome/", {"verb": "meet", "words": "坂で会いました"})
    made.refresh_from_db()
    assert made.state == "met"
    assert "坂で会いました" in words(student.get(made.get_absolute_url()))


def test_without_a_way_to_be_reached_nobody_is_asked_and_no_yes_counts(cast, client_of, npo, students, offer, asked):
    answer = client_of(cast.student).post(f"{asked.get_absolute_url()}answer/", {"verb": "agree", "contact": " "})
    assert answer.status_code == 422
    with pytest.raises(NotPossible):
        actions.agree_introduction(asked, by=students, contact="")
    with pytest.raises(NotPossible):
        actions.ask_introduction(offer, by=cast.who(cast.salesman, cast.company), now=timezone.now())
    assert Introduction.objects.get().state == "asked"


def test_letting_it_pass_is_one_tap_and_the_asker_hears_it_kindly_without_a_name(cast, client_of, asked):
    client_of(cast.student).post(f"{asked.get_absolute_url()}answer/", {"verb": "decline"})
    told = list(it_did_not_come_about(Record.objects.get(verb="introduction.declined")))
    assert [notice.to for notice in told] == [cast.npo]
    assert "見送" not in told[0].subject + told[0].text
    assert set(Consent.objects.values_list("contact", flat=True)) == {""}
    assert not Ask.objects.filter(what="introduction", state="asked").exists()


def test_no_letter_holds_a_way_to_reach_anybody(cast, asked, agreed, students):
    told = list(asked_for_introduction(Record.objects.get(verb="ask.asked", item=asked.pk)))
    told += list(both_said_yes(Record.objects.get(verb="introduction.agreed")))
    assert {notice.to for notice in told} == {cast.npo, cast.students, cast.support_centre}
    assert all(number not in notice.subject + notice.text for notice in told for number in (MINE, THEIRS))
    assert all(
        number not in str(row) for row in Record.objects.values_list("data", flat=True) for number in (MINE, THEIRS)
    )


def test_one_side_says_yes_once(students, npo, asked, agreed):
    for by in (students, npo):
        with pytest.raises((NotAllowed, NotPossible)):
            actions.agree_introduction(asked, by=by, contact="again")
    with pytest.raises((NotAllowed, NotPossible)):
        actions.decline_introduction(asked, by=students)
    assert Consent.objects.count() == 2


def test_the_asker_does_not_answer_for_the_other(npo, asked):
    with pytest.raises(NotPossible):
        actions.agree_introduction(asked, by=npo, contact=MINE)
    assert Introduction.objects.get().state == "asked"


def test_a_connector_brings_two_together_and_both_are_asked(cast, client_of, offer, need, students, npo):
    address = f"/items/{offer.code}/introduction/{need.code}/"
    assert client_of(cast.supporter).get(address).status_code == 404
    Confirmer.objects.create(actor=cast.support_centre, named_by=cast.office)
    actions.suggest_partners(timezone.now())
    page = client_of(cast.supporter).get(offer.get_absolute_url()).content.decode()
    assert f"/items/{need.code}/introduction/{offer.code}/" in page
    client_of(cast.supporter).post(address, {"text": "お二人なら"})
    made = Introduction.objects.get()
    assert (made.connector, Ask.objects.filter(what="introduction", state="asked").count()) == (cast.support_centre, 2)
    actions.agree_introduction(made, by=npo, contact=MINE)
    assert Introduction.objects.get().state == "asked"
    assert MINE not in words(client_of(cast.student).get(made.get_absolute_url()))
    actions.agree_introduction(made, by=students, contact=THEIRS)
    page = words(client_of(cast.supporter).get(made.get_absolute_url()))
    assert MINE not in page and THEIRS not in page


@pytest.mark.parametrize("person", ["outsider", "salesman", "resident", "officer"])
def test_nobody_but_a_named_connector_brings_two_others_together(cast, client_of, offer, need, person):
    answer = client_of(getattr(cast, person)).post(f"/items/{offer.code}/introduction/{need.code}/", {"text": "x"})
    assert answer.status_code == 404
    with pytest.raises(NotAllowed):
        actions.ask_introduction(
            offer, by=cast.who(getattr(cast, person)), now=timezone.now(), answers=need, contact="x"
        )
    assert not Introduction.objects.exists()


def test_nobody_is_introduced_to_themselves_or_by_a_draft(cast, client_of, npo, need, offer):
    draft = actions.add_entry(Offer(), by=cast.who(cast.student, cast.students), title="下書き", resource="people")
    client = client_of(cast.worker)
    assert client.get(f"/items/{need.code}/introduction/").status_code == 404
    assert client.get(f"/items/{draft.code}/introduction/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.ask_introduction(need, by=npo, now=timezone.now(), contact="x")


def test_somebody_else_s_need_is_not_taken_for_one_s_own(cast, client_of, offer, need):
    answer = client_of(cast.salesman).post(f"/items/{offer.code}/introduction/", {"answers": need.pk, "contact": "x"})
    made = Introduction.objects.filter(answers=need.pk)
    assert not made.exists(), answer.status_code


def refusal(call):
    with pytest.raises(NotPossible) as no:
        call()
    return str(no.value)


def test_full_resting_and_declined_are_one_sentence_so_that_nobody_learns_which(cast, settings, students, offer, npo):
    def asking(person, body):
        by = cast.who(person, body)
        return lambda: actions.ask_introduction(offer, by=by, now=timezone.now(), contact="x")

    actions.pause(by=students)
    resting = refusal(asking(cast.worker, cast.npo))
    actions.resume(by=students, now=timezone.now())
    first = asking(cast.worker, cast.npo)()
    actions.decline_introduction(first, by=students)
    declined = refusal(asking(cast.worker, cast.npo))
    settings.INTRODUCTIONS_A_MONTH = 1
    full = refusal(asking(cast.salesman, cast.company))
    assert resting == declined == full


def test_whoever_asks_too_often_hears_how_many_there_may_be(cast, settings, npo, offer):
    settings.INTRODUCTIONS_A_MONTH = 0
    with pytest.raises(NotPossible, match="0"):
        actions.ask_introduction(offer, by=npo, now=timezone.now(), contact="x")


def test_the_same_two_are_not_asked_twice_about_the_same_thing(npo, offer, asked):
    with pytest.raises(NotPossible):
        actions.ask_introduction(offer, by=npo, now=timezone.now(), contact="x")


def test_a_pair_that_is_being_introduced_is_suggested_no_more(cast, client_of, asked):
    actions.suggest_partners(timezone.now())
    assert Suggestion.objects.exists()
    assert "見送る" not in words(client_of(cast.worker).get("/exchange/"))


def test_what_nobody_answers_lapses_after_its_date_and_its_contact_is_forgotten(asked):
    today = timezone.localdate()
    assert actions.lapse_introductions(today + dt.timedelta(days=14)) == 0
    assert actions.lapse_introductions(today + dt.timedelta(days=15)) == 1
    assert (Introduction.objects.get().state, Consent.objects.get().contact) == ("lapsed", "")
    assert not Ask.objects.filter(what="introduction", state="asked").exists()


def test_an_end_wants_a_reason_and_forgets_how_to_reach_each_other(cast, client_of, agreed, npo):
    with pytest.raises(NotPossible):
        actions.tell_outcome(agreed, "end", by=npo)
    actions.tell_outcome(agreed, "end", by=npo, words="曜日が合いませんでした")
    assert set(Consent.objects.values_list("contact", flat=True)) == {""}
    assert THEIRS not in words(client_of(cast.worker).get(agreed.get_absolute_url()))


def test_what_became_of_it_is_told_to_the_other_two(cast, agreed, npo):
    actions.tell_outcome(agreed, "meet", by=npo, words="会いました")
    told = what_became_of_it(Record.objects.get(verb="introduction.told"))
    assert {notice.to for notice in told} == {cast.students, cast.support_centre}


def test_where_nothing_is_left_the_giver_s_offer_ends_and_nobody_else_s(agreed, npo, students, offer):
    actions.tell_outcome(agreed, "meet", by=npo, used_up=True)
    assert Offer.objects.get(pk=offer.pk).state == Entry.State.SHOWN
    actions.tell_outcome(agreed, "partner", by=students, used_up=True)
    assert Offer.objects.get(pk=offer.pk).state == Entry.State.ENDED


def test_contact_of_somebody_who_left_is_forgotten(cast, agreed):
    cast.student.left = timezone.now()
    cast.student.save()
    assert actions.forget_contacts(timezone.now()) == 1
    assert list(Consent.objects.order_by("id").values_list("contact", flat=True)) == [MINE, ""]


def test_a_page_kept_for_introductions_leads_to_one(cast, client, npo):
    made = shown(Need, npo, "人手")
    page = client.get(made.get_absolute_url()).content.decode()
    assert f"/items/{made.code}/introduction/" in page
    changed = actions.change_entry(made, by=npo, contact_by=ContactBy.SHOWN, contact="000-1")
    assert f"/items/{made.code}/introduction/" not in client.get(f"{changed.get_absolute_url()}?n=2").content.decode()
