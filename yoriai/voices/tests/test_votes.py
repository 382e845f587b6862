import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

from yoriai.assembly import actions as evening
from yoriai.assembly.tests.evening import a_guest, a_session, cards, team
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.voices import actions, queries
from yoriai.voices.models import Statement, Vote


@pytest.fixture
def session(cast):
    return a_session(cast)


@pytest.fixture
def card(cast, session):
    written = cards(cast, session, "町内会の回覧板を、見守りに使う")[0]
    return Statement.objects.select_related("about__as_session").get(pk=written.pk)


def test_an_answer_can_be_changed_and_counts_once(cast, card):
    guest = a_guest()
    actions.vote(card, 1, by=guest, door="hall")
    actions.vote(card, -1, by=guest, door="hall")
    assert [(v.value, v.door) for v in Vote.objects.all()] == [(-1, "hall")]


def test_an_answer_is_one_row_and_no_record(cast, card, django_assert_num_queries):
    guest = a_guest()
    records = Record.objects.count()
    with django_assert_num_queries(4):  # savepoint, upsert, notify, release
        actions.vote(card, 1, by=guest, door="home")
    with django_assert_num_queries(5):  # in the hall also: whether an entry ticket was used, by its index
        actions.vote(card, 1, by=guest, door="hall")
    assert Record.objects.count() == records


def test_an_answer_of_another_hat_of_the_same_person_is_the_same_answer(cast, card):
    actions.vote(card, 1, by=cast.who(cast.officer), door="home")
    actions.vote(card, 0, by=cast.who(cast.officer, cast.section), door="home")
    assert Vote.objects.get().by == cast.officer


@pytest.mark.parametrize("value", [2, -2, 17])
def test_there_are_three_answers(cast, card, value):
    with pytest.raises(NotPossible):
        actions.vote(card, value, by=a_guest(), door="hall")


def test_a_blank_card_takes_no_answer(cast, session):
    blank = evening.print_cards(session, 1, by=team(cast))[0]
    with pytest.raises(NotAllowed):
        actions.vote(blank, 1, by=a_guest(), door="hall")


def test_answers_close_with_the_session(cast, session, card):
    evening.sum_up(session, by=team(cast))
    fresh = Statement.objects.select_related("about").get(pk=card.pk)
    actions.vote(fresh, 1, by=a_guest(), door="home")
    evening.close_session(session, by=team(cast), next_step="つづける", no_date_why="未定")
    fresh = Statement.objects.select_related("about").get(pk=card.pk)
    with pytest.raises(NotAllowed):
        actions.vote(fresh, 1, by=a_guest(), door="home")
    assert Vote.objects.count() == 1


def test_codes_of_the_hall_die_with_its_hours(cast, session, card):
    """After the evening the door for phones is shut, the one from home is not."""
    now = timezone.now()
    evening.change_session(session, by=team(cast), starts=now - dt.timedelta(hours=6), ends=now - dt.timedelta(hours=4))
    late = Statement.objects.select_related("about__as_session").get(pk=card.pk)
    with pytest.raises(NotAllowed):
        actions.vote(late, 1, by=a_guest(), door="hall")
    actions.vote(late, 1, by=a_guest(), door="home")


def test_counts_come_by_value_and_by_door_in_one_query(cast, session, card, django_assert_num_queries):
    for value, door in [(1, "hall"), (1, "hall"), (-1, "hall"), (1, "home"), (0, "home")]:
        actions.vote(card, value, by=a_guest(), door=door)
    with django_assert_num_queries(1):
        counted = queries.tally([card])[card.pk]
    assert (counted.agree, counted.disagree, counted.passed, counted.total) == (3, 1, 1, 5)
    assert counted.by_door == {"hall": {1: 2, -1: 1}, "home": {1: 1, 0: 1}}


def test_a_door_set_aside_is_left_out_of_the_counts_openly(cast, session, card):
    for value, door in [(1, "hall"), (-1, "home"), (-1, "home")]:
        actions.vote(card, value, by=a_guest(), door=door)
    with pytest.raises(NotPossible):
        actions.set_aside(session, "home", " ", by=team(cast))
    with pytest.raises(NotAllowed):
        actions.set_aside(session, "home", "なんとなく", by=cast.who(cast.resident))
    row = actions.set_aside(session, "home", "1分に2,000件の回答がありました", by=team(cast))
    counted = queries.tally([card], queries.without(session))[card.pk]
    assert (counted.agree, counted.disagree) == (1, 0)
    assert ("from home" in [str(d[0]) for d in counted.doors]) or any(d[4] for d in counted.doors)
    assert queries.doors_set_aside(session).get().reason == "1分に2,000件の回答がありました"
    with pytest.raises(NotPossible):
        actions.set_aside(session, "home", "もう一度", by=team(cast))
    actions.take_back(row, by=team(cast))
    assert queries.tally([card], queries.without(session))[card.pk].disagree == 2


def test_the_deck_shows_each_card_once_and_never_ones_own(cast, session):
    cards(cast, session, *[f"意見 {n}" for n in range(5)])
    guest = a_guest()
    actions.add_statement(session, "わたしの意見", by=guest, door="hall")
    seen = []
    while (deck := queries.next_statement(session, guest)).card:
        assert (deck.at, deck.of) == (len(seen) + 1, 5)
        seen.append(deck.card.title)
        actions.vote(
            Statement.objects.select_related("about__as_session").get(pk=deck.card.pk), 0, by=guest, door="hall"
        )
    assert sorted(seen) == [f"意見 {n}" for n in range(5)]


def test_two_people_see_the_cards_in_different_orders(cast, session):
    """So that all cards get answers, not only the first ones."""
    cards(cast, session, *[f"意見 {n}" for n in range(12)])
    firsts = {queries.next_statement(session, a_guest()).card.title for _guest in range(12)}
    assert len(firsts) > 2


def test_a_flood_through_one_door_is_shown_to_the_team(cast, session, card):
    def answers(count: int, minutes_ago: int) -> None:
        made = [Vote(statement=card, by=a_guest().person, value=1, door="home") for _n in range(count)]
        Vote.objects.bulk_create(made)
        when = timezone.now() - dt.timedelta(minutes=minutes_ago)
        Vote.objects.filter(pk__in=[vote.pk for vote in made]).update(created=when)

    for minutes_ago, count in ((9, 6), (7, 5), (5, 70), (3, 6)):
        answers(count, minutes_ago)
    assert [(b.door, b.answers, b.usual) for b in queries.bursts(session)] == [("home", 70, 6)]


def test_a_lively_hall_is_no_flood(cast, session, card):
    Vote.objects.bulk_create([Vote(statement=card, by=a_guest().person, value=1, door="hall") for _n in range(40)])
    assert queries.bursts(session) == []


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_of_one_device_at_once_are_one(cast):
    """threats.md, races."""
    session = a_session(cast)
    written = cards(cast, session, "みんなで雪かき")[0]
    guest = a_guest()

    def answer(number: int) -> None:
        try:
            card = Statement.objects.select_related("about__as_session").get(pk=written.pk)
            actions.vote(card, 1 if number % 2 else -1, by=guest, door="hall")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(answer, range(20)))
    connection.close()
    assert Vote.objects.count() == 1
