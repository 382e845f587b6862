"""Trying is slowed, for all processes, and the key is not kept in the clear."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from yoriai.people import limits
from yoriai.people.models import Slowdown


def test_the_try_after_the_last_allowed_one_is_refused(db):
    for _ in range(3):
        limits.slow("code 192.0.2.1", 3, 60)
    with pytest.raises(limits.TooOften):
        limits.slow("code 192.0.2.1", 3, 60)
    limits.slow("code 192.0.2.2", 3, 60)


def test_after_the_time_one_may_try_again(db):
    limits.slow("key", 1, 60)
    Slowdown.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    limits.slow("key", 1, 60)


def test_a_right_answer_forgets_the_wrong_ones(db):
    limits.slow("key", 1, 60)
    limits.forget("key")
    limits.slow("key", 1, 60)


def test_no_address_is_kept_in_the_clear_and_old_counts_go(db):
    limits.slow("code 192.0.2.1", 3, 60)
    assert "192.0.2.1" not in Slowdown.objects.get().key
    limits.clear(timezone.now() + dt.timedelta(minutes=2))
    assert not Slowdown.objects.exists()


def test_a_forged_forwarding_header_does_not_hide_the_address(settings):
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7", REMOTE_ADDR="192.0.2.1")
    settings.TRUSTED_PROXIES = 0
    assert limits.address(request) == "192.0.2.1"
    settings.TRUSTED_PROXIES = 1
    assert limits.address(request) == "198.51.100.7"
