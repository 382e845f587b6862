import pytest

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.items.queries import can_see
from yoriai.kernel.models import Item, Record, Report, Visibility
from yoriai.kernel.moderation.actions import appeal, hide, lift, report, settle
from yoriai.kernel.moderation.models import Reason
from yoriai.kernel.policy import NotAllowed, NotPossible


@pytest.fixture
def thing(cast):
    return add_item(Place(title="x", by=cast.resident))


def test_a_report_hides_nothing_by_itself_and_counts_once_a_person(thing, cast):
    for _ in range(3):
        report(thing, by=cast.who(cast.outsider), reason=Reason.ABUSE)
    assert can_see(None, thing)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("name", ["resident", "outsider", "editor", "worker", "ward_officer"])
def test_only_the_office_makes_things_invisible(thing, cast, name):
    with pytest.raises(NotAllowed):
        hide(thing, by=cast.who(getattr(cast, name)), reason=Reason.ABUSE, text="x")
    assert can_see(None, thing)


def test_without_the_second_factor_even_the_office_may_not(thing, cast):
    with pytest.raises(NotAllowed):
        hide(thing, by=cast.who(cast.officer, sure=False), reason=Reason.ABUSE, text="x")


def test_hiding_keeps_the_row_tells_why_and_settles_the_reports(thing, cast):
    report(thing, by=None, reason=Reason.PERSONAL)
    hiding = hide(thing, by=cast.who(cast.officer), reason=Reason.PERSONAL, text="電話番号が書かれています。")
    assert not can_see(None, thing)
    assert Item.objects.get(pk=thing.pk).version == 2
    assert Report.objects.filter(settled=None).count() == 0
    assert hiding.text == "電話番号が書かれています。"
    assert Record.objects.filter(verb="item.hidden", item=thing).exists()


def test_lifting_brings_back_exactly_the_visibility_before(thing, cast):
    Place.objects.filter(pk=thing.pk).update(visibility=Visibility.SIGNED_IN)
    hiding = hide(thing, by=cast.who(cast.officer), reason=Reason.OTHER, text="x")
    lift(hiding, by=cast.who(cast.officer))
    assert Item.objects.get(pk=thing.pk).visibility == Visibility.SIGNED_IN
    with pytest.raises(NotPossible):
        lift(hiding, by=cast.who(cast.officer))


def test_the_author_asks_once_for_another_look_and_nobody_else_may(thing, cast):
    hiding = hide(thing, by=cast.who(cast.officer), reason=Reason.OTHER, text="x")
    with pytest.raises(NotAllowed):
        appeal(hiding, "わたしのではない", by=cast.who(cast.outsider))
    appeal(hiding, "もう一度見てください", by=cast.who(cast.resident))
    with pytest.raises(NotPossible):
        appeal(hiding, "二度目", by=cast.who(cast.resident))


def test_a_report_with_nothing_wrong_is_settled_and_the_thing_stays(thing, cast):
    settle(report(thing, by=None, reason=Reason.OTHER), by=cast.who(cast.officer))
    assert can_see(None, thing)
    assert Report.objects.filter(settled=None).count() == 0
