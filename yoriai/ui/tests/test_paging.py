"""Keyset paging: the same rows once each, forward and back, whatever the cursor says."""

import base64

import pytest
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.test import RequestFactory

from yoriai.kernel.models import Theme
from yoriai.ui.paging import page, part_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes():
    """Seven themes whose names repeat, so that ties are met."""
    return [Theme.objects.create(code=f"t{n}", name=f"{n // 3}") for n in range(7)]


def asked(query: str = ""):
    """A request for a list with this query string."""
    return RequestFactory().get("/list/" + query)


def names(found):
    """The codes of a page."""
    return [theme.code for theme in found.rows]


@pytest.mark.parametrize("by", ["pk", "name"])
def test_walking_back_and_forth_meets_every_row_once(themes, by):
    first = page(Theme.objects.all(), asked(), by=by, size=3)
    second = page(Theme.objects.all(), asked(first.older), by=by, size=3)
    third = page(Theme.objects.all(), asked(second.older), by=by, size=3)
    assert [names(first), names(second), names(third)] == [["t6", "t5", "t4"], ["t3", "t2", "t1"], ["t0"]]
    assert (first.newer, third.older) == ("", "")
    back = page(Theme.objects.all(), asked(third.newer), by=by, size=3)
    assert names(back) == names(second)
    assert names(page(Theme.objects.all(), asked(back.newer), by=by, size=3)) == names(first)


def test_the_first_page_reached_from_behind_has_nothing_newer(themes):
    second = page(Theme.objects.all(), asked(page(Theme.objects.all(), asked(), size=3).older), size=3)
    assert page(Theme.objects.all(), asked(second.newer), size=3).newer == ""


def test_the_other_words_of_the_address_are_kept(themes):
    assert page(Theme.objects.all(), asked("?kind=case&q=米"), size=3).older.startswith("?kind=case&q=%E7%B1%B3&older=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "' OR 1=1--",
        "A" * 5000,
        base64.urlsafe_b64encode(b"~99999999999999999999999").decode(),
        "44GC",
        "fn4tMQ",
    ],
)
def test_a_cursor_nobody_made_is_the_first_page(themes, cursor):
    """threats.md: reflected script, injection."""
    for by in ("pk", "name"):
        found = page(Theme.objects.all(), RequestFactory().get("/list/", {"older": cursor}), by=by, size=3)
        assert names(found) == ["t6", "t5", "t4"]


def test_a_page_costs_one_query_at_any_size(themes, django_assert_num_queries):
    for size in (1, 3, 50):
        with django_assert_num_queries(1):
            page(Theme.objects.all(), asked(), size=size)


def test_an_empty_list_is_an_empty_page():
    found = page(Theme.objects.none(), asked())
    assert (bool(found), found.newer, found.older) == (False, "", "")


@pytest.mark.parametrize("by", ["pk", "name", "last"])
def test_a_list_that_goes_upward_meets_every_row_once_both_ways(themes, by):
    rows = Theme.objects.annotate(last=Coalesce("name", Value("z")))
    first = page(rows, asked(), by=by, size=3, upward=True)
    second = page(rows, asked(first.older), by=by, size=3, upward=True)
    third = page(rows, asked(second.older), by=by, size=3, upward=True)
    assert [names(first), names(second), names(third)] == [["t0", "t1", "t2"], ["t3", "t4", "t5"], ["t6"]]
    assert names(page(rows, asked(third.newer), by=by, size=3, upward=True)) == names(second)
    assert (first.newer, third.older, first.upward) == ("", "", True)


@pytest.mark.parametrize("start", ["", "-1", "99", "x", "٣", "9" * 40, "0" * 5000])
def test_a_part_of_a_whole_list_begins_at_its_first_row_where_the_start_is_none(start):
    assert part_of(list(range(7)), asked(f"?final={start}"), "final", size=3).rows == [0, 1, 2]


def test_parts_of_a_whole_list_lead_back_and_forth():
    second = part_of(list(range(7)), asked("?final=3&kind=case"), "final", size=3)
    assert (second.rows, second.newer, second.older) == ([3, 4, 5], "?final=0&kind=case", "?final=6&kind=case")
    assert part_of(list(range(7)), asked("?final=6"), "final", size=3).older == ""
