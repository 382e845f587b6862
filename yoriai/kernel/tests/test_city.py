import pytest

from yoriai.kernel.city.actions import put_city
from yoriai.kernel.city.marks import path_data
from yoriai.kernel.city.models import City
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotPossible

OURS = (
    "M25.5 9.5C22.5 10.6 19.6 11 16.6 11M16.2 3.2C17 8 17.4 13 17.4 19C17.4 26.4 14 29.8 9.4 29.8"
    "C5.9 29.8 3.8 28 3.8 25.6C3.8 22.9 6.6 21.2 10.4 21.2C16 21.2 20.4 27.6 34 27.6"
)


def test_our_own_mark_is_a_path():
    assert path_data(OURS) == OURS


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("", ""),
        ("  m 1,2 3,4 z ", "m1 2l3 4z"),
        ("M1 2 3 4-5-6", "M1 2L3 4L-5 -6"),
        ("M.5.5l1e1 0", "M0.5 0.5l10 0"),
        ("M0 0a5 5 0 01 9 9", "M0 0a5 5 0 0 1 9 9"),
        ("M0 0H34V34", "M0 0H34V34"),
        ("M0 0L1.23456 7", "M0 0L1.235 7"),
    ],
)
def test_a_path_is_kept_in_one_plain_spelling(written, plain):
    assert path_data(written) == plain


@pytest.mark.parametrize(
    "written",
    [
        '"/><script>alert(1)</script>',
        'M0 0" onload="alert(1)',
        "M0 0L1 1;fill:url(//x)",
        "<svg><path d='M0 0'/></svg>",
        "L1 1",
        "1 2",
        "M1",
        "M1 2 3",
        "M0 0L1 nan",
        "M0 0L1 inf",
        "M0 0L1 1e99",
        "M0 0L1 １",
        "M0 0a5 5 0 2 1 9 9",
        "M0 0z1 1",
        "M0 0" + "L1 1" * 2000,
        "M0 0\0",
        "M",
    ],
)
def test_what_is_no_path_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        path_data(written)


def test_a_change_of_the_city_is_recorded_with_the_names_of_the_facts_and_not_with_what_they_say(cast):
    before = Record.objects.filter(verb="city.changed").count()
    put_city(by=cast.who(cast.officer), phone="000-111-2222", name="杜野市")
    row = Record.objects.filter(verb="city.changed").latest("pk")
    assert Record.objects.filter(verb="city.changed").count() == before + 1
    assert row.data == {"facts": ["phone"]}
    assert (row.person, row.shown) == (cast.officer, Record.Shown.INSIDE)


def test_a_change_that_changes_nothing_is_no_event(cast):
    before = Record.objects.count()
    put_city(by=cast.who(cast.officer), name="杜野市")
    assert Record.objects.count() == before


@pytest.mark.parametrize(
    "fact", [{"mark": "M0 0<"}, {"thread_colour": "red"}, {"name": ""}, {"mail": "no mail"}, {"phone": ""}]
)
def test_a_fact_that_cannot_stand_changes_nothing(cast, fact):
    before = City.objects.values().get()
    with pytest.raises(NotPossible):
        put_city(by=None, **fact)
    assert City.objects.values().get() == before
