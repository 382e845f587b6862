import datetime as dt

import pytest
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.actions.commitments import Reach
from yoriai.assembly.models import Commitment, FollowUp
from yoriai.assembly.tests.evening import a_session, cards, team
from yoriai.kernel.links.queries import story
from yoriai.kernel.models import Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Contact

SOON = timezone.localdate() + dt.timedelta(days=14)


@pytest.fixture
def session(cast):
    return a_session(cast)


@pytest.fixture
def point(cast, session):
    return actions.add_point(session, "could", "配達の人と町内会がつながる", by=team(cast))


def overdue(commitment: Commitment, days: int = 1) -> Commitment:
    Commitment.objects.filter(pk=commitment.pk).update(due=timezone.localdate() - dt.timedelta(days=days))
    commitment.refresh_from_db()
    return commitment


def test_cards_are_joined_into_a_point_and_each_keeps_its_tie(cast, session):
    two = cards(cast, session, "新聞受けでわかる", "配達の人が気づく")
    point = actions.add_point(session, "could", "配達の人と町内会がつながる", two, by=team(cast))
    assert [knot.item.title for knot in story(two[0], None).after] == ["配達の人と町内会がつながる"]
    assert {knot.item.code for knot in story(point, None).before} == {card.code for card in two}
    assert actions.unjoin_cards(point, two[:1], by=team(cast)) == 1
    assert not story(two[0], None)


def test_points_carry_the_themes_and_areas_of_the_evening(cast, session, point):
    assert list(point.themes.all()) == [cast.themes[0]] and list(point.areas.all()) == [cast.city_area, cast.ward]


def test_a_point_nothing_has_grown_from_can_be_taken_away(cast, session, point):
    actions.add_commitment(session, "声をかける", by=team(cast), due=SOON, owner=cast.company, points=[point])
    with pytest.raises(NotPossible):
        actions.remove_point(point, by=team(cast))
    other = actions.add_point(session, "see", "まちがい", by=team(cast))
    actions.remove_point(other, by=team(cast))
    assert [p.title for p in session.points.all()] == ["配達の人と町内会がつながる"]


def test_a_commitment_of_an_organisation_grows_from_a_point_and_the_thread_shows_it(cast, session, point):
    """R19."""
    card = cards(cast, session, "新聞受けでわかる")[0]
    actions.join_cards(point, [card], by=team(cast))
    made = actions.add_commitment(
        session, "新聞がたまっていたら声をかける", by=team(cast), due=SOON, owner=cast.company, points=[point]
    )
    assert made.by == cast.company and made.state == "promised" and made.when is not None
    assert [knot.item.kind for knot in story(card, None).knots] == ["statement", "point", "commitment"]


def test_who_cannot_be_asked_again_keeps_it_as_something_we_could_do(cast, session):
    """R19: a やること has an owner who can be reached."""
    with pytest.raises(NotPossible) as refusal:
        actions.add_commitment(session, "花を植える", by=team(cast), due=SOON, name="はなこ")
    assert "はなこ" in str(refusal.value)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("way", ["mail", "phone", "fax", "post"])
def test_contact_data_is_kept_for_this_alone_and_ends(cast, session, way):
    made = actions.add_commitment(
        session, "花を植える", by=team(cast), due=SOON, name="はなこ", reach=Reach(way, "000-000-0009")
    )
    kept = Contact.objects.get(item=made)
    assert (kept.actor, kept.purpose, kept.way) == (made.by, "follow_up", way)
    assert SOON < kept.ends <= SOON + dt.timedelta(days=120)
    assert "000-000-0009" not in str(list(Record.objects.values_list("data", flat=True)))


def test_somebody_with_an_account_or_with_a_telephone_at_the_office_needs_no_contact_data(cast, session):
    actions.add_commitment(session, "見回る", by=team(cast), due=SOON, owner=cast.resident)
    actions.add_commitment(session, "回覧する", by=team(cast), due=SOON, owner=cast.head)
    assert Contact.objects.filter(purpose="follow_up").count() == 0


def test_a_date_out_of_this_world_is_refused(cast, session):
    for due in (dt.date(1900, 1, 1), dt.date(9999, 12, 31)):
        with pytest.raises(NotPossible):
            actions.add_commitment(session, "いつか", by=team(cast), due=due, owner=cast.company)


def test_points_of_another_evening_are_refused(cast, session, point):
    other = a_session(cast, forum=session.assembly)
    with pytest.raises(NotPossible):
        actions.add_commitment(other, "よその芽", by=team(cast), due=SOON, owner=cast.company, points=[point])


def test_nothing_is_summed_up_after_the_end_and_by_nobody_else(cast, session, point):
    for who in (cast.who(cast.resident), cast.who(cast.outsider), cast.who(cast.officer, sure=False)):
        with pytest.raises(NotAllowed):
            actions.add_point(session, "see", "よこから", by=who)
        with pytest.raises(NotAllowed):
            actions.change_point(point, by=who, title="よこから")
        with pytest.raises(NotAllowed):
            actions.add_commitment(session, "よこから", by=who, due=SOON, owner=cast.company)
    closed = actions.close_session(
        actions.sum_up(session, by=team(cast)), by=team(cast), next_step="つづける", no_date_why="未定"
    )
    with pytest.raises(NotAllowed):
        actions.add_point(closed, "see", "おそい", by=team(cast))


def test_what_stays_a_request_goes_to_the_city_openly_and_is_answered_by_a_date(cast, session, point):
    """R16."""
    with pytest.raises(NotPossible):
        actions.send_to_city(point, "", by=team(cast))
    sent = actions.send_to_city(point, "道路の照明は市の仕事のため", by=team(cast))
    assert sent.sent_to_city is not None and sent.sent_why == "道路の照明は市の仕事のため"
    ask = Ask.objects.get(what="city_reply")
    assert (ask.asked, ask.item_id, ask.due) == (cast.office, point.pk, timezone.localdate() + dt.timedelta(days=30))
    assert Record.objects.get(verb="point.sent_to_city").shown == "with_item"
    with pytest.raises(NotPossible):
        actions.send_to_city(point, "もう一度", by=team(cast))


def test_after_its_date_the_owner_is_asked_once(cast, session):
    made = actions.add_commitment(session, "見回る", by=team(cast), due=SOON, owner=cast.resident)
    today = timezone.localdate()
    assert actions.ask_what_became(today) == 0
    overdue(made)
    assert actions.ask_what_became(today) == 1
    assert actions.ask_what_became(today) == 0
    ask = Ask.objects.get(what="follow_up")
    assert (ask.asked, ask.asker) == (cast.resident, cast.team)


@pytest.mark.parametrize("state", ["done", "under_way", "changed", "let_go"])
def test_every_answer_is_a_good_one(cast, session, state):
    """Blame-free: done, under way, changed, let go."""
    made = overdue(actions.add_commitment(session, "見回る", by=team(cast), due=SOON, owner=cast.resident))
    actions.ask_what_became(timezone.localdate())
    actions.follow_up(made, state, "12軒で始めました", by=cast.who(cast.resident))
    made.refresh_from_db()
    assert made.state == state
    assert (Ask.objects.get(what="follow_up").state, FollowUp.objects.get().words) == ("answered", "12軒で始めました")


def test_who_goes_on_is_asked_again_after_three_months_and_who_is_done_never(cast, session):
    going = overdue(actions.add_commitment(session, "見回る", by=team(cast), due=SOON, owner=cast.resident))
    done = overdue(actions.add_commitment(session, "植える", by=team(cast), due=SOON, owner=cast.worker))
    actions.follow_up(going, "under_way", by=cast.who(cast.resident))
    actions.follow_up(done, "done", by=cast.who(cast.worker))
    today = timezone.localdate()
    assert actions.ask_what_became(today + dt.timedelta(days=30)) == 0
    assert actions.ask_what_became(today + dt.timedelta(days=95)) == 1
    assert Ask.objects.get(what="follow_up").item_id == going.pk


def test_an_answer_by_telephone_is_the_owners_and_names_who_typed_it(cast, session):
    made = actions.add_commitment(
        session, "花を植える", by=team(cast), due=SOON, name="はなこ", reach=Reach("phone", "000-000-0009")
    )
    told = actions.follow_up(made, "done", "咲きました", by=cast.who(cast.officer), by_phone=True)
    assert (told.by.name, told.typed_by) == ("はなこ", cast.officer)
    assert not Contact.objects.filter(item=made).exists()


def test_nobody_else_tells_what_became_of_it(cast, session):
    made = actions.add_commitment(session, "見回る", by=team(cast), due=SOON, owner=cast.resident)
    for who in (cast.who(cast.outsider), cast.who(cast.student)):
        with pytest.raises(NotAllowed):
            actions.follow_up(made, "let_go", by=who)
