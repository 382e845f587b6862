"""threats.md: races. Many ask or answer at the same moment."""

import pytest
from django.utils import timezone

from tests.laying_out import laid_out
from tests.security.test_races import at_once
from yoriai.directory import actions
from yoriai.directory.models import Consent, Introduction, Offer
from yoriai.web.demo.cast import make_cast
from yoriai.web.demo.fill import fill


@pytest.fixture
def town(transactional_db):
    """The demo, in tables that every thread sees; its introductions apart."""
    laid_out("town", fill)
    Introduction.objects.all().delete()
    return make_cast()


def test_many_ask_one_body_at_once_and_no_more_than_a_month_allows_reach_it(town, settings):
    settings.INTRODUCTIONS_A_MONTH = 1
    offer = Offer.objects.get(by=town.students, state="shown")
    askers = [town.who(town.worker, town.npo), town.who(town.salesman, town.company), town.who(town.resident)]
    acts = [lambda by=by: actions.ask_introduction(offer, by=by, now=timezone.now(), contact="000") for by in askers]
    assert at_once(*acts) == ["done", "refused", "refused"]
    assert Introduction.objects.filter(other=town.students).count() == 1


def test_a_yes_pressed_three_times_at_once_is_one(town):
    offer = Offer.objects.get(by=town.students, state="shown")
    asked = actions.ask_introduction(offer, by=town.who(town.worker, town.npo), now=timezone.now(), contact="000")
    by = town.who(town.student, town.students)
    acts = [lambda: actions.agree_introduction(asked, by=by, contact="111")] * 3
    assert at_once(*acts) == ["done", "refused", "refused"]
    assert Consent.objects.filter(introduction=asked).count() == 2
