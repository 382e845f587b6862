import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.links.actions import link, unlink
from yoriai.kernel.links.queries import story
from yoriai.kernel.models import Link, Visibility


@pytest.fixture
def thread(cast):
    """card → point → commitment, with a second card and a stranger beside them."""
    made = {
        name: add_item(Place(title=name, by=cast.office)) for name in ("card", "card2", "point", "will", "stranger")
    }
    link(made["card"], made["point"], Link.Kind.JOINED, by=cast.office)
    link(made["card2"], made["point"], Link.Kind.JOINED, by=cast.office)
    link(made["point"], made["will"], Link.Kind.BECAME, by=cast.office)
    return made


def titles(knots):
    return [knot.item.title for knot in knots]


def test_a_story_reaches_from_the_card_to_what_came_of_it(thread):
    found = story(thread["card"], None)
    assert titles(found.knots) == ["card", "point", "will"]
    assert [knot.hop for knot in found.knots] == [0, 1, 2]


def test_a_story_is_walked_both_ways_and_leaves_out_what_is_not_tied(thread):
    found = story(thread["point"], None)
    assert titles(found.before) == ["card", "card2"]
    assert titles(found.after) == ["will"]
    assert "stranger" not in titles(found.knots)
    assert [tie.target.title for tie in found.here.led_to] == ["will"]


def test_what_a_reader_may_not_see_is_not_in_their_story(thread, cast):
    Place.objects.filter(pk=thread["card2"].pk).update(visibility=Visibility.AUDIENCE)
    assert titles(story(thread["will"], None).before) == ["card", "point"]
    assert titles(story(thread["will"], cast.who(cast.officer)).before) == ["card", "card2", "point"]


def test_a_long_story_costs_as_many_queries_as_a_short_one(thread, cast):
    with CaptureQueriesContext(
        connection,
    ) as few:
        story(thread["point"], None)
    for number in range(50):
        link(add_item(Place(title=str(number), by=cast.office)), thread["point"], Link.Kind.JOINED, by=cast.office)
    with CaptureQueriesContext(connection) as many:
        assert len(story(thread["point"], None).knots) == 54
    assert len(many) == len(few) == 3


def test_tying_twice_is_once_and_untying_unties(thread, cast):
    link(thread["card"], thread["point"], Link.Kind.JOINED, by=cast.office)
    assert Link.objects.filter(source=thread["card"]).count() == 1
    unlink(thread["card"], thread["point"], Link.Kind.JOINED)
    assert not story(thread["card"], None)


def test_nothing_is_tied_to_itself(thread, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        link(thread["card"], thread["card"], Link.Kind.BECAME, by=cast.office)
