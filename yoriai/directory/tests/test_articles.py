"""Articles by citizen reporters: asked for or begun, written, checked by those they are about, shown (R44, R45)."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Article, Organisation, Verdict, Visit
from yoriai.kernel.models import Ask, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.people.models import Contact, Outgoing, Representation
from yoriai.people.queries import answer_key

TEXT = "土曜の朝、台所から味噌汁のにおいがします。\n「食べるだけでいいよ」と言われました。"


@pytest.fixture
def their_page(cast, npo):
    """The page of the association."""
    return actions.show_entry(actions.add_page(cast.npo, by=npo, areas=[cast.ward], themes=cast.themes[:1]), by=npo)


@pytest.fixture
def desk(cast):
    """The support centre, named by the office."""
    actions.name_confirmer(cast.support_centre, by=cast.who(cast.officer, cast.section))
    return cast.who(cast.supporter, cast.support_centre)


@pytest.fixture
def student(cast):
    """A reporter."""
    actions.become_reporter("子どものこと", by=cast.who(cast.student))
    return cast.who(cast.student)


@pytest.fixture
def assigned(cast, their_page, desk, student):
    """The desk has asked the student to visit the association."""
    due = timezone.localdate() + dt.timedelta(days=10)
    return actions.assign_article(their_page.item, cast.student, due, "朝8時が見ごろです。", by=desk)


@pytest.fixture
def written(assigned, student):
    """The text stands."""
    return actions.write_article(assigned, by=student, title="土曜の台所", text=TEXT)


@pytest.fixture
def checking(written, student):
    """The association is asked."""
    return actions.send_to_check(written, by=student)


def again(article):
    """The row as it is now."""
    return Article.objects.get(pk=article.pk)


def test_from_the_desk_s_question_to_the_page_everybody_reads(cast, client, client_of, npo, student, checking):
    """R45: assigned, visited, written, checked, shown; and what it is about leads to it."""
    address = checking.get_absolute_url()
    assert client.get(address).status_code == 404
    checked = actions.answer_check(checking, by=npo, right=True)
    shown = actions.show_article(checked, by=student)
    assert (shown.state, shown.shown) == ("shown", timezone.localdate())
    told = client.get(address).content.decode().replace("<wbr>", "")
    assert "味噌汁のにおい" in told and cast.npo.name in told and "まちがいがない" in told
    assert "土曜の台所" in client.get(Organisation.objects.get().get_absolute_url()).content.decode().replace(
        "<wbr>", ""
    )
    for listing in ("/articles/", "/items/", "/themes/mimamori/", f"/areas/{cast.ward.code}/"):
        assert "土曜の台所" in client.get(listing).content.decode().replace("<wbr>", ""), listing


def test_whoever_is_asked_hears_until_when_and_writing_answers(cast, assigned, student):
    told = tell(Record.objects.get(verb="ask.asked", data__what="visit"))
    assert [(row.to, row.singly) for row in told] == [(cast.student, True)]
    assert f"/articles/{assigned.code}/work/" in told[0].text and "朝8時が見ごろです。" in told[0].text
    actions.write_article(assigned, by=student, text=TEXT)
    assert Ask.objects.get(what="visit").state == Ask.State.ANSWERED


def test_nobody_is_asked_to_write_who_has_not_said_so_or_no_longer_wishes(cast, their_page, desk, student):
    due = timezone.localdate() + dt.timedelta(days=5)
    with pytest.raises(NotPossible):
        actions.assign_article(their_page.item, cast.resident, due, "見てきてください。", by=desk)
    actions.rest_reporter(by=student)
    with pytest.raises(NotPossible):
        actions.assign_article(their_page.item, cast.student, due, "見てきてください。", by=desk)
    assert not Article.objects.exists()


def test_nobody_writes_of_those_they_speak_for(cast, npo, their_page, desk):
    actions.become_reporter(by=cast.who(cast.worker))
    with pytest.raises(NotPossible):
        actions.assign_article(their_page.item, cast.worker, timezone.localdate(), "自分のこと", by=desk)
    with pytest.raises(NotPossible):
        actions.add_article(by=npo, about=their_page.item, title="自分のこと", text=TEXT)


def test_it_is_never_shown_before_the_facts_were_checked(cast, student, desk, written, checking):
    """R45: neither by the reporter nor by the desk, and not while the day has not passed."""
    for by in (student, desk):
        with pytest.raises(NotAllowed):
            actions.show_article(again(checking), by=by)
        with pytest.raises(NotPossible):
            actions.show_unchecked(again(checking), "待てません。", by=by)
    assert again(checking).visibility == "audience"


def test_unanswered_after_its_day_it_is_shown_with_a_reason_every_reader_sees(cast, client, student, checking):
    later = timezone.localdate() + dt.timedelta(days=15)
    with pytest.raises(NotPossible):
        actions.show_unchecked(checking, " ", by=student, today=later)
    actions.show_unchecked(checking, "三度お電話しましたが、つながりませんでした。", by=student, today=later)
    told = client.get(checking.get_absolute_url()).content.decode()
    assert "三度お電話しましたが、つながりませんでした。" in told
    assert Ask.objects.get(what="fact_check").state == Ask.State.CLOSED


def test_what_is_wrong_goes_back_to_the_reporter_and_another_text_is_checked_again(cast, npo, student, checking):
    with pytest.raises(NotPossible):
        actions.answer_check(checking, by=npo, right=False, words=" ")
    actions.answer_check(checking, by=npo, right=False, words="朝ごはんは7時半からです。")
    told = tell(Record.objects.get(verb="article.found_wrong"))
    assert [row.to for row in told] == [cast.student] and "7時半" in told[0].text
    actions.send_to_check(actions.write_article(checking, by=student, text=TEXT + "7時半から。"), by=student)
    checked = actions.answer_check(checking, by=npo, right=True)
    assert actions.write_article(checked, by=student, text=again(checked).text).state == "checked"
    assert actions.write_article(checked, by=student, text="ちがう文").state == "draft"


def test_those_it_is_about_read_it_only_while_they_are_asked(cast, client_of, npo, written, student):
    client, address = client_of(cast.worker), written.get_absolute_url()
    assert client.get(address).status_code == 404
    actions.send_to_check(written, by=student)
    assert client.get(address).status_code == 200 and client.get(f"{address}check/").status_code == 200
    assert client_of(cast.salesman).get(f"{address}check/").status_code == 404
    actions.answer_check(written, by=npo, right=False, words="ちがいます。")
    assert client.get(address).status_code == 404


def test_without_an_account_they_answer_by_the_link_of_their_mail_once(client, cast, desk, student):
    """The association of neighbours has a mail address and no account."""
    ends = timezone.localdate() + dt.timedelta(days=30)
    Representation.objects.filter(body=cast.neighbourhood).update(ended=timezone.now())
    Contact.objects.create(
        actor=cast.neighbourhood, way="mail", value="kita@morino.example", purpose="notices", ends=ends
    )
    kita = Organisation(actor=cast.neighbourhood, by=cast.neighbourhood, title="長町北町内会", state="shown")
    kita.save()
    made = actions.assign_article(kita.item, cast.student, ends, "夏祭りを。", by=desk)
    made = actions.send_to_check(actions.write_article(made, by=student, text=TEXT), by=student)
    ask = Ask.objects.get(what="fact_check")
    letter = tell(Record.objects.get(verb="ask.asked", data__what="fact_check"))
    assert [(row.to, row.way) for row in letter] == [(cast.neighbourhood, Outgoing.Way.MAIL)]
    address = f"{made.get_absolute_url()}check/{answer_key(ask)}/"
    assert "味噌汁" in client.get(address).content.decode().replace("<wbr>", "")
    assert again(made).state == "checking"
    assert client.post(address, {"verdict": "wrong", "words": ""}).status_code == 422
    assert client.post(address, {"verdict": "right"}).status_code == 200
    assert again(made).state == "checked"
    assert client.post(address, {"verdict": "wrong", "words": "x"}).status_code == 410
    assert client.get(f"{made.get_absolute_url()}check/nonsense/").status_code == 410


def test_the_desk_notes_what_somebody_without_an_account_said_and_for_nobody_else(
    cast, client_of, desk, student, checking
):
    with pytest.raises(NotPossible):
        actions.note_check(checking, by=desk, right=True, heard="事務局に電話")
    Representation.objects.filter(body=cast.npo).update(ended=timezone.now())
    with pytest.raises(NotPossible):
        actions.note_check(checking, by=desk, right=True, heard=" ")
    client = client_of(cast.supporter)
    sent = {"verdict": "right", "heard": "会長に電話"}
    assert client.post(f"{checking.get_absolute_url()}check/", sent).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.by, verdict.heard, verdict.typed_by) == (cast.npo, "会長に電話", cast.supporter)


def test_one_s_own_idea_goes_by_the_desk_which_sends_it_to_be_checked(cast, their_page, desk):
    by = cast.who(cast.resident)
    made = actions.add_article(by=by, about=their_page.item, title="台所の話", text=TEXT)
    with pytest.raises(NotAllowed):
        actions.send_to_check(made, by=by)
    actions.offer_article(made, by=by)
    assert Ask.objects.get(what="article").asked == cast.section
    actions.return_article(made, "もう一人、話を聞いてきてください。", by=desk)
    actions.offer_article(again(made), by=by)
    assert actions.send_to_check(again(made), by=desk).state == "checking"
    assert not Ask.objects.filter(what="article", state="asked").exists()


def test_about_nobody_s_page_the_desk_checks_and_not_whoever_wrote_it(cast, client, desk):
    by = cast.who(cast.resident)
    made = actions.offer_article(actions.add_article(by=by, title="川ぞいの道", text=TEXT), by=by)
    own = actions.offer_article(actions.add_article(by=desk, title="私の道", text=TEXT), by=desk)
    with pytest.raises(NotPossible):
        actions.send_to_check(made, by=desk)
    with pytest.raises(NotAllowed):
        actions.vouch_for_article(own, by=desk)
    actions.show_article(actions.vouch_for_article(made, by=desk), by=by)
    assert cast.support_centre.name in client.get(made.get_absolute_url()).content.decode()


def test_handed_back_it_goes_to_somebody_else_without_the_notes_of_the_visit(cast, desk, student, written):
    actions.note_visit(written, timezone.localdate(), "沢田さん", "台所は寒い", by=student)
    with pytest.raises(NotPossible):
        actions.hand_back_article(written, " ", by=student)
    actions.hand_back_article(written, "試験と重なりました。", by=student)
    assert not Visit.objects.exists()
    assert [row.to for row in tell(Record.objects.get(verb="article.handed_back"))] == [cast.supporter]
    actions.become_reporter(by=cast.who(cast.editor))
    due = timezone.localdate() + dt.timedelta(days=9)
    passed = actions.reassign_article(again(written), cast.editor, due, "続きをお願いします。", by=desk)
    assert (passed.by, passed.text, passed.state) == (cast.editor, TEXT, "assigned")
    with pytest.raises(NotAllowed):
        actions.write_article(passed, by=student, text="私の文")


def test_the_notes_of_a_visit_are_read_by_their_reporter_alone(cast, client_of, desk, student, written):
    actions.note_visit(written, timezone.localdate(), "沢田さん", "ここだけの話", by=student)
    address = f"{written.get_absolute_url()}work/"
    assert "ここだけの話" in client_of(cast.student).get(address).content.decode()
    for person in (cast.supporter, cast.officer):
        answer = client_of(person).get(address)
        assert answer.status_code == 200 and "ここだけの話" not in answer.content.decode()


def test_notes_end_with_the_article_and_with_the_account(cast, npo, student, checking):
    actions.note_visit(checking, timezone.localdate(), by=student)
    now = timezone.now()
    assert actions.end_visits(now) == 0
    actions.show_article(actions.answer_check(checking, by=npo, right=True), by=student)
    assert actions.end_visits(now + dt.timedelta(days=80)) == 0
    assert actions.end_visits(now + dt.timedelta(days=91)) == 1


def test_a_shown_text_stands_and_what_was_wrong_is_added(cast, client, npo, student, checking):
    shown = actions.show_article(actions.answer_check(checking, by=npo, right=True), by=student)
    with pytest.raises(NotAllowed):
        actions.write_article(shown, by=student, text="こっそり直す")
    with pytest.raises(NotAllowed):
        actions.correct_article(shown, "ちがいます。", by=npo)
    actions.correct_article(shown, "「8時」は「7時半」のまちがいでした。", by=student)
    assert "「7時半」のまちがい" in client.get(shown.get_absolute_url()).content.decode()


def test_what_the_office_made_invisible_is_not_shown_again_by_its_reporter(cast, npo, student, checking):
    from yoriai.kernel.moderation.actions import hide

    shown = actions.show_article(actions.answer_check(checking, by=npo, right=True), by=student)
    ended = actions.end_article(shown, by=student)
    hide(Item.objects.get(pk=ended.pk), by=cast.who(cast.officer, cast.section), reason="personal", text="名前が。")
    with pytest.raises(NotPossible):
        actions.show_article(ended, by=student)
    assert again(ended).visibility == "hidden"


def test_somebody_s_own_idea_is_not_let_go_by_the_desk(cast, desk):
    by = cast.who(cast.resident)
    made = actions.offer_article(actions.add_article(by=by, title="川ぞいの道", text=TEXT), by=by)
    with pytest.raises(NotAllowed):
        actions.give_up_article(made, by=desk)
    assert actions.give_up_article(made, by=by).state == "given_up"


def test_pressed_twice_it_says_so_and_for_others_there_is_no_such_button(cast, client_of, npo, student, checking):
    checked, client = actions.answer_check(checking, by=npo, right=True), client_of(cast.student)
    address = f"{checked.get_absolute_url()}state/"
    assert client_of(cast.outsider).post(address, {"verb": "show"}).status_code == 404
    assert [client.post(address, {"verb": "show"}).status_code for _twice in range(2)] == [302, 302]
    assert client_of(cast.outsider).post(address, {"verb": "end"}).status_code == 404
    assert again(checked).state == "shown"
