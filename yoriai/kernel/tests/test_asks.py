import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yoriai.directory.models import Place
from yoriai.kernel.asks.actions import answer, ask, close_asks, decline, pass_on
from yoriai.kernel.asks.models import Ask
from yoriai.kernel.asks.queries import inbox, overdue
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.policy import NotAllowed, NotPossible


@pytest.fixture
def asked(cast):
    thing = add_item(Place(title="x", by=cast.office))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    return ask("city_reply", thing, cast.section, by=cast.who(cast.worker), due=yesterday)


def test_an_ask_waits_in_the_inbox_of_whoever_wears_the_hat(asked, cast):
    assert list(inbox(cast.who(cast.officer))) == [asked]
    assert list(inbox(cast.who(cast.ward_officer))) == []


def test_asking_the_same_again_is_the_same_ask(asked, cast):
    assert ask("city_reply", asked.item, cast.section, by=cast.who(cast.worker)) == asked
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.create(what="city_reply", item=asked.item, asked=cast.section, asker=cast.npo)


def test_past_its_date_and_waiting_is_overdue(asked, cast):
    assert asked.is_overdue
    assert list(overdue()) == [asked]
    answer(asked, "やります", by=cast.who(cast.officer))
    assert list(overdue()) == []


def test_only_whoever_was_asked_answers(asked, cast):
    with pytest.raises(NotAllowed):
        answer(asked, "x", by=cast.who(cast.outsider))


def test_passing_on_wants_a_reason_and_moves_the_ask_to_the_other_inbox(asked, cast):
    with pytest.raises(NotPossible):
        pass_on(asked, cast.ward_office, by=cast.who(cast.officer), reason=" ")
    moved = pass_on(asked, cast.ward_office, by=cast.who(cast.officer), reason="区の仕事です")
    assert moved.passes == 1
    assert list(inbox(cast.who(cast.ward_officer))) == [asked]
    assert list(inbox(cast.who(cast.officer))) == []


def test_declining_wants_a_reason_and_cannot_be_done_twice(asked, cast):
    with pytest.raises(NotPossible):
        decline(asked, "", by=cast.who(cast.officer))
    decline(asked, "予算がありません", by=cast.who(cast.officer))
    with pytest.raises(NotPossible):
        answer(asked, "やはりやります", by=cast.who(cast.officer))


def test_what_is_no_longer_needed_is_closed(asked, cast):
    assert close_asks("city_reply", asked.item, by=cast.who(cast.worker)) == 1
    assert list(inbox(cast.who(cast.officer))) == []
