import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.models import Hold
from yoriai.assembly.tests.evening import a_guest, a_session, cards, team
from yoriai.kernel.items.queries import can_see
from yoriai.kernel.models import Item, Link, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.voices.actions import vote
from yoriai.voices.models import Statement


@pytest.fixture
def session(cast):
    return a_session(cast)


def test_printed_cards_are_blank_numbered_and_seen_by_the_team_only(cast, session):
    printed = actions.print_cards(session, 8, by=team(cast))
    assert [card.number for card in printed] == list(range(1, 9))
    assert len({card.code for card in printed}) == 8
    assert {(card.state, card.door, card.by_id) for card in printed} == {("blank", "paper", cast.team.pk)}
    assert not can_see(None, printed[0]) and not can_see(cast.who(cast.outsider), printed[0])
    assert can_see(team(cast), printed[0])
    assert [card.number for card in actions.print_cards(session, 2, by=team(cast))] == [9, 10]


def test_180_cards_are_printed_at_once(cast, session):
    assert len(actions.print_cards(session, 180, by=team(cast))) == 180
    assert Item.objects.filter(kind="statement").count() == 180


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_the_number_of_cards_has_bounds(cast, session, count):
    with pytest.raises(NotPossible):
        actions.print_cards(session, count, by=team(cast))


def test_a_typed_card_belongs_to_its_writer_and_names_its_typist(cast, session):
    card = actions.print_cards(session, 1, by=team(cast))[0]
    written = actions.write_card(
        card, session, "髙橋さんに声をかける", by=cast.who(cast.editor), sort="will", table=3, nickname="よっちゃん",
        readings=[("髙橋", "たかはし"), ("", "x")], may_be_quoted=True, wants_copy=True, said_as="70代",
    )  # fmt: skip
    written = Statement.objects.get(pk=written.pk)
    assert (written.by.name, written.by.kind) == ("よっちゃん", "guest")
    assert written.typed_by == cast.editor and written.typed_at is not None
    assert (written.state, written.sort, written.table, written.said_as) == ("written", "will", 3, "70代")
    assert written.readings == [["髙橋", "たかはし"]]
    assert can_see(None, written)
    row = Record.objects.get(verb="card.written", item=card)
    assert (row.person, row.hat) == (cast.editor, cast.team)


def test_a_card_typed_by_one_is_not_overwritten_by_another(cast, session):
    card = actions.print_cards(session, 1, by=team(cast))[0]
    actions.write_card(card, session, "ひとつめ", by=team(cast))
    with pytest.raises(NotPossible):
        actions.write_card(card, session, "ふたつめ", by=cast.who(cast.editor))
    assert Statement.objects.get().title == "ひとつめ"


def test_a_typed_card_is_mended_and_the_record_says_who(cast, session):
    card = cards(cast, session, "声をかけろ")[0]
    mended = actions.correct_card(card, session, "声をかける", by=cast.who(cast.editor), sort="will", nickname="みち")
    assert (mended.title, mended.sort, mended.by.name, mended.typed_by) == (
        "声をかける",
        "will",
        "みち",
        cast.facilitator,
    )
    assert Record.objects.get(verb="card.corrected").person == cast.editor


def test_what_cannot_be_read_is_marked_and_can_be_tried_again(cast, session):
    card = actions.print_cards(session, 1, by=team(cast))[0]
    assert actions.give_up_card(card, session, by=team(cast)).state == "unreadable"
    assert not can_see(None, card)
    assert actions.write_card(card, session, "よめた", by=cast.who(cast.editor)).state == "written"


def test_a_card_typed_under_the_wrong_code_becomes_blank_again(cast, session):
    card = cards(cast, session, "ちがうカード")[0]
    vote(Statement.objects.select_related("about").get(pk=card.pk), 1, by=a_guest(), door="home")
    point = actions.add_point(session, "see", "まとめの一行", [card], by=team(cast))
    writer = card.by
    cleared = Statement.objects.get(pk=actions.clear_card(card, session, by=team(cast)).pk)
    assert (cleared.state, cleared.title, cleared.by, cleared.sort) == ("blank", "", cast.team, "")
    assert not can_see(None, cleared)
    assert not cleared.votes.exists() and not Link.objects.filter(target=point).exists()
    writer.refresh_from_db()
    assert writer.name == ""


def test_the_second_look_is_somebody_elses(cast, session):
    card = cards(cast, session, "あいさつをすろ")[0]
    with pytest.raises(NotAllowed):
        actions.check_card(card, session, by=team(cast))
    checked = actions.check_card(card, session, by=cast.who(cast.editor), text="あいさつをする")
    assert (checked.checked_by, checked.title) == (cast.editor, "あいさつをする")


def test_a_card_of_another_session_is_refused(cast, session):
    """threats.md, foreign ids."""
    other = a_session(cast, forum=session.assembly)
    foreign = actions.print_cards(other, 1, by=team(cast))[0]
    for act in (actions.write_card, actions.correct_card):
        with pytest.raises(NotPossible):
            act(foreign, session, "よその", by=team(cast))
    with pytest.raises(NotPossible):
        actions.give_up_card(foreign, session, by=team(cast))
    with pytest.raises(NotPossible):
        actions.clear_card(foreign, session, by=team(cast))
    own = actions.add_point(session, "see", "こちら", by=team(cast))
    typed = actions.write_card(foreign, other, "よその", by=team(cast))
    with pytest.raises(NotPossible):
        actions.join_cards(own, [typed], by=team(cast))


def test_nobody_outside_the_team_types(cast, session):
    card = actions.print_cards(session, 1, by=team(cast))[0]
    for who in (cast.who(cast.resident), cast.who(cast.outsider), a_guest(), cast.who(cast.officer, sure=False)):
        for act in (
            lambda who: actions.take_card(session, by=who),
            lambda who: actions.write_card(card, session, "わたし", by=who),
            lambda who: actions.give_up_card(card, session, by=who),
            lambda who: actions.print_cards(session, 1, by=who),
        ):
            with pytest.raises(NotAllowed):
                act(who)


def test_the_next_card_is_the_next_free_number(cast, session):
    actions.print_cards(session, 4, by=team(cast))
    mine, other = team(cast), cast.who(cast.editor)
    assert actions.take_card(session, by=mine).number == 1
    assert actions.take_card(session, by=mine).number == 1  # still in hand
    assert actions.take_card(session, by=other).number == 2
    assert actions.take_card(session, by=other, after=2).number == 3
    assert actions.take_card(session, by=mine).number == 1  # what was laid down is free, what is in hand comes first
    assert Hold.objects.count() == 2


def test_a_card_in_hand_is_free_again_after_five_minutes(cast, session):
    actions.print_cards(session, 1, by=team(cast))
    card = actions.take_card(session, by=team(cast))
    other = cast.who(cast.editor)
    assert actions.take_card(session, by=other) is None
    with pytest.raises(NotPossible):
        actions.hold_card(card, session, by=other)
    with pytest.raises(NotPossible):
        actions.write_card(card, session, "横から", by=other)
    Hold.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    assert actions.take_card(session, by=other) == card


def test_a_stack_from_the_middle_goes_on_in_the_middle_and_ends_with_what_is_left(cast, session):
    printed = actions.print_cards(session, 4, by=team(cast))
    by = team(cast)
    for card in printed[2:]:
        taken = actions.take_card(session, by=by, after=card.number - 1)
        assert taken == card
        actions.write_card(taken, session, f"{card.number}", by=by)
    assert actions.take_card(session, by=by, after=4).number == 1


@pytest.mark.django_db(transaction=True)
def test_five_typists_at_once_never_get_the_same_card(cast):
    """threats.md, races: two people at the bench never collide."""
    session = a_session(cast)
    actions.print_cards(session, 40, by=team(cast))
    whos = [cast.who(getattr(cast, name)) for name in ("facilitator", "editor", "worker", "officer", "ward_officer")]

    def type_four(who):
        try:
            got = []
            for _n in range(4):
                card = actions.take_card(session, by=who)
                got.append(card.number)
                actions.write_card(card, session, f"{who.person} {card.number}", by=who)
            return got
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        numbers = [n for got in pool.map(type_four, whos) for n in got]
    assert sorted(numbers) == sorted(set(numbers)) and len(numbers) == 20
